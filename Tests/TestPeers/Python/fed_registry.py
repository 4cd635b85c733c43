"""A document registry and repository for tests that knows the patients whom it was told of and nobody else: ITI-44 over SOAP,
ITI-8 over MLLP, ITI-41 and FindDocuments. Documents themselves are not kept. It shares nothing with the client.

usage: fed_registry.py PORT MESSAGE_PORT DEFECT, where DEFECT is `none` or
  v2-only, v3-only: takes the one feed and refuses the other, which is allowed
  ignores-feed: acknowledges what it is told and keeps nothing
  ignores-merge: acknowledges a merge and does nothing
  loses-merged: forgets the documents of the identifier that gave way
  lists-both: lists the documents under the identifier that gave way too
  takes-subsumed: takes documents of the identifier that gave way
"""
import email
import email.policy
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lxml import etree

import messages
from messages import Message, acknowledge

port, message_port, defect = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
SOAP, WSA, V3 = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing", "urn:hl7-org:v3"
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
RS, RIM, QUERY = (EBXML + "xsd:%s:3.0" % name for name in ("rs", "rim", "query"))
PATIENT = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427"
lock = threading.Lock()
known, merged, entries = set(), {}, []


def told(identifier):
    if defect != "ignores-feed":
        known.add(identifier)


def merge(kept, given_up):
    """Whether the merge is possible."""
    if kept not in known or given_up not in known or kept == given_up:
        return False
    if defect != "ignores-merge":
        if defect != "takes-subsumed":
            known.discard(given_up)
        merged[given_up] = kept
    return True


def patient_of(entry):
    return next(child.get("value") for child in entry.iter("{%s}ExternalIdentifier" % RIM)
                if child.get("identificationScheme") == PATIENT)


def response(code=None):
    answer = etree.Element("{%s}RegistryResponse" % RS, nsmap={"rs": RS},
                           status=EBXML + "ResponseStatusType:" + ("Failure" if code else "Success"))
    if code:
        listed = etree.SubElement(answer, "{%s}RegistryErrorList" % RS)
        etree.SubElement(listed, "{%s}RegistryError" % RS, errorCode=code, codeContext="not known",
                         severity=EBXML + "ErrorSeverityType:Error")
    return answer


def submit(body):
    found = list(body.iter("{%s}ExtrinsicObject" % RIM))
    if any(patient_of(entry) not in known for entry in found):
        return response("XDSUnknownPatientId")
    for entry in found:
        entry.set("status", EBXML + "StatusType:Approved")
        entry.set("id", "urn:uuid:%s" % uuid.uuid4())
        entries.append(entry)
    return response()


def find(body):
    patient = next(value.text.strip("'") for slot in body.iter("{%s}Slot" % RIM)
                   if slot.get("name") == "$XDSDocumentEntryPatientId" for value in slot.iter("{%s}Value" % RIM))
    answer = etree.Element("{%s}AdhocQueryResponse" % QUERY, nsmap={"query": QUERY, "rim": RIM},
                           status=EBXML + "ResponseStatusType:Success")
    listed = etree.SubElement(answer, "{%s}RegistryObjectList" % RIM)
    for entry in entries:
        own = patient_of(entry)
        owners = {merged.get(own, own)} | ({own} if defect == "lists-both" else set())
        if defect == "loses-merged" and own in merged:
            owners = set()
        if patient in owners:
            listed.append(etree.fromstring(etree.tostring(entry)))
    return answer


def identifier(element):
    return "%s^^^&%s&ISO" % (element.get("extension"), element.get("root"))


