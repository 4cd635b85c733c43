"""A patient index for tests over HL7 V3: Patient Identifier Cross-reference Manager (ITI-44, ITI-45) and Patient Demographics
Supplier (ITI-47) by the standard library's HTTP server and lxml. It shares nothing with the client that it is asked by.

usage: identity_v3.py PORT DEFECT [CONSUMER], where CONSUMER is the port of who is told of changes (ITI-46), nobody where
it is left out, and DEFECT is `none` or
  ignores-feed: acknowledges what it is told and keeps nothing
  ignores-revisions: keeps the record as it was added
  ignores-merge: acknowledges a merge and leaves the records as they are
  keeps-subsumed: still knows the identifier that gave way
  unknown-domain-empty: answers a query for a domain that it does not know with an empty success
  unknown-patient-empty: does the same for an identifier that it does not know
  no-detail: answers AE without saying what is not known
  ignores-wanted: returns identifiers of all domains where one is asked for
  returns-asked: returns the identifier that was asked by among the others
  misses-domain: leaves the last domain's identifier out
  merges-twins: takes patients of one family name and day of birth as one
  links-invalid-numbers: takes NHS numbers without a right check digit, and links by them
  first-candidate: returns the first candidate alone
  wrong-candidates: returns patients who do not match
  case-sensitive-sex: finds nobody where the sex is asked for
  no-paging: returns all where a number is asked for
  stuck-paging: returns the first page again
  wrong-counts: states another number of patients than it returns
  forgets-cancel: goes on with a query that was cancelled
  wrong-order: puts the query's result in front of the patients, which the schemas forbid
  no-query-copy: does not repeat the query
  text-authorities: names domains by text instead of object identifiers
  application-acknowledgement: acknowledges a feed with AA
  other-message: acknowledges another message than the one that was sent
  wrong-action: names another WS-Addressing action than the transaction's
  no-updates: tells nobody of changes
  partial-updates: tells the new identifier alone
  misses-merges: tells of no merge
  fault: answers every request with a SOAP fault
  page: answers every request with a page
"""
import sys
import threading
import urllib.request
import uuid
from copy import deepcopy
from http.server import ThreadingHTTPServer

from lxml import etree

from http_peer import QuietHandler

port, defect = int(sys.argv[1]), sys.argv[2]
consumer = int(sys.argv[3]) if len(sys.argv) > 3 else None
SOAP, WSA, V3 = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing", "urn:hl7-org:v3"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NHS = "2.16.840.1.113883.2.1.4.1"
OWN = "2.25.217463919348463190465465201325416034451"
PATIENT = "/PRPA_IN201309UV02/controlActProcess/queryByParameter/parameterList/patientIdentifier/value"
SOURCE = "/PRPA_IN201309UV02/controlActProcess/queryByParameter/parameterList/dataSource[%d]/value"
ORGANIZATION = ("/PRPA_IN201305UV02/controlActProcess/queryByParameter/parameterList/"
                "otherIDsScopingOrganization[%d]/value")
lock = threading.Lock()
records, subsumed, sessions = [], set(), {}


def tag(name):
    return "{%s}%s" % (V3, name)


def path(element, *names):
    """Descendants by names of children."""
    found = [element]
    for name in names:
        found = [child for one in found for child in one.findall(tag(name))]
    return found


def pair(element):
    return element.get("root"), element.get("extension")


def valid_number(text):
    if len(text) != 10 or not text.isascii() or not text.isdigit():
        return False
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1))) % 11
    return (0 if rest == 11 else rest) == int(text[9])


class Record:
    def __init__(self, patient):
        self.ids = [pair(one) for one in path(patient, "id")] + [
            pair(one) for one in path(patient, "patientPerson", "asOtherIDs", "id")]
        text = lambda *names: "".join(one.text or "" for one in path(patient, "patientPerson", *names)[:1])
        value = lambda name, key: "".join(one.get(key) or "" for one in path(patient, "patientPerson", name)[:1])
        self.family, self.given = text("name", "family"), text("name", "given")
        self.birth, self.sex = value("birthTime", "value"), value("administrativeGenderCode", "code")

    def local(self):
        return {one for one in self.ids if one[0] != NHS}

    def number(self):
        found = next((one[1] for one in self.ids if one[0] == NHS), "")
        return found if valid_number(found) or defect == "links-invalid-numbers" else ""


def linked(one, other):
    if defect == "merges-twins" and (one.family, one.birth) == (other.family, other.birth):
        return True
    return bool(one.local() & other.local()) or bool(one.number()) and one.number() == other.number()


def add(parent, name, text=None, **attributes):
    child = etree.SubElement(parent, tag(name), **attributes)
    child.text = text
    return child


