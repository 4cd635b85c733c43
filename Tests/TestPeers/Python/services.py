"""Services for tests, on pynetdicom: MPPS, storage commitment, film sessions, user identity, C-GET and C-MOVE.

usage: services.py PORT OPTIONS, where OPTIONS is a JSON object:
  report-port, report-ae: where commitment reports go on a new association; on the same one where absent
  report: "success" or "failure", "never", "foreign" (a report of another transaction)
  identity: "edith" is let in, everybody else rejected; nobody is asked where absent
  spoil: what C-GET returns is spoilt: "pixels" (a bit of each frame turned), "private" (private elements dropped), "label"
    (RLE streams under the name of JPEG 2000), "unmarked" (lossy streams without marks), "coerced" (the name is changed
    and Original Attributes Sequence says so), "invalid" (no Modality, and a sex that can't be a code),
    "amended" (a sex that is none of the enumerated values)
  associations: how many at a time
  destinations: ports on loopback by AE title, for C-MOVE
"""
import json
import sys
import threading

from pydicom.dataset import Dataset
from pydicom.uid import JPEG2000Lossless, generate_uid
from pynetdicom import ALL_TRANSFER_SYNTAXES, AE, AllStoragePresentationContexts, build_role, evt
from pynetdicom.sop_class import (
    CTImageStorage, ModalityPerformedProcedureStep, ModalityPerformedProcedureStepRetrieve, StorageCommitmentPushModel,
    StudyRootQueryRetrieveInformationModelGet, StudyRootQueryRetrieveInformationModelMove, Verification,
    BasicFilmSession, InstanceAvailabilityNotification,
)

COMMITMENT = "1.2.840.10008.1.20.1.1"
port, options = int(sys.argv[1]), json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}")
steps, sessions, stored = {}, {}, []


def create_step(event):
    request = event.request
    uid = request.AffectedSOPInstanceUID
    if uid in steps:
        return 0x0111, None
    step = event.attribute_list
    if step.get("PerformedProcedureStepStatus") != "IN PROGRESS":
        return 0x0106, None
    steps[uid] = step
    return 0x0000, step


def create(event):
    if event.request.AffectedSOPClassUID == ModalityPerformedProcedureStep:
        return create_step(event)
    uid = event.request.AffectedSOPInstanceUID or generate_uid()
    session = event.attribute_list
    sessions[uid] = session
    reply = Dataset()
    reply.update(session)
    if not event.request.AffectedSOPInstanceUID:
        reply.SOPInstanceUID = uid
        reply.AffectedSOPInstanceUID = uid
    return 0x0000, reply


def change(event):
    known = steps if event.request.RequestedSOPClassUID == ModalityPerformedProcedureStep else sessions
    held = known.get(event.request.RequestedSOPInstanceUID)
    if held is None:
        return 0x0112, None
    if held.get("PerformedProcedureStepStatus") in ("COMPLETED", "DISCONTINUED"):
        return 0x0110, None
    held.update(event.modification_list)
    return 0x0000, held


def get(event):
    held = steps.get(event.request.RequestedSOPInstanceUID)
    if held is None:
        return 0x0112, None
    reply = Dataset()
    for tag in event.attribute_identifiers or [element.tag for element in held]:
        if tag in held:
            reply[tag] = held[tag]
    return 0x0000, reply


def delete(event):
    return 0x0000 if sessions.pop(event.request.RequestedSOPInstanceUID, None) is not None else 0x0112


def report(asked):
    answer = Dataset()
    answer.TransactionUID = asked.TransactionUID
    kind = options.get("report", "success")
    if kind == "foreign":
        answer.TransactionUID = "2.25.4711"
    good, bad = [], []
    for item in asked.ReferencedSOPSequence:
        reference = Dataset()
        reference.ReferencedSOPClassUID = item.ReferencedSOPClassUID
        reference.ReferencedSOPInstanceUID = item.ReferencedSOPInstanceUID
        if kind == "failure":
            reference.FailureReason = 0x0112
            bad.append(reference)
        else:
            good.append(reference)
    answer.ReferencedSOPSequence = good
    if bad:
        answer.FailedSOPSequence = bad
    return 2 if bad else 1, answer


