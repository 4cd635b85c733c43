"""Imaging gateways between communities for tests. Two communities, `a` and `b`, each with an archive that takes studies over
DICOM (AE titles A and B on one port) and a responding imaging gateway (/a/images, /b/images: RAD-75); and an initiating
imaging gateway before them (/images: RAD-69), which knows a third community that never answers.

It shares nothing with the client that it is asked by: pydicom, pynetdicom, lxml and the standard library.

usage: imaging_gateway.py PORT DICOM-PORT DEFECT, where DEFECT is `none` or, of the responding gateways,
  spoils-image: alters a pixel
  forgets-image: leaves the last image out, and says nothing of it
  no-home: images name no community
  takes-any-home: answers for any community that is named
  unknown-is-success: answers success and nothing for an image that is not there
  any-syntax: gives what it has, whatever is accepted
  first-syntax: looks at the first accepted transfer syntax alone
  refuses-compressed: does not give what is compressed
or, of the initiating gateway,
  all-or-nothing: answers a failure and nothing else where one community does not answer
  hides-silence: does not say that a community did not answer
  nameless-silence: says that a community did not answer, but not which
  takes-strangers: answers success and nothing for a community that it does not know
  drops-homes: images name no community
"""
import copy
import io
import sys
import threading

from lxml import etree
from pydicom.dataset import FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, ImplicitVRLittleEndian, JPEGLosslessSV1
from pynetdicom import AE, AllStoragePresentationContexts, evt
from pynetdicom.sop_class import Verification

from soap_service import Answer, Fault, include, serve

port, dicom_port, defect = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
EBXML, RS = "urn:oasis:names:tc:ebxml-regrep:", "urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0"
XDS, RAD = "urn:ihe:iti:xds-b:2007", "urn:ihe:rad:xdsi-b:2009"
SILENT = "urn:oid:1.3.6.1.4.1.21367.2026.70.9"
CROSS, LOCAL = "urn:ihe:rad:2011:CrossGatewayRetrieveImagingDocumentSet", "urn:ihe:rad:2009:RetrieveImagingDocumentSet"
lock = threading.Lock()


class Community:
    def __init__(self, number):
        self.home = "urn:oid:1.3.6.1.4.1.21367.2026.70.%d" % number
        self.source = "1.3.6.1.4.1.21367.2026.72.%d" % number
        self.held = {}


A, B = Community(1), Community(2)
COMMUNITIES = {"a": A, "b": B}


# DICOM

def stored(event):
    data = event.dataset
    data.file_meta = FileMetaDataset()
    data.file_meta.TransferSyntaxUID = event.context.transfer_syntax
    called = event.assoc.requestor.primitive.called_ae_title.strip()
    with lock:
        COMMUNITIES[called.lower()].held[data.SOPInstanceUID] = data
    return 0x0000


entity = AE()
for context in AllStoragePresentationContexts[:120]:
    entity.add_supported_context(context.abstract_syntax,
                                 [JPEGLosslessSV1, ExplicitVRLittleEndian, ImplicitVRLittleEndian])
entity.add_supported_context(Verification)
entity.start_server(("127.0.0.1", dicom_port), block=False, evt_handlers=[(evt.EVT_C_STORE, stored)])


