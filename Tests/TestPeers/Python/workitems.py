"""A worklist of unified procedure steps for tests, on pynetdicom, after PS3.4 Table CC.1.1-2.

usage: workitems.py PORT OPTIONS, where OPTIONS is a JSON object:
  subscribers: ports on loopback by AE title, to which events are reported
  defects: a list of
    "shares-claims": every claim is told success
    "any-transaction": a wrong Transaction UID is taken
    "reopens": a step in a final state is changed all the same
    "skips-claim": a step is completed that nobody claimed
    "forgets-requirements": a step is completed without what it must hold
    "tells-transaction": the Transaction UID is handed out
    "invents-cancel": a request to cancel changes the state of a step that another performs
    "keeps-silent": nothing is reported
    "reports-late-state": reports tell the state before
"""
import json
import queue
import sys
import threading

from pydicom.dataset import Dataset
from pynetdicom import AE, build_role, evt
from pynetdicom.sop_class import (
    UnifiedProcedureStepEvent, UnifiedProcedureStepPull, UnifiedProcedureStepPush, UnifiedProcedureStepQuery,
    UnifiedProcedureStepWatch, Verification,
)

port, options = int(sys.argv[1]), json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}")
defects = set(options.get("defects", []))
GLOBAL = "1.2.840.10008.5.1.4.34.5"
lock = threading.Lock()
steps, transactions, watchers, everything = {}, {}, {}, set()
reports = queue.Queue()


def report(uid, kind, information):
    if "keeps-silent" in defects:
        return
    for title in sorted(watchers.get(uid, set())):
        reports.put((title, uid, kind, information))


def state_report(uid, state):
    information = Dataset()
    information.ProcedureStepState = state
    information.InputReadinessState = "READY"
    return information


def move(uid, state):
    before = steps[uid].ProcedureStepState
    steps[uid].ProcedureStepState = state
    report(uid, 1, state_report(uid, before if "reports-late-state" in defects else state))


def send_reports():
    while True:
        title, uid, kind, information = reports.get()
        target = options.get("subscribers", {}).get(title)
        if target is None:
            continue
        caller = AE(ae_title="WORKITEMS")
        caller.add_requested_context(UnifiedProcedureStepEvent)
        association = caller.associate(
            "127.0.0.1", target, ae_title=title, ext_neg=[build_role(UnifiedProcedureStepEvent, scp_role=True)])
        if association.is_established:
            association.send_n_event_report(information, kind, UnifiedProcedureStepPush, uid)
            association.release()


def create(event):
    uid, step = event.request.AffectedSOPInstanceUID, event.attribute_list
    with lock:
        if uid in steps:
            return 0x0111, None
        if step.get("ProcedureStepState") != "SCHEDULED":
            return 0xC309, None
        steps[uid] = step
        watchers[uid] = set(everything)
        report(uid, 1, state_report(uid, "SCHEDULED"))
    return 0x0000, None


def change(event):
    uid, values = event.request.RequestedSOPInstanceUID, event.modification_list
    with lock:
        if uid not in steps:
            return 0xC307, None
        state = steps[uid].ProcedureStepState
        if state in ("COMPLETED", "CANCELED") and "reopens" not in defects:
            return 0xC300, None
        if state == "SCHEDULED":
            return 0xC310, None
        if values.get("TransactionUID") != transactions.get(uid) and "any-transaction" not in defects:
            return 0xC301, None
        if "TransactionUID" in values:
            del values.TransactionUID
        steps[uid].update(values)
        if "ProcedureStepProgressInformationSequence" in values:
            information = Dataset()
            information.ProcedureStepProgressInformationSequence = values.ProcedureStepProgressInformationSequence
            report(uid, 3, information)
    return 0x0000, None


def get(event):
    with lock:
        held = steps.get(event.request.RequestedSOPInstanceUID)
        if held is None:
            return 0xC307, None
        reply = Dataset()
        for tag in event.attribute_identifiers or [element.tag for element in held]:
            if tag in held and tag != 0x00081195:
                reply[tag] = held[tag]
        if "tells-transaction" in defects:
            reply.TransactionUID = transactions.get(event.request.RequestedSOPInstanceUID, "")
    return 0x0000, reply


