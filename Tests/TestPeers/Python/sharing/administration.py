"""What changes or goes: ITI-57, ITI-62 and ITI-86."""
from sharing.model import *
from sharing.submission import store


def change_availability(link):
    target = by_id(link.get("targetObject"))
    if target is None:
        raise Refusal("UnresolvedReferenceException", "%s is not known" % link.get("targetObject"))
    if [target.get("status")] != slot(link, "OriginalStatus") and not has("ignores-original-status"):
        raise Refusal("XDSMetadataUpdateError", "its status is %s" % target.get("status"))
    if not has("keeps-withdrawn"):
        target.set("status", slot(link, "NewStatus")[0])


def add_version(entry, submitted):
    link = next((one for one in submitted if kind(one) == "Association"
                 and one.get("targetObject") == entry.get("id") and slot(one, "PreviousVersion")), None)
    earlier = [one for one in documents() if one.get("lid") == entry.get("lid")]
    if link is None and has("takes-loose-version"):
        return max(earlier, key=lambda one: int(version(one)))
    if link is None or not earlier:
        raise Refusal("XDSMetadataUpdateOperationError", "no version to follow")
    latest = max(earlier, key=lambda one: int(version(one)))
    if slot(link, "PreviousVersion") != [version(latest)] and not has("takes-any-version"):
        raise Refusal("XDSMetadataVersionError", "the latest version is %s" % version(latest))
    if identifier(latest, PATIENT) != identifier(entry, PATIENT) and not has("takes-other-patients-version"):
        raise Refusal("XDSPatientIDReconciliationError", "the patient is another")
    if identifier(latest, UNIQUE) != identifier(entry, UNIQUE) and not has("takes-other-documents-version"):
        raise Refusal("XDSMetadataUpdateError", "the uniqueId is another")
    return latest


def update(body):
    """ITI-57."""
    submitted = [one for one in body.find(tag(RIM, "RegistryObjectList")) if isinstance(one.tag, str)]
    changes = [one for one in submitted if kind(one) == "Association"
               and one.get("associationType").endswith(":UpdateAvailabilityStatus")]
    entries = [one for one in submitted if kind(one) == "ExtrinsicObject"]
    latest = [add_version(one, submitted) for one in entries]
    if not changes and not entries:
        raise Refusal("XDSMetadataUpdateOperationError", "nothing to change")
    for one in changes:
        change_availability(one)
    store([one for one in submitted if one not in changes])
    for entry, before in zip(entries, latest):
        set_version(entry, int(version(before)) + 1)
        if not has("keeps-old-version"):
            before.set("status", STATUS + "Deprecated")
    return registry_response()


def remove_metadata(body):
    """ITI-62."""
    ids = [one.get("id") for one in body.find(tag(RIM, "ObjectRefList"))]
    for one in ids:
        if by_id(one) is None:
            raise Refusal("UnresolvedReferenceException", "%s is not known" % one)
    for link in associations():
        for end in ("sourceObject", "targetObject"):
            if link.get(end) in ids and link.get("id") not in ids and not has("removes-referenced"):
                raise Refusal("ReferencesExistException", "%s is referred to" % link.get(end))
    if not has("leaves-sets-empty"):
        for link in associations():
            for end in ("sourceObject", "targetObject"):
                left = [one for one in associations() if one.get("id") not in ids
                        and link.get(end) in (one.get("sourceObject"), one.get("targetObject"))]
                if link.get("id") in ids and link.get(end) not in ids and not left:
                    raise Refusal("XDSUnreferencedObjectException", "nothing refers to %s" % link.get(end))
    if not has("keeps-removed"):
        for one in ids:
            objects.remove(by_id(one))
    return registry_response()


def remove_documents(body):
    """ITI-86."""
    refusals = []
    for one in body.findall(tag(XDS, "DocumentRequest")):
        repository, document = (one.findtext(tag(XDS, name)) for name in ("RepositoryUniqueId", "DocumentUniqueId"))
        if repository != REPOSITORY:
            refusals.append(Refusal("XDSUnknownRepositoryId", repository))
        elif document not in contents:
            refusals.append(Refusal("XDSDocumentUniqueIdError", document))
        elif not has("keeps-content"):
            del contents[document]
    return registry_response(refusals)
