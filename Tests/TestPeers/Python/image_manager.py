"""An image manager for tests: keeps studies, hears of patients and procedures over HL7 v2, offers worklist and QIDO-RS.

usage: image_manager.py DICOM-PORT HL7-PORT WEB-PORT DEFECT, where DEFECT is `none` or
  ignores-merge: acknowledges merges and does nothing with them
  loses-study: moves one study of a merged patient and leaves the others
  new-instances: gives merged instances new SOP Instance UIDs
  stale-web: answers searches over the web as if nothing had been merged
  ignores-corrections: acknowledges corrections and does nothing with them
  forgets-original: corrects objects without keeping the earlier values
  spoils-pixels: changes pixels when it corrects
  drops-temporary: merges only patients with an NHS number
  leaves-reports: moves the images of a merged patient and leaves the reports
  ignores-unmerge: acknowledges unlinks and moves and does nothing with them
  ignores-procedures: acknowledges procedures and does nothing with them
  own-study-uid: schedules under Study Instance UIDs of its own
  ignores-updates: acknowledges changed procedures and does nothing with them
  corrects-twins: corrects whoever has the name and date of birth
  joins-accessions: takes procedures of one accession number as one
  hides-issuer: does not return who issued an accession number
  unhurried: does well; carries merges out study by study, one before each question
"""
import copy
import fnmatch
import http.server
import json
import sys
import threading
import urllib.parse

from pydicom.dataset import Dataset
from pydicom.uid import generate_uid
from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.sop_class import (
    ModalityWorklistInformationFind, StudyRootQueryRetrieveInformationModelFind,
    StudyRootQueryRetrieveInformationModelGet, Verification,
)

import messages
from messages import Message, acknowledge

dicom_port, hl7_port, web_port, defect = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
lock = threading.Lock()
held, originals, worklist, moves, waiting = {}, {}, {}, [], []
MESSAGES = {"ADT": "ACK", "ORM": "ORR^O02", "OMI": "ORI^O24^ORI_O24"}


# MARK: Patients


def identities(image):
    """Identifiers of an image's patient: number and issuer."""
    found = {(image.PatientID, image.get("IssuerOfPatientID", ""))}
    for other in image.get("OtherPatientIDsSequence", []):
        found.add((other.PatientID, other.get("IssuerOfPatientID", "")))
    return found


def images_of(given):
    wanted = {(number, authority) for number, authority, _ in given}
    return [image for image in held.values() if identities(image) & wanted]


def change(image, values):
    """Writes values, and keeps those that they replace (PS3.3 C.12.1.1.9)."""
    earlier = Dataset()
    for keyword, value in values.items():
        if image.get(keyword) != value:
            if keyword in image:
                earlier.add(copy.deepcopy(image[keyword]))
            setattr(image, keyword, value)
    if not earlier or defect == "forgets-original":
        return
    note = Dataset()
    note.SourceOfPreviousValues, note.ModifyingSystem = "", "MANAGER"
    note.AttributeModificationDateTime, note.ReasonForTheAttributeModification = "20260101120000", "CORRECT"
    note.ModifiedAttributesSequence = [earlier]
    image.OriginalAttributesSequence = list(image.get("OriginalAttributesSequence", [])) + [note]


def demographics(message, occurrence=1):
    family, given = message.value("PID", 5, occurrence=occurrence), message.value("PID", 5, 2, occurrence=occurrence)
    return {
        "PatientName": f"{family}^{given}", "PatientBirthDate": message.value("PID", 7, occurrence=occurrence),
        "PatientSex": message.value("PID", 8, occurrence=occurrence),
    }


