"""A small document registry and repository for tests: it takes ITI-18, 41, 42, 43, 51, 57, 61, 62 and 86.

It shares nothing with the client that it is asked by: the standard library's HTTP server and email package, and lxml.

usage: registry.py PORT DEFECTS [REPOSITORY-ID], where DEFECTS is `none` or some of these with commas between them:
  wrong-hash, wrong-size: states another hash or size than the document has
  other-document: gives the content of the first document for every one
  truncates: gives a document without its last byte
  keeps-replaced: leaves a replaced document approved
  keeps-addenda: leaves the addenda and other forms of a replaced document approved
  keeps-transformed: leaves a document approved that was transformed and replaced
  takes-deprecated, takes-unknown-target: takes an association with a document that is deprecated, or not there
  loses-filing: forgets which documents a folder has
  no-folder-time: leaves out when a folder last changed
  ignores-status, ignores-class, ignores-type, ignores-time, ignores-event, ignores-references: does not filter by it
  ignores-types: gives documents of every relation where some are asked for
  lists-on-demand: lists on-demand entries to who did not ask for them
  other-patients: finds the documents of every patient
  first-patient-only: finds the documents of the first of several patients
  mixes-patients: gives whole objects of several patients where one is allowed
  takes-two-patients: takes the first of two patients where one is allowed
  never-empty: answers a search that finds nothing with a failure
  whole-objects: answers with whole objects where references are asked for
  null-query: answers XDSRegistryError to an unknown query
  foreign-codes: answers every query that it refuses with the code of a repository
  no-get-all, no-multi-patient, no-on-demand: does not know these
  missing-parameter-ignored: answers a search without patient or status as if nothing was missing
  takes-duplicates: takes a document with the unique id of another
  takes-other-hash: takes the registration of a document with the unique id of another
  takes-duplicate-sets, takes-same-ids: takes the unique id of another submission set, or twice in one message
  takes-other-patient: takes a submission set of another patient than its documents'
  takes-no-set: takes documents without a submission set, or with several
  takes-strangers: takes documents of patients whom nobody has told of
  takes-incomplete: takes a document entry without its class code or other required attributes
  takes-any-time: takes times that are none
  takes-wrong-hash, takes-wrong-size: takes a document with another hash or size than it has
  half-stored: keeps the first document of a submission that it refuses
  unknown-is-success: answers success and no document where the document is not known
  loses-references, loses-author, loses-source-patient, loses-display: forgets these
  loses-second: gives the first of several documents alone
  loses-type: gives every document as application/octet-stream
  no-pdf: refuses PDF
  keeps-withdrawn, keeps-old-version: answers success to an update, and leaves the old entry approved
  takes-any-version: takes an update of a version that is not the latest
  keeps-removed, keeps-content: answers success to a removal, and keeps the object or the document
  removes-referenced: removes objects that others refer to
  fails-unexplained: answers a search for a patient of whom there is no document with a failure that says nothing
  keeps-folder-time: leaves a folder's time as it was when something comes into it
  tells-unknown-patients: answers XDSUnknownPatientId of a patient of whom there is no document, as a registry may
  loses-extra: forgets metadata that no framework defines; tells-extra: warns of that
  cuts-answers: gives the first hundred objects of an answer; refuses-long: refuses longer ones; refuses-long-wrongly: without
    the code for it
  replaces-others: lets a document of one patient replace another patient's
  relabels: gives documents under the media type that it takes them for
  looks-inside: refuses what is no PDF and says that it is one; looks-inside-wrongly: without the code for it
  takes-other-patients-version, takes-other-documents-version: takes a new version of another patient, or of another document
  takes-loose-version: takes a new version that does not say what it follows
  ignores-original-status: changes an availability whatever it was
  leaves-sets-empty: removes all that a submission set holds
  inline: gives documents as base64 in the message
  no-relation: leaves out which message it answers
  soap-1.1: answers in SOAP 1.1
  fault: answers every request with a SOAP fault
  page: answers every request with a page
"""
import base64
import sys
import threading
from http.server import ThreadingHTTPServer

from lxml import etree

from http_peer import QuietHandler
from sharing.administration import remove_documents, remove_metadata, update
from sharing.model import *
from sharing.queries import stored_query
from sharing.submission import register, submit
from soap_service import multipart, unpacked

port = int(sys.argv[1])
defects.update(sys.argv[2].split(","))
lock = threading.Lock()


# ITI-43

