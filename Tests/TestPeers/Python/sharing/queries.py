"""The stored queries, ITI-18 and ITI-51."""
import re

from lxml import etree

from sharing.model import *


# Objects of an answer, of a registry that does not give more.
LONG = 100


def parameters(query):
    """Name to a list of slots, each a list of values."""
    found = {}
    for one in query.findall(tag(RIM, "Slot")):
        values = []
        for value in one.iter(tag(RIM, "Value")):
            text = (value.text or "").strip()
            if text.startswith("("):
                values += [item.replace("''", "'") for item in re.findall(r"'((?:[^']|'')*)'", text)]
            elif text.startswith("'"):
                values.append(text[1:-1].replace("''", "'"))
            else:
                values.append(text)
        found.setdefault(one.get("name"), []).append(values)
    return found


def needed(given, *names):
    for name in names:
        if name not in given and not has("missing-parameter-ignored"):
            raise Refusal("XDSStoredQueryMissingParam", "%s is required" % name)


def one_of(given, *names):
    if not any(name in given for name in names) and not has("missing-parameter-ignored"):
        raise Refusal("XDSStoredQueryMissingParam", "%s is required" % " or ".join(names))


def values(given, name):
    return [value for group in given.get(name, []) for value in group]


def single(given, name):
    found = values(given, name)
    if len(found) > 1 and not has("takes-two-patients"):
        raise Refusal("XDSStoredQueryParamNumber", "%s has several values" % name)
    return found[:1]


def of_patients(found, patients):
    return [one for one in found if not patients or has("other-patients") or identifier(one, PATIENT) in patients]


def of_status(found, given, name):
    statuses = values(given, name)
    return [one for one in found if not statuses or has("ignores-status") or one.get("status") in statuses]


def between(found, given, name, attribute):
    for edge, holds in (("From", lambda time, limit: time >= limit), ("To", lambda time, limit: time < limit)):
        for limit in values(given, name + edge):
            found = [one for one in found if slot(one, attribute)
                     and holds(slot(one, attribute)[0].ljust(14, "0"), limit.ljust(14, "0"))]
    return found


def documents_that_fit(given, patients):
    found = of_status(of_patients(documents(), patients), given, "$XDSDocumentEntryStatus")
    types = values(given, "$XDSDocumentEntryType") or [STABLE]
    found = [one for one in found if one.get("objectType") in types or has("lists-on-demand")]
    for attribute, scheme in CODES.items():
        if has({"ClassCode": "ignores-class", "TypeCode": "ignores-type", "EventCodeList": "ignores-event"}.get(
                attribute)):
            continue
        for group in given.get("$XDSDocumentEntry" + attribute, []):
            found = [one for one in found if set(codes(one, scheme)) & set(group)]
    if not has("ignores-time"):
        for attribute in ("creationTime", "serviceStartTime", "serviceStopTime"):
            found = between(found, given, "$XDSDocumentEntry" + attribute[0].upper() + attribute[1:], attribute)
    for group in given.get("$XDSDocumentEntryReferenceIdList", []):
        if not has("ignores-references"):
            found = [one for one in found if set(slot(one, REFERENCES)) & set(group)]
    return found


def find_documents(given):
    needed(given, "$XDSDocumentEntryPatientId", "$XDSDocumentEntryStatus")
    patients = single(given, "$XDSDocumentEntryPatientId")
    if has("fails-unexplained") and not any(identifier(one, PATIENT) in patients for one in documents()):
        raise Refusal(None, "")
    if has("tells-unknown-patients") and not any(identifier(one, PATIENT) in patients for one in documents()):
        raise Refusal("XDSUnknownPatientId", "%s is not known" % patients)
    return documents_that_fit(given, patients)


def find_by_reference(given):
    needed(given, "$XDSDocumentEntryReferenceIdList")
    return find_documents(given)


def find_for_patients(given):
    needed(given, "$XDSDocumentEntryStatus")
    one_of(given, "$XDSDocumentEntryPatientId", "$XDSDocumentEntryClassCode", "$XDSDocumentEntryEventCodeList",
           "$XDSDocumentEntryHealthcareFacilityTypeCode")
    patients = values(given, "$XDSDocumentEntryPatientId")
    return documents_that_fit(given, patients[:1] if has("first-patient-only") else patients)


