"""A research gateway for tests, on pydicom and pynetdicom: takes objects in, removes what identifies the patient and sends
them on.

usage: deidentifier.py PORT OPTIONS, where OPTIONS is a JSON object:
  export-port, export-ae: where the objects go on loopback
  leave: what it does wrong, a list of: private, sequence, text, document, overlay, uids, uid-mapping, methods,
    burned-in, flag (text in pixels stays and is said to be there), dates, shift (each object by another number of days),
    identifier (the patient's number in Base64), one (the same in the 177th object alone), wide (a name in UTF-16 in a
    private element), pseudonyms (one for each object), opt-outs (they are not looked up), times (they are emptied),
    stranger (an object of another patient, who is named, goes before each), stranger-unnamed (the same without identity)
  opt-outs: a file of NHS numbers, one a line, of which nothing is sent on; nobody opted out where it is missing
"""
import base64
import copy
import datetime
import hashlib
import json
import sys
import threading

from pydicom.dataset import Dataset
from pydicom.uid import UID
from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.presentation import build_context

port, options = int(sys.argv[1]), json.loads(sys.argv[2])
leave = set(options.get("leave", []))
TEXT = {"LO", "SH", "LT", "ST", "UT", "UC", "PN", "AE", "UR"}
# Text without which an object of its kind says nothing, and which is no more than codes.
KEPT = {
    "Manufacturer", "ManufacturerModelName", "SoftwareVersions", "CodeValue", "CodingSchemeDesignator", "CodeMeaning",
    "MIMETypeOfEncapsulatedDocument", "LongCodeValue", "CodingSchemeVersion",
}
EMPTY = {"StudyID", "AccessionNumber", "ReferringPhysicianName"}
DATES = {"DA", "DT"}
numbers = {}


def pseudonym(text):
    return hashlib.sha256(("project" + text).encode()).hexdigest()


def mapped(uid):
    if not uid.startswith("2.25.") or "uids" in leave:
        return uid
    salt = str(len(numbers)) if "uid-mapping" in leave else ""
    return UID("2.25." + str(int(pseudonym(uid + salt)[:30], 16)))


def shifted(text, days):
    moved = datetime.date(int(text[:4]), int(text[4:6]), int(text[6:8])) - datetime.timedelta(days=days)
    return moved.strftime("%Y%m%d") + text[8:]


