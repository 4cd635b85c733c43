"""An imaging document source and recipient for tests: takes studies over DICOM, publishes their manifests to a repository,
answers RAD-69 (SOAP/MTOM), WADO-URI (RAD-55) and WADO-RS (RAD-107), and takes documents that are sent to it (XDR-I).

It shares nothing with the client that it is asked by: pydicom, pynetdicom, lxml and the standard library.

usage: imaging_source.py WEB-PORT DICOM-PORT REPOSITORY-URL DEFECTS; REPOSITORY-URL may be `none`. DEFECTS are `none` or, with
commas between them,
 of what it publishes:
  publishes-nothing, publishes-twice: no manifest, or two of each study
  wrong-media-type, other-unique-id, wrong-format: the entry of the manifest is wrong
  other-modality, borrowed-series, other-title: the manifest is wrong in its own attributes
  forgets-instance, lists-stranger, misplaces, other-patient: the manifest lists or says what is not so
  invalid: the manifest lacks an attribute of its object definition
  no-object: the manifest is a text
  no-location, other-location, no-url, dead-url: what the manifest says of where the images are
  no-references: the entry carries no reference ids
  keeps-rejected, adds-manifest: publishes nothing, or a second manifest, when instances are rejected
  undescribed, miscounts, misdescribes: what the manifest says of the series
  no-bundle, broken-bundle, other-bundle: the manifest in the form of FHIR
 of RAD-69:
  forgets-image, other-image, spoils-image, foreign-image, misnames, inline, ignores-syntax
  any-repository, unknown-is-success, any-series, any-study, any-hierarchy, any-syntax
 of WADO:
  web-any-hierarchy, web-always-success, whole-study, web-repeats
 of what is sent to it:
  drops-objects, takes-nothing
"""
import base64
import copy
import datetime
import io
import json
import re
import sys
import threading
import urllib.parse
import urllib.request
import uuid
from http.server import ThreadingHTTPServer

import pydicom
from lxml import etree
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian
from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.sop_class import Verification

from http_peer import QuietHandler
from soap_service import multipart, unpacked

web_port, dicom_port, repository, defects = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4].split(",")
SOAP, WSA = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
RIM, RS, LCM = (EBXML + "xsd:%s:3.0" % name for name in ("rim", "rs", "lcm"))
XDS, RAD = "urn:ihe:iti:xds-b:2007", "urn:ihe:rad:xdsi-b:2009"
XOP = "http://www.w3.org/2004/08/xop/include"
KOS = "1.2.840.10008.5.1.4.1.1.88.59"
LOCATION = "1.3.6.1.4.1.21367.2026.12.1"
NHS = "2.16.840.1.113883.2.1.4.1"
service = "http://127.0.0.1:%d" % web_port
lock = threading.RLock()
held, published = {}, {}


def tag(space, name):
    return "{%s}%s" % (space, name)


def new_uid():
    return "2.25.%d" % uuid.uuid4().int


# --- Manifests ----------------------------------------------------------------------------------------------------------

def code(value, scheme, meaning):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, scheme, meaning
    return item


def content(name, kind, relationship="HAS ACQ CONTEXT"):
    item = Dataset()
    item.RelationshipType, item.ValueType = relationship, kind
    item.ConceptNameCodeSequence = [code(*name)]
    return item


def reference(image):
    item = Dataset()
    item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = image.SOPClassUID, image.SOPInstanceUID
    return item


def by_series(images):
    found = {}
    for image in images:
        found.setdefault(image.SeriesInstanceUID, []).append(image)
    return found