def find_sets(given):
    needed(given, "$XDSSubmissionSetPatientId", "$XDSSubmissionSetStatus")
    found = of_patients(packages(SET), single(given, "$XDSSubmissionSetPatientId"))
    sources = values(given, "$XDSSubmissionSetSourceId")
    return [one for one in of_status(found, given, "$XDSSubmissionSetStatus")
            if not sources or identifier(one, ("urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832",)) in sources]


def folders_that_fit(given, patients):
    found = of_status(of_patients(packages(FOLDER), patients), given, "$XDSFolderStatus")
    for group in given.get("$XDSFolderCodeList", []):
        found = [one for one in found if set(codes(one, FOLDER_CODES)) & set(group)]
    return between(found, given, "$XDSFolderLastUpdateTime", "lastUpdateTime")


def find_folders(given):
    needed(given, "$XDSFolderPatientId", "$XDSFolderStatus")
    return folders_that_fit(given, single(given, "$XDSFolderPatientId"))


def find_folders_for_patients(given):
    needed(given, "$XDSFolderStatus")
    one_of(given, "$XDSFolderPatientId", "$XDSFolderCodeList")
    return folders_that_fit(given, values(given, "$XDSFolderPatientId"))


def by_ids(found, given, what):
    """What is named by its id in the registry or by its unique id; one of both has to be given."""
    ids, uniques = "$XDS%sEntryUUID" % what, "$XDS%sUniqueId" % what
    one_of(given, ids, uniques)
    if ids in given and uniques in given:
        raise Refusal("XDSStoredQueryParamNumber", "only one of %s and %s is taken" % (ids, uniques))
    return [one for one in found
            if one.get("id") in values(given, ids) or identifier(one, UNIQUE) in values(given, uniques)]


def touching(found, among=None):
    ids = {one.get("id") for one in found}
    return [one for one in (associations() if among is None else among)
            if one.get("sourceObject") in ids or one.get("targetObject") in ids]


def get_all(given):
    needed(given, "$patientId", "$XDSDocumentEntryStatus", "$XDSSubmissionSetStatus", "$XDSFolderStatus")
    patient = single(given, "$patientId")
    found = (documents_that_fit({name: given[name] for name in given if "DocumentEntry" in name}, patient)
             + of_status(of_patients(packages(SET), patient), given, "$XDSSubmissionSetStatus")
             + folders_that_fit({name: given[name] for name in given if "Folder" in name}, patient))
    ids = {one.get("id") for one in found}
    return found + [one for one in associations() if one.get("sourceObject") in ids and one.get("targetObject") in ids]


def get_documents(given):
    return by_ids(documents(), given, "DocumentEntry")


def get_folders(given):
    return by_ids(packages(FOLDER), given, "Folder")


def get_associations(given):
    needed(given, "$uuid")
    ids = values(given, "$uuid")
    return [one for one in associations() if one.get("sourceObject") in ids or one.get("targetObject") in ids]


def get_documents_and_associations(given):
    found = get_documents(given)
    return found + touching(found)


def get_sets(given):
    needed(given, "$uuid")
    links = [one for one in associations() if one.get("associationType") == HAS_MEMBER
             and one.get("targetObject") in values(given, "$uuid")]
    sets = [one for one in packages(SET) if one.get("id") in {link.get("sourceObject") for link in links}]
    ids = {one.get("id") for one in sets}
    return sets + [link for link in links if link.get("sourceObject") in ids]


def contents_of(package, given):
    inside = [by_id(entry) for entry in members(package)]
    inside = [one for one in inside if one is not None]
    types = values(given, "$XDSDocumentEntryType") or [STABLE]
    inside = [one for one in inside if kind(one) != "ExtrinsicObject" or one.get("objectType") in types]
    links = [one for one in associations() if one.get("sourceObject") == package.get("id")]
    return inside + links


def get_set_and_contents(given):
    found = by_ids(packages(SET), given, "SubmissionSet")
    return found + [one for package in found for one in contents_of(package, given)]


def get_folder_and_contents(given):
    found = by_ids(packages(FOLDER), given, "Folder")
    return found + [one for package in found for one in contents_of(package, given)]


def get_folders_for_document(given):
    ids = {one.get("id") for one in get_documents(given)}
    return [one for one in packages(FOLDER) if ids & set(members(one))]