def written(data, accepted):
    """The file in the first accepted transfer syntax that can be had, or None."""
    own = data.file_meta.TransferSyntaxUID
    if defect == "any-syntax":
        accepted = [own]
    if defect == "first-syntax":
        accepted = accepted[:1]
    if defect == "refuses-compressed" and own.is_compressed:
        accepted = []
    for syntax in accepted:
        data = copy.deepcopy(data)
        if syntax != own:
            # Nothing is compressed or decompressed here.
            if own.is_compressed or syntax not in (ExplicitVRLittleEndian, ImplicitVRLittleEndian):
                continue
        data.file_meta.TransferSyntaxUID = syntax
        if defect == "spoils-image":
            pixels = bytearray(data.PixelData)
            pixels[len(pixels) // 2] ^= 0x11
            data.PixelData = bytes(pixels)
        output = io.BytesIO()
        data.save_as(output, enforce_file_format=True)
        return output.getvalue()
    return None


# SOAP

class Problem:
    def __init__(self, code, text, where=None):
        self.code, self.text, self.where = code, text, where


def respond(community, requests, accepted):
    given, problems = [], []
    for home, source, study, series, instance in requests:
        data = community.held.get(instance)
        if home != community.home and defect != "takes-any-home":
            problems.append(Problem("XDSUnknownCommunity" if home else "XDSMissingHomeCommunityId", instance,
                                    community.home))
        elif source != community.source:
            problems.append(Problem("XDSUnknownRepositoryId", source, community.home))
        elif data is None or (data.StudyInstanceUID, data.SeriesInstanceUID) != (study, series):
            if defect != "unknown-is-success":
                problems.append(Problem("XDSDocumentUniqueIdError", instance, community.home))
        else:
            content = written(data, accepted)
            if content is None:
                problems.append(Problem("XDSRepositoryError", "no accepted transfer syntax", community.home))
            else:
                given.append((community.home, source, instance, content))
    return (given[:-1] if defect == "forgets-image" else given), problems


def initiate(requests, accepted):
    given, problems = [], []
    for community in (A, B):
        some, of_them = respond(community, [one for one in requests if one[0] == community.home], accepted)
        given, problems = given + some, problems + of_them
    for home in {one[0] for one in requests} - {A.home, B.home}:
        if home == SILENT:
            if defect != "hides-silence":
                problems.append(Problem("XDSUnavailableCommunity", "no connection",
                                        None if defect == "nameless-silence" else SILENT))
        elif defect != "takes-strangers":
            problems.append(Problem("XDSUnknownCommunity", str(home), home))
    return ([] if problems and defect == "all-or-nothing" else given), problems


def tag(space, name):
    return "{%s}%s" % (space, name)


def requests_of(body):
    return [(one.findtext(tag(XDS, "HomeCommunityId")), one.findtext(tag(XDS, "RepositoryUniqueId")),
             study.get("studyInstanceUID"), series.get("seriesInstanceUID"),
             one.findtext(tag(XDS, "DocumentUniqueId")))
            for study in body.findall(tag(RAD, "StudyRequest")) for series in study.findall(tag(RAD, "SeriesRequest"))
            for one in series.findall(tag(XDS, "DocumentRequest"))]


def answer_to(path, action, body, parts):
    if etree.QName(body).localname != "RetrieveImagingDocumentSetRequest":
        raise Fault("no transaction of an imaging gateway")
    community = COMMUNITIES.get(path.strip("/").split("/")[0])
    expected = CROSS if community else LOCAL
    if action != expected:
        raise Fault("the action is %s and not %s" % (action, expected))
    accepted = [one.text.strip() for one in body.iter(tag(RAD, "TransferSyntaxUID"))]
    with lock:
        given, problems = (respond(community, requests_of(body), accepted) if community
                           else initiate(requests_of(body), accepted))
    answer = etree.Element(tag(XDS, "RetrieveDocumentSetResponse"), nsmap={"xds": XDS, "rs": RS})
    status = EBXML + "ResponseStatusType:" + ("Failure" if problems else "Success")
    if problems and given:
        status = "urn:ihe:iti:2007:ResponseStatusType:PartialSuccess"
    response = etree.SubElement(answer, tag(RS, "RegistryResponse"), status=status)
    if problems:
        listed = etree.SubElement(response, tag(RS, "RegistryErrorList"))
        for problem in problems:
            one = etree.SubElement(listed, tag(RS, "RegistryError"), errorCode=problem.code, codeContext=problem.text,
                                   severity=EBXML + "ErrorSeverityType:Error")
            if problem.where:
                one.set("location", problem.where)
    attachments = []
    for number, (home, source, instance, content) in enumerate(given):
        one = etree.SubElement(answer, tag(XDS, "DocumentResponse"))
        if defect != "no-home" and not (defect == "drops-homes" and community is None):
            etree.SubElement(one, tag(XDS, "HomeCommunityId")).text = home
        etree.SubElement(one, tag(XDS, "RepositoryUniqueId")).text = source
        etree.SubElement(one, tag(XDS, "DocumentUniqueId")).text = instance
        etree.SubElement(one, tag(XDS, "mimeType")).text = "application/dicom"
        include(etree.SubElement(one, tag(XDS, "Document")), "image%d@peer" % number, "application/dicom", content,
                attachments)
    return Answer(answer, expected + "Response", attachments)


serve(port, answer_to)
