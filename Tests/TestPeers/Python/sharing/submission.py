"""What comes in: ITI-41 with documents, ITI-42 and ITI-61 without."""
import base64
import hashlib
import re

from sharing.model import *

RELATIONS = ("RPLC", "XFRM_RPLC", "APND", "XFRM", "signs", "IsSnapshotOf")
REQUIRED = ("ClassCode", "TypeCode", "FormatCode", "PracticeSettingCode", "HealthcareFacilityTypeCode",
            "ConfidentialityCode")
TIME = re.compile(r"\d{4}(\d\d){0,5}$")


def node_of(package, submitted):
    nodes = [one.get("classificationNode") for one in submitted
             if kind(one) == "Classification" and one.get("classifiedObject") == package.get("id")]
    nodes += [one.get("classificationNode") for one in package.findall(tag(RIM, "Classification"))]
    return next((node for node in nodes if node), None)


def check_entries(entries, code):
    for one in entries:
        name = one.get("id")
        for attribute in REQUIRED:
            if not codes(one, CODES[attribute]) and not has("takes-incomplete"):
                raise Refusal(code, "%s has no %s" % (name, attribute))
        for attribute in ("languageCode", "sourcePatientId", "creationTime"):
            if not slot(one, attribute) and not has("takes-incomplete") and not (
                    attribute == "creationTime" and one.get("objectType") != STABLE):
                raise Refusal(code, "%s has no %s" % (name, attribute))
        if not one.get("mimeType") or not identifier(one, UNIQUE) or not identifier(one, PATIENT):
            raise Refusal(code, "%s has no mimeType, uniqueId or patientId" % name)
        if not all(TIME.match(time) for time in slot(one, "creationTime")) and not has("takes-any-time"):
            raise Refusal(code, "%s has a creationTime that is none" % name)
        if not identifier(one, PATIENT).endswith(DOMAIN) and not has("takes-strangers"):
            raise Refusal("XDSUnknownPatientId", "%s is not known" % identifier(one, PATIENT))


def check_set(submitted, entries, code):
    nodes = {one.get("id"): node_of(one, submitted) for one in submitted if kind(one) == "RegistryPackage"}
    sets = [one for one in nodes if nodes[one] == SET]
    if len(sets) != 1 and not has("takes-no-set"):
        raise Refusal(code, "%d submission sets" % len(sets))
    held = {one.get("targetObject") for one in submitted
            if kind(one) == "Association" and one.get("sourceObject") in sets}
    for one in entries:
        if one.get("id") not in held and not has("takes-no-set"):
            raise Refusal(code, "%s is in no submission set" % one.get("id"))
    patients = {identifier(one, PATIENT) for one in submitted if kind(one) in ("ExtrinsicObject", "RegistryPackage")}
    if len(patients) > 1 and not has("takes-other-patient"):
        raise Refusal("XDSPatientIdDoesNotMatch", ", ".join(str(one) for one in patients))
    for one in submitted:
        if kind(one) == "RegistryPackage" and not has("takes-duplicate-sets"):
            if any(identifier(other, UNIQUE) == identifier(one, UNIQUE) for other in objects
                   if kind(other) == "RegistryPackage"):
                raise Refusal("XDSDuplicateUniqueIdInRegistry", "%s is there" % identifier(one, UNIQUE))


def check_references(submitted):
    """What the associations join is there, and may be joined. Answers what is replaced."""
    own = {one.get("id") for one in submitted}
    replaced = []
    for one in submitted:
        if kind(one) != "Association":
            continue
        for end in ("sourceObject", "targetObject"):
            if one.get(end) not in own and by_id(one.get(end)) is None and not has("takes-unknown-target"):
                raise Refusal("UnresolvedReferenceException", "%s is not known" % one.get(end))
        relation = one.get("associationType").split(":")[-1]
        target = by_id(one.get("targetObject"))
        if relation not in RELATIONS or target is None:
            continue
        if not is_approved(target) and not has("takes-deprecated"):
            raise Refusal("XDSRegistryDeprecatedDocumentError", "%s is deprecated" % one.get("targetObject"))
        source = next((other for other in submitted if other.get("id") == one.get("sourceObject")), None)
        if source is not None and identifier(source, PATIENT) != identifier(target, PATIENT):
            if not has("replaces-others"):
                raise Refusal("XDSPatientIdDoesNotMatch", "%s is of another patient" % one.get("targetObject"))
        if relation == "RPLC" or relation == "XFRM_RPLC" and not has("keeps-transformed"):
            replaced.append(target)
    return replaced


