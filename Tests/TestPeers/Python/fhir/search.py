"""Search of FHIR R4 (http://hl7.org/fhir/R4/search.html) over resources as JSON."""
import datetime
import re
import unicodedata

from store import Refused

MADO = "https://profiles.ihe.net/RAD/MADO/StructureDefinition/ext-R5-DocumentReference."
DCM = "http://dicom.nema.org/resources/ontology/DCM"


def related(code):
    """The MADO parameters on DocumentReference look at related identifiers of one type."""

    def values(resource):
        for reference in resource.get("context", {}).get("related", []):
            identifier = reference.get("identifier", {})
            for coding in identifier.get("type", {}).get("coding", []):
                if coding.get("system") == DCM and coding.get("code") == code:
                    yield identifier

    return values


def extension(name):
    def values(resource):
        for item in resource.get("extension", []):
            if item.get("url") == MADO + name and "valueCodeableConcept" in item:
                yield item["valueCodeableConcept"]

    return values


# Type of each parameter and where its values are. What stands here, the capability statement claims.
COMMON = {"_id": ("token", "id"), "_lastUpdated": ("date", "meta.lastUpdated")}
SUBJECT = {"patient": ("reference", "subject"), "subject": ("reference", "subject")}
PARAMETERS = {
    "Patient": {
        "identifier": ("token", "identifier"), "name": ("string", "name"), "family": ("string", "name.family"),
        "given": ("string", "name.given"), "birthdate": ("date", "birthDate"), "gender": ("token", "gender"),
        "active": ("token", "active"),
    },
    "Practitioner": {"identifier": ("token", "identifier"), "name": ("string", "name")},
    "PractitionerRole": {
        "identifier": ("token", "identifier"), "practitioner": ("reference", "practitioner"),
        "organization": ("reference", "organization"),
    },
    "Organization": {
        "identifier": ("token", "identifier"), "name": ("string", "name"), "active": ("token", "active"),
        "endpoint": ("reference", "endpoint"),
    },
    "Location": {"identifier": ("token", "identifier"), "name": ("string", "name")},
    "Endpoint": {
        "identifier": ("token", "identifier"), "status": ("token", "status"), "name": ("string", "name"),
        "connection-type": ("token", "connectionType"), "organization": ("reference", "managingOrganization"),
    },
    "ServiceRequest": dict(
        SUBJECT, identifier=("token", "identifier"), status=("token", "status"), intent=("token", "intent"),
        category=("token", "category"), code=("token", "code"), priority=("token", "priority"),
        authored=("date", "authoredOn"), requester=("reference", "requester")),
    "ImagingStudy": dict(
        SUBJECT, identifier=("token", "identifier"), status=("token", "status"), started=("date", "started"),
        modality=("token", "series.modality"), bodysite=("token", "series.bodySite"), series=("token", "series.uid"),
        instance=("token", "series.instance.uid"), basedon=("reference", "basedOn"),
        endpoint=(("reference", "endpoint"), ("reference", "series.endpoint"))),
    "DiagnosticReport": dict(
        SUBJECT, identifier=("token", "identifier"), status=("token", "status"), category=("token", "category"),
        code=("token", "code"), date=("date", "effective"), issued=("date", "issued"),
        performer=("reference", "performer"), result=("reference", "result"),
        **{"based-on": ("reference", "basedOn"), "results-interpreter": ("reference", "resultsInterpreter")}),
    "Observation": dict(
        SUBJECT, identifier=("token", "identifier"), status=("token", "status"), category=("token", "category"),
        code=("token", "code"), date=("date", "effective")),
    "Task": dict(
        patient=("reference", "for"), subject=("reference", "for"), identifier=("token", "identifier"),
        status=("token", "status"), code=("token", "code"), focus=("reference", "focus"), modified=("date", "lastModified")),
    "DocumentReference": dict(
        SUBJECT, identifier=(("token", "identifier"), ("token", "masterIdentifier")), status=("token", "status"),
        category=("token", "category"), type=("token", "type"), date=("date", "date"), author=("reference", "author"),
        creation=("date", "content.attachment.creation"), event=("token", "context.event"),
        facility=("token", "context.facilityType"), format=("token", "content.format"),
        period=("date", "context.period"), related=("reference", "context.related"),
        setting=("token", "context.practiceSetting"), modality=("token", extension("modality")),
        **{
            "security-label": ("token", "securityLabel"), "accession-number": ("token", related("121022")),
            "study-instance-uid": ("token", related("110180")), "anatomical-region": ("token", extension("bodySite")),
        }),
    "List": dict(
        SUBJECT, identifier=("token", "identifier"), status=("token", "status"), code=("token", "code"),
        date=("date", "date"), title=("string", "title")),
    "Binary": {},
    "AuditEvent": {
        "date": ("date", "recorded"), "action": ("token", "action"), "outcome": ("token", "outcome"),
        "type": ("token", "type"), "subtype": ("token", "subtype"), "entity": ("reference", "entity.what"),
        "patient": (("reference", "agent.who"), ("reference", "entity.what")), "agent": ("reference", "agent.who"),
    },
    "Subscription": {"status": ("token", "status"), "url": ("uri", "channel.endpoint"), "criteria": ("string", "criteria")},
    "ValueSet": {
        "url": ("uri", "url"), "identifier": ("token", "identifier"), "name": ("string", "name"),
        "status": ("token", "status"), "version": ("token", "version"),
    },
    "CodeSystem": {"url": ("uri", "url"), "status": ("token", "status"), "version": ("token", "version")},
}
INCLUDES = {
    "ImagingStudy": ["ImagingStudy:endpoint", "ImagingStudy:patient", "ImagingStudy:basedon"],
    "DiagnosticReport": ["DiagnosticReport:patient", "DiagnosticReport:result", "DiagnosticReport:based-on"],
    "ServiceRequest": ["ServiceRequest:patient"], "Organization": ["Organization:endpoint"],
    "DocumentReference": ["DocumentReference:patient"],
}
REVERSE_INCLUDES = {
    "Patient": ["ImagingStudy:patient", "DiagnosticReport:patient", "ServiceRequest:patient"],
    "ServiceRequest": ["ImagingStudy:basedon", "DiagnosticReport:based-on"],
}
RESULT_PARAMETERS = {"_count", "_include", "_revinclude", "_format", "_pretty", "_offset", "_total"}


