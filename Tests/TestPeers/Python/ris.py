"""A small RIS for tests: takes HL7 v2 orders and patients over MLLP and offers them as a worklist.

usage: ris.py DICOM-PORT HL7-PORT DEFECT OPTIONS, where OPTIONS is a JSON object:
  status-port: where the placer listens for the status of its orders
  certificate, key, authority: files for TLS; without an authority any client is taken
and DEFECT is `none` or
  ignores-orders: acknowledges orders and does nothing with them
  ignores-changes: acknowledges changed orders and does nothing with them
  keeps-cancelled: acknowledges cancellations and does nothing with them
  loses-placer-number: does not keep the placer's order number with the item
  old-version-only: refuses orders in other versions than 2.4
  free-text: keeps the procedure's name and not its code
  drops-referral: keeps nothing of what the referrer knows
  ignores-offset: reads every time as local time
  wrong-status: tells the placer the status under its own number
  no-status: tells the placer nothing
  ignores-corrections: acknowledges updates of patients and does nothing with them
  ignores-merge: acknowledges merges and does nothing with them
  overwrites-newer: takes over what an older message says
  refuses-transfers: does not know ADT A02
  accepts-anything: acknowledges whatever comes with AA
  accepts-events: acknowledges events that it does not know
  doubles-orders: acts again on a message that comes again
  links-invalid-numbers: takes invalid NHS numbers, and takes patients with the same one as one
  wrong-letters: reads every message as UTF-8
  ignores-cancel: sends items for ten seconds more when a query is cancelled
  closes: closes the connection after each message
"""
import datetime
import fnmatch
import json
import re
import sys
import threading
import time
import zoneinfo

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE, evt
from pynetdicom.sop_class import ModalityPerformedProcedureStep, ModalityWorklistInformationFind, Verification

import messages
from messages import Message, acknowledge, valid_nhs_number

dicom_port, hl7_port, defect = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
options = json.loads(sys.argv[4] if len(sys.argv) > 4 else "{}")
lock = threading.Lock()
orders, answered, last_heard, steps = {}, {}, {}, {}
EVENTS = {"A01", "A02", "A03", "A04", "A05", "A08", "A11", "A13", "A28", "A31", "A40"}
ORDERS = {"ORM": "ORR^O02", "OMG": "ORG^O20^ORG_O20"}
VERSIONS = {"2.3.1", "2.4", "2.5", "2.5.1"}
LONDON = zoneinfo.ZoneInfo("Europe/London")


def patient(message, occurrence=1):
    value = message.value
    return {
        "ids": message.identifiers("PID", 3, occurrence), "id": value("PID", 3, occurrence=occurrence),
        "family": value("PID", 5, occurrence=occurrence), "given": value("PID", 5, 2, occurrence=occurrence),
        "birth": value("PID", 7, occurrence=occurrence), "sex": value("PID", 8, occurrence=occurrence),
    }


def local_time(text):
    """Date and time in London of a time stamp with or without an offset."""
    found = re.fullmatch(r"(\d{8})(\d{2})(\d{2})(\d{2})?(?:\.\d+)?([+-]\d{4})?", text)
    if not found:
        return datetime.datetime.now(LONDON)
    day, hour, minute, second, offset = found.groups()
    moment = datetime.datetime.strptime(day + hour + minute + (second or "00"), "%Y%m%d%H%M%S")
    if not offset or defect == "ignores-offset":
        return moment
    return datetime.datetime.strptime(moment.strftime("%Y%m%d%H%M%S") + offset, "%Y%m%d%H%M%S%z").astimezone(LONDON)


def problem(message, kind, event):
    """The acknowledgement code and the error of a message that is not taken in; nothing where it is."""
    if kind not in {"ORM", "OMG", "ADT"}:
        return "AR", ("MSH^1^9", "200", "Unsupported message type")
    known = EVENTS - {"A02"} if defect == "refuses-transfers" else EVENTS
    if kind == "ADT" and event not in known and defect != "accepts-events":
        return "AR", ("MSH^1^9", "201", "Unsupported event code")
    if message.value("MSH", 11) not in {"P", "T", "D"}:
        return "AR", ("MSH^1^11", "202", "Unsupported processing id")
    if message.value("MSH", 12) not in ({"2.4"} if defect == "old-version-only" else VERSIONS):
        return "AR", ("MSH^1^12", "203", "Unsupported version id")
    if not message.value("PID", 3) or not message.value("PID", 5):
        return "AE", ("PID^1^3", "101", "Required field missing")
    if not re.fullmatch(r"(\d{8})?", message.value("PID", 7)):
        return "AE", ("PID^1^7", "102", "Data type error")
    if defect != "links-invalid-numbers":
        for number, authority, _ in message.identifiers("PID", 3):
            if authority == "NHS" and not valid_nhs_number(number):
                return "AE", ("PID^1^3", "103", "NHS number is not valid")
    return None


