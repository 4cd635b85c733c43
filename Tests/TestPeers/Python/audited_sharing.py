"""Stands before a document registry and repository, and sends the audit messages of both for what it passes on.

usage: audited_sharing.py PORT SETTINGS, where SETTINGS is JSON: {"backend": port of registry.py, "audit": settings of
auditing.py}. It knows nothing of SOAP but what it looks for in the text, and the names of patients from their documents.
"""
import html
import http.client
import json
import re
import sys
from http.server import ThreadingHTTPServer

from auditing import Auditor
from http_peer import QuietHandler

port, settings = int(sys.argv[1]), json.loads(sys.argv[2])
auditor = Auditor(settings["audit"])
names = {}
SUBMISSION_SET = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"
SET_ID, SET_PATIENT = ("urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8", "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446")


def value(scheme, text):
    for tag in re.findall(r"<[\w:]*ExternalIdentifier\b[^>]*>", text):
        if scheme in tag:
            return html.unescape(re.search(r'value="([^"]*)"', tag).group(1))
    return ""


def both(place, asks, answers):
    here = "http://127.0.0.1:%d/" % port
    return [auditor.participant(asks, "http://www.w3.org/2005/08/addressing/anonymous", None, True, place),
            auditor.participant(answers, here, "1234", False, "127.0.0.1")]


def found(pattern, text):
    match = re.search(pattern, text, re.S)
    return html.unescape(match.group(1)) if match else ""


def asserted(text):
    """Who asks, and for what, by the assertion of a message; empty where there is none."""
    role = found(r'subject:role".*?\bcode="([^"]*)"', text)
    purpose = found(r'purposeofuse".*?\bcode="([^"]*)"', text)
    user = found(r"<[\w:]*NameID[^>]*>([^<]*)<", text)
    return auditor.user(user, found(r"<[\w:]*Issuer[^>]*>([^<]*)<", text), role), purpose


def name(patient):
    return names.get(patient, "")


def audit(text, answer, place):
    success = "ResponseStatusType:Success" in answer
    users, purpose = asserted(text)
    if "AdhocQueryRequest" in text:
        patient = re.search(r"\$XDSDocumentEntryPatientId\".*?Value>'([^']*)'<", text, re.S)
        patient = html.unescape(patient.group(1)) if patient else ""
        query = re.search(r"<[\w:]*AdhocQuery\b[^>]*\bid=\"([^\"]*)\"", text).group(1)
        content = re.search(r"<[\w:]*AdhocQueryRequest.*</[\w:]*AdhocQueryRequest>", text, re.S).group(0)
        if auditor.defect == "wrong-patient":
            content = ""
        things = ([auditor.patient(patient, name(patient))] if patient else []) + [
            auditor.query(query, ("ITI-18", "IHE Transactions", "Registry Stored Query"), content.encode())]
        auditor.record(auditor.message(
            "110112", "ITI-18", "E", success, both(place, "source", "destination") + users, things, purpose), is_query=True)
    elif "ProvideAndRegisterDocumentSetRequest" in text:
        patient = value(SET_PATIENT, text)
        named = re.search(r"report of ([^\s.]+\^[^\s.]+)", text)
        if named:
            names[patient] = html.escape(named.group(1))
        things = [auditor.patient(patient, name(patient)),
                  auditor.thing(value(SET_ID, text), "2", "20", (SUBMISSION_SET, "IHE XDS Metadata", "submission set"))]
        auditor.record(auditor.message(
            "110107", "ITI-41", "C", success, both(place, "source", "destination") + users, things, purpose))
    elif "RetrieveDocumentSetRequest" in text:
        things = [auditor.thing(one, "2", "3", ("9", "RFC-3881", "Report Number"))
                  for one in re.findall(r"DocumentUniqueId>([^<]*)<", text)]
        auditor.record(auditor.message(
            "110106", "ITI-43", "R", success, both(place, "destination", "source") + users, things, purpose))


class Handler(QuietHandler):
    def do_POST(self):
        content = self.content()
        backend = http.client.HTTPConnection("127.0.0.1", settings["backend"], timeout=30)
        backend.request("POST", self.path, content, {"Content-Type": self.headers["Content-Type"]})
        reply = backend.getresponse()
        answer = reply.read()
        self.reply(reply.status, reply.getheader("Content-Type"), answer)
        audit(content.decode("utf-8", "replace"), answer.decode("utf-8", "replace"), self.client_address[0])


server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
