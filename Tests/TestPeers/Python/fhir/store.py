"""What the FHIR server of the tests keeps: every version of every resource, each judged by `fhir.resources`."""
import copy
import datetime
import threading
import uuid

from fhir.resources.R4B import get_fhir_model_class


class Refused(Exception):
    """An answer that is not a success: status, issue type of OperationOutcome, words."""

    def __init__(self, status, code, text):
        super().__init__(text)
        self.status, self.code, self.text = status, code, text


def outcome(code, text, severity="error"):
    return {
        "resourceType": "OperationOutcome",
        "issue": [{"severity": severity, "code": code, "diagnostics": text}],
    }


def judged(resource):
    """The resource as the independent library reads it, or its refusal."""
    kind = resource.get("resourceType") if isinstance(resource, dict) else None
    try:
        model = get_fhir_model_class(kind)
    except (KeyError, LookupError, TypeError):
        raise Refused(400, "structure", f"{kind} is no resource type") from None
    try:
        return model.model_validate(resource)
    except ValueError as error:
        raise Refused(422, "invariant", str(error)) from None


def moment():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds")


class Store:
    """Versions by type and id. The last one is current; one without content marks a deletion."""

    def __init__(self):
        self.lock = threading.RLock()
        self.versions = {}
        self.watchers = []

    def current(self, kind, identity):
        versions = self.versions.get((kind, identity))
        if not versions:
            raise Refused(404, "not-found", f"{kind}/{identity} is not known")
        if versions[-1]["resource"] is None:
            raise Refused(410, "deleted", f"{kind}/{identity} was deleted")
        return versions[-1]["resource"]

    def version(self, kind, identity, number):
        for entry in self.versions.get((kind, identity), []):
            if entry["number"] == number:
                if entry["resource"] is None:
                    raise Refused(410, "deleted", f"version {number} is a deletion")
                return entry["resource"]
        raise Refused(404, "not-found", f"{kind}/{identity} has no version {number}")

    def all(self, kind):
        """Current resources of a type, oldest first."""
        return [
            versions[-1]["resource"]
            for (found, _), versions in self.versions.items()
            if found == kind and versions[-1]["resource"] is not None
        ]

    def put(self, resource, identity=None):
        """Keeps a new version and answers it with its meta, and whether it is the first."""
        judged(resource)
        kind = resource["resourceType"]
        identity = identity or str(uuid.uuid4())
        resource = copy.deepcopy(resource)
        with self.lock:
            versions = self.versions.setdefault((kind, identity), [])
            first = not versions or versions[-1]["resource"] is None
            number = str(len(versions) + 1)
            meta = dict(resource.get("meta", {}), versionId=number, lastUpdated=moment())
            resource.update(id=identity, meta=meta)
            method = "POST" if not versions else "PUT"
            versions.append({"number": number, "resource": resource, "time": meta["lastUpdated"], "method": method})
        for watcher in self.watchers:
            watcher(resource)
        return resource, first

    def delete(self, kind, identity):
        with self.lock:
            versions = self.versions.get((kind, identity))
            if versions and versions[-1]["resource"] is not None:
                versions.append(
                    {"number": str(len(versions) + 1), "resource": None, "time": moment(), "method": "DELETE"})
