"""Asks for shared images as somebody elsewhere would: stores a study by DICOM, finds its manifest by a stored query, reads it,
and fetches the images by RAD-69, by WADO-RS at the addresses of the manifest and by WADO; then by RAD-75 at a responding imaging
gateway, and by RAD-69 at an initiating one.

It shares nothing with what it asks: pydicom makes and reads objects, pynetdicom sends them, lxml holds the answers against the
published schemas, requests and the standard library do the rest.

usage: shared_images_client.py SCHEMAS SOURCE-PORT IMAGES LOCATION WADO REGISTRY REPOSITORY-ID GATEWAY-PORT GATEWAY
       GATEWAY-LOCATION HOME INITIATING
Prints what it found, a line for each question.
"""
import base64
import copy
import email
import email.policy
import io
import pathlib
import sys
import time
import uuid

import pydicom
import requests
from lxml import etree
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, generate_uid
from pynetdicom import AE

from pynetdicom_loop import held_still

(schemas, source_port, images, location, wado, registry, repository_id, gateway_port, gateway, gateway_location, home,
 initiating) = sys.argv[1:]
CT = "1.2.840.10008.5.1.4.1.1.2"
KOS = "1.2.840.10008.5.1.4.1.1.88.59"
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
SPACES = {
    "soap": "http://www.w3.org/2003/05/soap-envelope", "wsa": "http://www.w3.org/2005/08/addressing",
    "rim": EBXML + "xsd:rim:3.0", "rs": EBXML + "xsd:rs:3.0", "query": EBXML + "xsd:query:3.0",
    "xds": "urn:ihe:iti:xds-b:2007", "rad": "urn:ihe:rad:xdsi-b:2009", "xop": "http://www.w3.org/2004/08/xop/include"}
PATIENT = "9990000018"


def tag(name):
    prefix, local = name.split(":")
    return "{%s}%s" % (SPACES[prefix], local)


def element(name, text=None, /, *children, **attributes):
    one = etree.Element(tag(name), attributes, nsmap=SPACES)
    one.text = text
    one.extend(children)
    return one


def schema(name):
    return etree.XMLSchema(etree.parse(str(pathlib.Path(schemas) / name)))


DOCUMENTS, QUERIES = schema("XDS.b_DocumentRepository.xsd"), schema("query.xsd")


# --- Objects ------------------------------------------------------------------------------------------------------------

def study(count=2):
    """Images of two series."""
    found, uid = [], generate_uid()
    for series in range(count):
        series_uid = generate_uid()
        for number in range(count):
            data = Dataset()
            data.SpecificCharacterSet = "ISO_IR 100"
            data.SOPClassUID, data.SOPInstanceUID = CT, generate_uid()
            data.StudyInstanceUID, data.SeriesInstanceUID = uid, series_uid
            data.PatientID, data.PatientName, data.PatientBirthDate, data.PatientSex = PATIENT, "Reader^Outside", "19500101", "F"
            data.StudyDate, data.StudyTime, data.StudyID, data.AccessionNumber = "20260301", "101500", "1", "OUT1"
            data.ReferringPhysicianName, data.Modality, data.SeriesDescription = "", "CT", "Series %d" % series
            data.SeriesNumber, data.InstanceNumber, data.BodyPartExamined = series + 1, number + 1, "CHEST"
            data.Rows = data.Columns = 8
            data.SamplesPerPixel, data.PhotometricInterpretation, data.PixelRepresentation = 1, "MONOCHROME2", 0
            data.BitsAllocated, data.BitsStored, data.HighBit = 16, 12, 11
            data.PixelData = bytes((series * 50 + number * 10 + place) % 16 if place % 2 else place for place in range(128))
            found.append(data)
    return found


def store(found, port, title):
    entity = AE()
    entity.add_requested_context(CT, ExplicitVRLittleEndian)
    association = entity.associate("127.0.0.1", int(port), ae_title=title)
    with held_still(association):
        for data in found:
            data = copy.deepcopy(data)
            data.file_meta = FileMetaDataset()
            data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            assert association.send_c_store(data).Status == 0
    association.release()


def compared(found, given):
    """How files that came compare with the images that were stored."""
    got = {}
    for content in given:
        data = pydicom.dcmread(io.BytesIO(content))
        got[data.SOPInstanceUID] = data
    if len(got) != len(given):
        return "repeated"
    if set(got) != {data.SOPInstanceUID for data in found}:
        return "incomplete"
    same = all(got[data.SOPInstanceUID].PixelData == data.PixelData
               and got[data.SOPInstanceUID].PatientID == data.PatientID for data in found)
    return "unchanged" if same else "changed"


