"""One port that speaks DICOM (C-FIND), DICOMweb, FHIR, SOAP (ITI-18) and HL7 v2 over MLLP (PDQ), and misbehaves by seed.

It shares nothing with the harness: DICOM's upper layer, MLLP and HTTP are written here by hand, so that every byte can be bent.
The patient asked for is always found. Which exchange is meant stands in the called AE title, in MSH-5 or in the first
component of the path, as `C17`; what is done in it follows from seed and number alone, and is told by GET /plan?count=N.

usage: chaos.py PORT OPTIONS, where OPTIONS is JSON:
  seed: text; where it is missing, nothing is misbehaved
  host: address to listen on, 127.0.0.1 where it is missing; `::1` takes no IPv4
  echoes: whether answers over HTTP give back the credentials that came: `fields`, refusing and in a header field; `content`,
    in the midst of what was asked for, in every form that such content has
  planted: list of patients who are found beside, each {"id", "family", "given", "birth", "address"}
"""
import base64
import functools
import gzip
import json
import random
import re
import socket
import struct
import sys
import threading
import time
import urllib.parse

PORT, OPTIONS = int(sys.argv[1]), json.loads(sys.argv[2])
SEED, PLANTED = OPTIONS.get("seed"), OPTIONS.get("planted", [])
PROTOCOLS = ["dicom", "dicomweb", "fhir", "soap", "hl7"]
COMMON = ["none", "none", "refuses", "closes-at-once", "resets-at-once", "hangs", "drips", "truncates", "garbage",
          "answers-another", "huge", "refuses-by-status"]
OWN = {
    "dicom": ["hangs-in-the-middle", "closes-in-the-middle", "length-too-long", "length-four-gigabytes", "html",
              "garbage-data-set", "unknown-context", "aborts", "rejects-for-good", "rejects-for-now", "rejects-title",
              "another-message-id", "no-status"],
    "dicomweb": ["length-too-long", "length-negative", "html", "redirect-loop", "gzip-bomb", "status-503", "status-401",
                 "status-204", "broken-json", "deep-json", "wrong-type", "endless-header"],
    "fhir": ["length-too-long", "length-negative", "html", "redirect-loop", "gzip-bomb", "status-503", "status-401",
             "broken-json", "deep-json", "no-resource", "endless-header", "outcome"],
    "soap": ["length-too-long", "length-negative", "html", "redirect-loop", "gzip-bomb", "status-503", "broken-xml",
             "entities", "soap-fault", "registry-failure", "other-root", "endless-header"],
    "hl7": ["no-start", "no-end", "html", "another-control-id", "not-a-message", "closes-in-the-middle",
            "application-error"],
}
DICOM_LIMIT = 1 << 14


def plan(number):
    chance = random.Random(f"{SEED}/{number}")
    protocol = PROTOCOLS[number % len(PROTOCOLS)]
    deed = "none" if SEED is None else chance.choice(COMMON + OWN[protocol])
    return protocol, deed


def noise(number, count):
    # No beginning of a protocol that is known, and no frame of MLLP: garbage and not another protocol.
    data = bytes([0x9D]) + random.Random(f"{SEED}/{number}/noise").randbytes(count - 1)
    return data.replace(b"\x0b", b"\x0c").replace(b"\x1c", b"\x1d")


@functools.cache
def bomb():
    return gzip.compress(b" " * (128 << 20), 1)


class Ended(Exception):
    pass


