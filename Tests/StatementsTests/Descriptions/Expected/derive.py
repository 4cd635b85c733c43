"""Derives what machine-readable descriptions say, with nothing but Python's own JSON and XML readers.

usage: derive.py FOLDER-OF-DOCUMENTS ; writes a table beside itself for each document.
Each row: path, kind, role, polarity, then what is claimed as name=value, sorted.
"""
import collections
import json
import pathlib
import sys
import xml.etree.ElementTree as ET

HERE = pathlib.Path(__file__).parent


def row(path, kind, role, polarity, /, **facts):
    said = sorted(f"{name}={' '.join(str(value).split())}" for name, value in facts.items() if value is not None)
    return "\t".join([path, kind, role or "-", polarity] + said)


# FHIR: XML is first made what the same resource would be in JSON, each value with its path.

class At(str):
    path = ""


def at(value, path):
    made = At(value)
    made.path = path
    return made


def from_json(value, path=""):
    if isinstance(value, dict):
        made = {name: from_json(item, f"{path}/{name}") for name, item in value.items()}
        made["#path"] = path
        return made
    if isinstance(value, list):
        return [from_json(item, f"{path}/{index}") for index, item in enumerate(value)]
    if isinstance(value, bool):
        return at("true" if value else "false", path)
    return at(str(value), path)


def from_xml(element, path):
    if "value" in element.attrib and len(element) == 0:
        return at(element.attrib["value"], path)
    made = collections.defaultdict(list)
    made["#path"] = path
    seen = collections.Counter()
    for child in element:
        name = child.tag.split("}")[-1]
        seen[name] += 1
        made[name].append(from_xml(child, f"{path}/{name}[{seen[name]}]"))
    return made


def many(value, name):
    found = value.get(name, []) if isinstance(value, dict) else []
    return found if isinstance(found, list) else [found]


def one(value, name):
    found = many(value, name)
    return found[0] if found else None


def reference(value):
    return value if isinstance(value, str) else one(value, "reference")


def place(value):
    return value.path if isinstance(value, str) else value["#path"]


def fhir(statement):
    rows = []
    version = one(statement, "fhirVersion")

    def add(element, role=None, polarity="supported", /, kind="fhir", **facts):
        if kind == "fhir":
            facts["version"] = version
        rows.append(row(place(element), kind, role, polarity, **facts))

    for name in ["fhirVersion", "acceptUnknown", "instantiates", "format", "patchFormat", "implementationGuide", "profile"]:
        for value in many(statement, name):
            add(value, property=name, value=reference(value))
    implementation = one(statement, "implementation")
    if implementation and one(implementation, "url"):
        add(one(implementation, "url"), property="implementation.url", value=one(implementation, "url"))
    for rest in many(statement, "rest"):
        role = one(rest, "mode")
        add(role, role, property="mode", value=role)
        security = one(rest, "security") or {}
        if one(security, "cors"):
            cors = one(security, "cors")
            add(cors, role, "supported" if cors == "true" else "not-supported", property="cors", value=cors)
        for service in many(security, "service"):
            for coding in many(service, "coding"):
                add(service, role, kind="security-profile", name=one(coding, "code"))
            if not many(service, "coding"):
                add(service, role, kind="security-profile", name=one(service, "text"))
        for extension in many(security, "extension"):
            if one(extension, "url").endswith("/oauth-uris"):
                for part in many(extension, "extension"):
                    add(part, role, property="oauth-uris." + one(part, "url"), value=one(part, "valueUri"))
            elif one(extension, "url").endswith("/StructureDefinition/capabilities"):
                add(extension, role, kind="security-profile", name=one(extension, "valueCode"))
        for holder in many(rest, "resource") + [rest]:
            type_ = one(holder, "type")
            if type_:
                add(type_, role, resource=type_, property="type", value=type_)
            for name in ["profile", "supportedProfile", "searchInclude", "searchRevInclude", "compartment"]:
                for value in many(holder, name):
                    add(value, role, resource=type_, property=name, value=reference(value))
            for interaction in many(holder, "interaction"):
                add(interaction, role, resource=type_, interaction=one(interaction, "code"))
            for name in ["versioning", "conditionalRead", "conditionalDelete", "referencePolicy", "transactionMode"]:
                for value in many(holder, name):
                    denied = value in ("not-supported", "no-version")
                    add(value, role, "not-supported" if denied else "supported", resource=type_, property=name, value=value)
            for name in ["readHistory", "updateCreate", "conditionalCreate", "conditionalUpdate"]:
                for value in many(holder, name):
                    add(value, role, "supported" if value == "true" else "not-supported", resource=type_, property=name, value=value)
            for parameter in many(holder, "searchParam"):
                definition = one(parameter, "definition")
                add(parameter, role, resource=type_, searchParameter=one(parameter, "name"), searchType=one(parameter, "type"),
                    property="definition" if definition else None, value=definition)
                for part in ["target", "modifier", "chain"]:
                    for value in many(parameter, part):
                        add(value, role, resource=type_, searchParameter=one(parameter, "name"), property="searchParam." + part, value=value)
            for operation in many(holder, "operation"):
                definition = reference(one(operation, "definition"))
                add(operation, role, resource=type_, operation=one(operation, "name"),
                    property="definition" if definition else None, value=definition)
    for messaging in many(statement, "messaging"):
        for endpoint in many(messaging, "endpoint"):
            add(one(endpoint, "address"), property="messaging.endpoint", value=one(endpoint, "address"))
        for message in many(messaging, "supportedMessage"):
            add(message, one(message, "mode"), property="messaging.supportedMessage", value=one(message, "definition"))
    for document in many(statement, "document"):
        add(document, one(document, "mode"), property="document.profile", value=reference(one(document, "profile")))
    return rows


