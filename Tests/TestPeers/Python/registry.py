"""A small document registry and repository for tests: /registry takes ITI-18, /repository takes ITI-41 and ITI-43.

It shares nothing with the client that it is asked by: the standard library's HTTP server and email package, and lxml.

usage: registry.py PORT DEFECT, where DEFECT is `none` or
  wrong-hash, wrong-size: states another hash or size than the document has
  other-document: gives the content of the first document for every one
  truncates: gives a document without its last byte
  keeps-replaced: leaves a replaced document approved
  ignores-status, ignores-class, ignores-time, ignores-event: does not filter by it
  other-patients: finds the documents of every patient
  never-empty: answers a search that finds nothing with a failure
  whole-objects: answers with whole objects where references are asked for
  null-query: answers XDSRegistryError to an unknown query
  missing-parameter-ignored: answers a search without patient or status as if nothing was missing
  takes-duplicates: takes a document with the unique id of another
  takes-strangers: takes documents of patients whom nobody has told of
  takes-incomplete: takes a document entry without its class code
  unknown-is-success: answers success and no document where the document is not known
  loses-references: forgets the reference ids
  inline: gives documents as base64 in the message
  no-relation: leaves out which message it answers
  soap-1.1: answers in SOAP 1.1
  fault: answers every request with a SOAP fault
  page: answers every request with a page
"""
import base64
import email
import email.policy
import hashlib
import itertools
import re
import sys
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
import threading

from lxml import etree

port, defect = int(sys.argv[1]), sys.argv[2]
SOAP, WSA = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
RIM, RS, LCM, QUERY = (EBXML + "xsd:%s:3.0" % name for name in ("rim", "rs", "lcm", "query"))
XDS, XOP = "urn:ihe:iti:xds-b:2007", "http://www.w3.org/2004/08/xop/include"
STATUS = EBXML + "StatusType:"
RESPONSE = EBXML + "ResponseStatusType:"
REPOSITORY = "1.3.6.1.4.1.21367.2026.11.1"
DOMAIN = "&2.16.840.1.113883.2.1.4.1&ISO"
STABLE = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
PATIENT = {"ExtrinsicObject": "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427",
           "RegistryPackage": "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446"}
UNIQUE = {"ExtrinsicObject": "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab",
          "RegistryPackage": "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8"}
CODES = {"ClassCode": "41a5887f-8865-4c09-adf7-e362475b143a", "TypeCode": "f0306f51-975f-434e-a61c-c59651d33983",
         "FormatCode": "a09d5840-386c-46f2-b5ad-9c3699a4309d",
         "EventCodeList": "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4",
         "PracticeSettingCode": "cccf5598-8b07-4b77-a05e-ae952c785ead",
         "HealthcareFacilityTypeCode": "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
         "ConfidentialityCode": "f4f85eac-e6cb-4883-b524-f2705394840f"}
REFERENCES = "urn:ihe:iti:xds:2013:referenceIdList"
lock = threading.Lock()
objects, contents = [], {}


def tag(space, name):
    return "{%s}%s" % (space, name)


def kind(element):
    return etree.QName(element).localname


def slot(element, name):
    found = [child for child in element.findall(tag(RIM, "Slot")) if child.get("name") == name]
    return [value.text or "" for one in found for value in one.iter(tag(RIM, "Value"))]


def set_slot(element, name, values):
    for child in element.findall(tag(RIM, "Slot")):
        if child.get("name") == name:
            element.remove(child)
    if values:
        one = etree.Element(tag(RIM, "Slot"), name=name)
        listed = etree.SubElement(one, tag(RIM, "ValueList"))
        for value in values:
            etree.SubElement(listed, tag(RIM, "Value")).text = value
        element.insert(0, one)


def identifier(element, schemes):
    wanted = schemes.get(kind(element))
    for child in element.findall(tag(RIM, "ExternalIdentifier")):
        if child.get("identificationScheme") == wanted:
            return child.get("value")
    return None


