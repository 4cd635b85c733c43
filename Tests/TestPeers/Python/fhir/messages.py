"""Orders and reports that come over MLLP, and the resources that the FHIR server of the tests makes of them.

Fields follow HL7's mapping of v2 to FHIR: ORC-1, OBR-25, OBR-27.6 and OBX-5 decide status, priority and text.
"""
import base64
import socketserver
import threading

import hl7
from imaging import NHS, ORGANISATION, TYPES, accession_system, patient_of, subject, typed

STATUS = {"F": "final", "P": "preliminary", "C": "corrected", "A": "partial", "X": "cancelled"}
ORDERS = {"NW": "active", "SN": "active", "CA": "revoked", "OC": "revoked", "DC": "revoked", "CM": "completed"}
PRIORITY = {"R": "routine", "S": "stat", "A": "asap", "U": "urgent"}


def text(message, segment, field, component=1):
    try:
        found = str(message.segment(segment)[field])
    except (KeyError, IndexError):
        return ""
    parts = found.split("~")[0].split("^")
    return parts[component - 1] if len(parts) >= component else ""


def unescaped(value):
    for escaped, plain in (("\\F\\", "|"), ("\\S\\", "^"), ("\\T\\", "&"), ("\\R\\", "~"), ("\\.br\\", "\n"), ("\\E\\", "\\")):
        value = value.replace(escaped, plain)
    return value


def dated(value):
    """A TS as dateTime; in universal time where it names no zone."""
    digits = value.split(".")[0].split("+")[0].split("-")[0]
    if len(digits) < 8:
        return None
    day = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"
    if len(digits) < 12:
        return day
    return f"{day}T{digits[8:10]}:{digits[10:12]}:{digits[12:14] or '00'}+00:00"


def nhs_number(message):
    for repetition in str(message.segment("PID")[3]).split("~"):
        parts = repetition.split("^")
        if len(parts) > 3 and parts[3] == "NHS" or len(parts) > 4 and parts[4] == "NH":
            return parts[0]
    return ""