def deprecate(entry):
    """A document that is replaced, with its addenda and its other forms."""
    entry.set("status", STATUS + "Deprecated")
    followed = ("XFRM",) if has("keeps-addenda") else ("APND", "XFRM")
    for link in associations():
        if link.get("targetObject") == entry.get("id") and link.get("associationType").split(":")[-1] in followed:
            child = by_id(link.get("sourceObject"))
            if child is not None and is_approved(child):
                deprecate(child)


def attach_nodes(submitted):
    """A classification that stands by itself goes into what it classifies."""
    for one in submitted:
        if kind(one) != "Classification":
            continue
        package = next(other for other in submitted if other.get("id") == one.get("classifiedObject"))
        place = next((index for index, child in enumerate(package) if kind(child) == "ExternalIdentifier"), len(package))
        package.insert(place, one)


def extra(one):
    return [child for child in one.findall(tag(RIM, "Slot"))
            if child.get("name").startswith("urn:") and not child.get("name").startswith("urn:ihe:")]


def warnings(entries):
    """What is told of an entry that is kept in part."""
    if not has("tells-extra"):
        return []
    return [Refusal("XDSExtraMetadataNotSaved", child.get("name"), "Warning") for one in entries for child in extra(one)]


def lose(one):
    """What a defective registry forgets of an entry."""
    if has("loses-references"):
        set_slot(one, REFERENCES, [])
    if has("loses-extra") or has("tells-extra"):
        for child in extra(one):
            one.remove(child)
    if has("loses-author"):
        for child in one.findall(tag(RIM, "Classification")):
            if child.get("classificationScheme") == AUTHOR:
                one.remove(child)
    if has("loses-source-patient"):
        set_slot(one, "sourcePatientId", ["unknown"])
    if has("loses-display"):
        for child in one.findall(tag(RIM, "Classification")):
            for name in child.findall(tag(RIM, "Name")):
                child.remove(name)


def store(submitted):
    submitted = [one for one in submitted if isinstance(one.tag, str)]
    attach_nodes(submitted)
    submitted = [one for one in submitted if kind(one) != "Classification"]
    symbols = {one.get("id"): new_id() for one in submitted}
    for one in submitted:
        for name in ("id", "sourceObject", "targetObject"):
            if one.get(name) in symbols:
                one.set(name, symbols[one.get(name)])
        one.set("lid", one.get("lid") or one.get("id"))
        one.set("status", STATUS + "Approved")
        for child in one:
            if child.get("id"):
                child.set("id", new_id())
            for name in ("classifiedObject", "registryObject"):
                if child.get(name):
                    child.set(name, one.get("id"))
        if kind(one) == "ExtrinsicObject":
            set_version(one, 1)
            lose(one)
        objects.append(one)
    for folder in packages(FOLDER):
        touched = any(one.get("sourceObject") == folder.get("id") for one in submitted)
        if has("keeps-folder-time"):
            touched = False
        if (folder in submitted or touched) and not has("no-folder-time"):
            set_slot(folder, "lastUpdateTime", [now()])
    if has("loses-filing"):
        folders = {one.get("id") for one in packages(FOLDER)}
        for link in associations():
            if link.get("sourceObject") in folders:
                objects.remove(link)


def check_message(entries, code):
    uniques = [identifier(one, UNIQUE) for one in entries]
    if len(set(uniques)) != len(uniques) and not has("takes-same-ids"):
        raise Refusal(code, "a uniqueId stands twice")