def hl7v2(root):
    rows = []
    static = root.find("HL7v2xStaticDef")
    role = static.attrib["Role"].lower()
    common = dict(
        event=static.attrib["MsgType"] + "^" + static.attrib["EventType"], structure=static.attrib["MsgStructID"],
        version=root.attrib["HL7Version"], direction={"sender": "outbound", "receiver": "inbound"}[role])

    def add(path, polarity="supported", **facts):
        rows.append(row(path, "hl7-message", role, polarity, **common, **facts))

    top = "/" + root.tag
    add(top + "/HL7v2xStaticDef[1]", name=static.attrib["EventDesc"])
    for name in ["AccAck", "AppAck", "MsgAckMode"]:
        add(top + "/DynamicDef[1]", property=name, value=root.find("DynamicDef").attrib[name])
    for index, encoding in enumerate(root.findall("Encodings/Encoding")):
        add(f"{top}/Encodings[1]/Encoding[{index + 1}]", property="Encoding", value=encoding.text.strip())

    def use(element, path, name, group):
        usage = element.attrib["Usage"]
        if usage in ("R", "RE", "C", "CE", "X"):
            add(path, "not-supported" if usage == "X" else "supported", name=name, group=group, property="usage", value=usage)
            if usage != "X":
                add(path, name=name, group=group, property="cardinality", comparator=">=", value=element.attrib["Min"])
                add(path, name=name, group=group, property="cardinality", comparator="<=", value=element.attrib["Max"])
        return usage != "X"

    def walk(element, path, group):
        seen = collections.Counter()
        for child in element:
            seen[child.tag] += 1
            own = f"{path}/{child.tag}[{seen[child.tag]}]"
            if child.tag == "Segment" and use(child, own, child.attrib["Name"], group):
                for index, field in enumerate(child.findall("Field")):
                    use(field, f"{own}/Field[{index + 1}]", f"{child.attrib['Name']}-{index + 1}", group)
            elif child.tag == "SegGroup" and use(child, own, child.attrib["Name"], group):
                walk(child, own, child.attrib["Name"] if group is None else group + "/" + child.attrib["Name"])

    walk(static, top + "/HL7v2xStaticDef[1]", None)
    return rows


def write(name, rows):
    (HERE / (name + ".tsv")).write_text("".join(line + "\n" for line in sorted(rows)))
    print(name, len(rows))


if __name__ == "__main__":
    documents = pathlib.Path(sys.argv[1])
    for file in sorted(documents.iterdir()):
        if file.name.startswith("fhir-") and file.suffix == ".json":
            write(file.name, fhir(from_json(json.loads(file.read_text()))))
        elif file.name.startswith("fhir-") and file.suffix == ".xml":
            write(file.name, fhir(from_xml(ET.parse(file).getroot(), "/CapabilityStatement")))
        elif file.name.startswith("hl7v2-profile-"):
            write(file.name, hl7v2(ET.parse(file).getroot()))