class Messages:
    """A receiver that acknowledges what it could put into the store."""

    def __init__(self, server, port):
        self.server, self.store = server, server.store
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                pending = b""
                while data := self.request.recv(65536):
                    pending += data
                    while b"\x1c\r" in pending:
                        frame, pending = pending.split(b"\x1c\r", 1)
                        self.request.sendall(b"\x0b" + outer.answer(frame.lstrip(b"\x0b")) + b"\x1c\r")

        listener = socketserver.ThreadingTCPServer(("127.0.0.1", port), Handler, bind_and_activate=False)
        listener.allow_reuse_address = listener.daemon_threads = True
        listener.server_bind()
        listener.server_activate()
        threading.Thread(target=listener.serve_forever, daemon=True).start()

    def answer(self, frame):
        charset = "utf-8" if b"UNICODE UTF-8" in frame.split(b"\r")[0] else "latin-1"
        message = hl7.parse(frame.decode(charset, errors="replace"))
        control = text(message, "MSH", 10)
        code = "AR"
        if text(message, "MSH", 9) in ("ORM", "ORU"):
            code = "AA" if nhs_number(message) else "AE"
        if code == "AA":
            with self.store.lock:
                self.order(message) if text(message, "MSH", 9) == "ORM" else self.report(message)
        return f"MSH|^~\\&|RECORDS||||20240101||ACK|R{control[-18:]}|P|2.4\rMSA|{code}|{control}\r".encode("ascii", "replace")

    def known(self, message):
        number = nhs_number(message)
        name = f"{text(message, 'PID', 5)}^{text(message, 'PID', 5, 2)}"
        patient = patient_of(self.store, number, name, text(message, "PID", 7), text(message, "PID", 8))
        return subject(patient, number), text(message, "MSH", 4) or "RXX"

    def common(self, message):
        who, organisation = self.known(message)
        code = {"text": text(message, "OBR", 4, 2) or text(message, "OBR", 4)}
        if self.server.defect != "drops-code":
            code["coding"] = [{"code": text(message, "OBR", 4), "display": text(message, "OBR", 4, 2)}]
        identifiers = [
            typed("PLAC", f"https://{organisation.lower()}.example/placer", text(message, "OBR", 2), organisation)]
        accession = text(message, "OBR", 18) or text(message, "OBR", 3)
        if accession:
            identifiers.append(typed("ACSN", accession_system(organisation), accession, organisation))
        if self.server.defect == "loses-identifier-type":
            for identifier in identifiers:
                del identifier["type"], identifier["assigner"]
        return who, organisation, code, [identifier for identifier in identifiers if identifier["value"]]

    def clinician(self, message, field, segment="OBR"):
        number = text(message, segment, field)
        if not number:
            return None
        # CN of OBR-32 holds the name as a sub-component, XCN as components of its own.
        parts = number.split("&")
        name = " ".join(filter(None, [parts[2] if len(parts) > 2 else text(message, segment, field, 3),
                                      parts[1] if len(parts) > 1 else text(message, segment, field, 2)]))
        found = {"type": "Practitioner", "display": name or parts[0]}
        if self.server.defect != "drops-clinician-number":
            system = "https://fhir.hl7.org.uk/Id/gmc-number"
            found["identifier"] = {"system": system, "value": parts[0]}
        return found

    def keep(self, resource):
        """A new version of the resource with the same first identifier, or a new one."""
        placer = resource["identifier"][0]
        for found in self.store.all(resource["resourceType"]):
            if placer in found.get("identifier", []):
                return self.store.put(resource, found["id"])
        return self.store.put(resource)

    def order(self, message):
        who, organisation, code, identifiers = self.common(message)
        status = ORDERS.get(text(message, "ORC", 1), "active")
        if self.server.defect == "keeps-status":
            status = "active"
        order = {
            "resourceType": "ServiceRequest", "identifier": identifiers, "status": status, "intent": "order",
            "category": [{"coding": [{"system": "http://snomed.info/sct", "code": "363679005"}]}],
            "priority": PRIORITY.get(text(message, "OBR", 27, 6) or text(message, "ORC", 7, 6), "routine"),
            "code": code, "subject": who,
        }
        if text(message, "OBR", 31, 2) or text(message, "OBR", 31):
            order["reasonCode"] = [{"text": unescaped(text(message, "OBR", 31, 2) or text(message, "OBR", 31))}]
        requester = self.clinician(message, 12, "ORC") or self.clinician(message, 16)
        if requester:
            order["requester"] = requester
        self.keep(order)

    def report(self, message):
        who, organisation, code, identifiers = self.common(message)
        lines = []
        for segment in message.segments("OBX"):
            if str(segment[2]) in ("TX", "FT", "ST"):
                lines.extend(unescaped(part) for part in str(segment[5]).split("~"))
        written = "\n".join(lines)
        if self.server.defect == "text-report-differs":
            written = written.replace(" no ", " ").replace("No ", "")
        performer = {"type": "Organization", "display": organisation}
        if self.server.defect != "free-text-organisations":
            performer["identifier"] = {"system": ORGANISATION, "value": organisation}
        report = {
            "resourceType": "DiagnosticReport", "identifier": identifiers,
            "status": STATUS.get(text(message, "OBR", 25), "final"),
            "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0074", "code": "RAD"}]}],
            "code": code, "subject": who, "performer": [performer],
            "presentedForm": [{
                "contentType": "text/plain; charset=utf-8", "data": base64.b64encode(written.encode()).decode()}],
        }
        issued = dated(text(message, "OBR", 22) or text(message, "MSH", 7))
        if issued and "T" in issued:
            report["issued"] = issued
        reporter = self.clinician(message, 32)
        if reporter:
            report["resultsInterpreter"] = [reporter]
        self.keep(report)
