"""The same work as assay-measure's, done with pydicom and pynetdicom; prints one line of JSON.

usage: pynetdicom_client.py echo PORT SECONDS
       pynetdicom_client.py store PORT FILE…
       pynetdicom_client.py make FOLDER COUNT SIDE     CT images of random pixels, SIDE × SIDE × 16 bits
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


def associate(port, context, syntax):
    from pynetdicom import AE

    entity = AE()
    entity.add_requested_context(context, syntax)
    association = entity.associate("127.0.0.1", port)
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


def main():
    mode, first, rest = sys.argv[1], sys.argv[2], sys.argv[3:]
    if mode == "make":
        return make(first, int(rest[0]), int(rest[1]))
    count, seconds = echo(int(first), float(rest[0])) if mode == "echo" else store(int(first), rest)
    print(json.dumps({"count": count, "seconds": seconds}))


if __name__ == "__main__":
    main()
