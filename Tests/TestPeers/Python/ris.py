"""A small RIS for tests: takes HL7 v2 orders and patients over MLLP and offers them as a worklist.

usage: ris.py DICOM-PORT HL7-PORT DEFECT, where DEFECT is `none` or
  ignores-orders: acknowledges orders and does nothing with them
  keeps-cancelled: acknowledges cancellations and does nothing with them
  ignores-corrections: acknowledges updates of patients and does nothing with them
  accepts-anything: acknowledges whatever comes with AA
  doubles-orders: acts again on a message that comes again
  wrong-letters: reads every message as UTF-8
  closes: closes the connection after each message
"""
import fnmatch
import socketserver
import sys
import threading

import hl7
from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE, evt
from pynetdicom.sop_class import ModalityWorklistInformationFind, Verification

dicom_port, hl7_port, defect = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
lock = threading.Lock()
orders, answered = {}, {}
EVENTS = {"A01", "A03", "A04", "A08", "A11", "A28", "A31"}


def value(message, segment, field, component=1):
    try:
        found = message.segment(segment)[field]
    except (KeyError, IndexError):
        return ""
    found = str(found).split("~")[0]
    parts = found.split("^")
    return parts[component - 1] if len(parts) >= component else ""


def patient(message):
    return {
        "id": value(message, "PID", 3), "family": value(message, "PID", 5), "given": value(message, "PID", 5, 2),
        "birth": value(message, "PID", 7), "sex": value(message, "PID", 8),
    }


def act(message):
    """The acknowledgement code of a message, after what it asks for is done."""
    kind, event = value(message, "MSH", 9), value(message, "MSH", 9, 2)
    if defect != "accepts-anything":
        if value(message, "MSH", 12) != "2.4" or not (kind == "ORM" or kind == "ADT" and event in EVENTS):
            return "AR"
        if not value(message, "PID", 3) or not value(message, "PID", 5):
            return "AE"
    if kind == "ORM" and defect != "ignores-orders":
        number = value(message, "ORC", 2)
        if value(message, "ORC", 1) == "CA":
            if defect != "keeps-cancelled":
                for key in [key for key in orders if key.split("/")[0] == number]:
                    del orders[key]
        else:
            key = number if defect != "doubles-orders" else f"{number}/{len(orders)}"
            orders[key] = dict(patient(message), uid=generate_uid(), name=value(message, "OBR", 4, 2))
    elif kind == "ADT" and defect != "ignores-corrections":
        new = patient(message)
        for order in orders.values():
            if order["id"] == new["id"]:
                order.update(new)
    return "AA"


def answer(frame):
    charset = "utf-8" if defect == "wrong-letters" else "latin-1"
    message = hl7.parse(frame.decode(charset, errors="replace"))
    control = value(message, "MSH", 10)
    with lock:
        if control not in answered or defect == "doubles-orders":
            answered[control] = act(message)
        code = answered[control]
    return f"MSH|^~\\&|RIS||||20240101||ACK|R{control[-18:]}|P|2.4\rMSA|{code}|{control}\r".encode("ascii", "replace")


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
                self.request.sendall(b"\x0b" + answer(frame.lstrip(b"\x0b")) + b"\x1c\r")
                if defect == "closes":
                    return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def item(order):
    found = Dataset()
    found.SpecificCharacterSet = "ISO_IR 100"
    found.PatientName = f"{order['family']}^{order['given']}".encode("latin-1", "replace").decode("latin-1")
    found.PatientID, found.PatientBirthDate, found.PatientSex = order["id"], order["birth"], order["sex"]
    found.AccessionNumber, found.StudyInstanceUID = order["uid"][-12:], order["uid"]
    step = Dataset()
    step.Modality, step.ScheduledProcedureStepStartDate = "CT", "20240101"
    found.ScheduledProcedureStepSequence = [step]
    return found


def find(event):
    wanted = str(event.identifier.get("PatientName", "") or "*")
    with lock:
        items = [item(order) for order in orders.values()]
    for found in items:
        if fnmatch.fnmatchcase(str(found.PatientName), wanted):
            yield 0xFF00, found


if __name__ == "__main__":
    threading.Thread(target=Server(("127.0.0.1", hl7_port), Handler).serve_forever, daemon=True).start()
    entity = AE(ae_title="RIS")
    entity.add_supported_context(ModalityWorklistInformationFind)
    entity.add_supported_context(Verification)
    entity.start_server(("127.0.0.1", dicom_port), block=True, evt_handlers=[(evt.EVT_C_FIND, find)])
