"""An archive for tests, on pynetdicom, that acts on rejection notes and tells of availability, or does it wrongly.

usage: archive.py PORT OPTIONS, where OPTIONS is a JSON object:
  hides: titles of rejection notes that are acted on, "113001" and so on; all four where absent
  keeps-notes: false for an archive that throws notes away
  notify-port, notify-ae: where notices of availability go
  notify: "all", "each" (a notice for each instance), "partial" (one instance is left out), "offline", "foreign"
  expected: instances of a study after which it is told of
"""
import json
import sys
import threading

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE, evt
from pynetdicom.sop_class import (
    CTImageStorage, InstanceAvailabilityNotification, KeyObjectSelectionDocumentStorage, MRImageStorage,
    StudyRootQueryRetrieveInformationModelFind, Verification, HangingProtocolInformationModelFind,
    GeneralRelevantPatientInformationQuery, RepositoryQuery,
)

from pynetdicom_loop import held_still

port, options = int(sys.argv[1]), json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}")
REJECTIONS = {"113001", "113037", "113038", "113039"}
lock = threading.Lock()
held, hidden = {}, set()


def references(note):
    for study in note.CurrentRequestedProcedureEvidenceSequence:
        for series in study.ReferencedSeriesSequence:
            for item in series.ReferencedSOPSequence:
                yield item.ReferencedSOPInstanceUID


def store(event):
    thing = event.dataset
    with lock:
        if thing.SOPClassUID == KeyObjectSelectionDocumentStorage:
            title = thing.ConceptNameCodeSequence[0].CodeValue
            if title in REJECTIONS and title in options.get("hides", REJECTIONS):
                hidden.update(references(thing))
            if not options.get("keeps-notes", True):
                return 0x0000
        held[thing.SOPInstanceUID] = thing
        study = [image for image in held.values() if image.StudyInstanceUID == thing.StudyInstanceUID]
    if "notify-port" in options and len(study) == options["expected"]:
        threading.Thread(target=notify, args=(study,), daemon=True).start()
    return 0x0000


def reference(image):
    item = Dataset()
    item.ReferencedSOPClassUID = image.SOPClassUID
    item.ReferencedSOPInstanceUID = image.SOPInstanceUID
    item.InstanceAvailability = "OFFLINE" if options.get("notify") == "offline" else "ONLINE"
    item.RetrieveAETitle = "ARCHIVE"
    return item


def notice(images):
    answer = Dataset()
    answer.ReferencedPerformedProcedureStepSequence = []
    answer.StudyInstanceUID = images[0].StudyInstanceUID
    series = {}
    for image in images:
        series.setdefault(image.SeriesInstanceUID, []).append(reference(image))
    answer.ReferencedSeriesSequence = []
    for uid, items in series.items():
        entry = Dataset()
        entry.SeriesInstanceUID = uid
        entry.ReferencedSOPSequence = items
        answer.ReferencedSeriesSequence.append(entry)
    return answer


def notify(images):
    kind = options.get("notify", "all")
    if kind == "partial":
        images = images[1:]
    if kind == "foreign":
        images[0].SOPInstanceUID = "2.25.404"
    caller = AE(ae_title="ARCHIVE")
    caller.add_requested_context(InstanceAvailabilityNotification)
    association = caller.associate("127.0.0.1", options["notify-port"], ae_title=options["notify-ae"])
    if association.is_established:
        with held_still(association):
            for group in [[image] for image in images] if kind == "each" else [images]:
                association.send_n_create(notice(group), InstanceAvailabilityNotification, generate_uid())
        association.release()


def matches(asked, image):
    for keyword in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "PatientID", "AccessionNumber"):
        wanted = asked.get(keyword)
        if wanted and image.get(keyword) not in ([wanted] if isinstance(wanted, str) else list(wanted)):
            return False
    return True


def protocols(asked):
    match = Dataset()
    match.SOPClassUID = "1.2.840.10008.5.1.4.38.1"
    match.SOPInstanceUID = "2.25.38"
    match.HangingProtocolName = "CHEST"
    if asked.get("HangingProtocolName") in (None, "", "CHEST"):
        yield 0xFF00, match


def patient(asked):
    if asked.PatientID == "9990000018":
        match = Dataset()
        match.PatientID = asked.PatientID
        match.PatientName = "Calloway^Edith"
        match.ContentSequence = []
        yield 0xFF00, match


def find(event):
    asked = event.identifier
    if event.request.AffectedSOPClassUID == HangingProtocolInformationModelFind:
        yield from protocols(asked)
        return
    if event.request.AffectedSOPClassUID == GeneralRelevantPatientInformationQuery:
        yield from patient(asked)
        return
    level = {"STUDY": "StudyInstanceUID", "SERIES": "SeriesInstanceUID", "IMAGE": "SOPInstanceUID"}
    key, told = level[asked.QueryRetrieveLevel], set()
    # A repository query brings what a reader is not shown.
    everything = event.request.AffectedSOPClassUID == RepositoryQuery
    for image in list(held.values()):
        if image.SOPInstanceUID in hidden and not everything:
            continue
        if not matches(asked, image) or image.get(key) in told:
            continue
        told.add(image.get(key))
        match = Dataset()
        match.QueryRetrieveLevel = asked.QueryRetrieveLevel
        for element in asked:
            if element.tag in image:
                match[element.tag] = image[element.tag]
        yield 0xFF00, match


server = AE(ae_title="ARCHIVE")
for uid in (
    Verification, CTImageStorage, MRImageStorage, KeyObjectSelectionDocumentStorage,
    StudyRootQueryRetrieveInformationModelFind, HangingProtocolInformationModelFind,
    GeneralRelevantPatientInformationQuery, RepositoryQuery, InstanceAvailabilityNotification,
):
    server.add_supported_context(uid)
server.start_server(("127.0.0.1", port), block=True, evt_handlers=[
    (evt.EVT_C_STORE, store), (evt.EVT_C_FIND, find), (evt.EVT_N_CREATE, lambda event: (0x0000, None)),
])