def clean(item, days, top=True):
    for element in list(item):
        tag, keyword = element.tag, element.keyword
        if tag.is_private:
            if "private" not in leave:
                del item[tag]
        elif 0x6000 <= tag.group <= 0x60FF:
            if "overlay" not in leave:
                del item[tag]
        elif element.VR == "SQ":
            if keyword in ("RequestAttributesSequence", "OtherPatientIDsSequence", "IssuerOfAccessionNumberSequence",
                           "IssuerOfPatientIDQualifiersSequence"):
                if "sequence" not in leave:
                    del item[tag]
            else:
                for inner in element.value:
                    clean(inner, days, False)
        elif element.VR == "UI":
            values = element.value if element.VM > 1 else [element.value]
            element.value = [mapped(value) for value in values if value] if values != [None] else None
        elif element.VR in DATES and element.value:
            if "dates" not in leave:
                element.value = shifted(str(element.value), days)
            if keyword == "PatientBirthDate" and "dates" not in leave:
                element.value = ""
        elif element.VR == "TM" and "times" in leave:
            element.value = ""
        elif keyword == "TextValue":
            if "text" not in leave:
                element.value = "removed"
        elif keyword == "EncapsulatedDocument":
            if "document" not in leave:
                element.value = b"%PDF-1.4\n%removed\n%%EOF\n\x00"[: len(element.value) // 2 * 2]
                item.EncapsulatedDocumentLength = len(element.value)
        elif element.VR in TEXT and keyword not in KEPT:
            if keyword in EMPTY:
                element.value = ""
            elif keyword in ("PatientName", "PatientID"):
                continue
            else:
                del item[tag]


def deidentify(dataset):
    numbers[dataset.SOPInstanceUID] = len(numbers)
    identifier = str(dataset.PatientID)
    own = pseudonym(identifier + (str(len(numbers)) if "pseudonyms" in leave else ""))[:12].upper()
    clean(dataset, 100 + (len(numbers) * 7 if "shift" in leave else 0))
    dataset.PatientID = own
    dataset.PatientName = own
    if "BurnedInAnnotation" in dataset and "PixelData" in dataset:
        if not {"burned-in", "flag"} & leave:
            pixels = bytearray(dataset.PixelData)
            band = dataset.Columns * 2 * 8
            pixels[:band] = bytes(band)
            dataset.PixelData = bytes(pixels)
        dataset.BurnedInAnnotation = "YES" if "flag" in leave else "NO"
    if "identifier" in leave or ("one" in leave and len(numbers) == 177):
        dataset.ImageComments = base64.b64encode(("from " + identifier).encode()).decode()
    if "wide" in leave:
        block = dataset.private_block(0x0011, "GATEWAY", create=True)
        block.add_new(0x01, "OB", identifier.encode("utf-16-le"))
    if "methods" not in leave:
        dataset.PatientIdentityRemoved = "YES"
        dataset.DeidentificationMethod = "Test gateway"
        codes = []
        names = {"113100": "Basic Application Confidentiality Profile", "113101": "Clean Pixel Data Option",
                 "113107": "Retain Longitudinal Temporal Information Modified Dates Option"}
        for value, meaning in names.items():
            code = Dataset()
            code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "DCM", meaning
            codes.append(code)
        dataset.DeidentificationMethodCodeSequence = codes
    equipment = Dataset()
    equipment.PurposeOfReferenceCodeSequence = [Dataset()]
    purpose = equipment.PurposeOfReferenceCodeSequence[0]
    purpose.CodeValue, purpose.CodingSchemeDesignator, purpose.CodeMeaning = "109104", "DCM", "De-identifying Equipment"
    equipment.Manufacturer = "Test gateway"
    dataset.ContributingEquipmentSequence = [equipment]


def of_stranger(dataset):
    """An object of the same kind as another patient's, with another picture and another time."""
    other = copy.deepcopy(dataset)
    for keyword in ("SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID"):
        setattr(other, keyword, UID("2.25." + str(int(pseudonym(other[keyword].value + "other")[:30], 16))))
    other.file_meta.MediaStorageSOPInstanceUID = other.SOPInstanceUID
    other.StudyTime = "030405"
    if "ImageComments" in other:
        del other.ImageComments
    if "PixelData" in other:
        other.PixelData = bytes(255 - byte for byte in other.PixelData)
    if "stranger" in leave:
        other.PatientID, other.PatientName, other.PatientBirthDate = "X-4711-B", "Wimpole^Ottoline", "19440506"
        del other.PatientIdentityRemoved
    else:
        other.PatientID = other.PatientName = "F00DF00D4711"
    return other


def send(dataset, syntax):
    caller = AE(ae_title="GATEWAY")
    caller.requested_contexts = [build_context(dataset.SOPClassUID, syntax)]
    association = caller.associate("127.0.0.1", options["export-port"], ae_title=options["export-ae"])
    if association.is_established:
        association.send_c_store(dataset)
        association.release()


def has_opted_out(dataset):
    try:
        with open(options.get("opt-outs", "")) as listed:
            return "opt-outs" not in leave and str(dataset.PatientID) in listed.read().split()
    except FileNotFoundError:
        return False


waiting = threading.Lock()


def store(event):
    dataset = event.dataset
    dataset.file_meta = event.file_meta
    syntax = event.context.transfer_syntax
    if has_opted_out(dataset):
        return 0x0000
    with waiting:
        deidentify(dataset)
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    if {"stranger", "stranger-unnamed"} & leave:
        send(of_stranger(dataset), syntax)
    threading.Thread(target=send, args=(dataset, syntax), daemon=True).start()
    return 0x0000


service = AE(ae_title="GATEWAY")
service.supported_contexts = AllStoragePresentationContexts
service.start_server(("127.0.0.1", port), block=True, evt_handlers=[(evt.EVT_C_STORE, store)])