def values_at(value, path):
    """All values at an element path; a choice of types by its name without the type."""
    if callable(path):
        return list(path(value))
    found = [value]
    for name in path.split("."):
        deeper = []
        for item in found:
            if not isinstance(item, dict):
                continue
            for key, inner in item.items():
                if key == name or name == "effective" and key.startswith("effective"):
                    deeper.extend(inner if isinstance(inner, list) else [inner])
        found = deeper
    return found


def parameter(kind, name):
    found = PARAMETERS[kind].get(name) or COMMON.get(name)
    if not found:
        return None, []
    alternatives = found if isinstance(found[0], tuple) else (found,)
    return alternatives[0][0], [path for _, path in alternatives]


def split(text, separator):
    """Parts, where a backslash keeps the separator."""
    return [re.sub(r"\\(.)", r"\1", part) for part in re.split(r"(?<!\\)" + re.escape(separator), text)]


def codings(value):
    """System and code of everything that a token can match."""
    if isinstance(value, bool):
        return [(None, str(value).lower())]
    if isinstance(value, str):
        return [(None, value)]
    if "coding" in value:
        return [(coding.get("system"), coding.get("code")) for coding in value["coding"]]
    return [(value.get("system"), value.get("value", value.get("code")))]


def token_matches(value, wanted):
    system, bar, code = wanted.rpartition("|")
    for own_system, own_code in codings(value):
        if code and own_code != code:
            continue
        if not bar or system == (own_system or "") or (own_system is None and isinstance(value, str)):
            return True
    return False