def submit(body, parts):
    """ITI-41."""
    listed = body.find("%s/%s" % (tag(LCM, "SubmitObjectsRequest"), tag(RIM, "RegistryObjectList")))
    submitted = [one for one in listed if isinstance(one.tag, str)]
    given = {}
    for one in body.findall(tag(XDS, "Document")):
        include = one.find(tag(XOP, "Include"))
        given[one.get("id")] = parts.get(include.get("href")[4:]) if include is not None else base64.b64decode(one.text)
    entries = [one for one in submitted if kind(one) == "ExtrinsicObject"]
    for one in entries:
        if given.get(one.get("id")) is None:
            raise Refusal("XDSMissingDocument", "%s has no document" % one.get("id"))
        if one.get("mimeType") == "application/pdf" and not given[one.get("id")].startswith(b"%PDF"):
            if has("looks-inside") or has("looks-inside-wrongly"):
                code = "InvalidDocumentContent" if has("looks-inside") else "XDSRepositoryError"
                raise Refusal(code, "%s is no PDF" % one.get("id"))
        if has("no-pdf") and one.get("mimeType") == "application/pdf":
            raise Refusal("XDSRepositoryError", "PDF is not taken")
    try:
        replaced = check(submitted, entries, given)
    except Refusal:
        if has("half-stored") and len(entries) > 1:
            finish(entries[:1], given)
            store(entries[:1])
        raise
    told = warnings(entries)
    finish(entries, given)
    store(submitted)
    if not has("keeps-replaced"):
        for one in replaced:
            deprecate(one)
    return registry_response(told)


def check(submitted, entries, given):
    """Everything that a submission may be refused for; nothing is kept before. Answers what is replaced."""
    check_entries(entries, "XDSRepositoryMetadataError")
    for one in entries:
        content = given[one.get("id")]
        stated_hash, stated_size = slot(one, "hash"), slot(one, "size")
        if stated_hash and stated_hash[0].lower() != hashlib.sha1(content).hexdigest() and not has("takes-wrong-hash"):
            raise Refusal("XDSRepositoryMetadataError", "the hash of %s is another" % one.get("id"))
        if stated_size and stated_size[0] != str(len(content)) and not has("takes-wrong-size"):
            raise Refusal("XDSRepositoryMetadataError", "the size of %s is another" % one.get("id"))
        for other in documents():
            if identifier(other, UNIQUE) == identifier(one, UNIQUE) and not has("takes-duplicates"):
                if hashlib.sha1(content).hexdigest() != hashlib.sha1(contents[identifier(other, UNIQUE)]).hexdigest():
                    raise Refusal("XDSNonIdenticalHash", "%s is there with another hash" % identifier(one, UNIQUE))
    for name in set(given) - {one.get("id") for one in submitted}:
        raise Refusal("XDSMissingDocumentMetadata", "%s has no metadata" % name)
    check_message(entries, "XDSRepositoryDuplicateUniqueIdInMessage")
    check_set(submitted, entries, "XDSRegistryMetadataError")
    return check_references(submitted)


def finish(entries, given):
    """What the repository adds before it registers."""
    for one in entries:
        content = given[one.get("id")]
        contents[identifier(one, UNIQUE)] = content
        digest = hashlib.sha1(content).hexdigest()
        set_slot(one, "hash", ["0" * 40 if has("wrong-hash") else digest])
        set_slot(one, "size", [str(len(content) + (1 if has("wrong-size") else 0))])
        set_slot(one, "repositoryUniqueId", [REPOSITORY])


def register(body, on_demand):
    """ITI-42 and ITI-61."""
    submitted = [one for one in body.find(tag(RIM, "RegistryObjectList")) if isinstance(one.tag, str)]
    entries = [one for one in submitted if kind(one) == "ExtrinsicObject"]
    if on_demand and has("no-on-demand"):
        raise Refusal("XDSRegistryError", "no on-demand entries here")
    check_entries(entries, "XDSRegistryMetadataError")
    for one in entries:
        if (one.get("objectType") == STABLE) == on_demand:
            raise Refusal("XDSRegistryMetadataError", "%s is of another type" % one.get("id"))
        for attribute in ("repositoryUniqueId",) + (() if on_demand else ("hash", "size")):
            if not slot(one, attribute):
                raise Refusal("XDSRegistryMetadataError", "%s has no %s" % (one.get("id"), attribute))
        for other in documents():
            if identifier(other, UNIQUE) != identifier(one, UNIQUE) or has("takes-other-hash"):
                continue
            if slot(other, "hash") != slot(one, "hash"):
                raise Refusal("XDSNonIdenticalHash", "%s is there with another hash" % identifier(one, UNIQUE))
            if slot(other, "size") != slot(one, "size"):
                raise Refusal("XDSNonIdenticalSize", "%s is there with another size" % identifier(one, UNIQUE))
    check_message(entries, "XDSRegistryDuplicateUniqueIdInMessage")
    check_set(submitted, entries, "XDSRegistryMetadataError")
    replaced = check_references(submitted)
    told = warnings(entries)
    store(submitted)
    for one in replaced:
        deprecate(one)
    return registry_response(told)
