"""An audit record repository for tests: takes syslog over TLS with lengths before messages, and gives what it has as AuditEvents.

usage: audit_repository.py PORT SETTINGS, where PORT is that of the web service and SETTINGS is JSON: {"syslog": port,
"certificate", "key", "authority", "defect"}. Defects:
  loses: forgets what comes
  other-patients: gives the events of every patient
  no-user: leaves out who it was
  no-object: leaves out what was looked at
  identifies-users: puts who it was into the identifier, as it may
  refers-to-objects: puts what was looked at into the reference, as it may
"""
import json
import re
import socket
import ssl
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lxml import etree

port, settings = int(sys.argv[1]), json.loads(sys.argv[2])
defect = settings.get("defect", "none")
events, lock = [], threading.Lock()


def identifier(text):
    found = {"value": text.split("^")[0]}
    if "&" in text:
        found["system"] = "urn:oid:" + text.split("&")[1]
    return found


def take(message):
    header, _, content = message.partition(b"\xef\xbb\xbf")
    if not re.match(rb"<\d+>1 \S+ \S+ \S+ \S+ \S+ -", header):
        return
    root = etree.fromstring(content)
    event = root.find("EventIdentification")

    def coding(element):
        return {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": element.get("csd-code")}

    def who(user):
        return {"identifier": {"value": user}} if defect == "identifies-users" else {"display": user}

    agents = [{"who": who("somebody" if defect == "no-user" else one.get("UserID")),
               "requestor": one.get("UserIsRequestor") == "true"} for one in root.findall("ActiveParticipant")]
    def what(one):
        name = one.get("ParticipantObjectID")
        if defect == "refers-to-objects" and one.get("ParticipantObjectTypeCode") != "1":
            return {"reference": "urn:oid:" + name}
        return {"identifier": identifier(name)}

    entities = [{"what": what(one), "type": {"code": one.get("ParticipantObjectTypeCode")},
                 "role": {"code": one.get("ParticipantObjectTypeCodeRole")}}
                for one in root.findall("ParticipantObjectIdentification")
                if defect != "no-object" or one.get("ParticipantObjectTypeCode") == "1"]
    with lock:
        if defect != "loses":
            events.append({"resourceType": "AuditEvent", "id": str(len(events) + 1), "type": coding(event.find("EventID")),
                           "action": event.get("EventActionCode"), "recorded": event.get("EventDateTime"),
                           "outcome": event.get("EventOutcomeIndicator"), "agent": agents,
                           "source": {"observer": {"display": "peer"}}, "entity": entities})


def serve(stream):
    reader = stream.makefile("rb")
    while True:
        length = b""
        while True:
            byte = reader.read(1)
            if not byte:
                return
            if byte == b" ":
                break
            length += byte
        take(reader.read(int(length)))


def listen():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings["certificate"], settings["key"])
    context.load_verify_locations(settings["authority"])
    context.verify_mode = ssl.CERT_REQUIRED
    with socket.create_server(("127.0.0.1", settings["syslog"])) as server:
        while True:
            stream, _ = server.accept()
            try:
                threading.Thread(target=serve, args=[context.wrap_socket(stream, server_side=True)], daemon=True).start()
            except OSError:
                stream.close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        place = urllib.parse.urlsplit(self.path)
        asked = urllib.parse.parse_qs(place.query)
        if not place.path.endswith("/AuditEvent") or "date" not in asked:
            return self.reply(400, {"resourceType": "OperationOutcome", "issue": [
                {"severity": "error", "code": "invalid"}]})
        wanted = asked.get("entity.identifier", [""])[0].split("|")
        with lock:
            found = [event for event in events if all(
                event["recorded"] >= date[2:] for date in asked["date"] if date.startswith("ge"))]
        if wanted != [""] and defect != "other-patients":
            found = [event for event in found if any(
                one["what"]["identifier"]["value"] == wanted[-1]
                and (len(wanted) == 1 or one["what"]["identifier"].get("system") == wanted[0])
                for one in event["entity"] if "identifier" in one["what"])]
        base = "http://127.0.0.1:%d" % port
        self.reply(200, {"resourceType": "Bundle", "type": "searchset", "total": len(found),
                         "link": [{"relation": "self", "url": base + self.path}],
                         "entry": [{"fullUrl": "%s/AuditEvent/%s" % (base, event["id"]), "resource": event,
                                    "search": {"mode": "match"}} for event in found]})

    def reply(self, status, resource):
        content = json.dumps(resource).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/fhir+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


threading.Thread(target=listen, daemon=True).start()
server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