def span(text):
    """First and last moment of a date of any precision, in seconds."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?", text)
    if not match:
        raise Refused(400, "value", f"{text} is no date")
    year, month, day, hour, minute, second, fraction, zone = match.groups()
    offset = datetime.timezone.utc
    if zone and zone != "Z":
        sign = -1 if zone[0] == "-" else 1
        offset = datetime.timezone(sign * datetime.timedelta(hours=int(zone[1:3]), minutes=int(zone[4:])))
    try:
        begin = datetime.datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0),
            int(float(fraction or 0) * 1_000_000), tzinfo=offset)
    except ValueError:
        raise Refused(400, "value", f"{text} is no date") from None
    if fraction:
        length = datetime.timedelta(milliseconds=1)
    elif second:
        length = datetime.timedelta(seconds=1)
    elif minute:
        length = datetime.timedelta(minutes=1)
    elif day:
        length = datetime.timedelta(days=1)
    elif month:
        length = (begin.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - begin
    else:
        length = begin.replace(year=begin.year + 1) - begin
    return begin.timestamp(), (begin + length).timestamp()


def date_matches(value, wanted):
    prefix, text = (wanted[:2], wanted[2:]) if wanted[:2].isalpha() else ("eq", wanted)
    low, high = span(text.replace(" ", "+"))
    if isinstance(value, dict):
        begin = span(value["start"])[0] if "start" in value else float("-inf")
        end = span(value["end"])[1] if "end" in value else float("inf")
    else:
        begin, end = span(value)
    return {
        "eq": low <= begin and end <= high, "ne": not (low <= begin and end <= high), "gt": end > high,
        "lt": begin < low, "ge": end > high or low <= begin and end <= high,
        "le": begin < low or low <= begin and end <= high, "sa": begin >= high, "eb": end <= low,
        "ap": begin < high and end > low,
    }.get(prefix, False)


def strings(value):
    if isinstance(value, dict):
        parts = []
        for inner in value.values():
            for item in inner if isinstance(inner, list) else [inner]:
                parts.extend(strings(item) if isinstance(item, (dict, str)) else [])
        return parts
    return [value]


def folded(text):
    """Without case and accents, as strings are compared unless asked for exactly."""
    return "".join(part for part in unicodedata.normalize("NFD", text) if not unicodedata.combining(part)).casefold()


def string_matches(value, wanted, modifier):
    for text in strings(value):
        if modifier == "exact" and text == wanted:
            return True
        if modifier == "contains" and folded(wanted) in folded(text):
            return True
        if not modifier and folded(text).startswith(folded(wanted)):
            return True
    return False


def target(store, reference):
    kind, _, identity = reference.get("reference", "").rpartition("/")
    kind = kind.rpartition("/")[2]
    try:
        return store.current(kind, identity)
    except Refused:
        return None


class Criterion:
    """One parameter of a search, with its modifier or chain."""

    def __init__(self, kind, name, value):
        base, dot, self.chain = name.partition(".")
        self.name, _, self.modifier = base.partition(":")
        self.value = value
        self.kind, self.paths = parameter(kind, self.name)
        if self.kind is None:
            raise KeyError(name)
        allowed = {"string": {"", "exact", "contains"}, "token": {"", "not"}, "reference": {"", "identifier", "Patient"}}
        if self.modifier not in allowed.get(self.kind, {""}) | {"missing"} or (dot and self.kind != "reference"):
            raise Refused(400, "not-supported", f"{name} is not supported")
        if dot:
            # A chain that leads nowhere is no parameter.
            if self.name not in ("patient", "subject", "entity") or parameter("Patient", self.chain.partition(":")[0])[0] is None:
                raise KeyError(name)

    def matches(self, store, resource):
        found = [value for path in self.paths for value in values_at(resource, path)]
        if self.modifier == "missing":
            return (not found) == (self.value == "true")
        if self.modifier == "not":
            return not any(token_matches(value, wanted) for value in found for wanted in split(self.value, ","))
        return any(self.matches_one(store, value, wanted) for value in found for wanted in split(self.value, ","))

    def matches_one(self, store, value, wanted):
        if self.chain:
            patient = target(store, value)
            if patient is not None and patient["resourceType"] == "Patient":
                return Criterion("Patient", self.chain, wanted).matches(store, patient)
            # What is referred to by its identifier alone has nothing else to match.
            return self.chain == "identifier" and token_matches(value.get("identifier", {}), wanted)
        if self.kind == "token":
            return token_matches(value, wanted)
        if self.kind == "date":
            return date_matches(value, wanted)
        if self.kind == "string":
            return string_matches(value, wanted, self.modifier)
        if self.kind == "uri":
            return value == wanted
        if self.modifier == "identifier":
            return token_matches(value.get("identifier", {}), wanted)
        reference = value.get("reference", "")
        return reference == wanted or reference.endswith("/" + wanted)


def included(store, matches, wanted, is_reverse):
    """Resources that are named by the matches, or that name them."""
    found = {}
    for text in wanted:
        kind, _, name = text.partition(":")
        name = name.partition(":")[0]
        if kind not in PARAMETERS or parameter(kind, name)[0] != "reference":
            raise Refused(400, "not-supported", f"{text} is not supported")
        _, paths = parameter(kind, name)
        sources = store.all(kind) if is_reverse else [match for match in matches if match["resourceType"] == kind]
        own = {f"{match['resourceType']}/{match['id']}" for match in matches}
        for source in sources:
            for value in (value for path in paths for value in values_at(source, path)):
                reached = target(store, value)
                if reached is None:
                    continue
                address = f"{reached['resourceType']}/{reached['id']}"
                if not is_reverse and address not in own:
                    found[address] = reached
                elif is_reverse and address in own:
                    found[f"{kind}/{source['id']}"] = source
    return list(found.values())