def order(message):
    kind = message.value("ORC", 1)
    number = message.value("ORC", 2)
    known = [key for key in orders if key.split("/")[0] == number]
    if kind == "CA":
        if defect != "keeps-cancelled":
            for key in known:
                del orders[key]
        return
    if kind == "XO" and defect == "ignores-changes":
        return
    wanted = message.value("TQ1", 7) or message.value("ORC", 7, 4) or message.value("OBR", 27, 4)
    item = dict(
        patient(message), placer=number, namespace=message.value("ORC", 2, 2), code=message.value("OBR", 4),
        name=message.value("OBR", 4, 2), scheme=message.value("OBR", 4, 3), start=local_time(wanted),
        priority=message.value("TQ1", 9) or message.value("ORC", 7, 6), charset=message.charset,
        history=message.value("OBR", 13), reason=message.value("OBR", 31, 2), allergy=message.value("AL1", 3, 2),
        pregnant=message.value("PV1", 15) == "B6", note=message.value("NTE", 3),
        transport=message.value("OBR", 30))
    if kind == "XO" and known:
        for key in known:
            orders[key].update(item)
        return
    item.update(uid=generate_uid(), filler=f"F{len(orders) + 1:06}", accession=generate_uid()[-12:])
    orders[number if defect != "doubles-orders" else f"{number}/{len(orders)}"] = item


def same(one, other):
    """Whether two records are of one patient: by a local identifier of one authority."""
    if defect == "links-invalid-numbers":
        return bool(set(one["ids"]) & set(other["ids"]))
    return bool({given for given in one["ids"] if given[1] != "NHS"} & set(other["ids"]))


def update(message, event):
    new = patient(message)
    if event == "A40":
        prior = {"ids": message.identifiers("MRG", 1)}
        if defect != "ignores-merge":
            for item in orders.values():
                if same(item, prior):
                    item.update(new)
        return
    if defect == "ignores-corrections":
        return
    written = message.value("EVN", 2) or message.value("MSH", 7)
    moment = local_time(written).timestamp() if written else 0
    if moment < last_heard.get(new["id"], 0) and defect != "overwrites-newer":
        return
    last_heard[new["id"]] = moment
    for item in orders.values():
        if same(item, new):
            item.update(new)


def act(message):
    """The code of the acknowledgement and its errors, after what the message asks for is done."""
    kind, event = message.value("MSH", 9), message.value("MSH", 9, 2)
    found = problem(message, kind, event)
    if found and defect != "accepts-anything":
        return found[0], (found[1],)
    if kind in ORDERS and defect != "ignores-orders":
        order(message)
    elif kind == "ADT":
        update(message, event)
    return "AA", ()


def answer(frame):
    message = Message(frame, "utf-8" if defect == "wrong-letters" else None)
    control = message.value("MSH", 10)
    with lock:
        if control not in answered or defect == "doubles-orders":
            answered[control] = act(message)
        code, errors = answered[control]
    return acknowledge(message, code, "RIS", ORDERS.get(message.value("MSH", 9), "ACK"), errors)


# MARK: Worklist


