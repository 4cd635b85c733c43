"""The same work as assay-measure's, done with pydicom and pynetdicom; prints one line of JSON.

usage: pynetdicom_client.py echo PORT SECONDS
       pynetdicom_client.py store PORT FILE…
       pynetdicom_client.py find PORT AE-TITLE
       pynetdicom_client.py parse SECONDS FILE…
       pynetdicom_client.py make FOLDER COUNT SIDE     CT images of random pixels, SIDE × SIDE × 16 bits
       pynetdicom_client.py fill HTTP-PORT COUNT       as many tiny studies into Orthanc, over its REST interface
"""

import json
import os
import sys
import time

import pydicom
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, generate_uid


def make(folder, count, side):
    for index in range(count):
        image = pydicom.Dataset()
        image.file_meta = pydicom.dataset.FileMetaDataset()
        image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        image.SOPClassUID = CTImageStorage
        image.SOPInstanceUID = generate_uid(None)
        image.StudyInstanceUID = generate_uid(None)
        image.SeriesInstanceUID = generate_uid(None)
        image.PatientID, image.PatientName, image.Modality = "BENCH", "Bench^Mark", "CT"
        image.InstanceNumber = index + 1
        image.SamplesPerPixel, image.PhotometricInterpretation = 1, "MONOCHROME2"
        image.Rows = image.Columns = side
        image.BitsAllocated, image.BitsStored, image.HighBit, image.PixelRepresentation = 16, 16, 15, 0
        image.PixelData = os.urandom(side * side * 2)
        image.save_as(os.path.join(folder, f"{side}-{index:03}.dcm"), enforce_file_format=True)


def fill(port, count):
    """Sends from four threads at once, as the server's index is the slow part."""
    import http.client
    import io
    import threading

    def send(numbers):
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for number in numbers:
            study = pydicom.Dataset()
            study.file_meta = pydicom.dataset.FileMetaDataset()
            study.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            study.SOPClassUID = CTImageStorage
            study.StudyInstanceUID = f"2.25.4711.{number}"
            study.SeriesInstanceUID = f"2.25.4711.{number}.1"
            study.SOPInstanceUID = f"2.25.4711.{number}.1.1"
            study.PatientID, study.PatientName = f"BENCH{number}", f"Bench^Mark{number}"
            study.StudyDate, study.Modality, study.AccessionNumber = "20260101", "CT", f"A{number}"
            content = io.BytesIO()
            study.save_as(content, enforce_file_format=True)
            connection.request("POST", "/instances", content.getvalue())
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise SystemExit(f"Orthanc answers {response.status}")

    threads = [threading.Thread(target=send, args=(range(first, count, 4),)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def associate(port, context, syntax, title="ANY-SCP"):
    from pynetdicom import AE

    entity = AE()
    entity.add_requested_context(context, syntax)
    association = entity.associate("127.0.0.1", port, ae_title=title)
    if not association.is_established:
        sys.exit("no association")
    return association


def check(status):
    if "Status" not in status or status.Status != 0:
        sys.exit(f"no success: {status}")


def echo(port, seconds):
    from pynetdicom.sop_class import Verification

    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        association = associate(port, Verification, "1.2.840.10008.1.2")
        check(association.send_c_echo())
        association.release()
        count += 1
    return count, time.perf_counter() - start


def store(port, paths):
    import pynetdicom  # noqa: F401  Its import is start-up time, which does not count here.

    start = time.perf_counter()
    association = associate(port, CTImageStorage, ExplicitVRLittleEndian)
    for path in paths:
        check(association.send_c_store(pydicom.dcmread(path)))
    association.release()
    return len(paths), time.perf_counter() - start


def find(port, title):
    from pynetdicom.sop_class import StudyRootQueryRetrieveInformationModelFind as model

    keys = pydicom.Dataset()
    keys.QueryRetrieveLevel = "STUDY"
    keys.StudyDate = keys.PatientName = keys.PatientID = keys.StudyInstanceUID = ""
    count, start = 0, time.perf_counter()
    association = associate(port, model, "1.2.840.10008.1.2", title)
    for status, study in association.send_c_find(keys, model):
        if status.Status in (0xFF00, 0xFF01):
            count += 1 if study.StudyInstanceUID else 0
        else:
            check(status)
    association.release()
    return count, time.perf_counter() - start


def parse(seconds, paths):
    import io

    files = [open(path, "rb").read() for path in paths]
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for content in files:
            for element in pydicom.dcmread(io.BytesIO(content)).iterall():
                element.value
            count += 1
    return count, time.perf_counter() - start


def main():
    mode, first, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
    if mode == "make":
        return make(first, int(rest[0]), int(rest[1]))
    if mode == "fill":
        return fill(int(first), int(rest[0]))
    if mode == "echo":
        count, seconds = echo(int(first), float(rest[0]))
    elif mode == "find":
        count, seconds = find(int(first), rest[0])
    elif mode == "parse":
        count, seconds = parse(float(first), rest)
    else:
        count, seconds = store(int(first), rest)
    print(json.dumps({"count": count, "seconds": seconds}))


if __name__ == "__main__":
    main()