def manifest_of(study, images):
    first = images[0]
    kos = Dataset()
    for keyword in ("SpecificCharacterSet", "StudyDate", "StudyTime", "AccessionNumber", "IssuerOfAccessionNumberSequence",
                    "ReferringPhysicianName", "StudyDescription", "PatientName", "PatientID", "IssuerOfPatientID",
                    "IssuerOfPatientIDQualifiersSequence", "PatientBirthDate", "PatientSex", "StudyID"):
        if keyword in first:
            kos[keyword] = copy.deepcopy(first[keyword])
    if "other-patient" in defects:
        kos.PatientID = "9990000042"
    kos.SOPClassUID, kos.SOPInstanceUID = KOS, new_uid()
    kos.StudyInstanceUID = study
    kos.SeriesInstanceUID = first.SeriesInstanceUID if "borrowed-series" in defects else new_uid()
    kos.Modality = "OT" if "other-modality" in defects else "KO"
    kos.SeriesNumber, kos.InstanceNumber, kos.Manufacturer = 999, 1, "Peer"
    kos.ContentDate, kos.ContentTime = first.StudyDate, first.StudyTime
    if "invalid" not in defects:
        kos.ReferencedPerformedProcedureStepSequence = []
    described = "undescribed" not in defects
    evidence = Dataset()
    evidence.StudyInstanceUID, evidence.ReferencedSeriesSequence = study, []
    groups, pictures = [], []
    listed = by_series(images)
    if "misplaces" in defects and len(listed) > 1:
        one, other = list(listed)[:2]
        listed[one], listed[other] = listed[other], listed[one]
    for uid, members in listed.items():
        references = [reference(image) for image in members]
        if "forgets-instance" in defects:
            references = references[1:] or references
            if len(members) == 1:
                continue
        if "lists-stranger" in defects:
            stranger = copy.deepcopy(references[0])
            stranger.ReferencedSOPInstanceUID = "2.25.4711"
            references.append(stranger)
        series = Dataset()
        series.SeriesInstanceUID = uid
        series.RetrieveAETitle = "SOURCE"
        if "no-location" not in defects:
            series.RetrieveLocationUID = "2.25.99" if "other-location" in defects else LOCATION
        if "no-url" not in defects:
            root = service + "/gone" if "dead-url" in defects else service
            series.RetrieveURL = "%s/studies/%s/series/%s" % (root, study, uid)
        series.ReferencedSOPSequence = references
        evidence.ReferencedSeriesSequence.append(series)
        for one in references:
            picture = Dataset()
            picture.RelationshipType, picture.ValueType = "CONTAINS", "IMAGE"
            picture.ReferencedSOPSequence = [one]
            pictures.append(picture)
        if described:
            modality = content(("121139", "DCM", "Modality"), "CODE")
            modality.ConceptCodeSequence = [code(members[0].Modality, "DCM", members[0].Modality)]
            identity = content(("112002", "DCM", "Series Instance UID"), "UIDREF")
            identity.UID = uid
            number = content(("113607", "DCM", "Series Number"), "TEXT")
            number.TextValue = str(members[0].SeriesNumber)
            text = content(("MADOTEMP002", "99IHE", "Series Description"), "TEXT")
            text.TextValue = "Something else" if "misdescribes" in defects else members[0].SeriesDescription
            count = content(("MADOTEMP007", "99IHE", "Number of Series Related Instances"), "NUM")
            value = Dataset()
            value.NumericValue = str(len(references) + (1 if "miscounts" in defects else 0))
            value.MeasurementUnitsCodeSequence = [code("{instances}", "UCUM", "instances")]
            count.MeasuredValueSequence = [value]
            group = content(("126200", "DCM", "Image Library Group"), "CONTAINER", "CONTAINS")
            group.ContinuityOfContent = "SEPARATE"
            group.ContentSequence = [modality, identity, number, text, count]
            groups.append(group)
    kos.CurrentRequestedProcedureEvidenceSequence = [evidence]
    kos.ValueType, kos.ContinuityOfContent = "CONTAINER", "SEPARATE"
    kos.ConceptNameCodeSequence = [
        code("113000", "DCM", "Of Interest") if "other-title" in defects else code("113030", "DCM", "Manifest")]
    template = Dataset()
    template.MappingResource, template.TemplateIdentifier = "DCMR", "2010"
    kos.ContentTemplateSequence = [template]
    kos.ContentSequence = pictures
    if groups:
        region = content(("123014", "DCM", "Target Region"), "CODE")
        region.ConceptCodeSequence = [code("67734004", "SCT", "Upper trunk")]
        library = content(("111028", "DCM", "Image Library"), "CONTAINER", "CONTAINS")
        library.ContinuityOfContent = "SEPARATE"
        library.ContentSequence = [region] + groups
        kos.ContentSequence = [library] + pictures
    return kos


