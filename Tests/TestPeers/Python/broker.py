"""A document metadata notification broker and the repository that feeds it, for tests: ITI-52, ITI-53 and ITI-41.

It shares nothing with the client that it is asked by: the standard library's HTTP server, client and email package, and lxml.

usage: broker.py PORT DEFECT, where DEFECT is `none` or
  never: takes subscriptions and tells nobody
  other-patient: tells of the documents of every patient
  ignores-filter: tells of documents of every class
  after-end: goes on telling after the subscription was ended
  wrong-content: brings references where whole entries are subscribed to, and entries where references are
  other-topic: names another topic than the one subscribed to
  twice: tells everything twice
  any-topic: takes a subscription to a topic that does not exist
  soap-1.1: tells in SOAP 1.1
  no-reference: does not say where the subscription is ended
  fault: answers every subscription with a fault
"""
import re
import sys
import threading
import urllib.request
import uuid
from http.server import ThreadingHTTPServer

from lxml import etree

from http_peer import QuietHandler
from soap_service import multipart, unpacked

port, defect = int(sys.argv[1]), sys.argv[2]
SOAP, WSA = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
RIM, RS, LCM = (EBXML + "xsd:%s:3.0" % name for name in ("rim", "rs", "lcm"))
XDS, WSN = "urn:ihe:iti:xds-b:2007", "http://docs.oasis-open.org/wsn/b-2"
SIMPLE = "http://docs.oasis-open.org/wsn/t-1/TopicExpression/Simple"
ACTION = "http://docs.oasis-open.org/wsn/bw-2/"
REPOSITORY = "1.3.6.1.4.1.21367.2026.11.1"
PATIENT, UNIQUE = "urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427", "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"
CLASS = "urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a"
TOPICS = ("ihe:FullDocumentEntry", "ihe:MinimalDocumentEntry")
BY_PATIENT, OF_ANY = "urn:uuid:aa2332d0-f8fe-11e0-be50-0800200c9a66", "urn:uuid:742790e0-aba6-43d6-9f1f-e43ed9790b79"
lock = threading.Lock()
subscriptions = {}


def tag(space, name):
    return "{%s}%s" % (space, name)


def kind(element):
    return etree.QName(element).localname


def envelope(action, body, to=None, relates=None, space=SOAP):
    root = etree.Element(tag(space, "Envelope"), nsmap={"env": space, "a": WSA})
    header = etree.SubElement(root, tag(space, "Header"))
    etree.SubElement(header, tag(WSA, "Action")).text = action
    etree.SubElement(header, tag(WSA, "MessageID")).text = "urn:uuid:%s" % uuid.uuid4()
    if to:
        etree.SubElement(header, tag(WSA, "To")).text = to
    if relates:
        etree.SubElement(header, tag(WSA, "RelatesTo")).text = relates
    etree.SubElement(root, tag(space, "Body")).append(body)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def fault(reason):
    root = etree.Element(tag(SOAP, "Fault"), nsmap={"env": SOAP})
    etree.SubElement(etree.SubElement(root, tag(SOAP, "Code")), tag(SOAP, "Value")).text = "env:Sender"
    text = etree.SubElement(etree.SubElement(root, tag(SOAP, "Reason")), tag(SOAP, "Text"))
    text.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    text.text = reason
    return root


def identifier(entry, scheme):
    return next((one.get("value") for one in entry.findall(tag(RIM, "ExternalIdentifier"))
                 if one.get("identificationScheme") == scheme), None)


def class_codes(entry):
    return ["%s^^%s" % (one.get("nodeRepresentation"), one.findtext(".//" + tag(RIM, "Value")))
            for one in entry.findall(tag(RIM, "Classification")) if one.get("classificationScheme") == CLASS]


def subscribe(body):
    """The answer to a subscription, or None for one that is not taken."""
    topic = body.findtext("%s/%s" % (tag(WSN, "Filter"), tag(WSN, "TopicExpression"))).strip()
    if defect == "fault" or (topic not in TOPICS and defect != "any-topic"):
        return None
    query = body.find("%s/%s" % (tag(WSN, "Filter"), tag(RIM, "AdhocQuery")))
    given = {}
    for slot in query.findall(tag(RIM, "Slot")):
        text = "".join(value.text or "" for value in slot.iter(tag(RIM, "Value")))
        given[slot.get("name")] = [item.replace("''", "'") for item in re.findall(r"'((?:[^']|'')*)'", text)]
    if query.get("id") not in (BY_PATIENT, OF_ANY) or (query.get("id") == BY_PATIENT) != (
            "$XDSDocumentEntryPatientId" in given):
        return None
    name = uuid.uuid4().hex
    subscriptions[name] = {
        "consumer": body.findtext("%s/%s" % (tag(WSN, "ConsumerReference"), tag(WSA, "Address"))),
        "topic": topic, "given": given}
    response = etree.Element(tag(WSN, "SubscribeResponse"), nsmap={"n": WSN, "a": WSA})
    if defect != "no-reference":
        reference = etree.SubElement(response, tag(WSN, "SubscriptionReference"))
        etree.SubElement(reference, tag(WSA, "Address")).text = "http://127.0.0.1:%d/subscriptions/%s" % (port, name)
    etree.SubElement(response, tag(WSN, "TerminationTime")).text = body.findtext(tag(WSN, "InitialTerminationTime"))
    return response