def codes(element, attribute):
    scheme = "urn:uuid:" + CODES[attribute]
    return ["%s^^%s" % (child.get("nodeRepresentation"), (slot(child, "codingScheme") or [""])[0])
            for child in element.findall(tag(RIM, "Classification")) if child.get("classificationScheme") == scheme]


class Refusal(Exception):
    def __init__(self, code, text, partial=None):
        super().__init__(text)
        self.code, self.text, self.partial = code, text, partial


def errors(parent, refusals):
    listed = etree.SubElement(parent, tag(RS, "RegistryErrorList"))
    for refusal in refusals:
        etree.SubElement(listed, tag(RS, "RegistryError"), errorCode=refusal.code, codeContext=refusal.text,
                         severity=EBXML + "ErrorSeverityType:Error")


def registry_response(refusals=(), status=None):
    response = etree.Element(tag(RS, "RegistryResponse"), nsmap={"rs": RS})
    response.set("status", status or RESPONSE + ("Failure" if refusals else "Success"))
    if refusals:
        errors(response, refusals)
    return response


# ITI-18

def parameters(query):
    found = {}
    for one in query.findall(tag(RIM, "Slot")):
        groups = []
        for value in one.iter(tag(RIM, "Value")):
            text = (value.text or "").strip()
            if text.startswith("("):
                groups += [item.replace("''", "'") for item in re.findall(r"'((?:[^']|'')*)'", text)]
            elif text.startswith("'"):
                groups.append(text[1:-1].replace("''", "'"))
            else:
                groups.append(text)
        found.setdefault(one.get("name"), []).append(groups)
    return found


def needed(given, *names):
    for name in names:
        if name not in given and defect != "missing-parameter-ignored":
            raise Refusal("XDSStoredQueryMissingParam", "%s is required" % name)


def documents():
    return [one for one in objects if kind(one) == "ExtrinsicObject"]


def find_documents(given):
    needed(given, "$XDSDocumentEntryPatientId", "$XDSDocumentEntryStatus")
    found = documents()
    patients = given.get("$XDSDocumentEntryPatientId")
    if patients:
        if len(patients[0]) != 1:
            raise Refusal("XDSStoredQueryParamNumber", "one patient is expected")
        if defect != "other-patients":
            found = [one for one in found if identifier(one, PATIENT) == patients[0][0]]
    statuses = given.get("$XDSDocumentEntryStatus")
    if statuses and defect != "ignores-status":
        found = [one for one in found if one.get("status") in statuses[0]]
    types = given.get("$XDSDocumentEntryType", [[STABLE]])
    found = [one for one in found if one.get("objectType") in types[0]]
    for attribute in CODES:
        if attribute == "ClassCode" and defect == "ignores-class":
            continue
        if attribute == "EventCodeList" and defect == "ignores-event":
            continue
        for group in given.get("$XDSDocumentEntry" + attribute, []):
            found = [one for one in found if set(codes(one, attribute)) & set(group)]
    for attribute in ("creationTime", "serviceStartTime", "serviceStopTime"):
        name = "$XDSDocumentEntry" + attribute[0].upper() + attribute[1:]
        for edge, holds in (("From", lambda time, limit: time >= limit), ("To", lambda time, limit: time < limit)):
            if name + edge in given and defect != "ignores-time":
                limit = given[name + edge][0][0].ljust(14, "0")
                found = [one for one in found
                         if slot(one, attribute) and holds(slot(one, attribute)[0].ljust(14, "0"), limit)]
    return found


def find_by_reference(given):
    needed(given, "$XDSDocumentEntryReferenceIdList")
    found = find_documents(given)
    for group in given.get("$XDSDocumentEntryReferenceIdList", []):
        found = [one for one in found if set(slot(one, REFERENCES)) & set(group)]
    return found