def feed(body):
    if defect == "v2-only":
        return None
    patient = body.find(".//{%s}patient/{%s}id" % (V3, V3))
    good = True
    if etree.QName(body).localname == "PRPA_IN201304UV02":
        good = merge(identifier(patient), identifier(body.find(".//{%s}priorRegisteredRole/{%s}id" % (V3, V3))))
    else:
        told(identifier(patient))
    add = lambda parent, name, **attributes: etree.SubElement(parent, "{%s}%s" % (V3, name), **attributes)
    answer = etree.Element("{%s}MCCI_IN000002UV01" % V3, nsmap={None: V3}, ITSVersion="XML_1.0")
    add(answer, "id", root=str(uuid.uuid4()))
    add(answer, "creationTime", value="20260101120000+0000")
    add(answer, "interactionId", root="2.16.840.1.113883.1.6", extension="MCCI_IN000002UV01")
    for name, code in (("processingCode", "P"), ("processingModeCode", "T"), ("acceptAckCode", "NE")):
        add(answer, name, code=code)
    for role, code in (("receiver", "RCV"), ("sender", "SND")):
        device = add(add(answer, role, typeCode=code), "device", classCode="DEV", determinerCode="INSTANCE")
        add(device, "id", root="1.3.6.1.4.1.21367.2026.11.3")
    acknowledgement = add(answer, "acknowledgement")
    add(acknowledgement, "typeCode", code="CA" if good else "CE")
    target = add(acknowledgement, "targetMessage")
    add(target, "id", **dict(body.find("{%s}id" % V3).attrib))
    return answer


def hear(frame):
    message = Message(frame)
    event = message.value("MSH", 9, 2)
    if message.value("MSH", 9) != "ADT" or event not in {"A01", "A04", "A05", "A08", "A40"} or defect == "v3-only":
        return acknowledge(message, "AR", "REGISTRY", errors=[("MSH^1^9", "200", "Unsupported message type")])
    patient = message.field("PID", 3).split("~")[0]
    with lock:
        if event == "A40":
            good = merge(patient, message.field("MRG", 1).split("~")[0])
            return acknowledge(message, "AA" if good else "AE", "REGISTRY")
        told(patient)
    return acknowledge(message, "AA", "REGISTRY")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"]
        packed = kind.startswith("multipart/related")
        if packed:
            whole = email.message_from_bytes(
                b"Content-Type: " + kind.encode() + b"\r\n\r\n" + content, policy=email.policy.HTTP)
            start = whole.get_param("start")
            content = next(part for part in whole.iter_parts() if part["Content-ID"] == start).get_payload(decode=True)
        envelope = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
        body = envelope.find("{%s}Body" % SOAP)[0]
        name = etree.QName(body).localname
        with lock:
            if name.startswith("PRPA_IN2013"):
                answer = feed(body)
            else:
                answer = submit(body) if name.startswith("ProvideAndRegister") else find(body)
        self.answer(answer, envelope.findtext("{%s}Header/{%s}MessageID" % (SOAP, WSA)), packed)

    def answer(self, body, relates, packed):
        envelope = etree.Element("{%s}Envelope" % SOAP, nsmap={"s": SOAP, "a": WSA})
        header = etree.SubElement(envelope, "{%s}Header" % SOAP)
        etree.SubElement(header, "{%s}Action" % WSA).text = "urn:answer"
        etree.SubElement(header, "{%s}RelatesTo" % WSA).text = relates
        place = etree.SubElement(envelope, "{%s}Body" % SOAP)
        if body is None:
            fault = etree.SubElement(place, "{%s}Fault" % SOAP)
            code = etree.SubElement(fault, "{%s}Code" % SOAP)
            etree.SubElement(code, "{%s}Value" % SOAP).text = "s:Sender"
            reason = etree.SubElement(fault, "{%s}Reason" % SOAP)
            etree.SubElement(reason, "{%s}Text" % SOAP).text = "this action is not supported"
        else:
            place.append(body)
        content = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
        media_type = "application/soap+xml; charset=UTF-8"
        if packed:
            content = (b"--b\r\nContent-Type: application/xop+xml; type=\"application/soap+xml\"\r\n"
                       b"Content-ID: <root@peer>\r\n\r\n" + content + b"\r\n--b--\r\n")
            media_type = ('multipart/related; type="application/xop+xml"; start="<root@peer>"; '
                          'start-info="application/soap+xml"; boundary="b"')
        self.send_response(200 if body is not None else 500)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


if __name__ == "__main__":
    messages.serve(message_port, hear)
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