def root(name, request):
    """A message with its wrapper, up to the acknowledgement."""
    message = etree.Element(tag(name), nsmap={None: V3, "xsi": XSI}, ITSVersion="XML_1.0")
    add(message, "id", root=str(uuid.uuid4()))
    add(message, "creationTime", value="20260101120000+0000")
    add(message, "interactionId", root="2.16.840.1.113883.1.6", extension=name)
    add(message, "processingCode", code="P")
    add(message, "processingModeCode", code="T")
    add(message, "acceptAckCode", code="NE")
    sender = path(request, "sender", "device", "id")[0].get("root")
    for role, code, device in (("receiver", "RCV", sender), ("sender", "SND", OWN)):
        one = add(add(message, role, typeCode=code), "device", classCode="DEV", determinerCode="INSTANCE")
        add(one, "id", root=device)
    return message


def acknowledge(message, request, code, details=()):
    acknowledgement = add(message, "acknowledgement")
    add(acknowledgement, "typeCode", code=code)
    target = deepcopy(path(request, "id")[0])
    if defect == "other-message":
        target.set("root", "1.2.3")
    add(acknowledgement, "targetMessage").append(target)
    for location in details if defect != "no-detail" else ():
        detail = add(acknowledgement, "acknowledgementDetail", typeCode="E")
        add(detail, "code", code="204", codeSystem="2.16.840.1.113883.12.357")
        add(detail, "text", "Unknown key identifier")
        add(detail, "location", location)


def accepted(request, code="CA"):
    message = root("MCCI_IN000002UV01", request)
    if defect == "application-acknowledgement" and code == "CA":
        code = "AA"
    acknowledge(message, request, code)
    return message


def person(parent, record, full):
    one = add(parent, "patientPerson", classCode="PSN", determinerCode="INSTANCE")
    name = add(one, "name")
    add(name, "given", record.given)
    add(name, "family", record.family)
    if full:
        add(one, "administrativeGenderCode", code=record.sex)
        add(one, "birthTime", value=record.birth)


def registration(act, record, ids, full):
    event = add(add(act, "subject", typeCode="SUBJ"), "registrationEvent", classCode="REG", moodCode="EVN")
    add(event, "id", nullFlavor="NA")
    add(event, "statusCode", code="active")
    patient = add(add(event, "subject1", typeCode="SBJ"), "patient", classCode="PAT")
    for domain, value in ids:
        add(patient, "id", root="DOMAIN" if defect == "text-authorities" else domain, extension=value)
    add(patient, "statusCode", code="active")
    person(patient, record, full)
    if full:
        observation = add(add(patient, "subjectOf1"), "queryMatchObservation", classCode="COND", moodCode="EVN")
        add(observation, "code", code="IHE_PDQ")
        add(observation, "value", value="100").set("{%s}type" % XSI, "INT")
    custodian = add(add(event, "custodian", typeCode="CST"), "assignedEntity", classCode="ASSIGNED")
    add(custodian, "id", root=OWN)


def answer(name, request, query, response, found=(), details=(), total=None, remaining=0):
    message = root(name, request)
    acknowledge(message, request, "AE" if response == "AE" else "AA", details)
    act = add(message, "controlActProcess", classCode="CACT", moodCode="EVN")
    add(act, "code", code=name.replace("_IN", "_TE"), codeSystem="2.16.840.1.113883.1.6")
    full = name == "PRPA_IN201306UV02"
    for record, ids in found:
        registration(act, record, ids, full)
    result = add(act, "queryAck")
    result.append(deepcopy(path(query, "queryId")[0]))
    add(result, "queryResponseCode", code=response)
    count = len(found) + (1 if defect == "wrong-counts" else 0)
    for quantity, value in (("Total", count if total is None else total), ("Current", count), ("Remaining", remaining)):
        add(result, "result%sQuantity" % quantity, value=str(value))
    if defect == "wrong-order" and found:
        act.remove(result)
        act.insert(1, result)
    if defect != "no-query-copy":
        act.append(deepcopy(query))
    return message


def announce(request, record):
    """Tells the consumer of all identifiers of a person, from a thread of its own."""
    if consumer is None or defect == "no-updates":
        return
    name = "PRPA_IN201302UV02"
    ids = list(record.ids)
    for other in records if defect != "partial-updates" else ():
        if linked(other, record):
            ids += [one for one in other.ids if one not in ids]
    message = root(name, request)
    path(message, "acceptAckCode")[0].set("code", "AL")
    act = add(message, "controlActProcess", classCode="CACT", moodCode="EVN")
    add(act, "code", code=name.replace("_IN", "_TE"), codeSystem="2.16.840.1.113883.1.6")
    registration(act, record, ids, False)
    content = envelope(message, "urn:hl7-org:v3:" + name, None)

    def send():
        kind = 'application/soap+xml; charset=UTF-8; action="urn:hl7-org:v3:%s"' % name
        call = urllib.request.Request("http://127.0.0.1:%d/" % consumer, content, {"Content-Type": kind})
        answered = etree.fromstring(urllib.request.urlopen(call, timeout=10).read())
        codes = [one.get("code") for one in answered.iter(tag("typeCode"))]
        if codes != ["CA"]:
            print("acknowledged with", codes, file=sys.stderr, flush=True)

    threading.Thread(target=send, daemon=True).start()