def merge(message):
    prior, kept = message.identifiers("MRG", 1), message.identifiers("PID", 3)
    if defect == "ignores-merge" or defect == "drops-temporary" and not any(given[1] == "NHS" for given in prior):
        return
    images = images_of(prior)
    if defect == "loses-study":
        images = [image for image in images if image.StudyInstanceUID == images[0].StudyInstanceUID]
    if defect == "leaves-reports":
        images = [image for image in images if image.Modality not in ("DOC", "SR")]
    number, authority, _ = next((given for given in kept if given[1] == "NHS"), kept[0])
    others = []
    for given in kept:
        if given[0] != number:
            other = Dataset()
            other.PatientID, other.IssuerOfPatientID, other.TypeOfPatientID = given[0], given[1], "TEXT"
            others.append(other)

    def carry_out(images):
        for image in images:
            moves.append((set(given[:2] for given in prior), copy.deepcopy(image)))
            values = dict(demographics(message), PatientID=number, IssuerOfPatientID=authority)
            change(image, values)
            image.OtherPatientIDsSequence = others
            if defect == "new-instances":
                image.SOPInstanceUID = generate_uid()

    if defect != "unhurried":
        return carry_out(images)
    for study in {image.StudyInstanceUID: None for image in images}:
        part = [image for image in images if image.StudyInstanceUID == study]
        waiting.append(lambda part=part: carry_out(part))


def catch_up():
    if waiting:
        waiting.pop(0)()


def undo(given):
    if defect == "ignores-unmerge":
        return
    wanted = {(number, authority) for number, authority, _ in given}
    for entry in [entry for entry in moves if entry[0] & wanted]:
        held[entry[1].SOPInstanceUID] = entry[1]
        moves.remove(entry)


def correct(message):
    if defect == "ignores-corrections":
        return
    images = images_of(message.identifiers("PID", 3))
    if defect == "corrects-twins":
        alike = {(image.PatientName.family_name, image.PatientBirthDate) for image in images}
        images = [image for image in held.values() if (image.PatientName.family_name, image.PatientBirthDate) in alike]
    for image in images:
        change(image, demographics(message))
        if defect == "spoils-pixels":
            image.PixelData = bytes([image.PixelData[0] ^ 1]) + image.PixelData[1:]


# MARK: Procedures


def schedule(message):
    control = message.value("ORC", 1)
    if message.has("IPC"):
        step = {
            "accession": message.value("IPC", 1), "issuer": message.value("IPC", 1, 2),
            "procedure": message.value("IPC", 2), "uid": message.value("IPC", 3), "step": message.value("IPC", 4),
            "modality": message.value("IPC", 5), "station": message.value("IPC", 9),
        }
    else:
        step = {
            "accession": message.value("OBR", 18), "issuer": "", "procedure": message.value("OBR", 19),
            "uid": message.value("ZDS", 1), "step": message.value("OBR", 20), "modality": message.value("OBR", 24),
            "station": "",
        }
    step["day"] = (message.value("TQ1", 7) or message.value("OBR", 27, 4))[:8]
    key = step["accession"] if defect == "joins-accessions" else message.value("ORC", 3)
    if control == "CA":
        worklist.pop(key, None)
    elif control != "XO" or defect != "ignores-updates":
        if defect == "own-study-uid":
            step["uid"] = generate_uid()
        ids = message.identifiers("PID", 3)
        step.update(demographics(message), PatientID=ids[0][0], name=message.value("OBR", 4, 2))
        worklist[key] = step


def item(step):
    found = Dataset()
    found.SpecificCharacterSet = "ISO_IR 100"
    for keyword in ("PatientName", "PatientID", "PatientBirthDate"):
        setattr(found, keyword, step[keyword])
    found.AccessionNumber, found.StudyInstanceUID = step["accession"], step["uid"]
    issuer = Dataset()
    issuer.LocalNamespaceEntityID = step["issuer"]
    if defect != "hides-issuer":
        found.IssuerOfAccessionNumberSequence = [issuer]
    found.RequestedProcedureID, found.RequestedProcedureDescription = step["procedure"], step["name"]
    scheduled = Dataset()
    scheduled.Modality, scheduled.ScheduledStationAETitle = step["modality"], step["station"]
    scheduled.ScheduledProcedureStepID = step["step"]
    scheduled.ScheduledProcedureStepStartDate = step["day"]
    found.ScheduledProcedureStepSequence = [scheduled]
    return found


