"""Sends recorded requests to an affinity domain and holds the answers against the published schemas, by lxml.

It shares nothing with the domain: the standard library's HTTP client and email package, and lxml.

usage: recorded_requests.py BASE EXCHANGES SCHEMAS, where BASE is the address of the domain.
Prints a line for each request: its name, `response` or `fault`, the status or the fault's code, the error codes, how many
objects or documents came, and `valid` or what is wrong by the schemas.
"""
import email
import email.policy
import http.client
import pathlib
import re
import sys
import urllib.parse

from lxml import etree

base, exchanges, schemas = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SOAP = "{http://www.w3.org/2003/05/soap-envelope}"
WSA = "{http://www.w3.org/2005/08/addressing}"
WAYS = [("01-iti44-add", "registry"), ("02-iti41", "repository"), ("03-iti41-dup", "repository"),
        ("04-iti41-unknownpid", "repository"), ("05-iti18-ref", "registry"), ("06-iti18-leaf", "registry"),
        ("07-iti18-nostatus", "registry"), ("08-iti18-badid", "registry"), ("10-iti18-nopat", "registry"),
        ("11-iti18-noaddr", "registry"), ("12-iti43", "repository"), ("13-iti43-simple", "repository"),
        ("14-iti43-unknown", "repository"), ("15-iti43-wrongrepo", "repository"), ("16-iti38", "gateway")]


def schema(name):
    return etree.XMLSchema(etree.parse(str(schemas / name)))


JUDGES = {"AdhocQueryResponse": schema("query.xsd"), "RegistryResponse": schema("rs.xsd"),
          "RetrieveDocumentSetResponse": schema("XDS.b_DocumentRepository.xsd")}


def send(name, actor):
    head, body = re.split(b"\r?\n\r?\n", (exchanges / (name + ".req")).read_bytes(), maxsplit=1)
    kind = [line[14:] for line in head.decode().splitlines() if line.startswith("Content-Type: ")][0]
    place = urllib.parse.urlsplit(base)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=20)
    connection.request("POST", "/" + actor, body, {"Content-Type": kind})
    answer = connection.getresponse()
    return answer.getheader("Content-Type"), answer.read(), body


def unpack(kind, content):
    if not kind.startswith("multipart/related"):
        return content, 0
    message = email.message_from_bytes(
        b"Content-Type: " + kind.encode() + b"\r\n\r\n" + content, policy=email.policy.HTTP)
    parts = list(message.iter_parts())
    start = message.get_param("start")
    root = [part for part in parts if part["Content-ID"] == start]
    assert len(root) == 1, "the start parameter names no part"
    return root[0].get_payload(decode=True), len(parts) - 1


for name, actor in WAYS:
    kind, content, request = send(name, actor)
    message, attached = unpack(kind, content)
    envelope = etree.fromstring(message, etree.XMLParser(resolve_entities=False, no_network=True))
    header, body = envelope.find(SOAP + "Header"), envelope.find(SOAP + "Body")[0]
    sent = request.split(b"<wsa:MessageID>")
    related = header.findtext(WSA + "RelatesTo") or ""
    relation = "" if len(sent) < 2 or related.encode() == sent[1].split(b"<")[0] else " unrelated"
    what = etree.QName(body).localname
    if what == "Fault":
        code = body.findtext("%sCode/%sValue" % (SOAP, SOAP)).split(":")[-1]
        print("%s fault %s%s" % (name, code, relation))
        continue
    codes = [one.get("errorCode") for one in body.iter("{*}RegistryError")]
    status = body.get("status") or "".join(one.get("status") for one in body.iter("{*}RegistryResponse"))
    if what.startswith("MCCI"):
        status = "".join(one.get("code") for one in body.iter("{*}typeCode"))
    objects = [one for lists in body.iter("{*}RegistryObjectList") for one in lists] + list(body.iter("{*}DocumentResponse"))
    homes = sorted({one.get("home") for one in objects if one.get("home")})
    verdict = "unjudged"
    if what in JUDGES:
        # What is beside the message is no part of what the schema knows.
        for include in list(body.iter("{http://www.w3.org/2004/08/xop/include}Include")):
            include.getparent().text = "AAAA"
            include.getparent().remove(include)
        judge = JUDGES[what]
        alone = etree.fromstring(etree.tostring(body))
        verdict = "valid" if judge.validate(alone) else "invalid: %s" % judge.error_log.last_error.message
    print("%s response %s %s %d %d %s%s%s" % (
        name, status.split(":")[-1], ",".join(codes) or "-", len(objects), attached, verdict,
        " " + ",".join(homes) if homes else "", relation))