def known():
    return {NHS} | {one[0] for record in records for one in record.ids}


def feed(request, kind):
    patient = path(request, "controlActProcess", "subject", "registrationEvent", "subject1", "patient")[0]
    record = Record(patient)
    for domain, value in record.ids:
        if domain == NHS and not valid_number(value or "") and defect != "links-invalid-numbers":
            return accepted(request, "CE")
    if defect == "ignores-feed":
        return accepted(request)
    if kind == "PRPA_IN201304UV02":
        prior = pair(path(request, "controlActProcess", "subject", "registrationEvent", "replacementOf",
                          "priorRegistration", "subject1", "priorRegisteredRole", "id")[0])
        if defect == "ignores-merge":
            return accepted(request)
        kept = next((one for one in records if set(one.ids) & set(record.ids)), None)
        given_up = next((one for one in records if prior in one.ids), None)
        if kept is None or given_up is None or kept is given_up:
            return accepted(request, "CE")
        if defect != "keeps-subsumed":
            given_up.ids = [one for one in given_up.ids if one != prior]
            subsumed.add(prior)
        kept.ids += [one for one in given_up.ids if one not in kept.ids]
        records.remove(given_up)
        if defect != "misses-merges":
            announce(request, kept)
        return accepted(request)
    for held in records:
        if held.local() & record.local() or not record.local() and set(held.ids) & set(record.ids):
            if defect != "ignores-revisions" or kind == "PRPA_IN201301UV02":
                held.__dict__.update(record.__dict__)
            return accepted(request)
    records.append(record)
    if any(one is not record and linked(one, record) for one in records):
        announce(request, record)
    return accepted(request)


def cross_reference(request):
    name = "PRPA_IN201310UV02"
    query = path(request, "controlActProcess", "queryByParameter")[0]
    asked = pair(path(query, "parameterList", "patientIdentifier", "value")[0])
    wanted = [one.get("root") for one in path(query, "parameterList", "dataSource", "value")]
    strange = [number + 1 for number, domain in enumerate(wanted) if domain not in known()]
    if strange:
        if defect == "unknown-domain-empty":
            return answer(name, request, query, "NF")
        return answer(name, request, query, "AE", details=[SOURCE % number for number in strange])
    own = next((record for record in records if asked in record.ids), None)
    if own is None:
        if defect == ("unknown-domain-empty" if asked[0] not in known() else "unknown-patient-empty"):
            return answer(name, request, query, "NF")
        return answer(name, request, query, "AE", details=[PATIENT])
    ids = []
    for record in records:
        if record is own or linked(record, own):
            ids += [one for one in record.ids if one not in ids and (one != asked or defect == "returns-asked")]
    ids = [one for one in ids if one[0] != NHS or valid_number(one[1])]
    if wanted and defect != "ignores-wanted":
        ids = [one for one in ids if one[0] in wanted]
    if defect == "misses-domain" and len(ids) > 1:
        ids = ids[:-1]
    if not ids:
        return answer(name, request, query, "NF")
    return answer(name, request, query, "OK", [(own, ids)])