def answer(frame):
    message = Message(frame)
    kind, event = message.value("MSH", 9), message.value("MSH", 9, 2)
    with lock:
        if kind not in MESSAGES:
            return acknowledge(message, "AR", "MANAGER", errors=[("MSH^1^9", "200", "Unsupported message type")])
        if kind in {"ORM", "OMI"}:
            if defect != "ignores-procedures":
                schedule(message)
        elif event == "A40":
            merge(message)
        elif event == "A37":
            undo(message.identifiers("PID", 3, 2))
        elif event == "A43":
            undo(message.identifiers("PID", 3))
        else:
            correct(message)
    return acknowledge(message, "AA", "MANAGER", MESSAGES[kind])


# MARK: Studies


def store(event):
    image = event.dataset
    image.file_meta = event.file_meta
    with lock:
        held[image.SOPInstanceUID] = image
        originals[image.SOPInstanceUID] = copy.deepcopy(image)
    return 0x0000


LEVELS = {"STUDY": "StudyInstanceUID", "SERIES": "SeriesInstanceUID", "IMAGE": "SOPInstanceUID"}
KEYS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "PatientID", "AccessionNumber", "PatientName")


def matching(wanted, images):
    for image in images:
        if all(fnmatch.fnmatchcase(str(image.get(keyword, "")), wanted.get(keyword) or "*") for keyword in KEYS):
            yield image


def find(event):
    asked = event.identifier
    wanted = {keyword: str(asked.get(keyword) or "") for keyword in KEYS}
    with lock:
        catch_up()
        if event.request.AffectedSOPClassUID == ModalityWorklistInformationFind:
            found = list(matching(wanted, [item(step) for step in worklist.values()]))
        else:
            key, told, found = LEVELS[asked.QueryRetrieveLevel], set(), []
            for image in matching(wanted, held.values()):
                if image[key].value not in told:
                    told.add(image[key].value)
                    match = Dataset()
                    match.QueryRetrieveLevel = asked.QueryRetrieveLevel
                    for element in asked:
                        hidden = element.keyword == "IssuerOfAccessionNumberSequence" and defect == "hides-issuer"
                        if element.tag in image and not hidden:
                            match[element.tag] = image[element.tag]
                    found.append(match)
    for match in found:
        yield 0xFF00, match


def get(event):
    with lock:
        uid = event.identifier.StudyInstanceUID
        wanted = [copy.deepcopy(image) for image in held.values() if image.StudyInstanceUID == uid]
    yield len(wanted)
    for image in wanted:
        yield 0xFF00, image


class Web(http.server.BaseHTTPRequestHandler):
    """QIDO-RS, searches for studies alone (PS3.18 10.6)."""

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        asked = dict(urllib.parse.parse_qsl(address.query))
        with lock:
            catch_up()
            images = (originals if defect == "stale-web" else held).values()
            studies = {image.StudyInstanceUID: image for image in matching(asked, images)}
            found = []
            for uid, image in studies.items():
                study = Dataset()
                study.StudyInstanceUID, study.PatientID, study.PatientName = uid, image.PatientID, image.PatientName
                found.append(study.to_json_dict())
        body = json.dumps(found).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/dicom+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    messages.serve(hl7_port, answer)
    web = http.server.ThreadingHTTPServer(("127.0.0.1", web_port), Web)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    entity = AE(ae_title="MANAGER")
    for context in AllStoragePresentationContexts:
        entity.add_supported_context(context.abstract_syntax, scu_role=True, scp_role=True)
    for service in (
        Verification, StudyRootQueryRetrieveInformationModelFind, StudyRootQueryRetrieveInformationModelGet,
        ModalityWorklistInformationFind,
    ):
        entity.add_supported_context(service)
    entity.start_server(("127.0.0.1", dicom_port), block=True, evt_handlers=[
        (evt.EVT_C_STORE, store), (evt.EVT_C_FIND, find), (evt.EVT_C_GET, get)])