def get_related(given):
    start = get_documents(given)
    needed(given, "$AssociationTypes")
    types = values(given, "$AssociationTypes")
    entries = {one.get("id") for one in documents()}
    links = [one for one in touching(start)
             if (one.get("associationType") in types or has("ignores-types"))
             and one.get("sourceObject") in entries and one.get("targetObject") in entries]
    ids = {link.get(end) for link in links for end in ("sourceObject", "targetObject")}
    return [one for one in documents() if one.get("id") in ids] + links


QUERIES = {
    "14d4debf-8f97-4251-9a74-a90016b0af0d": find_documents,
    "12941a89-e02e-4be5-967c-ce4bfc8fe492": find_by_reference,
    "3d1bdb10-39a2-11de-89c2-2f44d94eaa9f": find_for_patients,
    "f26abbcb-ac74-4422-8a30-edb644bbc1a9": find_sets,
    "958f3006-baad-4929-a4de-ff1114824431": find_folders,
    "50d3f5ac-39a2-11de-a1ca-b366239e58df": find_folders_for_patients,
    "10b545ea-725c-446d-9b95-8aeb444eddf3": get_all,
    "5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4": get_documents,
    "5737b14c-8a1a-4539-b659-e03a34a5e1e4": get_folders,
    "a7ae438b-4bc2-4642-93e9-be891f7bb155": get_associations,
    "bab9529a-4a10-40b3-a01f-f68a615d247a": get_documents_and_associations,
    "51224314-5390-4169-9b91-b1980040715a": get_sets,
    "e8e3cb2c-e39c-46b9-99e4-c12f57260b83": get_set_and_contents,
    "b909a503-523d-4517-8acf-8e5834dfc4c7": get_folder_and_contents,
    "10cae35a-c7f9-4cf5-b61e-fc3278ffb578": get_folders_for_document,
    "d90e5407-b356-4d91-a89f-873917b4b0e6": get_related,
}
FOR_PATIENTS = (find_for_patients, find_folders_for_patients)


def search_for(query, returns):
    search = QUERIES.get((query.get("id") or "")[len("urn:uuid:"):])
    if search is None or (search is get_all and has("no-get-all")) or (
            search in FOR_PATIENTS and has("no-multi-patient")):
        raise Refusal("XDSRegistryError" if has("null-query") else "XDSUnknownStoredQuery",
                      "no stored query %s" % query.get("id"))
    found = search(parameters(query))
    patients = {identifier(one, PATIENT) for one in found if kind(one) != "Association"}
    if (returns == "LeafClass" and len(patients) > 1 and search not in FOR_PATIENTS
            and not has("mixes-patients") and not has("other-patients")):
        raise Refusal("XDSResultNotSinglePatient", "objects of %d patients" % len(patients))
    if returns == "LeafClass" and len(found) > LONG:
        if has("refuses-long") or has("refuses-long-wrongly"):
            raise Refusal("XDSTooManyResults" if has("refuses-long") else "XDSRegistryError", "%d objects" % len(found))
        if has("cuts-answers"):
            found = found[:LONG]
    if not found and has("never-empty"):
        raise Refusal("XDSRegistryError", "nothing found")
    return found


def stored_query(body):
    response = etree.Element(tag(QUERY, "AdhocQueryResponse"), nsmap={"query": QUERY, "rim": RIM, "rs": RS})
    query = body.find(tag(RIM, "AdhocQuery"))
    returns = body.find(tag(QUERY, "ResponseOption")).get("returnType", "ObjectRef")
    try:
        found = search_for(query, returns)
    except Refusal as refusal:
        if has("foreign-codes"):
            refusal.code = "XDSRepositoryError"
        response.set("status", RESPONSE + "Failure")
        if refusal.code:
            errors(response, [refusal])
        etree.SubElement(response, tag(RIM, "RegistryObjectList"))
        return response
    response.set("status", RESPONSE + "Success")
    listed = etree.SubElement(response, tag(RIM, "RegistryObjectList"))
    for one in found:
        if returns == "ObjectRef" and not has("whole-objects"):
            etree.SubElement(listed, tag(RIM, "ObjectRef"), id=one.get("id"))
        else:
            listed.append(etree.fromstring(etree.tostring(one)))
    return response