def encode(data, syntax=ExplicitVRLittleEndian):
    data = copy.deepcopy(data)
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = syntax
    output = io.BytesIO()
    data.save_as(output, enforce_file_format=True)
    return output.getvalue()


def bundle_of(study, images, kos):
    """The manifest in the form of FHIR, as the implementation guide of MADO has it."""
    first = images[0]
    series = [
        {"uid": uid, "number": int(members[0].SeriesNumber),
         "modality": {"system": "http://dicom.nema.org/resources/ontology/DCM", "code": members[0].Modality},
         "description": members[0].SeriesDescription, "numberOfInstances": len(members),
         "endpoint": [{"reference": "urn:uuid:00000000-0000-4000-8000-000000000003"}],
         "instance": [{"uid": image.SOPInstanceUID,
                       "sopClass": {"system": "urn:ietf:rfc:3986", "code": "urn:oid:" + image.SOPClassUID}}
                      for image in members]}
        for uid, members in by_series(images).items()]
    if "other-bundle" in defects:
        series[-1]["instance"].pop()
    imaging = {
        "resourceType": "ImagingStudy", "status": "available",
        "extension": [{
            "url": "https://profiles.ihe.net/RAD/MADO/StructureDefinition/MadoAnatomicalRegionExtension",
            "valueCodeableConcept": {"coding": [{"system": "http://snomed.info/sct", "code": "67734004"}]}}],
        "identifier": [{"system": "urn:dicom:uid", "value": "urn:oid:" + study}],
        "basedOn": [{"type": "ServiceRequest", "identifier": {"value": first.AccessionNumber}}],
        "subject": {"reference": "urn:uuid:00000000-0000-4000-8000-000000000002"},
        "numberOfSeries": len(series), "series": series}
    endpoint = {
        "resourceType": "Endpoint", "status": "active", "address": service,
        "extension": [{
            "url": "https://profiles.ihe.net/RAD/MADO/StructureDefinition/MadoRetrieveLocationUIDExtension",
            "valueString": "oid:" + LOCATION}],
        "connectionType": {"code": "dicom-wado-rs"}, "payloadType": [{"text": "DICOM WADO-RS"}]}
    patient = {"resourceType": "Patient", "identifier": [
        {"system": "https://fhir.nhs.uk/Id/nhs-number", "value": first.PatientID}]}
    composition = {"resourceType": "Composition", "status": "final", "title": "Imaging manifest",
                   "type": {"coding": [{"system": "http://loinc.org", "code": "18748-4"}]}}
    device = {"resourceType": "Device", "manufacturer": "Peer"}
    resources = [composition, patient, endpoint, imaging, device]
    text = json.dumps({
        "resourceType": "Bundle", "type": "document",
        "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:" + kos.SOPInstanceUID},
        "entry": [{"fullUrl": "urn:uuid:00000000-0000-4000-8000-00000000000%d" % (number + 1), "resource": resource}
                  for number, resource in enumerate(resources)]})
    return (text[:-40] if "broken-bundle" in defects else text).encode()


# --- Provide and register -----------------------------------------------------------------------------------------------

def slot(parent, name, *values):
    one = etree.SubElement(parent, tag(RIM, "Slot"), name=name)
    listed = etree.SubElement(one, tag(RIM, "ValueList"))
    for value in values:
        etree.SubElement(listed, tag(RIM, "Value")).text = value