def retrieve(body):
    response = etree.Element(tag(XDS, "RetrieveDocumentSetResponse"), nsmap={"xdsb": XDS})
    refusals, attachments = [], []
    answered = []
    for one in body.findall(tag(XDS, "DocumentRequest")):
        repository, document = (one.findtext(tag(XDS, name)) for name in ("RepositoryUniqueId", "DocumentUniqueId"))
        if repository != REPOSITORY:
            refusals.append(Refusal("XDSUnknownRepositoryId", repository, location=document))
            continue
        if document not in contents:
            if not has("unknown-is-success"):
                refusals.append(Refusal("XDSDocumentUniqueIdError", document, location=document))
            continue
        entry = next(entry for entry in documents() if identifier(entry, UNIQUE) == document)
        content = contents[document]
        if has("other-document"):
            content = next(iter(contents.values()))
        if has("truncates"):
            content = content[:-1]
        media_type = "application/octet-stream" if has("loses-type") else entry.get("mimeType")
        if has("relabels"):
            media_type = "application/pdf" if content.startswith(b"%PDF") else "text/plain"
        answered.append((repository, document, media_type, content))
    if has("loses-second"):
        answered = answered[:1]
    status = "Success" if not refusals else "Failure"
    response.append(registry_response(
        refusals, "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess" if refusals and answered else RESPONSE + status))
    for number, (repository, document, media_type, content) in enumerate(answered):
        one = etree.SubElement(response, tag(XDS, "DocumentResponse"))
        etree.SubElement(one, tag(XDS, "RepositoryUniqueId")).text = repository
        etree.SubElement(one, tag(XDS, "DocumentUniqueId")).text = document
        etree.SubElement(one, tag(XDS, "mimeType")).text = media_type
        place = etree.SubElement(one, tag(XDS, "Document"))
        if has("inline"):
            place.text = base64.b64encode(content).decode()
        else:
            etree.SubElement(place, tag(XOP, "Include"), href="cid:document%d@peer" % number, nsmap={"xop": XOP})
            attachments.append(("document%d@peer" % number, media_type, content))
    return response, attachments


def submit_objects(body, _, action):
    if action.endswith(":UpdateDocumentSet"):
        return update(body)
    return register(body, action.endswith(":RegisterOnDemandDocumentEntry"))


CHANGES = {
    "ProvideAndRegisterDocumentSetRequest": lambda body, parts, _: submit(body, parts),
    "SubmitObjectsRequest": submit_objects,
    "RemoveObjectsRequest": lambda body, *_: remove_metadata(body),
    "RemoveDocumentsRequest": lambda body, *_: remove_documents(body),
}


class Handler(QuietHandler):
    def do_POST(self):
        content = self.content()
        if has("page"):
            return self.reply(200, "text/html", b"<html><body>Please log in</body></html>")
        kind_of = self.headers.get("Content-Type", "")
        packed = kind_of.startswith("multipart/related")
        content, parts = unpacked(content, kind_of)
        envelope = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        header = {kind(block): (block.text or "").strip() for block in envelope.find(tag(SOAP, "Header"))}
        body = envelope.find(tag(SOAP, "Body"))[0]
        attachments = []
        with lock:
            if has("fault"):
                answer = None
            elif kind(body) == "AdhocQueryRequest":
                answer = stored_query(body)
            elif kind(body) in CHANGES:
                try:
                    answer = CHANGES[kind(body)](body, parts, header.get("Action", ""))
                except Refusal as refusal:
                    answer = registry_response([refusal])
            elif kind(body) == "RetrieveDocumentSetRequest":
                answer, attachments = retrieve(body)
            else:
                answer = None
        self.answer(answer, header, attachments, packed)

    def answer(self, body, header, attachments, packed):
        space = "http://schemas.xmlsoap.org/soap/envelope/" if has("soap-1.1") else SOAP
        envelope = etree.Element(tag(space, "Envelope"), nsmap={"soap": space, "wsa": WSA})
        head = etree.SubElement(envelope, tag(space, "Header"))
        etree.SubElement(head, tag(WSA, "Action")).text = header.get("Action", "") + "Response"
        if not has("no-relation"):
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
            media_type = "text/xml" if has("soap-1.1") else "application/soap+xml"
            return self.reply(500 if body is None else 200, media_type + "; charset=UTF-8", content)
        self.reply(500 if body is None else 200, *multipart(content, attachments))


server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