def get_documents(given):
    ids, uniques = given.get("$XDSDocumentEntryEntryUUID"), given.get("$XDSDocumentEntryUniqueId")
    if not ids and not uniques:
        raise Refusal("XDSStoredQueryMissingParam", "$XDSDocumentEntryEntryUUID or $XDSDocumentEntryUniqueId is required")
    if ids:
        return [one for one in documents() if one.get("id") in ids[0]]
    return [one for one in documents() if identifier(one, UNIQUE) in uniques[0]]


def find_sets(given):
    needed(given, "$XDSSubmissionSetPatientId", "$XDSSubmissionSetStatus")
    return [one for one in objects if kind(one) == "RegistryPackage"
            and identifier(one, PATIENT) == given["$XDSSubmissionSetPatientId"][0][0]
            and one.get("status") in given["$XDSSubmissionSetStatus"][0]]


def get_associations(given):
    needed(given, "$uuid")
    ids = given["$uuid"][0]
    return [one for one in objects if kind(one) == "Association"
            and (one.get("sourceObject") in ids or one.get("targetObject") in ids)]


QUERIES = {
    "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d": find_documents,
    "urn:uuid:12941a89-e02e-4be5-967c-ce4bfc8fe492": find_by_reference,
    "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4": get_documents,
    "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9": find_sets,
    "urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155": get_associations,
}


def stored_query(body):
    response = etree.Element(tag(QUERY, "AdhocQueryResponse"), nsmap={"query": QUERY, "rim": RIM, "rs": RS})
    query = body.find(tag(RIM, "AdhocQuery"))
    returns = body.find(tag(QUERY, "ResponseOption")).get("returnType", "ObjectRef")
    try:
        search = QUERIES.get(query.get("id"))
        if search is None:
            raise Refusal("XDSRegistryError" if defect == "null-query" else "XDSUnknownStoredQuery",
                          "no stored query %s" % query.get("id"))
        found = search(parameters(query))
        if not found and defect == "never-empty":
            raise Refusal("XDSRegistryError", "nothing found")
    except Refusal as refusal:
        response.set("status", RESPONSE + "Failure")
        errors(response, [refusal])
        etree.SubElement(response, tag(RIM, "RegistryObjectList"))
        return response
    response.set("status", RESPONSE + "Success")
    listed = etree.SubElement(response, tag(RIM, "RegistryObjectList"))
    for one in found:
        if returns == "ObjectRef" and defect != "whole-objects":
            etree.SubElement(listed, tag(RIM, "ObjectRef"), id=one.get("id"))
        else:
            listed.append(etree.fromstring(etree.tostring(one)))
    return response


# ITI-41

