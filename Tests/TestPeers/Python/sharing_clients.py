"""Systems that call a registry, repository or gateway, for tests: an imaging document source that publishes manifests of the
studies that come to it, a document source that publishes reports, a consumer that fetches earlier documents when an order
comes, and an initiating gateway. Whoever they call shares nothing with them: pynetdicom, the package hl7, urllib and lxml.

usage: sharing_clients.py DICOM-PORT HL7-PORT WEB-PORT TARGET-PORT DEFECT [ASSERTION KEY CERTIFICATE], where ASSERTION is a
kind that assertions.py makes, or `wrapped`: an assertion without a signature stands before the good one; no assertion is sent
where it is left out. DEFECT is `none` or, of what is published,
  never: publishes nothing
  no-class-code: leaves out the class code
  wrong-hash: states another hash than the document has
  bare-patient: writes the patient's identifier without who assigned it
  no-membership: does not make the document a member of the submission set
  other-patient: names another patient in the submission set than in the entry
  inline: sends the document within the message, without MTOM
  soap-1.1: speaks SOAP 1.1
  no-message-id: gives the message no id
  other-action: names the action of another transaction
  other-id: gives the manifest another unique id than its SOP Instance UID
  loses-instance: leaves an instance out of the manifest
  loses-text: leaves out the last line of a report
  octets: states application/octet-stream
 and of what is asked,
  no-status: asks without an availability status
  bare-code: asks for a class of documents without the scheme of its code
  bare-query: asks for a patient's identifier without who assigned it
  never-fetches: asks, and fetches nothing
  other-repository: fetches from another repository than the entry names
  never-asks: the gateway answers without asking the other community
  as-registry: the gateway asks the other community as if it were a registry
  drops-home: the gateway gives entries without the community that they are in
"""
import base64
import email
import email.policy
import hashlib
import io
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lxml import etree
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid
from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.sop_class import Verification

import messages

dicom_port, hl7_port, web_port, target_port = (int(argument) for argument in sys.argv[1:5])
defect = sys.argv[5]
asserted = sys.argv[6:9]
SOAP, WSA = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
RIM, RS, LCM, QUERY = (EBXML + "xsd:%s:3.0" % name for name in ("rim", "rs", "lcm", "query"))
XDS, XOP = "urn:ihe:iti:xds-b:2007", "http://www.w3.org/2004/08/xop/include"
SPACES = {"rim": RIM, "rs": RS, "lcm": LCM, "query": QUERY, "xds": XDS}
NHS = "&2.16.840.1.113883.2.1.4.1&ISO"
SNOMED = "2.16.840.1.113883.6.96"
KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"
FIND = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d"
STABLE = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
APPROVED = EBXML + "StatusType:Approved"
ACTION = "urn:ihe:iti:2007:"
lock = threading.Lock()
studies = {}


def tag(space, name):
    return "{%s}%s" % (space, name)


def sub(parent, prefix, element, text=None, /, **attributes):
    one = etree.SubElement(parent, tag(SPACES[prefix], element), **attributes)
    one.text = text
    return one


# MARK: Calling


def envelope(action, body, space=SOAP, relates=None):
    root = etree.Element(tag(space, "Envelope"), nsmap={"s": space, "a": WSA})
    header = etree.SubElement(root, tag(space, "Header"))
    etree.SubElement(header, tag(WSA, "Action")).text = action
    if defect != "no-message-id":
        etree.SubElement(header, tag(WSA, "MessageID")).text = "urn:uuid:%s" % uuid.uuid4()
    etree.SubElement(header, tag(WSA, "To")).text = "http://127.0.0.1:%d/" % target_port
    if relates:
        etree.SubElement(header, tag(WSA, "RelatesTo")).text = relates
    if asserted:
        header.append(security(*asserted))
    etree.SubElement(root, tag(space, "Body")).append(body)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def security(kind, key, certificate):
    """A header block with an assertion about a user (ITI-40)."""
    import assertions
    block = etree.Element(tag(WSSE, "Security"), nsmap={"w": WSSE})
    made = etree.fromstring(assertions.make("good" if kind == "wrapped" else kind, key, certificate).encode())
    if kind == "wrapped":
        forged = etree.fromstring(assertions.make("unsigned", key, certificate).replace("orla", "piet").encode())
        forged.set("ID", "_forged")
        block.append(forged)
    block.append(made)
    return block