def action(event):
    if event.request.RequestedSOPClassUID != StorageCommitmentPushModel:
        return 0x0123, None
    kind, answer = report(event.action_information)
    if options.get("report") == "never":
        return 0x0000, None
    if "report-port" in options:
        threading.Thread(target=send_elsewhere, args=(kind, answer), daemon=True).start()
    else:
        threading.Thread(target=send_here, args=(event.assoc, kind, answer), daemon=True).start()
    return 0x0000, None


def send_here(association, kind, answer):
    threading.Event().wait(0.2)
    association.send_n_event_report(answer, kind, StorageCommitmentPushModel, COMMITMENT)


def send_elsewhere(kind, answer):
    caller = AE(ae_title="SERVICES")
    caller.add_requested_context(StorageCommitmentPushModel)
    association = caller.associate(
        "127.0.0.1", options["report-port"], ae_title=options["report-ae"],
        ext_neg=[build_role(StorageCommitmentPushModel, scp_role=True)])
    if association.is_established:
        association.send_n_event_report(answer, kind, StorageCommitmentPushModel, COMMITMENT)
        association.release()


def identity(event):
    if options["identity"] == event.primary_field.decode():
        return True, b"welcome"
    return False, None


def store(event):
    image = event.dataset
    image.file_meta = event.file_meta
    stored.append(image)
    return 0x0000


def retrieve(event):
    study = event.identifier.get("StudyInstanceUID")
    wanted = [image for image in stored if not study or image.StudyInstanceUID == study] or stored
    yield len(wanted)
    for image in wanted:
        if event.is_cancelled:
            yield 0xFE00, None
            return
        yield 0xFF00, spoilt(image)


def spoilt(image):
    kind = options.get("spoil")
    if kind == "pixels":
        image.PixelData = bytes([image.PixelData[0] ^ 1]) + image.PixelData[1:]
    elif kind == "invalid":
        del image["Modality"]
        image.PatientSex = "f"
    elif kind == "amended":
        image.PatientSex = "X"
    elif kind == "private":
        image.remove_private_tags()
    elif kind == "label":
        image.file_meta.TransferSyntaxUID = JPEG2000Lossless
    elif kind == "unmarked":
        for keyword in ("LossyImageCompression", "LossyImageCompressionRatio", "LossyImageCompressionMethod"):
            del image[keyword]
    elif kind == "coerced":
        before, item = Dataset(), Dataset()
        before.PatientName = image.PatientName
        item.ModifiedAttributesSequence = [before]
        image.OriginalAttributesSequence = [item]
        image.PatientName = "Coerced"
    return image


def move(event):
    target = options.get("destinations", {}).get(event.move_destination)
    if target is None:
        yield None, None
        return
    yield "127.0.0.1", target, {"ae_title": event.move_destination, "contexts": storage_contexts()}
    yield len(stored)
    for image in stored:
        yield 0xFF00, image


def storage_contexts():
    caller = AE()
    caller.add_requested_context(CTImageStorage)
    return caller.requested_contexts


server = AE(ae_title="SERVICES")
server.maximum_associations = options.get("associations", 10)
for uid in (
    Verification, ModalityPerformedProcedureStep, ModalityPerformedProcedureStepRetrieve, StorageCommitmentPushModel,
    StudyRootQueryRetrieveInformationModelGet, StudyRootQueryRetrieveInformationModelMove, BasicFilmSession,
    InstanceAvailabilityNotification,
):
    server.add_supported_context(uid)
for context in AllStoragePresentationContexts:
    server.add_supported_context(context.abstract_syntax, ALL_TRANSFER_SYNTAXES, scu_role=True, scp_role=True)
handlers = [
    (evt.EVT_N_CREATE, create), (evt.EVT_N_SET, change), (evt.EVT_N_GET, get), (evt.EVT_N_DELETE, delete),
    (evt.EVT_N_ACTION, action), (evt.EVT_C_STORE, store), (evt.EVT_C_GET, retrieve), (evt.EVT_C_MOVE, move),
]
if "identity" in options:
    handlers.append((evt.EVT_USER_ID, identity))
server.start_server(("127.0.0.1", port), block=True, evt_handlers=handlers)
