"""A small reporting system for tests: takes orders over MLLP and sends reports, documents and appointments to two receivers;
takes in reports, documents and appointments itself.

usage: reporter.py HL7-PORT DEFECT RECEIVER-PORT RECEIVER-PORT, where DEFECT is `none` or
  drops-second: keeps a connection to the second receiver and sends no report over it
  loses-placer: reports without the number of the placer
  never-final: reports without a status
  off-profile: names identifiers of patients without who assigned them
  few-fields: reports without visit, section and operator
  corrects-as-final: sends a corrected report as if it were the first
  gives-up: sends every message once and forgets it
  repeats: sends what had to wait twice
  reorders: sends what had to wait in the wrong order
  other-text: cuts the text for the second receiver
  alert-as-text: writes alerts into the text
  overwrites: an addendum takes the place of the report and of its reader
  cuts-pdf: sends half of a PDF
  foreign-documents: sends documents without the number of the examination
  local-code: reports under a code of its own
  no-offset: writes times without offset
  shifted: writes every time with the offset of winter
  unlinked: sends appointments without the numbers of the order
  no-show-lost: sends no message for a missed appointment
  refuses-versions: takes in no corrected reports
  refuses-alerts: takes in no coded results
  refuses-documents: takes in no MDM
  accepts-anything: acknowledges whatever comes with AA
  refuses-appointments: takes in no missed appointments
  thorough: does well; sends a preliminary report by one reader before each final one, and a coded finding in each
  scraps: sends every final report again, without its fields and the number of the placer
"""
import base64
import re
import socket
import socketserver
import sys
import threading
import time

import hl7

port, defect, receivers = int(sys.argv[1]), sys.argv[2], [int(argument) for argument in sys.argv[3:]]
lock = threading.Lock()
count = 0
CODE = "18748-4^Diagnostic imaging report^LN"
READERS = ["7001&Reader&First", "7002&Reader&Second", "7003&Reader&Third"]
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
)


def field(message, segment, number):
    try:
        return str(message.segment(segment)[number])
    except (KeyError, IndexError):
        return ""


def part(text, number):
    parts = text.split("~")[0].split("^")
    return parts[number - 1] if len(parts) >= number else ""


def moment(text):
    if defect == "no-offset":
        return re.sub(r"[+-]\d{4}$", "", text)
    return text[:-5] + "+0000" if defect == "shifted" else text


def now():
    return moment(time.strftime("%Y%m%d%H%M%S") + "+0000")


def header(kind):
    global count
    with lock:
        count += 1
        number = count
    return f"MSH|^~\\&|REPORTER||||{now()}||{kind}|R{number:08}|P|2.4||||||8859/1"


class Queue(threading.Thread):
    """What is to be sent to one receiver, in order, until it is acknowledged."""

    def __init__(self, place, receiver):
        super().__init__(daemon=True)
        self.place, self.receiver, self.waiting = place, receiver, []
        self.link, self.ready = None, threading.Condition()
        self.start()

    def put(self, text):
        with self.ready:
            self.waiting.append(text)
            self.ready.notify()

    def connect(self):
        if self.link is None:
            self.link = socket.create_connection(("127.0.0.1", self.receiver), timeout=1)
        return self.link

    def deliver(self, text):
        """Whether the receiver has acknowledged a message."""
        try:
            link = self.connect()
            link.sendall(b"\x0b" + text.encode("latin-1", "replace") + b"\x1c\r")
            answer = b""
            while not answer.endswith(b"\x1c\r"):
                data = link.recv(65536)
                if not data:
                    raise OSError("closed")
                answer += data
            found = re.search(rb"MSA\|(AA|CA)\|([^|\r]*)", answer)
            return bool(found) and found.group(2).decode() == text.split("|")[9]
        except OSError:
            if self.link:
                self.link.close()
            self.link = None
            return False

    def run(self):
        waited = False
        while True:
            with self.ready:
                if not self.waiting:
                    # A connection that stands shows that the receiver can be reached.
                    self.ready.wait(0.05)
                place = -1 if waited and defect == "reorders" else 0
                text = self.waiting[place] if self.waiting else None
            if text is None:
                waited = False
                try:
                    self.connect()
                except OSError:
                    self.link = None
                continue
            delivered = self.deliver(text)
            if delivered and waited and defect == "repeats":
                self.deliver(text)
            if delivered or defect == "gives-up":
                with self.ready:
                    self.waiting.remove(text)
            else:
                waited = True
                time.sleep(0.1)


