"""Audit messages of the peers of tests, sent as their settings say; standard library alone.

Settings: {"transport": "tls"|"tcp"|"udp"|"fhir", "host", "port", "authority", "certificate", "key", "defect"}; for `udp` the
port is of UDP. Defects:
  silent: sends nothing at all
  forgets-queries: sends nothing of queries
  late: sends each message some time after the event ("delay", in seconds)
  wrong-outcome: calls everything a success, and a success a failure
  wrong-patient: names another patient
  wrong-event: calls every event an export of an unknown kind
  no-access-point: leaves the network access points out
  patient-name: names the patient by name
  unframed: ends a message by a line feed instead of sending its length
  udp-only: sends by UDP whatever is asked for
  old-form: writes codes as RFC 3881 has them
  bad-header: begins with the header of RFC 3164
  not-xml: sends text instead of a message
  no-user, no-role, no-purpose: leaves out who asked, in which role, or for what
  bare-user: names the user without who vouches for him
  one-purpose: calls every purpose of use a treatment
"""
import base64
import datetime
import json
import os
import socket
import ssl
import threading
import time
import urllib.request
from xml.sax.saxutils import quoteattr

ROLE = {"source": ("110153", "Source Role ID"), "destination": ("110152", "Destination Role ID")}
MEANING = {"110104": "DICOM Instances Transferred", "110106": "Export", "110107": "Import", "110112": "Query"}


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


