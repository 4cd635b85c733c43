"""A small archive on pynetdicom that takes studies, answers queries of studies and audits both.

usage: audited_archive.py PORT SETTINGS, where SETTINGS is JSON: {"audit": settings of auditing.py}. Its AE title is AUDITED.
"""
import base64
import json
import sys

from pydicom.filewriter import write_dataset
from pydicom.filebase import DicomBytesIO
from pydicom.dataset import Dataset
from pynetdicom import AE, StoragePresentationContexts, evt
from pynetdicom.sop_class import StudyRootQueryRetrieveInformationModelFind, Verification

from auditing import Auditor

port, settings = int(sys.argv[1]), json.loads(sys.argv[2])
auditor = Auditor(settings["audit"])
studies = {}


def both(event, requestor):
    association = event.assoc
    title = association.requestor.ae_title
    return [auditor.participant("source", "process-1", title, requestor == "source", association.requestor.address),
            auditor.participant("destination", "process-2", "AUDITED", requestor != "source", "127.0.0.1")]


def store(event):
    dataset = event.dataset
    dataset.file_meta = event.file_meta
    study = str(dataset.StudyInstanceUID)
    studies.setdefault(study, dataset)
    pending = event.assoc.__dict__.setdefault("pending", {})
    pending[study] = dataset
    return 0x0000


def released(event):
    # One message for the studies of an association, when all of them are there.
    for study, dataset in event.assoc.__dict__.get("pending", {}).items():
        things = [auditor.thing(study, "2", "3", ("110180", "DCM", "Study Instance UID")),
                  auditor.patient(str(dataset.PatientID), str(dataset.PatientName))]
        auditor.record(auditor.message("110104", "", "C", True, both(event, "source"), things))


def find(event):
    keys = event.identifier
    buffer = DicomBytesIO()
    buffer.is_little_endian, buffer.is_implicit_VR = True, True
    write_dataset(buffer, keys)
    query = b"" if auditor.defect == "wrong-patient" else buffer.getvalue()
    things = [auditor.thing(
        str(event.request.AffectedSOPClassUID), "2", "3", ("110181", "DCM", "SOP Class UID"),
        "<ParticipantObjectQuery>%s</ParticipantObjectQuery>" % base64.b64encode(query).decode())]
    auditor.record(auditor.message("110112", "", "E", True, both(event, "source"), things), is_query=True)
    for study, dataset in studies.items():
        if str(keys.get("PatientID", "")) in ("", str(dataset.PatientID)):
            answer = Dataset()
            answer.QueryRetrieveLevel = "STUDY"
            answer.PatientID = dataset.PatientID
            answer.StudyInstanceUID = study
            yield 0xFF00, answer
    yield 0x0000, None


ae = AE(ae_title="AUDITED")
ae.supported_contexts = StoragePresentationContexts
ae.add_supported_context(Verification)
ae.add_supported_context(StudyRootQueryRetrieveInformationModelFind)
handlers = [(evt.EVT_C_STORE, store), (evt.EVT_C_FIND, find), (evt.EVT_RELEASED, released)]
ae.start_server(("127.0.0.1", port), evt_handlers=handlers)
