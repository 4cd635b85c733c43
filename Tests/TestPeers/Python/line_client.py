"""Stores, counts and fetches a study of CT images that follows from a number, on pynetdicom.

usage: line_client.py store|count|held HOST PORT AE-TITLE NUMBER INSTANCES

store prints how many were taken; count, how many the archive lists; held, how many came back with the pixels that were sent,
each counted once, or what is wrong.
"""
import hashlib
import sys

from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian
from pynetdicom import AE, build_role, evt
from pynetdicom.sop_class import (
    CTImageStorage,
    StudyRootQueryRetrieveInformationModelFind as Find,
    StudyRootQueryRetrieveInformationModelGet as Get,
)

from pynetdicom_loop import held_still

deed, host, port, title = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
number, instances = int(sys.argv[5]), int(sys.argv[6])
study, series = f"2.25.7100{number}", f"2.25.7200{number}"


def pixels(index):
    return hashlib.shake_256(f"{number}/{index}".encode()).digest(512 * 512 * 2)


def image(index):
    image = Dataset()
    image.SOPClassUID, image.SOPInstanceUID = CTImageStorage, f"2.25.7300{number}{index:04}"
    image.StudyInstanceUID, image.SeriesInstanceUID = study, series
    image.PatientID, image.PatientName, image.PatientBirthDate, image.PatientSex = "9990000018", "Line^Test", "19560412", "F"
    image.StudyDate, image.StudyTime, image.StudyID, image.AccessionNumber = "20260601", "101500", "1", f"L{number}"
    image.Modality, image.SeriesNumber, image.InstanceNumber = "CT", 1, index + 1
    image.Rows = image.Columns = 512
    image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
    image.BitsAllocated = image.BitsStored = 16
    image.HighBit, image.PixelRepresentation, image.PixelData = 15, 0, pixels(index)
    image["PixelData"].VR = "OW"
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    return image


came = []


def take(event):
    came.append(event.dataset)
    return 0


entity = AE("CLIENT")
entity.add_requested_context({"store": CTImageStorage, "count": Find, "held": Get}[deed], ExplicitVRLittleEndian)
roles = []
if deed == "held":
    entity.add_requested_context(CTImageStorage, ExplicitVRLittleEndian)
    roles = [build_role(CTImageStorage, scp_role=True)]
association = entity.associate(host, port, ae_title=title, ext_neg=roles, evt_handlers=[(evt.EVT_C_STORE, take)])
if not association.is_established:
    sys.exit(f"no association with {title} at {host}:{port}")
query = Dataset()
query.StudyInstanceUID = study
if deed == "store":
    with held_still(association):
        statuses = [association.send_c_store(image(index)).Status for index in range(instances)]
    print(sum(status == 0 for status in statuses))
elif deed == "count":
    query.QueryRetrieveLevel, query.SeriesInstanceUID, query.SOPInstanceUID = "IMAGE", series, ""
    print(sum(found is not None for _, found in association.send_c_find(query, Find)))
else:
    query.QueryRetrieveLevel = "STUDY"
    for _ in association.send_c_get(query, Get):
        pass
    sent = {f"2.25.7300{number}{index:04}": index for index in range(instances)}
    whole = {
        each.SOPInstanceUID for each in came
        if each.SOPInstanceUID in sent and each.PixelData == pixels(sent[each.SOPInstanceUID])
    }
    print(len(whole) if len(came) == len(whole) else f"{len(came)} came, {len(whole)} of them as they were sent")
association.release()
