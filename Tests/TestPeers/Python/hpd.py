"""A provider information directory over SOAP (ITI-58) for tests, by the standard library's HTTP server and lxml.

usage: hpd.py PORT DEFECT, where DEFECT is `none` or
  finds-all: gives every entry whatever is asked for
  finds-none: finds nothing
  no-address: gives entries without the addresses of their services
  other-id: says that it answers another request
  no-result: leaves the result of the search out
  code-only: answers a search that finds nothing with an error of the directory
  other-body: answers with another element
  unreachable: says that the directory behind it is not there
  fault: answers every request with a SOAP fault
"""
import sys

from lxml import etree

from soap_service import Answer, Fault, serve

port, defect = int(sys.argv[1]), sys.argv[2]
DSML = "urn:oasis:names:tc:DSML:2:0:core"
BASE = "OU=HCRegulatedOrganization,DC=HPD,O=NHS,C=GB"
ENTRIES = [
    {"hcIdentifier": ["ODS:NHS:RXX:Active"], "hcRegisteredName": ["North Hospital"], "o": ["North Hospital"],
     "labeledURI": ["https://xds.north.example/registry"]},
    {"hcIdentifier": ["ODS:NHS:RA9:Active"], "hcRegisteredName": ["South Hospital"], "o": ["South Hospital"]},
]


def tag(name):
    return "{%s}%s" % (DSML, name)


def holds(condition, entry):
    name = etree.QName(condition).localname
    if name in ("and", "or", "not"):
        inner = [holds(one, entry) for one in condition]
        return all(inner) if name == "and" else any(inner) if name == "or" else not inner[0]
    values = next((values for key, values in entry.items() if key.lower() == condition.get("name").lower()), [])
    if name == "present":
        return bool(values)
    if name == "equalityMatch":
        return condition.findtext(tag("value")) in values
    if name == "substrings":
        initial, final = condition.findtext(tag("initial"), ""), condition.findtext(tag("final"), "")
        inside = [one.text for one in condition.findall(tag("any"))]
        return any(value.startswith(initial) and value.endswith(final) and all(one in value for one in inside)
                   for value in values)
    raise Fault("no filter %s" % name)


def answer_to(path, action, body, parts):
    if defect == "fault":
        raise Fault("cannot do this")
    if body.tag != tag("batchRequest"):
        raise Fault("no batchRequest")
    search = body.find(tag("searchRequest"))
    response = etree.Element(tag("otherResponse" if defect == "other-body" else "batchResponse"), nsmap={None: DSML})
    identifier = "another" if defect == "other-id" else search.get("requestID")
    if body.get("requestID"):
        response.set("requestID", "another" if defect == "other-id" else body.get("requestID"))
    if defect == "unreachable":
        error = etree.SubElement(response, tag("errorResponse"), requestID=identifier, type="couldNotConnect")
        etree.SubElement(error, tag("message")).text = "no directory"
        return Answer(response, action + "Response")
    found = etree.SubElement(response, tag("searchResponse"), requestID=identifier)
    wanted = [one.get("name").lower() for one in search.iter(tag("attribute"))]
    count, is_below = 0, search.get("dn").lower() == BASE.lower() and search.get("scope") == "wholeSubtree"
    for number, entry in enumerate(ENTRIES):
        if defect == "finds-none" or not is_below:
            break
        if not holds(search.find(tag("filter"))[0], entry) and defect != "finds-all":
            continue
        count += 1
        one = etree.SubElement(found, tag("searchResultEntry"), dn="uid=%d,%s" % (number, BASE))
        for name, values in entry.items():
            if (wanted and name.lower() not in wanted) or (defect == "no-address" and name == "labeledURI"):
                continue
            attribute = etree.SubElement(one, tag("attr"), name=name)
            for value in values:
                etree.SubElement(attribute, tag("value")).text = value
    if defect != "no-result":
        done = etree.SubElement(found, tag("searchResultDone"))
        etree.SubElement(done, tag("resultCode"), code="80" if defect == "code-only" and not count else "0")
    return Answer(response, action + "Response")


serve(port, answer_to)
