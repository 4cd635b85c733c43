"""What the registry and repository for tests hold, and how their objects are read and written."""
import datetime
import sys
import uuid

from lxml import etree

SOAP, WSA = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
EBXML = "urn:oasis:names:tc:ebxml-regrep:"
RIM, RS, LCM, QUERY = (EBXML + "xsd:%s:3.0" % name for name in ("rim", "rs", "lcm", "query"))
XDS, XOP, RMD = "urn:ihe:iti:xds-b:2007", "http://www.w3.org/2004/08/xop/include", "urn:ihe:iti:rmd:2017"
STATUS = EBXML + "StatusType:"
RESPONSE = EBXML + "ResponseStatusType:"
HAS_MEMBER = EBXML + "AssociationType:HasMember"
REPOSITORY = sys.argv[3] if len(sys.argv) > 3 else "1.3.6.1.4.1.21367.2026.11.1"
DOMAIN = "&2.16.840.1.113883.2.1.4.1&ISO"
STABLE = "urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1"
SET, FOLDER = "urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd", "urn:uuid:d9d542f3-6cc4-48b6-8870-ea235fbc94c2"
FOLDER_CODES = "1ba97051-7806-41a8-a48b-8fce7af683c5"
PATIENT = ("urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427", "urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446",
           "urn:uuid:f64ffdf0-4b97-4e06-b79f-a52b38ec2f8a")
UNIQUE = ("urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab", "urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8",
          "urn:uuid:75df8f67-9973-4fbe-a900-df66cefecc5a")
CODES = {"ClassCode": "41a5887f-8865-4c09-adf7-e362475b143a", "TypeCode": "f0306f51-975f-434e-a61c-c59651d33983",
         "FormatCode": "a09d5840-386c-46f2-b5ad-9c3699a4309d",
         "EventCodeList": "2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4",
         "PracticeSettingCode": "cccf5598-8b07-4b77-a05e-ae952c785ead",
         "HealthcareFacilityTypeCode": "f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1",
         "ConfidentialityCode": "f4f85eac-e6cb-4883-b524-f2705394840f"}
AUTHOR = "urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d"
REFERENCES = "urn:ihe:iti:xds:2013:referenceIdList"

objects, contents, defects = [], {}, set()


def has(defect):
    return defect in defects


def tag(space, name):
    return "{%s}%s" % (space, name)


def kind(element):
    return etree.QName(element).localname


def slot(element, name):
    found = [child for child in element.findall(tag(RIM, "Slot")) if child.get("name") == name]
    return [value.text or "" for one in found for value in one.iter(tag(RIM, "Value"))]


def set_slot(element, name, values):
    for child in element.findall(tag(RIM, "Slot")):
        if child.get("name") == name:
            element.remove(child)
    if values:
        one = etree.Element(tag(RIM, "Slot"), name=name)
        listed = etree.SubElement(one, tag(RIM, "ValueList"))
        for value in values:
            etree.SubElement(listed, tag(RIM, "Value")).text = value
        element.insert(0, one)


def set_version(element, number):
    """VersionInfo stands before the classifications."""
    for child in element.findall(tag(RIM, "VersionInfo")):
        element.remove(child)
    place = next((index for index, child in enumerate(element)
                  if kind(child) in ("Classification", "ExternalIdentifier")), len(element))
    element.insert(place, etree.Element(tag(RIM, "VersionInfo"), versionName=str(number)))


def version(element):
    found = element.find(tag(RIM, "VersionInfo"))
    return "1" if found is None else found.get("versionName")


def identifier(element, schemes):
    for child in element.findall(tag(RIM, "ExternalIdentifier")):
        if child.get("identificationScheme") in schemes:
            return child.get("value")
    return None


def classifications(element, scheme):
    return [child for child in element.findall(tag(RIM, "Classification"))
            if child.get("classificationScheme") == "urn:uuid:" + scheme]


def codes(element, scheme):
    return ["%s^^%s" % (child.get("nodeRepresentation"), (slot(child, "codingScheme") or [""])[0])
            for child in classifications(element, scheme)]


def documents():
    return [one for one in objects if kind(one) == "ExtrinsicObject"]


def packages(node):
    return [one for one in objects if kind(one) == "RegistryPackage"
            and any(child.get("classificationNode") == node for child in one.findall(tag(RIM, "Classification")))]


def associations():
    return [one for one in objects if kind(one) == "Association"]


def members(package):
    """Ids of what a submission set or folder has."""
    return [one.get("targetObject") for one in associations()
            if one.get("sourceObject") == package.get("id") and one.get("associationType") == HAS_MEMBER]


def by_id(entry):
    return next((one for one in objects if one.get("id") == entry), None)


def is_approved(element):
    return (element.get("status") or "").endswith(":Approved")


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%d%H%M%S")


def new_id():
    return "urn:uuid:%s" % uuid.uuid4()


class Refusal(Exception):
    def __init__(self, code, text, severity="Error", location=None):
        super().__init__(text)
        self.code, self.text, self.severity, self.location = code, text, severity, location


def errors(parent, refusals):
    listed = etree.SubElement(parent, tag(RS, "RegistryErrorList"))
    for refusal in refusals:
        one = etree.SubElement(listed, tag(RS, "RegistryError"), errorCode=refusal.code, codeContext=refusal.text,
                               severity=EBXML + "ErrorSeverityType:" + refusal.severity)
        if refusal.location:
            one.set("location", refusal.location)


def registry_response(refusals=(), status=None):
    response = etree.Element(tag(RS, "RegistryResponse"), nsmap={"rs": RS})
    failed = any(refusal.severity == "Error" for refusal in refusals)
    response.set("status", status or RESPONSE + ("Failure" if failed else "Success"))
    if refusals:
        errors(response, refusals)
    return response