# --- SOAP ---------------------------------------------------------------------------------------------------------------

def call(address, action, body, packed=True):
    """The body of the answer and the documents beside it."""
    message_id = "urn:uuid:%s" % uuid.uuid4()
    envelope = etree.tostring(element(
        "soap:Envelope", None,
        element("soap:Header", None, element("wsa:Action", action), element("wsa:MessageID", message_id),
                element("wsa:To", address)),
        element("soap:Body", None, body)))
    kind = "application/soap+xml; charset=UTF-8"
    if packed:
        boundary = uuid.uuid4().hex
        envelope = (
            "--%s\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"application/soap+xml\"\r\n"
            "Content-Transfer-Encoding: binary\r\nContent-ID: <root@outside>\r\n\r\n" % boundary
        ).encode() + envelope + ("\r\n--%s--\r\n" % boundary).encode()
        kind = ('multipart/related; type="application/xop+xml"; start="<root@outside>"; '
                'start-info="application/soap+xml"; boundary="%s"' % boundary)
    answer = requests.post(address, data=envelope, headers={"Content-Type": kind}, timeout=30)
    parts, content = {}, answer.content
    if answer.headers["Content-Type"].startswith("multipart/related"):
        message = email.message_from_bytes(
            b"Content-Type: " + answer.headers["Content-Type"].encode() + b"\r\n\r\n" + content, policy=email.policy.HTTP)
        parts = {part["Content-ID"].strip("<>"): part.get_payload(decode=True) for part in message.iter_parts()}
        content = parts.pop(message.get_param("start").strip("<>"))
    root = etree.fromstring(content)
    related = root.findtext("soap:Header/wsa:RelatesTo", None, SPACES) == message_id
    told = root.findtext("soap:Header/wsa:Action", None, SPACES) == action + "Response"
    return root.find("soap:Body", SPACES)[0], parts, "related" if related and told else "unrelated"


def slot(name, *values):
    return element("rim:Slot", None, element("rim:ValueList", None, *[element("rim:Value", one) for one in values]),
                   name=name)


def find():
    query = element(
        "rim:AdhocQuery", None, slot("$XDSDocumentEntryPatientId", "'%s^^^&2.16.840.1.113883.2.1.4.1&ISO'" % PATIENT),
        slot("$XDSDocumentEntryStatus", "('%sStatusType:Approved')" % EBXML),
        slot("$XDSDocumentEntryFormatCode", "('%s^^1.2.840.10008.2.6.1')" % KOS),
        id="urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d")
    return element("query:AdhocQueryRequest", None,
                   element("query:ResponseOption", returnType="LeafClass", returnComposedObjects="true"), query)


def status(body):
    response = body if body.get("status") else body.find("rs:RegistryResponse", SPACES)
    return response.get("status").split(":")[-1]


def errors(body):
    return " ".join(one.get("errorCode") for one in body.iter(tag("rs:RegistryError"))) or "-"


def named(asked, place, community, syntax):
    studies = {}
    for data in asked:
        studies.setdefault(data.StudyInstanceUID, {}).setdefault(data.SeriesInstanceUID, []).append(data.SOPInstanceUID)

    def one(uid):
        fields = [element("xds:HomeCommunityId", community)] if community else []
        return element("xds:DocumentRequest", None, *fields, element("xds:RepositoryUniqueId", place),
                       element("xds:DocumentUniqueId", uid))

    return element(
        "rad:RetrieveImagingDocumentSetRequest", None,
        *[element("rad:StudyRequest", None, *[
            element("rad:SeriesRequest", None, *[one(uid) for uid in uids], seriesInstanceUID=series)
            for series, uids in listed.items()], studyInstanceUID=uid) for uid, listed in studies.items()],
        element("rad:TransferSyntaxUIDList", None, element("rad:TransferSyntaxUID", syntax)))