queues = [Queue(place, receiver) for place, receiver in enumerate(receivers)]


def send(segments, to=None):
    for queue in queues:
        if to is not None and queue.place != to:
            continue
        if queue.place == 1 and defect == "drops-second":
            continue
        lines = segments
        if queue.place == 1 and defect == "other-text":
            lines = [re.sub(r"^(OBX\|\d+\|TX\|[^|]*\|\|[^|]{6})[^|]*", r"\1", line) for line in segments]
        queue.put("\r".join(lines) + "\r")


def report(order, status, texts, reader, other, codes=(), documents=(), scrap=False):
    placer, filler, code = field(order, "ORC", 2), field(order, "ORC", 3), field(order, "OBR", 4)
    start, visit, timing = moment(field(order, "OBR", 7)), str(order.segment("PV1")), field(order, "OBR", 27)
    if defect == "loses-placer" or scrap:
        placer = ""
    if defect == "local-code":
        code = "X17^Thorax^L"
    parts = timing.split("^")
    if len(parts) > 3:
        parts[3] = moment(parts[3])
    shown = "" if defect == "never-final" else status
    obr = [""] * 34
    obr[0:4] = ["1", placer, filler, code]
    obr[6], obr[7], obr[21], obr[23], obr[24] = start, start, now(), "CT", shown
    obr[26], obr[31], obr[32], obr[33] = "^".join(parts), reader, other, READERS[2]
    note = "NTE|1||Clinical question as ordered"
    if defect == "few-fields" or scrap:
        obr[7] = obr[23] = obr[33] = ""
        visit = "PV1|1|O"
    results = [f"TX|{CODE}||{text}||||||{status}|||{now()}" for text in texts]
    results += [f"CE|ALERT^Alert^L||{alert}^Alert^L|||AA|||{status}" for alert in codes]
    if defect == "thorough":
        results.append(f"CE|GRADE^Grade^L||2^Benign^L||||||{status}")
    results += [f"ED|{CODE}||^AP^PDF^Base64^{document}||||||{status}" for document in documents]
    lines = [f"OBX|{place}|{result}" for place, result in enumerate(results, 1)]
    patient = str(order.segment("PID"))
    if defect == "off-profile":
        patient = patient.replace("^^^RXX^PI", "").replace("^^^NHS^NH", "")
    send([
        header("ORU^R01^ORU_R01"), patient, visit, f"ORC|RE|{placer}|{filler}", "OBR|" + "|".join(obr),
        note, *lines,
    ])


def document(order, data):
    placer, filler = field(order, "ORC", 2), field(order, "ORC", 3)
    linked = filler if defect != "foreign-documents" else ""
    send([
        header("MDM^T02^MDM_T02"), f"EVN|T02|{now()}", str(order.segment("PID")), str(order.segment("PV1")),
        f"TXA|1|DI|AP|{now()}||||||||D{part(filler, 1)}^REPORTER||{placer}|{linked}||AU",
        f"OBX|1|ED|{CODE}||^AP^PDF^Base64^{data}||||||F",
    ])


EVENTS = {
    "BOOKED": ("S12", "Booked"), "MOVED": ("S13", "Booked"), "CHANGED": ("S14", "Booked"), "CANCELLED": ("S15", "Cancelled"),
    "NOSHOW": ("S26", "Noshow"),
}