def submit(body, parts):
    listed = body.find("%s/%s" % (tag(LCM, "SubmitObjectsRequest"), tag(RIM, "RegistryObjectList")))
    submitted = [one for one in listed if isinstance(one.tag, str)]
    given = {}
    for one in body.findall(tag(XDS, "Document")):
        include = one.find(tag(XOP, "Include"))
        given[one.get("id")] = parts.get(include.get("href")[4:]) if include is not None else base64.b64decode(one.text)
    entries = [one for one in submitted if kind(one) == "ExtrinsicObject"]
    symbols = {one.get("id"): "urn:uuid:%s" % uuid.uuid4() for one in submitted
               if kind(one) in ("ExtrinsicObject", "RegistryPackage")}
    for one in entries:
        if given.get(one.get("id")) is None:
            raise Refusal("XDSMissingDocument", "%s has no document" % one.get("id"))
        if not codes(one, "ClassCode") and defect != "takes-incomplete":
            raise Refusal("XDSRepositoryMetadataError", "%s has no classCode" % one.get("id"))
        if not (identifier(one, PATIENT) or "").endswith(DOMAIN) and defect != "takes-strangers":
            raise Refusal("XDSUnknownPatientId", "%s is not known" % identifier(one, PATIENT))
        for other in documents():
            if identifier(other, UNIQUE) == identifier(one, UNIQUE) and defect != "takes-duplicates":
                content = given[one.get("id")]
                if hashlib.sha1(content).hexdigest() != hashlib.sha1(contents[identifier(other, UNIQUE)]).hexdigest():
                    raise Refusal("XDSNonIdenticalHash", "%s is there with another hash" % identifier(one, UNIQUE))
    for identifier_of in set(given) - {one.get("id") for one in entries}:
        raise Refusal("XDSMissingDocumentMetadata", "%s has no metadata" % identifier_of)
    for one in submitted:
        if kind(one) == "RegistryPackage":
            for other in objects:
                if kind(other) == "RegistryPackage" and identifier(other, UNIQUE) == identifier(one, UNIQUE):
                    raise Refusal("XDSDuplicateUniqueIdInRegistry", "%s is there" % identifier(one, UNIQUE))
    replaced = []
    for one in submitted:
        if kind(one) == "Association" and one.get("associationType").endswith(":RPLC"):
            target = [other for other in documents() if other.get("id") == one.get("targetObject")]
            if not target:
                raise Refusal("UnresolvedReferenceException", "%s is not known" % one.get("targetObject"))
            if not target[0].get("status").endswith(":Approved"):
                raise Refusal("XDSRegistryDeprecatedDocumentError", "%s is deprecated" % one.get("targetObject"))
            replaced += target
    for one in entries:
        content = given[one.get("id")]
        contents[identifier(one, UNIQUE)] = content
        digest = hashlib.sha1(content).hexdigest()
        set_slot(one, "hash", ["0" * 40 if defect == "wrong-hash" else digest])
        set_slot(one, "size", [str(len(content) + (1 if defect == "wrong-size" else 0))])
        set_slot(one, "repositoryUniqueId", [REPOSITORY])
        if defect == "loses-references":
            set_slot(one, REFERENCES, [])
    for one in submitted:
        for name in ("id", "sourceObject", "targetObject"):
            if one.get(name) in symbols:
                one.set(name, symbols[one.get(name)])
        if one.get("id") not in symbols.values():
            one.set("id", "urn:uuid:%s" % uuid.uuid4())
        one.set("lid", one.get("id"))
        one.set("status", STATUS + "Approved")
        for number, child in enumerate(one):
            if child.get("id"):
                child.set("id", "urn:uuid:%s" % uuid.uuid4())
            for name in ("classifiedObject", "registryObject"):
                if child.get(name):
                    child.set(name, one.get("id"))
        if kind(one) != "Classification":
            objects.append(one)
    if defect != "keeps-replaced":
        for one in replaced:
            one.set("status", STATUS + "Deprecated")
    return registry_response()


# ITI-43