def named(parent, text):
    etree.SubElement(etree.SubElement(parent, tag(RIM, "Name")), tag(RIM, "LocalizedString"), value=text)


def classify(parent, scheme, value, coding, display):
    one = etree.SubElement(parent, tag(RIM, "Classification"), id="c%s" % uuid.uuid4().hex, nodeRepresentation=value,
                           classificationScheme="urn:uuid:" + scheme, classifiedObject=parent.get("id"))
    if coding is not None:
        slot(one, "codingScheme", coding)
    named(one, display)
    return one


def identify(parent, scheme, value):
    one = etree.SubElement(parent, tag(RIM, "ExternalIdentifier"), id="i%s" % uuid.uuid4().hex, value=value,
                           identificationScheme="urn:uuid:" + scheme, registryObject=parent.get("id"))
    named(one, "identifier")


def entry(parent, symbol, unique, media_type, format_code, images, now):
    first = images[0]
    patient = "%s^^^&%s&ISO" % (first.PatientID, NHS)
    one = etree.SubElement(parent, tag(RIM, "ExtrinsicObject"), id=symbol, mimeType=media_type,
                           objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1")
    slot(one, "creationTime", now)
    slot(one, "languageCode", "en-GB")
    slot(one, "serviceStartTime", first.StudyDate + first.StudyTime[:6])
    slot(one, "sourcePatientId", "L1^^^&1.2.3.4&ISO")
    if "no-references" not in defects:
        slot(one, "urn:ihe:iti:xds:2013:referenceIdList",
             "%s^^^&2.25.329800735698586629295641978511506172918&ISO^urn:ihe:iti:xds:2013:accession"
             % first.AccessionNumber,
             "%s^^^^urn:ihe:iti:xds:2016:studyInstanceUID" % first.StudyInstanceUID)
    author = classify(one, "93606bcf-9494-43ec-9b4e-a7748d1a838d", "", None, "author")
    slot(author, "authorInstitution", "Peer^^^^^&2.16.840.1.113883.2.1.3.2.4.18.48&ISO^^^^RXX")
    loinc, snomed = "2.16.840.1.113883.6.1", "2.16.840.1.113883.6.96"
    classify(one, "41a5887f-8865-4c09-adf7-e362475b143a", "18748-4", loinc, "Diagnostic imaging study")
    classify(one, "f0306f51-975f-434e-a61c-c59651d33983", "18748-4", loinc, "Diagnostic imaging study")
    classify(one, "a09d5840-386c-46f2-b5ad-9c3699a4309d", *format_code, "format")
    classify(one, "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1", "22232009", snomed, "Hospital")
    classify(one, "cccf5598-8b07-4b77-a05e-ae952c785ead", "394914008", snomed, "Radiology")
    classify(one, "f4f85eac-e6cb-4883-b524-f2705394840f", "N", "2.16.840.1.113883.5.25", "Normal")
    for modality in sorted({image.Modality for image in images}):
        classify(one, "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4", modality, "1.2.840.10008.2.16.4", modality)
    classify(one, "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4", "67734004", snomed, "Upper trunk")
    identify(one, "58a6f841-87b3-4a3e-92fd-a8ffeff98427", patient)
    identify(one, "2e82c1f6-a085-4c72-9da3-8640a32e42ab", unique)
    return patient


def associate(parent, kind, source, target):
    one = etree.SubElement(parent, tag(RIM, "Association"), id="a%s" % uuid.uuid4().hex, associationType=kind,
                           sourceObject=source, targetObject=target)
    if kind.endswith("HasMember"):
        slot(one, "SubmissionSetStatus", "Original")


def post(action, body, attachments, url):
    envelope = etree.Element(tag(SOAP, "Envelope"), nsmap={"soap": SOAP, "wsa": WSA})
    head = etree.SubElement(envelope, tag(SOAP, "Header"))
    for name, value in (("Action", action), ("MessageID", "urn:uuid:%s" % uuid.uuid4()), ("To", url)):
        etree.SubElement(head, tag(WSA, name)).text = value
    etree.SubElement(envelope, tag(SOAP, "Body")).append(body)
    kind, output = pack(envelope, attachments)
    request = urllib.request.Request(url, output, {"Content-Type": kind})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return answer.read()


def pack(envelope, attachments):
    """A message with its documents as MTOM."""
    return multipart(etree.tostring(envelope, xml_declaration=True, encoding="UTF-8"), attachments, "root@source")


def include(parent, name):
    etree.SubElement(parent, tag(XOP, "Include"), href="cid:" + name, nsmap={"xop": XOP})


def publish(study, images):
    kos = manifest_of(study, images)
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d%H%M%S")
    body = etree.Element(tag(XDS, "ProvideAndRegisterDocumentSetRequest"), nsmap={"xds": XDS})
    request = etree.SubElement(body, tag(LCM, "SubmitObjectsRequest"), nsmap={"lcm": LCM, "rim": RIM})
    listed = etree.SubElement(request, tag(RIM, "RegistryObjectList"))
    unique = new_uid() if "other-unique-id" in defects else kos.SOPInstanceUID
    media_type = "text/plain" if "wrong-media-type" in defects else "application/dicom"
    format_code = ("1.2.3", "1.2.840.10008.2.6.1") if "wrong-format" in defects else (KOS, "1.2.840.10008.2.6.1")
    patient = entry(listed, "Manifest", unique, media_type, format_code, images, now)
    symbols = ["Manifest"]
    attachments = [("manifest@source", media_type, b"no object" if "no-object" in defects else encode(kos))]
    if "no-bundle" not in defects:
        entry(listed, "Bundle", new_uid(), "application/fhir+json",
              ("urn:ihe:rad:MADO:fhir-manifest:2026", "1.3.6.1.4.1.19376.1.2.3"), images, now)
        symbols.append("Bundle")
        attachments.append(("bundle@source", "application/fhir+json", bundle_of(study, images, kos)))
    if "publishes-twice" in defects:
        again = manifest_of(study, images)
        entry(listed, "Again", again.SOPInstanceUID, media_type, format_code, images, now)
        symbols.append("Again")
        attachments.append(("again@source", media_type, encode(again)))
    package = etree.SubElement(listed, tag(RIM, "RegistryPackage"), id="Set")
    slot(package, "submissionTime", now)
    classify(package, "aa543740-bdda-424e-8c96-df4873be8500", "18748-4", "2.16.840.1.113883.6.1", "Imaging")
    identify(package, "6b5aea1a-874d-4603-a4bc-96a0a7b38446", patient)
    identify(package, "96fdda7c-d067-4183-912e-bf5ee74998a8", new_uid())
    identify(package, "554ac39e-e3fe-47fe-b233-965d2a147832", "1.3.6.1.4.1.21367.2026.12")
    etree.SubElement(listed, tag(RIM, "Classification"), id="SetKind", classifiedObject="Set",
                     classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd")
    for symbol in symbols:
        associate(listed, EBXML + "AssociationType:HasMember", "Set", symbol)
    if "Bundle" in symbols:
        associate(listed, "urn:ihe:iti:2007:AssociationType:XFRM", "Bundle", "Manifest")
    for symbol, earlier in zip(symbols, published.get(study, [])):
        if "adds-manifest" not in defects:
            associate(listed, "urn:ihe:iti:2007:AssociationType:RPLC", symbol, earlier)
    for symbol, attachment in zip(symbols, attachments):
        include(etree.SubElement(body, tag(XDS, "Document"), id=symbol), attachment[0])
    answer = post("urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b", body, attachments, repository)
    if b"ResponseStatusType:Success" not in answer:
        print("publication refused: %s" % answer, flush=True)
    published[study] = [entry_of(patient, format_code)] + (
        [entry_of(patient, ("urn:ihe:rad:MADO:fhir-manifest:2026", "1.3.6.1.4.1.19376.1.2.3"))]
        if "Bundle" in symbols else [])


def entry_of(patient, format_code):
    """Id of the approved entry of a patient and format, as the registry numbered it."""
    query = etree.Element(tag(EBXML + "xsd:query:3.0", "AdhocQueryRequest"), nsmap={"rim": RIM})
    etree.SubElement(query, tag(EBXML + "xsd:query:3.0", "ResponseOption"), returnType="ObjectRef")
    asked = etree.SubElement(query, tag(RIM, "AdhocQuery"), id="urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d")
    slot(asked, "$XDSDocumentEntryPatientId", "'%s'" % patient)
    slot(asked, "$XDSDocumentEntryStatus", "('%sStatusType:Approved')" % EBXML)
    slot(asked, "$XDSDocumentEntryFormatCode", "('%s^^%s')" % format_code)
    answer = post("urn:ihe:iti:2007:RegistryStoredQuery", query, [], repository)
    found = re.findall(rb'ObjectRef[^>]* id="([^"]*)"', answer)
    return found[-1].decode() if found else ""


# --- DICOM --------------------------------------------------------------------------------------------------------------

arrived = {}


def stored(event):
    data = event.dataset
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = event.context.transfer_syntax
    with lock:
        if data.SOPClassUID == KOS and data.ConceptNameCodeSequence[0].CodeValue != "113030":
            rejected = [item.ReferencedSOPInstanceUID for evidence in data.CurrentRequestedProcedureEvidenceSequence
                        for series in evidence.ReferencedSeriesSequence for item in series.ReferencedSOPSequence]
            for uid in rejected:
                held.pop(uid, None)
            if "keeps-rejected" not in defects:
                arrived.setdefault(event.assoc, set()).add(data.StudyInstanceUID)
            return 0x0000
        held[data.SOPInstanceUID] = data
        arrived.setdefault(event.assoc, set()).add(data.StudyInstanceUID)
    return 0x0000


def complete(event):
    """A study is complete when the association that brought it ends."""
    with lock:
        studies = arrived.pop(event.assoc, set())
        if repository == "none" or "publishes-nothing" in defects:
            return
        for study in studies:
            images = [image for image in held.values() if image.StudyInstanceUID == study]
            if images:
                publish(study, images)


# --- RAD-69 -------------------------------------------------------------------------------------------------------------

class Refusal(Exception):
    def __init__(self, code, text):
        super().__init__(text)
        self.code, self.text = code, text


def registry_response(refusals, status):
    response = etree.Element(tag(RS, "RegistryResponse"), nsmap={"rs": RS}, status=status)
    if refusals:
        listed = etree.SubElement(response, tag(RS, "RegistryErrorList"))
        for refusal in refusals:
            etree.SubElement(listed, tag(RS, "RegistryError"), errorCode=refusal.code, codeContext=refusal.text,
                             severity=EBXML + "ErrorSeverityType:Error")
    return response


def find_image(study, series, request, syntaxes):
    asked, uid = (request.findtext(tag(XDS, name)) or "" for name in ("RepositoryUniqueId", "DocumentUniqueId"))
    if asked != LOCATION and "any-repository" not in defects:
        raise Refusal("XDSUnknownRepositoryId", asked)
    if (not study or not series) and "any-hierarchy" not in defects:
        raise Refusal("XDSIRequestError", "a study and a series have to be named")
    image = held.get(uid)
    if image is None:
        raise Refusal("XDSDocumentUniqueIdError", uid)
    if study and image.StudyInstanceUID != study and "any-study" not in defects:
        raise Refusal("XDSDocumentUniqueIdError", "%s is not in study %s" % (uid, study))
    if series and image.SeriesInstanceUID != series and not {"any-series", "any-study"} & set(defects):
        raise Refusal("XDSDocumentUniqueIdError", "%s is not in series %s" % (uid, series))
    syntax = next((one for one in syntaxes if one in (ExplicitVRLittleEndian, ImplicitVRLittleEndian)), None)
    if syntax is None:
        if "any-syntax" not in defects:
            raise Refusal("XDSRepositoryError", "no transfer syntax of those asked for")
        syntax = ExplicitVRLittleEndian
    if "ignores-syntax" in defects:
        syntax = ExplicitVRLittleEndian
    return uid, image, syntax


def retrieve(body):
    syntaxes = [(one.text or "").strip() for one in body.iter(tag(RAD, "TransferSyntaxUID"))]
    refusals, found = [], []
    for study in body.findall(tag(RAD, "StudyRequest")):
        for series in study.findall(tag(RAD, "SeriesRequest")):
            for request in series.findall(tag(XDS, "DocumentRequest")):
                try:
                    found.append(find_image(study.get("studyInstanceUID"), series.get("seriesInstanceUID"), request,
                                            syntaxes))
                except Refusal as refusal:
                    refusals.append(refusal)
    if "forgets-image" in defects and len(found) > 1:
        found.pop()
    if "foreign-image" in defects and found:
        other = next((image for image in held.values() if image.StudyInstanceUID != found[0][1].StudyInstanceUID), None)
        if other is not None:
            found.append((other.SOPInstanceUID, other, found[0][2]))
    if "unknown-is-success" in defects and not found:
        refusals = []
    response = etree.Element(tag(XDS, "RetrieveDocumentSetResponse"), nsmap={"xds": XDS})
    status = EBXML + "ResponseStatusType:Success" if not refusals else (
        "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess" if found else EBXML + "ResponseStatusType:Failure")
    response.append(registry_response(refusals, status))
    attachments = []
    for number, (uid, image, syntax) in enumerate(found):
        if "other-image" in defects:
            image = next((one for one in held.values() if one.SOPInstanceUID != uid), image)
        if "spoils-image" in defects and "PixelData" in image:
            image = copy.deepcopy(image)
            image.PixelData = bytes([image.PixelData[0] ^ 1]) + image.PixelData[1:]
        one = etree.SubElement(response, tag(XDS, "DocumentResponse"))
        etree.SubElement(one, tag(XDS, "RepositoryUniqueId")).text = LOCATION
        etree.SubElement(one, tag(XDS, "DocumentUniqueId")).text = "2.25.1" if "misnames" in defects else uid
        etree.SubElement(one, tag(XDS, "mimeType")).text = "application/dicom"
        place = etree.SubElement(one, tag(XDS, "Document"))
        if "inline" in defects:
            place.text = base64.b64encode(encode(image, syntax)).decode()
        else:
            include(place, "image%d@source" % number)
            attachments.append(("image%d@source" % number, "application/dicom", encode(image, syntax)))
    return response, attachments


# --- XDR-I --------------------------------------------------------------------------------------------------------------

def take(body, parts):
    submitted = body.find("%s/%s" % (tag(LCM, "SubmitObjectsRequest"), tag(RIM, "RegistryObjectList")))
    entries = [one for one in submitted if etree.QName(one).localname == "ExtrinsicObject"]
    given = {one.get("id"): parts.get(one.find(tag(XOP, "Include")).get("href")[4:])
             for one in body.findall(tag(XDS, "Document"))}
    failure, success = (EBXML + "ResponseStatusType:" + word for word in ("Failure", "Success"))
    missing = [one for one in entries if given.get(one.get("id")) is None]
    if missing and "takes-nothing" not in defects:
        return registry_response([Refusal("XDSMissingDocument", one.get("id")) for one in missing], failure)
    if "drops-objects" not in defects:
        for one in entries:
            content = given.get(one.get("id"))
            if one.get("mimeType") == "application/dicom" and content:
                data = pydicom.dcmread(io.BytesIO(content))
                held[data.SOPInstanceUID] = data
    return registry_response([], success)


# --- HTTP ---------------------------------------------------------------------------------------------------------------

class Handler(QuietHandler):
    def do_POST(self):
        content, parts = unpacked(self.content(), self.headers.get("Content-Type", ""))
        envelope = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        header = {etree.QName(block).localname: (block.text or "").strip()
                  for block in envelope.find(tag(SOAP, "Header"))}
        body = envelope.find(tag(SOAP, "Body"))[0]
        with lock:
            if body.tag == tag(RAD, "RetrieveImagingDocumentSetRequest"):
                answer, attachments = retrieve(body)
            else:
                answer, attachments = take(body, parts), []
        reply = etree.Element(tag(SOAP, "Envelope"), nsmap={"soap": SOAP, "wsa": WSA})
        head = etree.SubElement(reply, tag(SOAP, "Header"))
        etree.SubElement(head, tag(WSA, "Action")).text = header.get("Action", "") + "Response"
        etree.SubElement(head, tag(WSA, "RelatesTo")).text = header.get("MessageID", "")
        etree.SubElement(reply, tag(SOAP, "Body")).append(answer)
        media_type, output = pack(reply, attachments)
        self.reply(200, media_type, output)

    def do_GET(self):
        place = urllib.parse.urlsplit(self.path)
        query = {name: values[0] for name, values in
                 urllib.parse.parse_qs(place.query, keep_blank_values=True).items()}
        with lock:
            if place.path == "/wado":
                return self.one(query)
            found = re.fullmatch(r"/studies/([^/]+)(?:/series/([^/]+))?(?:/instances/([^/]+))?", place.path)
            if not found:
                return self.reply(404, "text/plain", b"not found")
            study, series, instance = found.groups()
            images = [image for image in held.values() if image.StudyInstanceUID == study
                      and (not series or image.SeriesInstanceUID == series or "whole-study" in defects)
                      and (not instance or image.SOPInstanceUID == instance)]
            if not images:
                return self.reply(404, "text/plain", b"not found")
            if "web-repeats" in defects:
                images = images + images
            boundary = uuid.uuid4().hex
            output = b"".join(("--%s\r\nContent-Type: application/dicom\r\n\r\n" % boundary).encode() + encode(image)
                              + b"\r\n" for image in images) + ("--%s--\r\n" % boundary).encode()
        self.reply(200, 'multipart/related; type="application/dicom"; boundary=%s' % boundary, output)

    def one(self, query):
        image = held.get(query.get("objectUID", ""))
        if "web-always-success" in defects and image is None:
            return self.reply(200, "text/html", b"<html><body>Nothing here</body></html>")
        if query.get("requestType") != "WADO":
            return self.reply(400, "text/plain", b"no WADO")
        if "web-any-hierarchy" not in defects:
            if not query.get("studyUID") or not query.get("seriesUID"):
                return self.reply(400, "text/plain", b"incomplete")
            if image is not None and (image.StudyInstanceUID, image.SeriesInstanceUID) != (
                    query["studyUID"], query["seriesUID"]):
                image = None
        if image is None:
            return self.reply(404, "text/plain", b"not found")
        self.reply(200, "application/dicom", encode(image))


entity = AE("SOURCE")
for context in AllStoragePresentationContexts:
    entity.add_supported_context(context.abstract_syntax, ExplicitVRLittleEndian)
entity.add_supported_context(Verification)
entity.start_server(("127.0.0.1", dicom_port), block=False,
                    evt_handlers=[(evt.EVT_C_STORE, stored), (evt.EVT_RELEASED, complete)])
server = ThreadingHTTPServer(("127.0.0.1", web_port), Handler)
print("ready", flush=True)
server.serve_forever()