def complete(step):
    performed = step.get("UnifiedProcedureStepPerformedProcedureSequence")
    return bool(performed) and all(
        performed[0].get(keyword)
        for keyword in (
            "PerformedStationNameCodeSequence", "PerformedWorkitemCodeSequence",
            "PerformedProcedureStepStartDateTime", "PerformedProcedureStepEndDateTime"))


def change_state(uid, asked):
    wanted, transaction = asked.get("ProcedureStepState"), asked.get("TransactionUID")
    state = steps[uid].ProcedureStepState
    if wanted == "SCHEDULED":
        return 0xC303
    if not transaction:
        return 0xC301
    if wanted == "IN PROGRESS":
        if state == "SCHEDULED":
            transactions[uid] = transaction
            move(uid, wanted)
            return 0x0000
        if "shares-claims" in defects:
            return 0x0000
        if transaction != transactions.get(uid):
            return 0xC301
        return 0xC302 if state == "IN PROGRESS" else 0xC300
    if state == "SCHEDULED":
        if "skips-claim" not in defects:
            return 0xC310
        transactions[uid] = transaction
    if transaction != transactions.get(uid) and "any-transaction" not in defects:
        return 0xC301
    if state in ("COMPLETED", "CANCELED") and "reopens" not in defects:
        if state == wanted:
            return 0xB306 if state == "COMPLETED" else 0xB304
        return 0xC300
    if wanted == "COMPLETED" and not complete(steps[uid]) and "forgets-requirements" not in defects:
        return 0xC304
    move(uid, wanted)
    return 0x0000


def request_cancel(event, uid, asked):
    state = steps[uid].ProcedureStepState
    if state == "COMPLETED":
        return 0xC311
    if state == "CANCELED":
        return 0xB304
    if state == "SCHEDULED" or "invents-cancel" in defects:
        move(uid, "IN PROGRESS")
        move(uid, "CANCELED")
        return 0x0000
    information = Dataset()
    information.RequestingAE = event.assoc.requestor.ae_title
    information.ReasonForCancellation = asked.get("ReasonForCancellation", "")
    report(uid, 2, information)
    return 0x0000


def subscribe(kind, uid, asked):
    title = asked.get("ReceivingAE")
    if uid == GLOBAL:
        if kind == 3:
            everything.add(title)
            for step in steps:
                watchers[step].add(title)
        else:
            everything.discard(title)
            if kind == 4:
                for watching in watchers.values():
                    watching.discard(title)
        return 0x0000
    if kind == 5:
        return 0xC314
    if kind == 3:
        watchers[uid].add(title)
        report(uid, 1, state_report(uid, steps[uid].ProcedureStepState))
    else:
        watchers[uid].discard(title)
    return 0x0000


def action(event):
    uid, kind, asked = event.request.RequestedSOPInstanceUID, event.request.ActionTypeID, event.action_information
    with lock:
        if uid not in steps and uid != GLOBAL:
            return 0xC307, None
        if kind == 1:
            return change_state(uid, asked), None
        if kind == 2:
            return request_cancel(event, uid, asked), None
        return subscribe(kind, uid, asked), None


def find(event):
    asked = event.identifier
    for uid, step in list(steps.items()):
        if all(
            not asked.get(keyword) or asked.get(keyword) == step.get(keyword)
            for keyword in ("ProcedureStepState", "PatientID", "WorklistLabel", "StudyInstanceUID")
        ):
            match = Dataset()
            for element in asked:
                if element.tag in step:
                    match[element.tag] = step[element.tag]
            match.SOPClassUID = UnifiedProcedureStepPush
            match.SOPInstanceUID = uid
            yield 0xFF00, match


threading.Thread(target=send_reports, daemon=True).start()
server = AE(ae_title="WORKITEMS")
server.maximum_associations = 40
for uid in (
    Verification, UnifiedProcedureStepPush, UnifiedProcedureStepPull, UnifiedProcedureStepWatch,
    UnifiedProcedureStepQuery,
):
    server.add_supported_context(uid)
server.start_server(("127.0.0.1", port), block=True, evt_handlers=[
    (evt.EVT_N_CREATE, create), (evt.EVT_N_SET, change), (evt.EVT_N_GET, get), (evt.EVT_N_ACTION, action),
    (evt.EVT_C_FIND, find),
])