def item(held):
    found = Dataset()
    name = f"{held['family']}^{held['given']}"
    found.SpecificCharacterSet = "ISO_IR 192" if held["charset"] == "utf-8" else "ISO_IR 100"
    found.PatientName = name if held["charset"] == "utf-8" else name.encode("latin-1", "replace").decode("latin-1")
    found.PatientID, found.PatientBirthDate, found.PatientSex = held["id"], held["birth"], held["sex"]
    found.AccessionNumber, found.StudyInstanceUID = held["accession"], held["uid"]
    found.RequestedProcedureID, found.RequestedProcedureDescription = held["filler"], held["name"]
    found.RequestedProcedurePriority = {"S": "STAT", "A": "HIGH"}.get(held["priority"], "ROUTINE")
    if defect != "loses-placer-number":
        found.PlacerOrderNumberImagingServiceRequest = held["placer"]
    found.FillerOrderNumberImagingServiceRequest = held["filler"]
    if defect != "free-text":
        code = Dataset()
        code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = held["code"], held["scheme"], held["name"]
        found.RequestedProcedureCodeSequence = [code]
    if defect != "drops-referral":
        found.ReasonForTheRequestedProcedure, found.AdditionalPatientHistory = held["reason"], held["history"]
        found.Allergies, found.PregnancyStatus = held["allergy"], 3 if held["pregnant"] else 4
        found.RequestedProcedureComments = held["note"]
        found.PatientTransportArrangements = held["transport"]
    step = Dataset()
    step.Modality, step.ScheduledStationAETitle, step.ScheduledProcedureStepID = "CT", "CT1", held["filler"]
    step.ScheduledProcedureStepStartDate = held["start"].strftime("%Y%m%d")
    step.ScheduledProcedureStepStartTime = held["start"].strftime("%H%M%S")
    found.ScheduledProcedureStepSequence = [step]
    return found


def find(event):
    wanted = {
        keyword: str(event.identifier.get(keyword, "") or "*")
        for keyword in ("PatientName", "PatientID", "AccessionNumber", "StudyInstanceUID")
    }
    start = time.monotonic()
    with lock:
        items = [item(held) for held in orders.values()]
    for found in items:
        if not all(fnmatch.fnmatchcase(str(found.get(keyword)), text) for keyword, text in wanted.items()):
            continue
        yield 0xFF00, found
        # Time for a cancel request to come, which is told once.
        time.sleep(0.05)
        if event.is_cancelled:
            while defect == "ignores-cancel" and time.monotonic() < start + 10:
                yield 0xFF00, found
                time.sleep(0.2)
            if defect != "ignores-cancel":
                yield 0xFE00, None
                return


# MARK: What was performed


def tell(held, status):
    if "status-port" not in options or defect == "no-status":
        return
    placer = f"{held['placer']}^{held['namespace']}"
    if defect == "wrong-status":
        placer = f"{held['filler']}^RIS"
    text = "\r".join([
        f"MSH|^~\\&|RIS||||20260101120000+0000||ORM^O01^ORM_O01|S{generate_uid()[-15:]}|P|2.4||||||8859/1",
        "PID|1||" + "~".join(f"{number}^^^{authority}^{kind}" for number, authority, kind in held["ids"])
        + f"||{held['family']}^{held['given']}||{held['birth']}|{held['sex']}", "PV1|1|O",
        f"ORC|SC|{placer}|{held['filler']}^RIS||{status}",
        f"OBR|1|{placer}|{held['filler']}^RIS|{held['code']}^{held['name']}^{held['scheme']}", "",
    ])
    threading.Thread(target=messages.send, args=(options["status-port"], text), daemon=True).start()


def begun(event):
    step = event.attribute_list.ScheduledStepAttributesSequence[0]
    with lock:
        held = next((held for held in orders.values() if held["uid"] == step.get("StudyInstanceUID")), None)
        steps[event.request.AffectedSOPInstanceUID] = held
    if held:
        tell(held, "IP")
    return 0x0000, event.attribute_list


def changed(event):
    if event.request.RequestedSOPInstanceUID not in steps:
        return 0x0112, None
    held = steps[event.request.RequestedSOPInstanceUID]
    status = {"COMPLETED": "CM", "DISCONTINUED": "DC"}.get(event.modification_list.get("PerformedProcedureStepStatus"))
    if held and status:
        tell(held, status)
    return 0x0000, event.modification_list


if __name__ == "__main__":
    identity = None
    if "certificate" in options:
        identity = (options["certificate"], options["key"], options.get("authority"))
    messages.serve(hl7_port, answer, identity, closes=defect == "closes")
    entity = AE(ae_title="RIS")
    for service in (ModalityWorklistInformationFind, ModalityPerformedProcedureStep, Verification):
        entity.add_supported_context(service)
    entity.start_server(("127.0.0.1", dicom_port), block=True, evt_handlers=[
        (evt.EVT_C_FIND, find), (evt.EVT_N_CREATE, begun), (evt.EVT_N_SET, changed)])