def multipart(root, parts):
    boundary = uuid.uuid4().hex
    output = b""
    for name, media_type, content in [
            ("root@peer", 'application/xop+xml; charset=UTF-8; type="application/soap+xml"', root)] + parts:
        output += ("--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <%s>\r\n\r\n"
                   % (boundary, media_type, name)).encode() + content + b"\r\n"
    return ('multipart/related; type="application/xop+xml"; start="<root@peer>"; start-info="application/soap+xml"; '
            'boundary="%s"' % boundary, output + ("--%s--\r\n" % boundary).encode())


def call(action, body, parts=None):
    """Sends a message; the body of the answer and the documents beside it."""
    space = SOAP11 if defect == "soap-1.1" else SOAP
    content = envelope(action, body, space)
    media_type = ("text/xml" if space == SOAP11 else "application/soap+xml") + "; charset=UTF-8"
    if parts is not None:
        media_type, content = multipart(content, parts)
    for _ in range(100):
        request = urllib.request.Request("http://127.0.0.1:%d/" % target_port, data=content,
                                         headers={"Content-Type": media_type}, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return read(answer.headers.get("Content-Type", ""), answer.read())
        except urllib.error.HTTPError as error:
            print("refused: %s %s" % (error.code, error.read()[:500]), flush=True)
            return None, {}
        except urllib.error.URLError:
            # The other side may not listen yet.
            time.sleep(0.1)
    return None, {}


def read(media_type, content):
    parts = {}
    if media_type.startswith("multipart/related"):
        message = email.message_from_bytes(
            b"Content-Type: " + media_type.encode() + b"\r\n\r\n" + content, policy=email.policy.HTTP)
        parts = {part["Content-ID"].strip("<>"): part.get_payload(decode=True) for part in message.iter_parts()}
        content = parts.pop(message.get_param("start").strip("<>"))
    return etree.fromstring(content).find(tag(SOAP, "Body"))[0], parts


# MARK: Publishing


def slot(parent, name, values):
    listed = sub(sub(parent, "rim", "Slot", name=name), "rim", "ValueList")
    for value in values:
        sub(listed, "rim", "Value", value)


def localized(parent, name, value):
    sub(sub(parent, "rim", name), "rim", "LocalizedString", value=value)


def classify(parent, scheme, code, coding_scheme, display):
    one = sub(parent, "rim", "Classification", id="id%s" % uuid.uuid4().hex, classificationScheme="urn:uuid:" + scheme,
              classifiedObject=parent.get("id"), nodeRepresentation=code)
    slot(one, "codingScheme", [coding_scheme])
    localized(one, "Name", display)


def identify(parent, scheme, name, value):
    one = sub(parent, "rim", "ExternalIdentifier", id="id%s" % uuid.uuid4().hex, registryObject=parent.get("id"),
              identificationScheme="urn:uuid:" + scheme, value=value)
    localized(one, "Name", name)


def publish(patient, content, media_type, unique_id, codes, references, beside=None):
    """Provides and registers one document (ITI-41), or another one of media type, unique id and codes of its own beside it."""
    if defect == "never":
        return
    now = time.strftime("%Y%m%d%H%M%S", time.gmtime())
    cx = patient if defect == "bare-patient" else "%s^^^%s" % (patient, NHS)
    request = etree.Element(tag(XDS, "ProvideAndRegisterDocumentSetRequest"), nsmap=SPACES)
    submit = sub(request, "lcm", "SubmitObjectsRequest")
    listed = sub(submit, "rim", "RegistryObjectList")
    documents = ([beside] if beside else []) + [(content, media_type, unique_id, codes)]
    for number, one in enumerate(documents, 1):
        describe(listed, "entry%d" % number, cx, now, references, *one)
    package = sub(listed, "rim", "RegistryPackage", id="set1")
    slot(package, "submissionTime", [now])
    classify(package, "aa543740-bdda-424e-8c96-df4873be8500", *codes["classCode"])
    other = "other^^^" + NHS if defect == "other-patient" else cx
    identify(package, "6b5aea1a-874d-4603-a4bc-96a0a7b38446", "XDSSubmissionSet.patientId", other)
    identify(package, "96fdda7c-d067-4183-912e-bf5ee74998a8", "XDSSubmissionSet.uniqueId", generate_uid())
    identify(package, "554ac39e-e3fe-47fe-b233-965d2a147832", "XDSSubmissionSet.sourceId", "1.3.6.1.4.1.21367.2026.31")
    sub(listed, "rim", "Classification", id="class1", classifiedObject="set1",
        classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd")
    for number in range(1, len(documents) + 1):
        if defect != "no-membership":
            member = sub(listed, "rim", "Association", id="member%d" % number, sourceObject="set1",
                         targetObject="entry%d" % number, associationType=EBXML + "AssociationType:HasMember")
            slot(member, "SubmissionSetStatus", ["Original"])
    action = ACTION + ("RegisterDocumentSet-b" if defect == "other-action" else "ProvideAndRegisterDocumentSet-b")
    attachments = []
    for number, (body, kind, *_) in enumerate(documents, 1):
        document = sub(request, "xds", "Document", id="entry%d" % number)
        if defect in ("inline", "soap-1.1"):
            document.text = base64.b64encode(body).decode()
            continue
        name = "document%d@peer" % number
        etree.SubElement(document, tag(XOP, "Include"), href="cid:" + name, nsmap={"xop": XOP})
        attachments.append((name, kind, body))
    return call(action, request, attachments) if attachments else call(action, request)


def describe(listed, name, cx, now, references, content, media_type, unique_id, codes):
    """The entry of one document."""
    entry = sub(listed, "rim", "ExtrinsicObject", id=name, objectType=STABLE,
                mimeType="application/octet-stream" if defect == "octets" else media_type)
    slot(entry, "creationTime", [now])
    slot(entry, "languageCode", ["en-GB"])
    slot(entry, "sourcePatientId", [cx])
    digest = hashlib.sha1(b"x" if defect == "wrong-hash" else content).hexdigest()
    slot(entry, "hash", [digest])
    slot(entry, "size", [str(len(content))])
    if references:
        slot(entry, "urn:ihe:iti:xds:2013:referenceIdList", references)
    localized(entry, "Name", "A document")
    schemes = {"classCode": "41a5887f-8865-4c09-adf7-e362475b143a", "typeCode": "f0306f51-975f-434e-a61c-c59651d33983",
               "formatCode": "a09d5840-386c-46f2-b5ad-9c3699a4309d"}
    for attribute, code in codes.items():
        if not (attribute == "classCode" and defect == "no-class-code"):
            classify(entry, schemes[attribute], *code)
    classify(entry, "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "22232009", SNOMED, "Hospital")
    classify(entry, "cccf5598-8b07-4b77-a05e-ae952c785ead", "394914008", SNOMED, "Radiology")
    classify(entry, "f4f85eac-e6cb-4883-b524-f2705394840f", "N", "2.16.840.1.113883.5.25", "Normal")
    identify(entry, "58a6f841-87b3-4a3e-92fd-a8ffeff98427", "XDSDocumentEntry.patientId", cx)
    identify(entry, "2e82c1f6-a085-4c72-9da3-8640a32e42ab", "XDSDocumentEntry.uniqueId", unique_id)


def manifest(images):
    """A key object selection document of a study (PS3.3 A.35.4, TID 2010), as a file."""
    first = images[0]
    keys = Dataset()
    keys.SOPClassUID, keys.SOPInstanceUID = KEY_OBJECTS, generate_uid()
    for keyword in ("PatientID", "PatientName", "PatientBirthDate", "PatientSex", "StudyInstanceUID", "StudyDate",
                    "StudyTime", "AccessionNumber", "StudyID", "ReferringPhysicianName"):
        setattr(keys, keyword, first.get(keyword, ""))
    keys.Modality, keys.SeriesInstanceUID, keys.SeriesNumber, keys.InstanceNumber = "KO", generate_uid(), 9000, 1
    keys.ContentDate, keys.ContentTime, keys.Manufacturer = "20260101", "120000", "Peer"
    keys.ReferencedPerformedProcedureStepSequence = []
    keys.ValueType, keys.ContinuityOfContent = "CONTAINER", "SEPARATE"
    title = Dataset()
    title.CodeValue, title.CodingSchemeDesignator, title.CodeMeaning = "113030", "DCM", "Manifest"
    keys.ConceptNameCodeSequence = [title]
    evidence, content = Dataset(), []
    evidence.StudyInstanceUID, evidence.ReferencedSeriesSequence = first.StudyInstanceUID, []
    for image in images[1:] if defect == "loses-instance" else images:
        series = next((one for one in evidence.ReferencedSeriesSequence
                       if one.SeriesInstanceUID == image.SeriesInstanceUID), None)
        if series is None:
            series = Dataset()
            series.SeriesInstanceUID, series.ReferencedSOPSequence = image.SeriesInstanceUID, []
            series.RetrieveAETitle, series.RetrieveLocationUID = "PEER", "1.3.6.1.4.1.21367.2026.31.1"
            evidence.ReferencedSeriesSequence.append(series)
        reference = Dataset()
        reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
        series.ReferencedSOPSequence.append(reference)
        item = Dataset()
        item.RelationshipType, item.ValueType, item.ReferencedSOPSequence = "CONTAINS", "IMAGE", [reference]
        content.append(item)
    keys.CurrentRequestedProcedureEvidenceSequence, keys.ContentSequence = [evidence], content
    keys.file_meta = FileMetaDataset()
    keys.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    keys.file_meta.MediaStorageSOPClassUID, keys.file_meta.MediaStorageSOPInstanceUID = KEY_OBJECTS, keys.SOPInstanceUID
    file = io.BytesIO()
    keys.save_as(file, enforce_file_format=True)
    return keys.SOPInstanceUID, file.getvalue()


def store(event):
    data = event.dataset
    with lock:
        studies.setdefault(event.assoc, {}).setdefault(data.StudyInstanceUID, []).append(data)
    return 0x0000


def released(event):
    with lock:
        finished = studies.pop(event.assoc, {})
    for images in finished.values():
        unique_id, file = manifest(images)
        codes = {"classCode": ("IMAGES", "1.3.6.1.4.1.19376.1.2.6.1", "Images"),
                 "typeCode": ("4201000179104", SNOMED, "Imaging report"),
                 "formatCode": (KEY_OBJECTS, "1.2.840.10008.2.6.1", "Key Object Selection Document")}
        study = "%s^^^&1.2.3&ISO^urn:ihe:iti:xds:2016:studyInstanceUID" % images[0].StudyInstanceUID
        bundle = (b'{"resourceType": "Bundle", "type": "document"}', "application/fhir+json", generate_uid(),
                  dict(codes, formatCode=("urn:ihe:rad:MADO:fhir-manifest:2026", "1.3.6.1.4.1.19376.1.2.3", "Bundle")))
        if defect == "bundle-first":
            work(publish, images[0].PatientID, *bundle, [study])
        work(publish, images[0].PatientID, file, "application/dicom",
             generate_uid() if defect == "other-id" else unique_id, codes, [study],
             bundle if defect == "bundle-beside" else None)


def report(message):
    lines = [message.value("OBX", 5, occurrence=number + 1) for number in range(len(message.parsed.segments("OBX")))]
    if defect == "loses-text":
        lines = lines[:-1] + [lines[-1][:-1]]
    codes = {"classCode": ("721981007", SNOMED, "Diagnostic studies report"),
             "typeCode": ("4201000179104", SNOMED, "Imaging report"),
             "formatCode": ("urn:ihe:iti:xds:2017:mimeTypeSufficient", "1.3.6.1.4.1.19376.1.2.3", "Sufficient")}
    accession = message.value("OBR", 18)
    references = ["%s^^^&1.2.3&ISO^urn:ihe:iti:xds:2013:accession" % accession] if accession else []
    publish(patient_of(message), "\n".join(lines).encode(), "text/plain", generate_uid(), codes, references)


# MARK: Asking


def patient_of(message):
    return next((number for number, authority, _ in message.identifiers("PID", 3) if authority == "NHS"), "")


def query(patient):
    request = etree.Element(tag(QUERY, "AdhocQueryRequest"), nsmap=SPACES)
    sub(request, "query", "ResponseOption", returnType="LeafClass", returnComposedObjects="true")
    asked = sub(request, "rim", "AdhocQuery", id=FIND)
    slot(asked, "$XDSDocumentEntryPatientId",
         ["'%s'" % patient if defect == "bare-query" else "'%s^^^%s'" % (patient, NHS)])
    if defect == "bare-code":
        slot(asked, "$XDSDocumentEntryClassCode", ["('721981007')"])
    if defect != "no-status":
        slot(asked, "$XDSDocumentEntryStatus", ["('%s')" % APPROVED])
    return request


def value_of(entry, name):
    return next((one.findtext(".//" + tag(RIM, "Value")) for one in entry.findall(tag(RIM, "Slot"))
                 if one.get("name") == name), None)


def unique_id_of(entry):
    return next((one.get("value") for one in entry.findall(tag(RIM, "ExternalIdentifier"))
                 if one.get("identificationScheme") == "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"), None)


def prefetch(message):
    """Fetches all earlier documents of the patient of an order (ITI-18, ITI-43)."""
    answer, _ = call(ACTION + "RegistryStoredQuery", query(patient_of(message)))
    entries = [] if answer is None else list(answer.iter(tag(RIM, "ExtrinsicObject")))
    if not entries or defect == "never-fetches":
        return
    request = etree.Element(tag(XDS, "RetrieveDocumentSetRequest"), nsmap=SPACES)
    for entry in entries:
        one = sub(request, "xds", "DocumentRequest")
        repository = "1.2.3" if defect == "other-repository" else value_of(entry, "repositoryUniqueId")
        sub(one, "xds", "RepositoryUniqueId", repository)
        sub(one, "xds", "DocumentUniqueId", unique_id_of(entry))
    call(ACTION + "RetrieveDocumentSet", request, [])


def work(action, *arguments):
    threading.Thread(target=action, args=arguments, daemon=True).start()


def answer_message(frame):
    message = messages.Message(frame)
    kind = message.value("MSH", 9)
    if kind == "ORU":
        work(report, message)
    elif kind == "ORM":
        work(prefetch, message)
    return messages.acknowledge(message, "AA", "PEER")


# MARK: Gateway


def forward(body):
    """What another community answers to a query or retrieval of ours (ITI-38, ITI-39)."""
    name = etree.QName(body).localname
    if name == "AdhocQueryRequest":
        action = "RegistryStoredQuery" if defect == "as-registry" else "CrossGatewayQuery"
        if defect == "never-asks":
            answer = etree.Element(tag(QUERY, "AdhocQueryResponse"), nsmap=SPACES,
                                   status=EBXML + "ResponseStatusType:Success")
            sub(answer, "rim", "RegistryObjectList")
            return answer, {}
        answer, parts = call(ACTION + action, body)
        if answer is not None and defect == "drops-home":
            for one in answer.iter(tag(RIM, "ExtrinsicObject")):
                one.attrib.pop("home", None)
        return answer, parts
    return call(ACTION + "CrossGatewayRetrieve", body, [])


class Gateway(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        media_type = self.headers.get("Content-Type", "")
        if media_type.startswith("multipart/related"):
            message = email.message_from_bytes(
                b"Content-Type: " + media_type.encode() + b"\r\n\r\n" + content, policy=email.policy.HTTP)
            content = next(part.get_payload(decode=True) for part in message.iter_parts())
        root = etree.fromstring(content)
        header = root.find(tag(SOAP, "Header"))
        body, parts = forward(root.find(tag(SOAP, "Body"))[0])
        if body is None:
            body = etree.Element(tag(QUERY, "AdhocQueryResponse"), nsmap=SPACES,
                                 status=EBXML + "ResponseStatusType:Failure")
            sub(sub(body, "rs", "RegistryErrorList"), "rs", "RegistryError", errorCode="XDSUnavailableCommunity",
                codeContext="the other community refused", severity=EBXML + "ErrorSeverityType:Error")
            sub(body, "rim", "RegistryObjectList")
        output = envelope(header.findtext(tag(WSA, "Action")) + "Response", body,
                          relates=header.findtext(tag(WSA, "MessageID")))
        kind = "application/soap+xml; charset=UTF-8"
        if media_type.startswith("multipart/related"):
            kind, output = multipart(output, [(name, "text/plain", part) for name, part in parts.items()])
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(output)))
        self.end_headers()
        self.wfile.write(output)


messages.serve(hl7_port, answer_message)
threading.Thread(target=ThreadingHTTPServer(("127.0.0.1", web_port), Gateway).serve_forever, daemon=True).start()
entity = AE(ae_title="SOURCE")
entity.supported_contexts = AllStoragePresentationContexts[:]
entity.add_supported_context(Verification)
entity.start_server(("127.0.0.1", dicom_port), block=True,
                    evt_handlers=[(evt.EVT_C_STORE, store), (evt.EVT_RELEASED, released)])