def appointment(order, word):
    event, status = EVENTS[word]
    if event == "S26" and defect == "no-show-lost":
        return
    placer, filler = field(order, "ORC", 2), field(order, "ORC", 3)
    own = part(filler, 1)
    if defect == "unlinked":
        placer = filler = ""
    send([
        header(f"SIU^{event}^SIU_S12"),
        f"SCH|S{own}|F{own}||||{word}^{word}^L|||||^^^{now()}|||||7009^Clerk||||7009^Clerk|||||{status}|{placer}|{filler}",
        str(order.segment("PID")), "RGS|1", f"AIS|1||{field(order, 'OBR', 4)}|{now()}",
    ])


def work(order):
    """Reports an examination as its note says."""
    words = field(order, "NTE", 3).split()
    text = f"No focal lesion in {part(field(order, 'ORC', 3), 1)}."
    data = base64.b64encode(PDF if defect != "cuts-pdf" else PDF[: len(PDF) // 2]).decode()
    alerts = [word for word in words if word in ("CRITICAL", "URGENT", "CANCER")]
    if "PRELIMINARY" in words:
        report(order, "P", ["Provisional: " + text], READERS[0], READERS[1])
    if "FINAL" in words:
        texts = [text, "Heart size normal."]
        if defect == "alert-as-text":
            texts, alerts = texts + [f"{alert} ALERT" for alert in alerts], []
        if defect == "thorough" and "PRELIMINARY" not in words:
            report(order, "P", ["Provisional: " + text], READERS[0], "")
        report(order, "F", texts, READERS[0], READERS[1], alerts, [data] if "PDF" in words else [])
        if defect == "scraps":
            report(order, "F", texts, READERS[0], READERS[1], alerts, [data] if "PDF" in words else [], scrap=True)
    if "CORRECTED" in words:
        status = "F" if defect == "corrects-as-final" else "C"
        report(order, status, ["Corrected: " + text], READERS[0], READERS[1])
    if "ADDENDUM" in words:
        if defect == "overwrites":
            report(order, "C", ["Addendum: nodule seen."], READERS[1], READERS[2])
        else:
            report(order, "C", [text, "Heart size normal.", "Addendum: nodule seen."], READERS[1], READERS[0])
    if "DOCUMENT" in words:
        document(order, data)
    for word in words:
        if word in EVENTS:
            appointment(order, word)


def whole(message):
    """Whether documents in a message can be opened."""
    for segment in message:
        if str(segment[0]) == "OBX" and str(segment[2]) == "ED":
            try:
                data = base64.b64decode(str(segment[5]).split("^")[4], validate=True)
            except (IndexError, ValueError):
                return False
            if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-64:]:
                return False
    return True


def take(message):
    """The acknowledgement code of a message, after what it asks for is done."""
    kind, event = part(field(message, "MSH", 9), 1), part(field(message, "MSH", 9), 2)
    if defect == "accepts-anything" and kind != "ORM":
        return "AA"
    if kind not in ("ORM", "ORU", "MDM", "SIU"):
        return "AR"
    if not part(field(message, "PID", 3), 1) or not whole(message):
        return "AE"
    if kind == "ORM":
        work(message)
    refused = {
        "refuses-versions": kind == "ORU" and field(message, "OBR", 25) == "C",
        "refuses-alerts": kind == "ORU" and any(str(s[0]) == "OBX" and str(s[2]) == "CE" for s in message),
        "refuses-documents": kind == "MDM",
        "refuses-appointments": event == "S26",
    }
    return "AR" if refused.get(defect) else "AA"


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        pending = b""
        while True:
            data = self.request.recv(65536)
            if not data:
                return
            pending += data
            while b"\x1c\r" in pending:
                frame, pending = pending.split(b"\x1c\r", 1)
                message = hl7.parse(frame.lstrip(b"\x0b").decode("latin-1"))
                control = field(message, "MSH", 10)
                answer = f"{header('ACK')}\rMSA|{take(message)}|{control}\r".encode("latin-1", "replace")
                self.request.sendall(b"\x0b" + answer + b"\x1c\r")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


if __name__ == "__main__":
    Server(("127.0.0.1", port), Handler).serve_forever()