class Connection:
    def __init__(self, sock):
        self.sock, self.number, self.deed = sock, 0, "none"
        sock.settimeout(120)

    def know(self, text):
        found = re.search(r"C(\d+)", text)
        self.number = int(found.group(1)) if found else 0
        self.deed = plan(self.number)[1] if found else "none"
        if self.deed == "closes-at-once":
            raise Ended
        if self.deed == "resets-at-once":
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise Ended
        if self.deed == "hangs":
            self.hang()

    def hang(self):
        """Says nothing more until the other side goes away."""
        try:
            while self.sock.recv(65536):
                pass
        except OSError:
            pass
        raise Ended

    def exactly(self, count):
        data = b""
        while len(data) < count:
            piece = self.sock.recv(count - len(data))
            if not piece:
                raise Ended
            data += piece
        return data

    def send(self, data):
        """An answer, after what is done to any answer."""
        if self.deed == "drips":
            for byte in data:
                self.sock.sendall(bytes([byte]))
                time.sleep(0.2)
            return
        if self.deed == "truncates":
            self.sock.sendall(data[:len(data) // 2])
            raise Ended
        if self.deed == "garbage":
            self.sock.sendall(noise(self.number, 400))
            raise Ended
        self.sock.sendall(data)

    def flood(self, piece):
        while True:
            self.sock.sendall(piece)


# ---- DICOM

def pdu(kind, body, length=None):
    return struct.pack(">BxI", kind, len(body) if length is None else length) + body


def element(number, value):
    return struct.pack("<HHI", 0, number, len(value)) + value


def command(fields):
    body = b"".join(element(number, value) for number, value in fields)
    return element(0, struct.pack("<I", len(body))) + body


def us(value):
    return struct.pack("<H", value)


def pdv(context, is_command, data):
    return pdu(4, struct.pack(">IBB", len(data) + 2, context, 3 if is_command else 2) + data)


def encoded(*elements):
    """A data set in Implicit VR Little Endian: (group, element, text), ascending."""
    data = b""
    for group, number, text in elements:
        value = text.encode()
        if len(value) % 2:
            value += b"\0" if group == 0x20 else b" "
        data += struct.pack("<HHI", group, number, len(value)) + value
    return data


def text_of(data, group, number):
    """The text of an element on the first level of such a data set without sequences."""
    while data:
        found, size = struct.unpack("<HH", data[:4]), struct.unpack("<I", data[4:8])[0]
        if found == (group, number):
            return data[8:8 + size].decode().rstrip(" \0")
        data = data[8 + size:]
    return ""


FIND = b"1.2.840.10008.5.1.4.1.2.2.1\0"


def people(asked):
    own = {"id": asked, "family": "Found", "given": "Edith", "birth": "19500102", "address": ""}
    return [own] + PLANTED


class Dicom:
    def __init__(self, link):
        self.link = link

    def serve(self):
        link = self.link
        kind, length = struct.unpack(">BxI", link.exactly(6))
        request = link.exactly(length)
        link.know(request[4:20].decode("ascii", "replace"))
        deed = link.deed
        if deed == "html":
            link.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>")
            raise Ended
        if deed.startswith("rejects-"):
            result, source, reason = {"rejects-for-good": (1, 1, 1), "rejects-for-now": (2, 3, 1),
                                      "rejects-title": (1, 1, 7)}[deed]
            return link.send(pdu(3, bytes([0, result, source, reason])))
        if deed == "length-four-gigabytes":
            return link.sock.sendall(pdu(2, b"\0" * 100, 0xFFFFFFFF)), link.hang()
        items, context = request[68:], None
        accepted = b"\x10\0" + struct.pack(">H", 21) + b"1.2.840.10008.3.1.1.1"
        while items:
            kind, size = struct.unpack(">BxH", items[:4])
            if kind == 0x20:
                context = items[4]
                syntax = b"1.2.840.10008.1.2"
                part = bytes([context, 0, 0, 0]) + b"\x40\0" + struct.pack(">H", len(syntax)) + syntax
                accepted += b"\x21\0" + struct.pack(">H", len(part)) + part
            items = items[4 + size:]
        uid = b"1.2.3.4"
        user = b"\x51\0\0\x04" + struct.pack(">I", DICOM_LIMIT) + b"\x52\0" + struct.pack(">H", len(uid)) + uid
        accepted += b"\x50\0" + struct.pack(">H", len(user)) + user
        accept = pdu(2, request[:68] + accepted)
        if deed == "length-too-long":
            link.sock.sendall(pdu(2, request[:68] + accepted, len(request[:68] + accepted) + 8))
            raise Ended
        link.send(accept)
        data = b""
        while True:
            kind, length = struct.unpack(">BxI", link.exactly(6))
            body = link.exactly(length)
            if kind == 5:
                return link.sock.sendall(pdu(6, b"\0\0\0\0"))
            if kind != 4:
                raise Ended
            while body:
                size, context, flags = struct.unpack(">IBB", body[:6])
                piece, body = body[6:4 + size], body[4 + size:]
                if flags & 1:
                    message = struct.unpack("<H", piece[piece.index(b"\0\0\x10\x01\x02\0\0\0") + 8:][:2])[0]
                else:
                    data += piece
                    if flags & 2:
                        self.answer(context, message, data)
                        data = b""

    def response(self, message, status, has_data):
        fields = [(2, FIND), (0x100, us(0x8020)), (0x120, us(message)), (0x800, us(1 if has_data else 0x101))]
        if status is not None:
            fields.append((0x900, us(status)))
        return command(fields)

    def answer(self, context, message, data):
        link, deed = self.link, self.link.deed
        asked = text_of(data, 0x0010, 0x0020)
        if deed == "aborts":
            return link.sock.sendall(pdu(7, b"\0\0\x02\0"))
        if deed == "hangs-in-the-middle":
            link.sock.sendall(pdv(context, True, self.response(message, 0xFF00, True)))
            link.hang()
        if deed == "closes-in-the-middle":
            link.sock.sendall(pdv(context, True, self.response(message, 0xFF00, True)))
            raise Ended
        if deed == "refuses-by-status":
            return link.sock.sendall(pdv(context, True, self.response(message, 0xA700, False)))
        if deed == "no-status":
            return link.sock.sendall(pdv(context, True, self.response(message, None, False)))
        if deed == "another-message-id":
            message += 7
        if deed == "unknown-context":
            context += 2
        if deed == "answers-another":
            asked = "9990000000"
        for person in people(asked):
            match = encoded(
                (0x0008, 0x0052, "STUDY"), (0x0010, 0x0010, f'{person["family"]}^{person["given"]}'),
                (0x0010, 0x0020, person["id"]), (0x0010, 0x0030, person["birth"]), (0x0010, 0x1040, person["address"]),
                (0x0020, 0x000D, f"2.25.{random.Random(person['id']).randrange(1 << 64)}"))
            if deed == "garbage-data-set":
                match = noise(link.number, 200)
            pending = pdv(context, True, self.response(message, 0xFF00, True)) + pdv(context, False, match)
            if deed == "huge":
                link.flood(pending)
            link.sock.sendall(pending)
        link.sock.sendall(pdv(context, True, self.response(message, 0, False)))


# ---- HTTP

def http(status, kind, content, further=()):
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(content)}", *further]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + content


RIM = "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"


class Web:
    def __init__(self, link, first):
        self.link, self.data = link, first

    def request(self):
        while b"\r\n\r\n" not in self.data:
            piece = self.link.sock.recv(65536)
            if not piece:
                raise Ended
            self.data += piece
        head, rest = self.data.split(b"\r\n\r\n", 1)
        lines = head.decode("latin1").split("\r\n")
        self.credentials = next((line.split(": ", 1)[1] for line in lines if line.lower().startswith("authorization")), "")
        fields = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        length = int(fields.get("content-length", 0))
        rest += self.link.exactly(max(0, length - len(rest)))
        self.data = rest[length:]
        return lines[0].split(" ")[1], rest[:length].decode("utf-8", "replace")

    def serve(self):
        while True:
            target, body = self.request()
            path, _, query = target.partition("?")
            if path == "/plan":
                count = int(urllib.parse.parse_qs(query)["count"][0])
                rows = [dict(zip(["protocol", "deed"], plan(number))) for number in range(count)]
                self.link.sock.sendall(http("200 OK", "application/json", json.dumps(rows).encode()))
                continue
            self.link.know(path)
            self.answer(path, urllib.parse.unquote_plus(query), body)

    def answer(self, path, query, body):
        link, deed = self.link, self.link.deed
        kind, content = self.content(path, query, body)
        if OPTIONS.get("echoes") == "fields":
            return link.sock.sendall(http("400 Bad Request", "text/plain", b"no", [f"X-Echo: {self.plain()}"]))
        if deed == "refuses-by-status":
            return link.sock.sendall(http("500 Internal Server Error", "text/plain", b"no"))
        if deed in ("status-503", "status-401", "status-204"):
            words = {"status-503": "503 Service Unavailable", "status-401": "401 Unauthorized",
                     "status-204": "204 No Content"}[deed]
            if deed == "status-204":
                return link.sock.sendall(f"HTTP/1.1 {words}\r\n\r\n".encode())
            return link.sock.sendall(http(words, "text/plain", b"no"))
        if deed == "html":
            return link.sock.sendall(http("200 OK", "text/html", b"<html><body>Sign in</body></html>"))
        if deed == "wrong-type":
            return link.sock.sendall(http("200 OK", "application/octet-stream", content))
        if deed == "redirect-loop":
            return link.sock.sendall(http("302 Found", "text/plain", b"", [f"Location: {path}?{urllib.parse.quote(query)}"]))
        if deed == "length-too-long":
            link.sock.sendall(http("200 OK", kind, content).replace(
                f"Content-Length: {len(content)}".encode(), f"Content-Length: {len(content) + 9}".encode()))
            raise Ended
        if deed == "length-negative":
            link.sock.sendall(http("200 OK", kind, content).replace(b"Content-Length: ", b"Content-Length: -"))
            raise Ended
        if deed == "gzip-bomb":
            return link.sock.sendall(http("200 OK", kind, bomb(), ["Content-Encoding: gzip"]))
        if deed == "endless-header":
            link.sock.sendall(b"HTTP/1.1 200 OK\r\n")
            link.flood(b"X-More: " + b"a" * 1000 + b"\r\n")
        if deed == "huge":
            link.sock.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
            link.flood(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        link.send(http("200 OK", kind, content))

    def plain(self):
        """The credentials that came: a token, or a name with a password."""
        kind, _, text = self.credentials.partition(" ")
        return base64.b64decode(text).decode() if kind == "Basic" else text

    def given_back(self):
        """The secret of the credentials in every form: as it is, in Base64 among other bytes, and as addresses carry it."""
        secret = self.plain().split(":")[-1]
        encoded = [base64.b64encode((before + secret + "!").encode()).decode() for before in ("", "a", "ab")]
        return f"Seen-{secret}.", " ".join([*encoded, f"?t={urllib.parse.quote(secret, safe='')}"])

    def content(self, path, query, body):
        deed = self.link.deed
        if "/dicomweb/" in path:
            asked = re.search(r"(?:PatientID|00100020)=([^&]*)", query).group(1)
            kind, text = "application/dicom+json", json.dumps([self.study(one) for one in self.people(asked)])
        elif "/fhir/" in path:
            asked = query.split("|")[-1].split("&")[0]
            entries = [{"fullUrl": f"http://127.0.0.1/fhir/Patient/{number}", "resource": self.patient(one, number),
                        "search": {"mode": "match"}} for number, one in enumerate(self.people(asked))]
            text = json.dumps({"resourceType": "Bundle", "type": "searchset", "total": len(entries), "entry": entries})
            kind = "application/fhir+json"
            if deed == "no-resource":
                text = '{"total": 1}'
            if deed == "outcome":
                text = json.dumps({"resourceType": "OperationOutcome", "issue": [
                    {"severity": "error", "code": "processing", "diagnostics": "It did not work."}]})
        else:
            return "application/soap+xml; charset=UTF-8", self.soap(body).encode()
        if deed == "broken-json":
            text = text[:-3] + "!!!"
        if deed == "deep-json":
            text = "[" * 200_000 + "]" * 200_000
        return kind, text.encode()

    def people(self, asked):
        return people("9990000000" if self.link.deed == "answers-another" else asked)

    def study(self, person):
        def value(vr, *values):
            return {"vr": vr, "Value": list(values)}
        further = dict(zip(("00081030", "00104000"), (value("LO", self.given_back()[0]), value("LT", self.given_back()[1])))
                       ) if OPTIONS.get("echoes") == "content" else {}
        return {**further, "00080005": value("CS", "ISO_IR 192"), "00100010": value("PN", {
            "Alphabetic": f'{person["family"]}^{person["given"]}'}), "00100020": value("LO", person["id"]),
            "00100030": value("DA", person["birth"]),
            "0020000D": value("UI", f"2.25.{random.Random(person['id']).randrange(1 << 64)}")}

    def patient(self, person, number):
        birth = person["birth"]
        further = {"extension": [{"url": "http://example.org/seen", "valueString": text} for text in self.given_back()]
                   } if OPTIONS.get("echoes") == "content" else {}
        return {"resourceType": "Patient", "id": str(number), **further, "text": {
            "status": "generated", "div": f'<div xmlns="http://www.w3.org/1999/xhtml">{person["family"]}</div>'},
            "identifier": [{"system": "https://fhir.nhs.uk/Id/nhs-number", "value": person["id"]}],
            "name": [{"family": person["family"], "given": [person["given"]]}],
            "birthDate": f"{birth[:4]}-{birth[4:6]}-{birth[6:]}", "address": [{"text": person["address"] or "None"}]}

    def soap(self, body):
        deed = self.link.deed
        message = re.search(r"MessageID[^>]*>([^<]*)<", body).group(1)
        if deed == "answers-another":
            message = "urn:uuid:00000000-0000-4000-8000-000000000000"
        cx = re.search(r"'([^']*\^\^\^[^']*)'", body.replace("&amp;", "&").replace("&apos;", "'")).group(1)
        asked, _, authority = cx.partition("^")
        objects = "".join(self.entry(one, authority.replace("&", "&amp;"), place) for place, one in enumerate(people(asked)))
        status = "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success"
        if deed == "registry-failure":
            status, objects = status.replace("Success", "Failure"), ""
        errors = ('<rs:RegistryErrorList><rs:RegistryError errorCode="XDSRegistryError" codeContext="It did not work." '
                  'severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error"/></rs:RegistryErrorList>')
        response = (f'<q:AdhocQueryResponse xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" '
                    f'xmlns:rs="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0" status="{status}">'
                    f'{errors if deed == "registry-failure" else ""}<r:RegistryObjectList xmlns:r="{RIM}">{objects}'
                    f'</r:RegistryObjectList></q:AdhocQueryResponse>')
        if deed == "soap-fault":
            response = ('<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang="en">No.'
                        '</s:Text></s:Reason></s:Fault>')
        if deed == "other-root":
            response = '<x:Nothing xmlns:x="urn:example:nothing"/>'
        text = ('<?xml version="1.0" encoding="UTF-8"?>'
                '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing">'
                f'<s:Header><a:Action s:mustUnderstand="1">urn:ihe:iti:2007:RegistryStoredQueryResponse</a:Action>'
                f'<a:RelatesTo>{message}</a:RelatesTo></s:Header><s:Body>{response}</s:Body></s:Envelope>')
        if deed == "broken-xml":
            text = text.replace("</s:Body>", "</s:Bod>")
        if deed == "entities":
            levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "x"}">' for i in range(10))
            text = text.replace("?>", f"?><!DOCTYPE s:Envelope [{levels}]>", 1).replace("No.", "&e9;")
        return text

    def entry(self, person, authority, place):
        unique = f"2.25.{random.Random(person['id']).randrange(1 << 64)}"
        identity = f"urn:uuid:00000000-0000-4000-8000-{place:012d}"

        def external(scheme, value, name):
            return (f'<r:ExternalIdentifier id="{identity}-{name}" registryObject="{identity}" '
                    f'identificationScheme="urn:uuid:{scheme}" value="{value}"><r:Name><r:LocalizedString value="{name}"/>'
                    '</r:Name></r:ExternalIdentifier>')
        info = "".join(f"<r:Value>{value}</r:Value>" for value in [
            f'PID-3|{person["id"]}^{authority}', f'PID-5|{person["family"]}^{person["given"]}', f'PID-7|{person["birth"]}'])
        return (f'<r:ExtrinsicObject id="{identity}" mimeType="text/plain" objectType="urn:uuid:7edca82f-054d-47f2-a032-'
                f'9b2a5b5186c1" status="urn:oasis:names:tc:ebxml-regrep:StatusType:Approved">'
                f'<r:Slot name="sourcePatientInfo"><r:ValueList>{info}</r:ValueList></r:Slot>'
                + external("58a6f841-87b3-4a3e-92fd-a8ffeff98427", f'{person["id"]}^{authority}', "XDSDocumentEntry.patientId")
                + external("2e82c1f6-a085-4c72-9da3-8640a32e42ab", unique, "XDSDocumentEntry.uniqueId")
                + '</r:ExtrinsicObject>')


# ---- HL7 v2

class Messages:
    def __init__(self, link, first):
        self.link, self.data = link, first

    def serve(self):
        while True:
            while b"\x1c\r" not in self.data:
                piece = self.link.sock.recv(65536)
                if not piece:
                    raise Ended
                self.data += piece
            frame, self.data = self.data.split(b"\x1c\r", 1)
            self.answer(frame.lstrip(b"\x0b").decode("utf-8", "replace"))

    def answer(self, text):
        link = self.link
        segments = [line.split("|") for line in text.split("\r") if line]
        header = segments[0]
        link.know(header[4])
        deed, control = link.deed, header[9]
        query = next((line for line in segments if line[0] == "QPD"), None)
        asked = query[3].split("^")[1].split("~")[0] if query else ""
        if deed == "answers-another":
            asked = "9990000000"
        if deed == "another-control-id":
            control = "X" + control[1:]
        code, status = ("AE", "AE") if deed == "application-error" else ("AR", "AR") if deed == "refuses-by-status" else ("AA", "OK")
        lines = [f"MSH|^~\\&|CHAOS|X|ASSAY|X|20260601120000||RSP^K22^RSP_K21|R{control}|P|2.5", f"MSA|{code}|{control}"]
        if query:
            lines += [f"QAK|{query[2]}|{status}", "|".join(query)]
            if code == "AA":
                lines += [f'PID|{place + 1}||{one["id"]}^^^NHS^NH||{one["family"]}^{one["given"]}||{one["birth"]}|F|||{one["address"]}'
                          for place, one in enumerate(people(asked))]
        message = "\r".join(lines).encode() + b"\r"
        if deed == "not-a-message":
            message = noise(link.number, 300)
        if deed == "html":
            link.sock.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n<html></html>")
            raise Ended
        if deed == "no-start":
            return link.sock.sendall(message + b"\x1c\r")
        if deed == "no-end":
            link.sock.sendall(b"\x0b" + message)
            link.hang()
        if deed == "closes-in-the-middle":
            link.sock.sendall(b"\x0b" + message[:40])
            raise Ended
        if deed == "huge":
            link.sock.sendall(b"\x0b" + message)
            link.flood(b"NTE|1||" + b"a" * 1000 + b"\r")
        link.send(b"\x0b" + message + b"\x1c\r")


def serve(sock):
    link = Connection(sock)
    try:
        first = sock.recv(1, socket.MSG_PEEK)
        if first == b"\x01":
            Dicom(link).serve()
        elif first == b"\x0b":
            Messages(link, b"").serve()
        elif first:
            Web(link, b"").serve()
    except (Ended, OSError):
        pass
    finally:
        sock.close()


if SEED is not None:
    bomb()  # so that no exchange waits for it
HOST = OPTIONS.get("host", "127.0.0.1")
listener = socket.create_server((HOST, PORT), family=socket.AF_INET6 if ":" in HOST else socket.AF_INET, backlog=256)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