def trace(request):
    name = "PRPA_IN201306UV02"
    query = path(request, "controlActProcess", "queryByParameter")[0]
    values = lambda parameter, *below: path(query, "parameterList", parameter, "value", *below)
    wanted = [one.get("root") for one in values("otherIDsScopingOrganization")]
    strange = [number + 1 for number, domain in enumerate(wanted) if domain not in known()]
    if strange:
        if defect == "unknown-domain-empty":
            return answer(name, request, query, "NF")
        return answer(name, request, query, "AE", details=[ORGANIZATION % number for number in strange])
    family = [one.text for one in values("livingSubjectName", "family")]
    given = [one.text for one in values("livingSubjectName", "given")]
    birth = [one.get("value") for one in values("livingSubjectBirthTime") if one.get("value")]
    low = [one.get("value") for one in values("livingSubjectBirthTime", "low")]
    high = [one.get("value") for one in values("livingSubjectBirthTime", "high")]
    sex = [one.get("code") for one in values("livingSubjectAdministrativeGender")]
    ids = [pair(one) for one in values("livingSubjectId")]
    found = []
    for record in records:
        fits = (not family or record.family in family) and (not given or record.given in given) and (
            not birth or any(record.birth.startswith(one) for one in birth)) and (
            not low or low[0] <= record.birth[:len(low[0])]) and (
            not high or record.birth[:len(high[0])] <= high[0]) and (not sex or record.sex in sex) and (
            not ids or bool(set(ids) & set(record.ids)))
        if defect == "case-sensitive-sex" and sex:
            fits = False
        if fits or defect == "wrong-candidates":
            found.append((record, record.ids))
    if defect == "first-candidate":
        found = found[:1]
    if not found:
        return answer(name, request, query, "NF")
    limit = [int(one.get("value")) for one in path(query, "initialQuantity")]
    if not limit or len(found) <= limit[0] or defect == "no-paging":
        return answer(name, request, query, "OK", found)
    key = pair(path(query, "queryId")[0])
    sessions[key] = [query, found, limit[0], limit[0]]
    return answer(name, request, query, "OK", found[:limit[0]], (), len(found), len(found) - limit[0])


def proceed(request):
    name = "PRPA_IN201306UV02"
    wish = path(request, "controlActProcess", "queryContinuation")[0]
    key = pair(path(wish, "queryId")[0])
    if [one.get("code") for one in path(wish, "statusCode")] == ["aborted"]:
        if defect != "forgets-cancel":
            sessions.pop(key, None)
        return accepted(request)
    session = sessions.get(key)
    if session is None:
        query = etree.Element(tag("queryByParameter"))
        query.append(deepcopy(path(wish, "queryId")[0]))
        add(query, "statusCode", code="new")
        add(query, "parameterList")
        return answer(name, request, query, "AE")
    query, found, size, place = session
    size = next((int(one.get("value")) for one in path(wish, "continuationQuantity")), size)
    place = next((int(one.get("value")) - 1 for one in path(wish, "startResultNumber")), place)
    if defect == "stuck-paging":
        place = 0
    page = found[place:place + size]
    session[2], session[3] = size, place + size
    return answer(name, request, query, "OK", page, (), len(found), max(0, len(found) - place - size))


def respond(request):
    kind = etree.QName(request).localname
    with lock:
        if kind in ("PRPA_IN201301UV02", "PRPA_IN201302UV02", "PRPA_IN201304UV02"):
            return feed(request, kind)
        if kind == "PRPA_IN201309UV02":
            return cross_reference(request)
        if kind == "PRPA_IN201305UV02":
            return trace(request)
        if kind.startswith("QUQI_IN000003UV01"):
            return proceed(request)
    return None


def envelope(body, action, relates):
    whole = etree.Element("{%s}Envelope" % SOAP, nsmap={"s": SOAP, "a": WSA})
    header = etree.SubElement(whole, "{%s}Header" % SOAP)
    etree.SubElement(header, "{%s}Action" % WSA).text = action
    if relates is not None:
        etree.SubElement(header, "{%s}RelatesTo" % WSA).text = relates
    else:
        etree.SubElement(header, "{%s}MessageID" % WSA).text = "urn:uuid:" + str(uuid.uuid4())
    etree.SubElement(whole, "{%s}Body" % SOAP).append(body)
    return etree.tostring(whole, xml_declaration=True, encoding="UTF-8")


def soap_fault(code, text):
    fault = etree.Element("{%s}Fault" % SOAP)
    value = etree.SubElement(etree.SubElement(fault, "{%s}Code" % SOAP), "{%s}Value" % SOAP)
    value.text = "s:" + code
    reason = etree.SubElement(etree.SubElement(fault, "{%s}Reason" % SOAP), "{%s}Text" % SOAP)
    reason.text = text
    return fault


class Handler(QuietHandler):
    def do_POST(self):
        content = self.content()
        if defect == "page":
            return self.reply(200, "text/html", b"<html><body>Welcome</body></html>")
        whole = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
        relates = whole.findtext("{%s}Header/{%s}MessageID" % (SOAP, WSA))
        body = whole.find("{%s}Body" % SOAP)
        result = respond(body[0]) if defect != "fault" else None
        if result is None:
            fault = soap_fault("Receiver", "not at home")
            return self.reply(500, "application/soap+xml", envelope(fault, WSA + "/fault", relates))
        action = "urn:hl7-org:v3:" + etree.QName(result).localname
        if defect == "wrong-action":
            action = "urn:PatientRegistryQueryResponse"
        self.reply(200, "application/soap+xml; charset=UTF-8", envelope(result, action, relates))


if __name__ == "__main__":
    ThreadingHTTPServer.request_queue_size = 64
    ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