def fetch(label, address, action, found, place, community=None, syntax=ExplicitVRLittleEndian, beside=()):
    body, parts, related = call(address, action, named(list(found) + list(beside), place, community, syntax))
    given, homes = [], set()
    for document in body.findall("xds:DocumentResponse", SPACES):
        include = document.find("xds:Document/xop:Include", SPACES)
        given.append(parts[include.get("href")[4:]])
        homes.add(document.findtext("xds:HomeCommunityId", "none", SPACES))
        if pydicom.dcmread(io.BytesIO(given[-1])).file_meta.TransferSyntaxUID != syntax:
            homes.add("other transfer syntax")
    # The schema has the documents where XOP has their place.
    for include in list(body.iter(tag("xop:Include"))):
        place = include.getparent()
        place.remove(include)
        place.text = base64.b64encode(parts[include.get("href")[4:]]).decode()
    valid = "valid" if DOCUMENTS.validate(body) else "invalid"
    print(label, status(body), errors(body), compared(found, given) if given else "nothing",
          " ".join(sorted(homes)) or "-", valid, related, flush=True)


RETRIEVE, CROSS = "urn:ihe:rad:2009:RetrieveImagingDocumentSet", "urn:ihe:rad:2011:CrossGatewayRetrieveImagingDocumentSet"
found = study()
store(found, source_port, "SOURCE")
entries, deadline = [], time.monotonic() + 30
while not entries and time.monotonic() < deadline:
    answer, _, related = call(registry, "urn:ihe:iti:2007:RegistryStoredQuery", find(), packed=False)
    entries = [one for one in answer.iter(tag("rim:ExternalIdentifier"))
               if one.get("identificationScheme") == "urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab"]
    time.sleep(0.1)
print("query", status(answer), len(entries), "valid" if QUERIES.validate(answer) else "invalid", related)
body, parts, related = call(
    registry, "urn:ihe:iti:2007:RetrieveDocumentSet",
    element("xds:RetrieveDocumentSetRequest", None, element(
        "xds:DocumentRequest", None, element("xds:RepositoryUniqueId", repository_id),
        element("xds:DocumentUniqueId", entries[0].get("value") if entries else ""))))
manifest = pydicom.dcmread(io.BytesIO(list(parts.values())[0]))
listed = {item.ReferencedSOPInstanceUID: series for evidence in manifest.CurrentRequestedProcedureEvidenceSequence
          for series in evidence.ReferencedSeriesSequence for item in series.ReferencedSOPSequence}
print("manifest", manifest.SOPClassUID == KOS, manifest.Modality, manifest.PatientID,
      set(listed) == {data.SOPInstanceUID for data in found},
      {str(series.get("RetrieveLocationUID", "")) for series in listed.values()} == {location},
      all(listed[data.SOPInstanceUID].SeriesInstanceUID == data.SeriesInstanceUID for data in found
          if data.SOPInstanceUID in listed))
files = []
for url in sorted({series.RetrieveURL for series in listed.values()}):
    answer = requests.get(url, headers={"Accept": 'multipart/related; type="application/dicom"'}, timeout=30)
    message = email.message_from_bytes(
        b"Content-Type: " + answer.headers.get("Content-Type", "").encode() + b"\r\n\r\n" + answer.content,
        policy=email.policy.HTTP)
    files += [part.get_payload(decode=True) for part in message.iter_parts()] if answer.status_code == 200 else []
print("web", compared(found, files) if files else "nothing")
parameters = {"requestType": "WADO", "studyUID": found[0].StudyInstanceUID, "seriesUID": found[0].SeriesInstanceUID,
              "objectUID": found[0].SOPInstanceUID, "contentType": "application/dicom"}
right = requests.get(wado, parameters, timeout=30)
wrong = [requests.get(wado, {**parameters, name: value}, timeout=30).status_code
         for name, value in [("objectUID", "2.25.1"), ("seriesUID", found[-1].SeriesInstanceUID), ("studyUID", "2.25.1"),
                             ("studyUID", ""), ("seriesUID", "")]]
print("wado", compared(found[:1], [right.content]), *wrong)
stranger = copy.deepcopy(found[0])
stranger.SOPInstanceUID = "2.25.1"
fetch("source", images, RETRIEVE, found, location)
fetch("implicit", images, RETRIEVE, found, location, syntax=ImplicitVRLittleEndian)
fetch("part", images, RETRIEVE, found, location, beside=[stranger])
fetch("elsewhere", images, RETRIEVE, found[:1], "2.25.2")
fetch("syntax", images, RETRIEVE, found[:1], location, syntax="2.25.3")
found = study()
store(found, gateway_port, "IMAGES")
fetch("gateway", gateway, CROSS, found, gateway_location, home)
fetch("unknown", gateway, CROSS, found, gateway_location, "urn:oid:2.25.4")
fetch("initiating", initiating, RETRIEVE, found, gateway_location, home)
fetch("strange", initiating, RETRIEVE, found, gateway_location, "urn:oid:2.25.4")