class Auditor:
    def __init__(self, settings):
        self.settings = settings
        self.defect = settings.get("defect", "none")
        self.lock = threading.Lock()
        self.stream = None

    # Messages

    def code(self, name, code, system, meaning):
        attribute = "code" if self.defect == "old-form" else "csd-code"
        text = "displayName" if self.defect == "old-form" else "originalText"
        return "<%s %s=%s codeSystemName=%s %s=%s/>" % (
            name, attribute, quoteattr(code), quoteattr(system), text, quoteattr(meaning))

    def participant(self, role, user, alternative, requestor, place):
        text = "<ActiveParticipant UserID=%s" % quoteattr(user)
        if alternative:
            text += " AlternativeUserID=%s" % quoteattr(alternative)
        text += " UserIsRequestor=%s" % quoteattr("true" if requestor else "false")
        if self.defect != "no-access-point":
            text += ' NetworkAccessPointID=%s NetworkAccessPointTypeCode="2"' % quoteattr(place)
        return text + ">" + self.code("RoleIDCode", ROLE[role][0], "DCM", ROLE[role][1]) + "</ActiveParticipant>"

    def user(self, name, issuer, role):
        """Who asked, as an assertion says it: alias<user@issuer>, with an empty alias."""
        if self.defect == "no-user" or not name:
            return []
        text = "<ActiveParticipant UserID=%s UserIsRequestor=\"true\"" % quoteattr(
            name if self.defect == "bare-user" else "<%s@%s>" % (name, issuer)) + ">"
        if role and self.defect != "no-role":
            text += self.code("RoleIDCode", role, "2.16.840.1.113883.6.96", "role")
        return [text + "</ActiveParticipant>"]

    def thing(self, identifier, kind, role, id_type, extra=""):
        return ("<ParticipantObjectIdentification ParticipantObjectID=%s ParticipantObjectTypeCode=%s "
                "ParticipantObjectTypeCodeRole=%s>" % (quoteattr(identifier), quoteattr(kind), quoteattr(role))
                + self.code("ParticipantObjectIDTypeCode", *id_type) + extra + "</ParticipantObjectIdentification>")

    def patient(self, identifier, name=None):
        if self.defect == "wrong-patient":
            identifier = "0000000000^^^&2.16.840.1.113883.2.1.4.1&ISO"
        extra = ""
        if self.defect == "patient-name" and name:
            extra = "<ParticipantObjectName>%s</ParticipantObjectName>" % name
        return self.thing(identifier, "1", "1", ("2", "RFC-3881", "Patient Number"), extra)

    def query(self, identifier, id_type, content):
        text = "<ParticipantObjectQuery>%s</ParticipantObjectQuery>" % base64.b64encode(content).decode()
        return self.thing(identifier, "2", "24", id_type, text)

    def message(self, event, kind, action, success, participants, things, purpose=""):
        if self.defect == "wrong-event":
            event = "110106" if event != "110106" else "110107"
        if self.defect == "wrong-outcome":
            success = not success
        types = self.code("EventTypeCode", kind, "IHE Transactions", kind) if kind else ""
        if purpose and self.defect != "no-purpose":
            purpose = "TREAT" if self.defect == "one-purpose" else purpose
            types += self.code("PurposeOfUse", purpose, "2.16.840.1.113883.5.8", purpose)
        return ('<?xml version="1.0" encoding="UTF-8"?><AuditMessage><EventIdentification EventActionCode=%s '
                "EventDateTime=%s EventOutcomeIndicator=%s>" % (
                    quoteattr(action), quoteattr(now()), quoteattr("0" if success else "8"))
                + self.code("EventID", event, "DCM", MEANING[event]) + types + "</EventIdentification>"
                + "".join(participants) + '<AuditSourceIdentification AuditSourceID="peer"/>' + "".join(things)
                + "</AuditMessage>")

    # Transport

    def record(self, text, is_query=False):
        if self.defect == "silent" or (self.defect == "forgets-queries" and is_query):
            return
        if self.defect == "late":
            timer = threading.Timer(self.settings.get("delay", 1), self.send, [text])
            timer.daemon = True
            timer.start()
        else:
            self.send(text)

    def send(self, text):
        if self.settings["transport"] == "fhir":
            return self.post(text)
        if self.defect == "not-xml":
            text = "Somebody looked at something."
        header = "<85>1 %s peer auditing %d DICOM+RFC3881 - " % (now(), os.getpid())
        if self.defect == "bad-header":
            header = "<85>Nov 24 05:14:48 peer auditing: "
        content = header.encode() + b"\xef\xbb\xbf" + text.encode()
        place = (self.settings["host"], self.settings["port"])
        if self.settings["transport"] == "udp" or self.defect == "udp-only":
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams:
                datagrams.sendto(content, (place[0], self.settings.get("udp-port", place[1])))
            return
        content = content + b"\n" if self.defect == "unframed" else b"%d " % len(content) + content
        with self.lock:
            for _ in range(2):
                try:
                    if self.stream is None:
                        self.stream = self.connect(place)
                    self.stream.sendall(content)
                    return
                except OSError as error:
                    print("audit: %s" % error, flush=True)
                    self.stream = None
                    time.sleep(0.1)

    def connect(self, place):
        stream = socket.create_connection(place, timeout=10)
        if self.settings["transport"] != "tls":
            return stream
        context = ssl.create_default_context(cafile=self.settings["authority"])
        if self.settings.get("certificate"):
            context.load_cert_chain(self.settings["certificate"], self.settings["key"])
        return context.wrap_socket(stream, server_hostname="localhost")

    # AuditEvent

    def post(self, text):
        from lxml import etree
        root = etree.fromstring(text.encode())
        event = root.find("EventIdentification")

        def coding(element):
            system = element.get("codeSystemName")
            systems = {"DCM": "http://dicom.nema.org/resources/ontology/DCM",
                       "IHE Transactions": "urn:ihe:event-type-code"}
            return {"system": systems.get(system, "urn:x"), "code": element.get("csd-code")}

        agents = []
        for one in root.findall("ActiveParticipant"):
            agents.append({"type": {"coding": [coding(one.find("RoleIDCode"))]},
                           "who": {"display": one.get("UserID")}, "requestor": one.get("UserIsRequestor") == "true"})
            if one.get("NetworkAccessPointID"):
                agents[-1]["network"] = {"address": one.get("NetworkAccessPointID"), "type": "2"}
        entities = []
        for one in root.findall("ParticipantObjectIdentification"):
            identifier = one.get("ParticipantObjectID")
            what = {"value": identifier.split("^")[0]}
            if "&" in identifier:
                what["system"] = "urn:oid:" + identifier.split("&")[1]
            entities.append({"what": {"identifier": what}, "type": {"code": one.get("ParticipantObjectTypeCode")},
                             "role": {"code": one.get("ParticipantObjectTypeCodeRole")}})
            if one.find("ParticipantObjectQuery") is not None:
                entities[-1]["query"] = one.findtext("ParticipantObjectQuery")
        resource = {"resourceType": "AuditEvent", "type": coding(event.find("EventID")),
                    "subtype": [coding(one) for one in event.findall("EventTypeCode")],
                    "action": event.get("EventActionCode"), "recorded": event.get("EventDateTime"),
                    "outcome": event.get("EventOutcomeIndicator"), "agent": agents,
                    "source": {"observer": {"display": "peer"}}, "entity": entities}
        request = urllib.request.Request(
            "http://%s:%d/AuditEvent" % (self.settings["host"], self.settings["port"]),
            json.dumps(resource).encode(), {"Content-Type": "application/fhir+json"})
        urllib.request.urlopen(request, timeout=10).close()
