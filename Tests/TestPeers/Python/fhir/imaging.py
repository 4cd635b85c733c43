"""Studies that come over DICOM, and the resources that the FHIR server of the tests makes of them."""
import io
import uuid

from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.sop_class import Verification

NHS = "https://fhir.nhs.uk/Id/nhs-number"
ORGANISATION = "https://fhir.nhs.uk/Id/ods-organization-code"
TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"
DCM = "http://dicom.nema.org/resources/ontology/DCM"
# SNOMED CT concepts of PS3.16 CID 4 for terms of Body Part Examined.
BODY_PARTS = {"CHEST": ("816094009", "Thorax"), "KNEE": ("72696002", "Knee"), "ABDOMEN": ("818981001", "Abdomen")}


def typed(code, system, value, organisation):
    """An identifier that tells what it is and whose."""
    return {
        "type": {"coding": [{"system": TYPES, "code": code}]}, "system": system, "value": value,
        "assigner": {"identifier": {"system": ORGANISATION, "value": organisation}},
    }


def accession_system(organisation):
    return f"https://{organisation.lower()}.example/accession-number"


def patient_of(store, number, name, birth_date, sex):
    """The patient with the NHS number, made where there is none."""
    for patient in store.all("Patient"):
        for identifier in patient.get("identifier", []):
            if identifier.get("system") == NHS and identifier.get("value") == number:
                return patient
    family, _, given = name.partition("^")
    patient = {
        "resourceType": "Patient", "identifier": [{"system": NHS, "value": number}],
        "name": [{"use": "official", "family": family or number, "given": [given] if given else None}],
        "gender": {"F": "female", "M": "male"}.get(sex, "unknown"),
    }
    if not given:
        del patient["name"][0]["given"]
    if len(birth_date) >= 8:
        patient["birthDate"] = f"{birth_date[:4]}-{birth_date[4:6]}-{birth_date[6:8]}"
    return store.put(patient)[0]


def subject(patient, number):
    return {"reference": f"Patient/{patient['id']}", "identifier": {"system": NHS, "value": number}}


class Archive:
    """Keeps what is stored, and describes each study anew with every instance."""

    def __init__(self, server, port):
        self.server, self.store, self.studies, self.names = server, server.store, {}, {}
        entity = AE(ae_title="RECORDS")
        entity.maximum_associations = 20
        for context in AllStoragePresentationContexts:
            entity.add_supported_context(context.abstract_syntax, context.transfer_syntax)
        entity.add_supported_context(Verification)
        entity.start_server(("127.0.0.1", port), block=False, evt_handlers=[(evt.EVT_C_STORE, self.take)])

    def take(self, event):
        instance = event.dataset
        instance.file_meta = event.file_meta
        with self.store.lock:
            study = self.studies.setdefault(instance.StudyInstanceUID, {})
            study[instance.SOPInstanceUID] = instance
            self.describe(instance.StudyInstanceUID, list(study.values()))
        return 0x0000

    def endpoint(self):
        path = "/gone" if self.server.defect == "dead-endpoint" else "/dicom-web"
        address = f"http://127.0.0.1:{self.server.port}{path}"
        for endpoint in self.store.all("Endpoint"):
            if endpoint["address"] == address:
                return endpoint
        return self.store.put({
            "resourceType": "Endpoint", "status": "active",
            "connectionType": {
                "system": "http://terminology.hl7.org/CodeSystem/endpoint-connection-type", "code": "dicom-wado-rs"},
            "payloadType": [{"text": "DICOM WADO-RS"}], "payloadMimeType": ["application/dicom"],
            "address": address,
        })[0]

    def enter_itself(self):
        """Puts the organisation that it belongs to into its directory."""
        organisation = {
            "resourceType": "Organization", "active": True, "name": "Synthetic trust",
            "endpoint": [{"reference": f"Endpoint/{self.endpoint()['id']}"}],
        }
        if self.server.defect != "free-text-organisations":
            organisation["identifier"] = [{"system": ORGANISATION, "value": "RXX"}]
        self.store.put(organisation)

    def describe(self, uid, instances):
        first = instances[0]
        number, organisation = str(first.PatientID), "RXX"
        for item in first.get("IssuerOfAccessionNumberSequence", []):
            organisation = str(item.get("LocalNamespaceEntityID", organisation))
        patient = patient_of(
            self.store, number, str(first.get("PatientName", "")), first.get("PatientBirthDate", ""),
            first.get("PatientSex", ""))
        series = {}
        for instance in instances:
            series.setdefault(instance.SeriesInstanceUID, []).append(instance)
        accession = typed("ACSN", accession_system(organisation), str(first.AccessionNumber), organisation)
        if self.server.defect == "loses-identifier-type":
            del accession["type"], accession["assigner"]
        count = len(instances) + (1 if self.server.defect == "counts-differ" else 0)
        day, time = str(first.StudyDate), str(first.StudyTime)
        study = {
            "resourceType": "ImagingStudy", "status": "available",
            "identifier": [{"system": "urn:dicom:uid", "value": f"urn:oid:{uid}"}, accession],
            "modality": [{"system": DCM, "code": code} for code in sorted({str(item.Modality) for item in instances})],
            "subject": subject(patient, number),
            "started": f"{day[:4]}-{day[4:6]}-{day[6:8]}T{time[:2]}:{time[2:4]}:{time[4:6]}+00:00",
            "endpoint": [{"reference": f"Endpoint/{self.endpoint()['id']}"}],
            "numberOfSeries": len(series), "numberOfInstances": count,
            "description": str(first.get("StudyDescription", "")) or "Study",
            "series": [self.series(found, items) for found, items in series.items()],
        }
        identity = self.names.setdefault(uid, str(uuid.uuid4()))
        self.store.put(study, identity)

    def series(self, uid, items):
        first = items[0]
        described = {
            "uid": uid, "number": int(first.get("SeriesNumber", 1)),
            "modality": {"system": DCM, "code": str(first.Modality)}, "numberOfInstances": len(items),
            "instance": [
                {
                    "uid": item.SOPInstanceUID,
                    "sopClass": {"system": "urn:ietf:rfc:3986", "code": f"urn:oid:{item.SOPClassUID}"},
                    "number": int(item.get("InstanceNumber", 1)),
                }
                for item in items
            ],
        }
        part = BODY_PARTS.get(str(first.get("BodyPartExamined", "")))
        if part:
            described["bodySite"] = {"system": "http://snomed.info/sct", "code": part[0], "display": part[1]}
        return described

    def retrieve(self, uid):
        """Content type and body of a study by WADO-RS (PS3.18 10.4), or None."""
        with self.store.lock:
            instances = list(self.studies.get(uid, {}).values())
        if not instances:
            return None
        body = b""
        for instance in instances:
            file = io.BytesIO()
            instance.save_as(file, enforce_file_format=True)
            syntax = instance.file_meta.TransferSyntaxUID
            body += f"--part\r\nContent-Type: application/dicom; transfer-syntax={syntax}\r\n\r\n".encode()
            body += file.getvalue() + b"\r\n"
        return 'multipart/related; type="application/dicom"; boundary=part', body + b"--part--\r\n"