def retrieve(body):
    response = etree.Element(tag(XDS, "RetrieveDocumentSetResponse"), nsmap={"xdsb": XDS})
    refusals, attachments = [], []
    answered = []
    for one in body.findall(tag(XDS, "DocumentRequest")):
        repository, document = (one.findtext(tag(XDS, name)) for name in ("RepositoryUniqueId", "DocumentUniqueId"))
        if repository != REPOSITORY:
            refusals.append(Refusal("XDSUnknownRepositoryId", repository))
            continue
        if document not in contents:
            if defect != "unknown-is-success":
                refusals.append(Refusal("XDSDocumentUniqueIdError", document))
            continue
        entry = next(entry for entry in documents() if identifier(entry, UNIQUE) == document)
        content = contents[document]
        if defect == "other-document":
            content = next(iter(contents.values()))
        if defect == "truncates":
            content = content[:-1]
        answered.append((repository, document, entry.get("mimeType"), content))
    status = "Success" if not refusals else "Failure"
    response.append(registry_response(
        refusals, "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess" if refusals and answered else RESPONSE + status))
    for number, (repository, document, media_type, content) in enumerate(answered):
        one = etree.SubElement(response, tag(XDS, "DocumentResponse"))
        etree.SubElement(one, tag(XDS, "RepositoryUniqueId")).text = repository
        etree.SubElement(one, tag(XDS, "DocumentUniqueId")).text = document
        etree.SubElement(one, tag(XDS, "mimeType")).text = media_type
        place = etree.SubElement(one, tag(XDS, "Document"))
        if defect == "inline":
            place.text = base64.b64encode(content).decode()
        else:
            etree.SubElement(place, tag(XOP, "Include"), href="cid:document%d@peer" % number, nsmap={"xop": XOP})
            attachments.append(("document%d@peer" % number, media_type, content))
    return response, attachments


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            content = b""
            while True:
                length = int(self.rfile.readline().split(b";")[0], 16)
                content += self.rfile.read(length)
                self.rfile.readline()
                if length == 0:
                    break
        if defect == "page":
            return self.reply(200, "text/html", b"<html><body>Please log in</body></html>")
        kind_of = self.headers.get("Content-Type", "")
        parts, packed = {}, kind_of.startswith("multipart/related")
        if packed:
            message = email.message_from_bytes(
                b"Content-Type: " + kind_of.encode() + b"\r\n\r\n" + content, policy=email.policy.HTTP)
            found = {part["Content-ID"].strip("<>"): part.get_payload(decode=True) for part in message.iter_parts()}
            start = message.get_param("start").strip("<>")
            content = found.pop(start)
            parts = found
        envelope = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        header = {kind(block): (block.text or "").strip() for block in envelope.find(tag(SOAP, "Header"))}
        body = envelope.find(tag(SOAP, "Body"))[0]
        attachments = []
        with lock:
            if defect == "fault":
                answer = None
            elif kind(body) == "AdhocQueryRequest":
                answer = stored_query(body)
            elif kind(body) == "ProvideAndRegisterDocumentSetRequest":
                try:
                    answer = submit(body, parts)
                except Refusal as refusal:
                    answer = registry_response([refusal])
            elif kind(body) == "RetrieveDocumentSetRequest":
                answer, attachments = retrieve(body)
            else:
                answer = None
        self.answer(answer, header, attachments, packed)

    def answer(self, body, header, attachments, packed):
        space = "http://schemas.xmlsoap.org/soap/envelope/" if defect == "soap-1.1" else SOAP
        envelope = etree.Element(tag(space, "Envelope"), nsmap={"soap": space, "wsa": WSA})
        head = etree.SubElement(envelope, tag(space, "Header"))
        etree.SubElement(head, tag(WSA, "Action")).text = header.get("Action", "") + "Response"
        if defect != "no-relation":
            etree.SubElement(head, tag(WSA, "RelatesTo")).text = header.get("MessageID", "")
        place = etree.SubElement(envelope, tag(space, "Body"))
        if body is None:
            fault = etree.SubElement(place, tag(space, "Fault"))
            code = etree.SubElement(fault, tag(space, "Code"))
            etree.SubElement(code, tag(space, "Value")).text = "soap:Receiver"
            reason = etree.SubElement(fault, tag(space, "Reason"))
            etree.SubElement(reason, tag(space, "Text")).text = "cannot do this"
        else:
            place.append(body)
        content = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
        if not packed:
            media_type = "text/xml" if defect == "soap-1.1" else "application/soap+xml"
            return self.reply(500 if body is None else 200, media_type + "; charset=UTF-8", content)
        boundary = uuid.uuid4().hex
        output = b""
        for name, media_type, part in [("root@peer", 'application/xop+xml; charset=UTF-8; type="application/soap+xml"',
                                        content)] + attachments:
            output += ("--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <%s>\r\n\r\n"
                       % (boundary, media_type, name)).encode() + part + b"\r\n"
        output += ("--%s--\r\n" % boundary).encode()
        self.reply(500 if body is None else 200,
                   'multipart/related; type="application/xop+xml"; start="<root@peer>"; '
                   'start-info="application/soap+xml"; boundary="%s"' % boundary, output)

    def reply(self, status, media_type, content):
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