def wants(subscription, entry):
    given = subscription["given"]
    patient, classes = given.get("$XDSDocumentEntryPatientId"), given.get("$XDSDocumentEntryClassCode")
    if patient and identifier(entry, PATIENT) != patient[0] and defect != "other-patient":
        return False
    return not classes or defect == "ignores-filter" or bool(set(class_codes(entry)) & set(classes))


def notification(name, subscription, entry):
    root = etree.Element(tag(WSN, "Notify"), nsmap={"n": WSN, "a": WSA})
    message = etree.SubElement(root, tag(WSN, "NotificationMessage"))
    reference = etree.SubElement(message, tag(WSN, "SubscriptionReference"))
    etree.SubElement(reference, tag(WSA, "Address")).text = "http://127.0.0.1:%d/subscriptions/%s" % (port, name)
    topic = subscription["topic"]
    whole = (topic == "ihe:FullDocumentEntry") != (defect == "wrong-content")
    if defect == "other-topic":
        topic = "ihe:SubmissionSetMetadata"
    etree.SubElement(message, tag(WSN, "Topic"), Dialect=SIMPLE).text = topic
    producer = etree.SubElement(message, tag(WSN, "ProducerReference"))
    etree.SubElement(producer, tag(WSA, "Address")).text = "http://127.0.0.1:%d/" % port
    content = etree.SubElement(message, tag(WSN, "Message"))
    if whole:
        request = etree.SubElement(content, tag(LCM, "SubmitObjectsRequest"), nsmap={"l": LCM, "r": RIM})
        etree.SubElement(request, tag(RIM, "RegistryObjectList")).append(etree.fromstring(etree.tostring(entry)))
    elif defect != "older-references":
        request = etree.SubElement(content, tag(LCM, "SubmitObjectsRequest"), nsmap={"l": LCM, "r": RIM})
        listed = etree.SubElement(request, tag(RIM, "RegistryObjectList"))
        etree.SubElement(listed, tag(RIM, "ObjectRef"), id="Document01" if defect == "symbol" else entry.get("id"))
    else:
        # As the supplement had it before it became a part of the framework.
        request = etree.SubElement(content, tag(XDS, "RetrieveDocumentSetRequest"), nsmap={"x": XDS})
        one = etree.SubElement(request, tag(XDS, "DocumentRequest"))
        etree.SubElement(one, tag(XDS, "RepositoryUniqueId")).text = REPOSITORY
        etree.SubElement(one, tag(XDS, "DocumentUniqueId")).text = identifier(entry, UNIQUE)
    return root


def tell(name, subscription, entry):
    space = SOAP11 if defect == "soap-1.1" else SOAP
    content = envelope(ACTION + "NotificationConsumer/Notify", notification(name, subscription, entry),
                       to=subscription["consumer"], space=space)
    media_type = ("text/xml" if space == SOAP11 else "application/soap+xml") + "; charset=UTF-8"
    for _ in range(2 if defect == "twice" else 1):
        request = urllib.request.Request(
            subscription["consumer"], data=content, headers={"Content-Type": media_type}, method="POST")
        try:
            urllib.request.urlopen(request, timeout=10).read()
        except OSError as error:
            print("the consumer did not take it: %s" % error, flush=True)


def provide(body):
    told = []
    for entry in body.iter(tag(RIM, "ExtrinsicObject")):
        entry.set("id", "urn:uuid:%s" % uuid.uuid4())
        entry.set("status", EBXML + "StatusType:Approved")
        if defect != "never":
            told += [(name, one, entry) for name, one in subscriptions.items() if wants(one, entry)]
    # One after the other, as they came.
    threading.Thread(target=lambda: [tell(*one) for one in told], daemon=True).start()
    return etree.Element(tag(RS, "RegistryResponse"), nsmap={"rs": RS}, status=EBXML + "ResponseStatusType:Success")


class Handler(QuietHandler):
    def do_POST(self):
        media_type = self.headers.get("Content-Type", "")
        packed = media_type.startswith("multipart/related")
        content, _ = unpacked(self.content(), media_type)
        root = etree.fromstring(content)
        message_id = root.findtext("%s/%s" % (tag(SOAP, "Header"), tag(WSA, "MessageID")))
        body = root.find(tag(SOAP, "Body"))[0]
        with lock:
            if kind(body) == "Subscribe":
                answer, action = subscribe(body), ACTION + "NotificationProducer/SubscribeResponse"
            elif kind(body) == "Unsubscribe":
                name = self.path.rsplit("/", 1)[-1]
                known = name in subscriptions
                if known and defect != "after-end":
                    del subscriptions[name]
                answer = etree.Element(tag(WSN, "UnsubscribeResponse"), nsmap={"n": WSN}) if known else None
                action = ACTION + "SubscriptionManager/UnsubscribeResponse"
            elif kind(body) == "ProvideAndRegisterDocumentSetRequest":
                answer, action = provide(body), "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-bResponse"
            else:
                answer, action = None, None
        if answer is None:
            return self.reply(500, "application/soap+xml; charset=UTF-8",
                              envelope(WSA + "/fault", fault("not taken"), relates=message_id))
        output = envelope(action, answer, relates=message_id)
        if not packed:
            return self.reply(200, "application/soap+xml; charset=UTF-8", output)
        self.reply(200, *multipart(output, []))


server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
