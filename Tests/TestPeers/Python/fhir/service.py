"""The interactions of the FHIR server of the tests, apart from HTTP, so that bundles can use them too."""
import copy
import datetime
import json
import re
import threading
import time
import urllib.request
import uuid
from urllib.parse import parse_qsl, quote, urlencode

from capabilities import OPERATIONS, capabilities
from search import (
    DCM, INCLUDES, PARAMETERS, RESULT_PARAMETERS, REVERSE_INCLUDES, Criterion, included, split, token_matches, values_at,
)
from store import Refused, Store, judged, moment, outcome


class Answer:
    """Status, resource and header fields of one interaction."""

    def __init__(self, status, resource=None, **fields):
        self.status, self.resource, self.fields = status, resource, fields


class Service:
    """What can be asked of the store, with one defect where it is to have one."""

    def __init__(self, port, defect):
        self.port, self.defect, self.store, self.archive = port, defect, Store(), None
        self.expansions = {}
        self.store.watchers.append(self.notify)

    # --- One resource ---------------------------------------------------------------------------------------------

    def headers(self, resource, base):
        number = resource["meta"]["versionId"]
        fields = {
            "Location": f"{base}/{resource['resourceType']}/{resource['id']}/_history/{number}",
            "Last-Modified": http_date(resource["meta"]["lastUpdated"]),
        }
        if self.defect != "no-etag":
            fields["ETag"] = f'W/"{number}"'
        return fields

    def given(self, resource):
        """The resource as it is handed out."""
        if self.defect == "forgets-elements":
            return without_extensions(resource)
        return resource

    def read(self, kind, identity, base):
        if self.defect == "keeps-deleted":
            versions = [item for item in self.store.versions.get((kind, identity), []) if item["resource"]]
            resource = versions[-1]["resource"] if versions else self.store.current(kind, identity)
        else:
            resource = self.store.current(kind, identity)
        fields = self.headers(resource, base)
        fields.pop("Location")
        return Answer(200, self.given(resource), **fields)

    def create(self, kind, resource, condition, base):
        checked(resource, kind)
        if kind == "AuditEvent":
            raise Refused(405, "not-supported", "the log is written by the server alone")
        if condition is not None and self.defect != "ignores-if-none-exist":
            found = self.found(kind, parse_qsl(condition))
            if len(found) > 1:
                raise Refused(412, "multiple-matches", "more than one resource matches If-None-Exist")
            if found:
                return Answer(200, self.given(found[0]), **self.headers(found[0], base))
        made, _ = self.keep(resource)
        return Answer(201, self.given(made), **self.headers(made, base))

    def keep(self, resource, identity=None):
        if self.defect == "accepts-anything":
            try:
                judged(resource)
            except Refused:
                # Taken, and of no use to anybody.
                resource = {"resourceType": "Basic", "code": {"text": "unknown"}}
        return self.store.put(resource, identity)

    def update(self, kind, identity, resource, match, base):
        checked(resource, kind)
        if kind == "AuditEvent":
            raise Refused(405, "not-supported", "the log is written by the server alone")
        if resource.get("id") != identity:
            raise Refused(400, "invalid", "the id of the resource is not the one of the address")
        versions = self.store.versions.get((kind, identity))
        if match and self.defect != "ignores-if-match":
            number = versions[-1]["number"] if versions else None
            if match.strip().removeprefix("W/").strip('"') != number:
                raise Refused(412, "conflict", f"the current version is {number}")
        made, first = self.keep(resource, identity)
        return Answer(201 if first else 200, self.given(made), **self.headers(made, base))

    def delete(self, kind, identity):
        self.store.delete(kind, identity)
        return Answer(204)

    def history(self, kind, identity, base):
        if self.defect == "claims-history-without-it":
            raise Refused(404, "not-found", "there is no history")
        versions = self.store.versions.get((kind, identity))
        if not versions:
            raise Refused(404, "not-found", f"{kind}/{identity} is not known")
        entries = []
        for version in reversed(versions):
            entry = {
                "fullUrl": f"{base}/{kind}/{identity}",
                "request": {"method": version["method"], "url": f"{kind}/{identity}"},
                "response": {"status": "204" if version["resource"] is None else "200", "lastModified": version["time"]},
            }
            if version["resource"] is not None:
                entry["resource"] = version["resource"]
                entry["response"]["etag"] = f'W/"{version["number"]}"'
            entries.append(entry)
        return Answer(200, {"resourceType": "Bundle", "type": "history", "total": len(entries), "entry": entries})

    # --- Search ---------------------------------------------------------------------------------------------------

    def criteria(self, kind, parameters, is_strict=True):
        criteria, used = [], []
        for name, value in parameters:
            if name.partition(":")[0] in RESULT_PARAMETERS:
                continue
            if self.defect == "ignores-modality" and name == "modality":
                continue
            if self.defect == "ignores-body-site" and name in ("bodysite", "anatomical-region"):
                continue
            if self.defect == "ignores-document-parameters" and kind == "DocumentReference" and "patient" not in name:
                continue
            if self.defect == "ignores-list-kind" and kind == "List" and name == "code":
                continue
            if self.defect == "returns-other-patients" and name.split(":")[0].split(".")[0] in ("patient", "subject"):
                continue
            if self.defect == "claims-parameter-without-it" and name == "telecom":
                raise Refused(400, "not-supported", "telecom is not supported")
            if self.defect == "merges-twins" and kind == "Patient" and name == "identifier":
                criteria.append(self.twins(value))
                used.append((name, value))
                continue
            try:
                criteria.append(Criterion(kind, name, value))
                used.append((name, value))
            except KeyError:
                if is_strict and self.defect != "ignores-strict":
                    raise Refused(400, "not-supported", f"{name} is no parameter of {kind}") from None
        return criteria, used

    def twins(self, value):
        """A criterion that takes everybody of the same family name and birth date for the same patient."""
        store = self.store
        alike = {
            (values_at(patient, "name.family")[:1] or [""])[0] + patient.get("birthDate", "")
            for patient in store.all("Patient")
            if any(token_matches(item, wanted) for item in patient.get("identifier", []) for wanted in split(value, ","))
        }

        class Alike:
            def matches(self, _, patient):
                return (values_at(patient, "name.family")[:1] or [""])[0] + patient.get("birthDate", "") in alike

        return Alike()

    def found(self, kind, parameters, is_strict=True):
        criteria, _ = self.criteria(kind, parameters, is_strict)
        return [item for item in self.store.all(kind) if all(each.matches(self.store, item) for each in criteria)]

    def search(self, kind, parameters, is_strict, base):
        criteria, used = self.criteria(kind, parameters, is_strict)
        found = [item for item in self.store.all(kind) if all(each.matches(self.store, item) for each in criteria)]
        wanted, reverse, results = [], [], {}
        for name, value in parameters:
            plain = name.partition(":")[0]
            if plain == "_include":
                wanted.append(allowed(value, INCLUDES.get(kind, [])))
            elif plain == "_revinclude":
                reverse.append(allowed(value, REVERSE_INCLUDES.get(kind, [])))
            elif plain in RESULT_PARAMETERS:
                results[plain] = value
            if plain in ("_include", "_revinclude", "_count"):
                used.append((name, value))
        count, offset = whole(results.get("_count", "50")), whole(results.get("_offset", "0"))
        page = found[offset:offset + count]
        if offset and self.defect == "drops-second-page":
            page = []
        entries = [self.entry(item, "match", base) for item in page]
        extra = included(self.store, page, wanted, False) + included(self.store, page, reverse, True)
        entries += [self.entry(item, "include", base) for item in extra]
        address = f"{base}/{kind}"
        links = [{"relation": "self", "url": with_query(address, used + ([("_offset", offset)] if offset else []))}]
        if count and (offset + count < len(found) or self.defect == "endless-paging"):
            links.append({"relation": "next", "url": with_query(address, used + [("_offset", offset + count)])})
        bundle = {
            "resourceType": "Bundle", "type": "searchset", "link": links,
            "total": len(found) + (1 if self.defect == "wrong-total" else 0),
        }
        if entries:
            bundle["entry"] = entries
        return Answer(200, bundle)

    def entry(self, resource, mode, base):
        return {
            "fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}", "resource": self.given(resource),
            "search": {"mode": mode},
        }

    # --- Operations -----------------------------------------------------------------------------------------------

    def operation(self, kind, identity, name, parameters, base):
        if kind not in OPERATIONS or name not in {known for known, _ in OPERATIONS[kind]}:
            raise Refused(404, "not-supported", f"${name} is no operation of {kind or 'the system'}")
        if name == "everything":
            return self.everything(identity, base)
        if name == "ihe-pix":
            return self.cross_reference(parameters)
        return self.expand(identity, dict(parameters))

    def everything(self, identity, base):
        if identity is None:
            raise Refused(400, "required", "$everything is of one patient")
        patient = self.store.current("Patient", identity)
        found = [patient]
        for kind in PARAMETERS:
            if "patient" in PARAMETERS[kind] and kind != "AuditEvent":
                found += self.found(kind, [("patient", f"Patient/{identity}")])
        entries = [self.entry(item, "match", base) for item in found]
        return Answer(200, {"resourceType": "Bundle", "type": "searchset", "total": len(entries), "entry": entries})

    def cross_reference(self, parameters):
        """ITI-83, with the answers of its section 2:3.83.4.2.2."""
        sources = [value for name, value in parameters if name == "sourceIdentifier"]
        targets = [value for name, value in parameters if name == "targetSystem"]
        if len(sources) != 1 or "|" not in sources[0]:
            raise Refused(400, "required", "one sourceIdentifier with its domain is needed")
        patients = self.store.all("Patient")
        domains = {item.get("system") for patient in patients for item in patient.get("identifier", [])}
        system = sources[0].rpartition("|")[0]
        if system not in domains or any(wanted not in domains for wanted in targets):
            if self.defect == "pix-empty-success":
                return Answer(200, {"resourceType": "Parameters"})
            if system not in domains:
                raise Refused(400, "code-invalid", "sourceIdentifier Assigning Authority not found")
            raise Refused(403, "code-invalid", "targetSystem not found")
        found = self.found("Patient", [("identifier", sources[0])])
        if not found:
            raise Refused(404, "not-found", "sourceIdentifier Patient Identifier not found")
        answer = []
        for patient in found:
            for item in patient.get("identifier", []):
                is_source = token_matches(item, sources[0]) and self.defect != "pix-echoes-source"
                if not is_source and (not targets or item.get("system") in targets):
                    answer.append({"name": "targetIdentifier", "valueIdentifier": item})
            answer.append({"name": "targetId", "valueReference": {"reference": f"Patient/{patient['id']}"}})
        return Answer(200, {"resourceType": "Parameters", "parameter": answer})

    def match(self, parameters, base):
        """$match: who has the number is certain, who has name and birth date alike is possible."""
        given = {one.get("name"): one for one in parameters.get("parameter", [])}
        wanted = given.get("resource", {}).get("resource", {})
        numbers = {(item.get("system"), item.get("value")) for item in wanted.get("identifier", [])}
        names = {name.get("family") for name in wanted.get("name", [])}
        graded = []
        for patient in self.store.all("Patient"):
            own = {(item.get("system"), item.get("value")) for item in patient.get("identifier", [])}
            alike = (names & {name.get("family") for name in patient.get("name", [])}
                     and patient.get("birthDate") == wanted.get("birthDate"))
            if numbers & own and alike:
                graded.append((0.99, "certain", patient))
            elif alike:
                graded.append((0.6, "possible", patient))
        graded.sort(key=lambda one: -one[0])
        if given.get("onlyCertainMatches", {}).get("valueBoolean"):
            graded = graded[:1] if self.defect == "match-guesses" else [one for one in graded if one[1] == "certain"]
        entries = []
        for score, grade, patient in graded:
            entry = self.entry(patient, "match", base)
            if self.defect != "match-without-grade":
                entry["search"]["score"] = score
                entry["search"]["extension"] = [
                    {"url": "http://hl7.org/fhir/StructureDefinition/match-grade", "valueCode": grade}]
            entries.append(entry)
        if self.defect == "match-in-any-order":
            entries.reverse()
        bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(entries)}
        if entries:
            bundle["entry"] = entries
        return Answer(200, bundle)

    def expand(self, identity, parameters):
        if identity is not None:
            value_set = self.store.current("ValueSet", identity)
        else:
            found = self.found("ValueSet", [("url", parameters.get("url", ""))])
            if not found:
                raise Refused(404, "not-found", "the value set is not known")
            value_set = found[-1]
        codes = []
        for part in value_set.get("compose", {}).get("include", []):
            for concept in part.get("concept", []):
                codes.append({"system": part.get("system"), **concept})
        wanted = parameters.get("filter", "").casefold()
        codes = [code for code in codes if wanted in (code.get("display", "") + " " + code["code"]).casefold()]
        if self.defect == "hard-coded-values":
            codes = self.expansions.setdefault(value_set.get("url"), codes)
        expanded = {key: value for key, value in value_set.items() if key != "compose"}
        expanded["expansion"] = {"timestamp": moment(), "total": len(codes)}
        if codes:
            expanded["expansion"]["contains"] = codes
        return Answer(200, expanded)

    # --- Bundles --------------------------------------------------------------------------------------------------

    def bundle(self, bundle, base):
        kind = bundle.get("type")
        if bundle.get("resourceType") != "Bundle" or kind not in ("batch", "transaction"):
            raise Refused(400, "invalid", "a bundle of type batch or transaction is needed")
        judged(bundle)
        entries = bundle.get("entry", [])
        order = {"DELETE": 0, "POST": 1, "PUT": 2, "PATCH": 2, "GET": 3, "HEAD": 3}
        with self.store.lock:
            before = copy.deepcopy(self.store.versions)
            names, answers = {}, {}
            if self.defect == "loses-submission-sets":
                entries = [entry for entry in entries if entry["request"]["url"] != "List"]
            if kind == "transaction":
                entries = self.named(entries, names, base)
            sequence = sorted(range(len(entries)), key=lambda index: order[entries[index]["request"]["method"]])
            for index in sequence:
                try:
                    answers[index] = self.entry_of_bundle(entries[index], names, base)
                except Refused as refused:
                    if kind == "transaction":
                        if self.defect != "partial-transaction":
                            self.store.versions = before
                        raise
                    answers[index] = {
                        "response": {"status": str(refused.status), "outcome": outcome(refused.code, refused.text)}}
        made = {"resourceType": "Bundle", "type": f"{kind}-response"}
        if entries:
            made["entry"] = [answers[index] for index in range(len(entries))]
        return Answer(200, made)

    def named(self, entries, names, base):
        """The entries with the addresses that resources have in place of their temporary names: in references, and in
        every other element that holds such a name and nothing else."""
        known = {}
        for entry in entries:
            request = entry["request"]
            kind = request["url"].partition("?")[0]
            if request["method"] != "POST" or "fullUrl" not in entry:
                continue
            found = []
            if request.get("ifNoneExist"):
                found = self.found(kind, parse_qsl(request["ifNoneExist"]))
            if found:
                known[entry["fullUrl"]] = f"{kind}/{found[0]['id']}"
            else:
                names[entry["fullUrl"]] = str(uuid.uuid4())
                known[entry["fullUrl"]] = f"{kind}/{names[entry['fullUrl']]}"

        def renamed(value, key=None):
            if isinstance(value, dict):
                return {name: renamed(inner, name) for name, inner in value.items()}
            if isinstance(value, list):
                return [renamed(inner, key) for inner in value]
            if key == "fullUrl" or not isinstance(value, str) or value not in known:
                return value
            return known[value] if key == "reference" else f"{base}/{known[value]}"

        return renamed(entries)

    def entry_of_bundle(self, entry, names, base):
        request = entry["request"]
        path, _, query = request["url"].partition("?")
        parts = [part for part in path.split("/") if part]
        if request["method"] == "POST" and parts and entry.get("fullUrl") in names:
            checked(entry.get("resource"), parts[0])
            made, _ = self.keep(entry["resource"], names[entry["fullUrl"]])
            answer = Answer(201, made, **self.headers(made, base))
        else:
            answer = self.act(
                request["method"], parts, parse_qsl(query, keep_blank_values=True), entry.get("resource"),
                {"If-Match": request.get("ifMatch"), "If-None-Exist": request.get("ifNoneExist")}, base)
        response = {"status": str(answer.status)}
        if "Location" in answer.fields:
            response["location"] = answer.fields["Location"]
        if "ETag" in answer.fields:
            response["etag"] = answer.fields["ETag"]
        made = {"response": response}
        if answer.resource is not None:
            made["resource"] = answer.resource
        return made

    # --- What is asked for ----------------------------------------------------------------------------------------

    def act(self, method, parts, query, resource, fields, base):
        if parts == ["metadata"] and method == "GET":
            statement = capabilities(base, self.defect)
            if self.defect == "old-release":
                statement["fhirVersion"] = "3.0.2"
            return Answer(200, statement)
        if not parts and method == "POST":
            return self.bundle(resource or {}, base)
        if parts and parts[-1].startswith("$"):
            kind = parts[0] if len(parts) > 1 else None
            identity = parts[1] if len(parts) == 3 else None
            if parts[-1] == "$match":
                return self.match(resource or {}, base)
            if method == "POST":
                query = [
                    (item["name"], next(str(value) for key, value in item.items() if key.startswith("value")))
                    for item in (resource or {}).get("parameter", [])]
            return self.operation(kind, identity, parts[-1][1:], query, base)
        if parts[:1] == ["Bundle"] and len(parts) == 2 and method == "GET" and self.defect != "loses-fhir-documents":
            return self.read("Bundle", parts[1], base)
        if not parts or parts[0] not in PARAMETERS:
            raise Refused(404, "not-supported", "there is no such type here")
        kind = parts[0]
        if len(parts) == 1:
            if method == "GET":
                return self.search(kind, query, "handling=strict" in (fields.get("Prefer") or ""), base)
            if method == "POST":
                return self.create(kind, resource, fields.get("If-None-Exist"), base)
        elif len(parts) == 2:
            if method == "GET":
                return self.read(kind, parts[1], base)
            if method == "PUT":
                return self.update(kind, parts[1], resource, fields.get("If-Match"), base)
            if method == "DELETE" and kind != "AuditEvent":
                return self.delete(kind, parts[1])
        elif parts[2] == "_history" and method == "GET":
            if len(parts) == 3:
                return self.history(kind, parts[1], base)
            if self.defect == "claims-history-without-it":
                raise Refused(404, "not-found", "there is no history")
            found = self.store.version(kind, parts[1], parts[3])
            fields = self.headers(found, base)
            fields.pop("Location")
            return Answer(200, found, **fields)
        raise Refused(405, "not-supported", f"{method} is not for {'/'.join(parts)}")

    # --- What others are told -------------------------------------------------------------------------------------

    def notify(self, resource):
        """Calls the rest-hook of every subscription that the resource meets."""
        if resource["resourceType"] in ("Subscription", "AuditEvent") or self.defect == "silent-events":
            return
        for subscription in self.store.all("Subscription"):
            kind, _, query = subscription["criteria"].partition("?")
            if kind != resource["resourceType"] or subscription["status"] not in ("requested", "active"):
                continue
            criteria, _ = self.criteria(kind, parse_qsl(query))
            if all(each.matches(self.store, resource) for each in criteria):
                threading.Thread(target=call, args=(subscription["channel"], resource), daemon=True).start()

    def log(self, method, kind, parameters, patients, is_success):
        """An AuditEvent after the basic patterns of IHE (BALP): what was done, by whom, to whose data."""
        if self.defect == "no-audit":
            return
        action = {"GET": "E" if parameters else "R", "POST": "C", "PUT": "U", "DELETE": "D"}.get(method, "E")
        code = {"E": "search", "R": "read", "C": "create", "U": "update", "D": "delete"}[action]
        entities = [
            {
                "what": {"reference": f"Patient/{patient}"},
                "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": "1"},
                "role": {"system": "http://terminology.hl7.org/CodeSystem/object-role", "code": "1"},
            }
            for patient in sorted(patients)
        ]
        if not entities:
            return
        self.store.put({
            "resourceType": "AuditEvent",
            "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
            "subtype": [{"system": "http://hl7.org/fhir/restful-interaction", "code": code}],
            "action": action, "recorded": moment(), "outcome": "0" if is_success else "4",
            "agent": [
                {
                    "type": {"coding": [{"system": DCM, "code": "110153"}]}, "who": {"display": "client"},
                    "requestor": True, "network": {"address": "127.0.0.1", "type": "2"},
                },
                {
                    "type": {"coding": [{"system": DCM, "code": "110152"}]}, "who": {"display": "server"},
                    "requestor": False, "network": {"address": "127.0.0.1", "type": "2"},
                },
            ],
            "source": {"observer": {"display": "server"}}, "entity": entities,
        })


def without_extensions(value):
    if isinstance(value, dict):
        return {key: without_extensions(inner) for key, inner in value.items() if key not in ("extension", "contained")}
    return [without_extensions(inner) for inner in value] if isinstance(value, list) else value


def checked(resource, kind):
    if not isinstance(resource, dict):
        raise Refused(400, "structure", "the body is no resource")
    if resource.get("resourceType") != kind:
        raise Refused(400, "invalid", f"the body is no {kind}")


def allowed(value, known):
    if ":".join(value.split(":")[:2]) not in known:
        raise Refused(400, "not-supported", f"{value} is not supported")
    return value


def whole(text):
    if not re.fullmatch(r"\d{1,6}", text):
        raise Refused(400, "value", f"{text} is no whole number")
    return int(text)


def with_query(address, parameters):
    return f"{address}?{urlencode(parameters, quote_via=quote)}" if parameters else address


def http_date(text):
    return datetime.datetime.fromisoformat(text).strftime("%a, %d %b %Y %H:%M:%S GMT")


def call(channel, resource):
    """A rest-hook: the resource where a payload is asked for, else an empty body; again where it fails."""
    body, method, address = b"", "POST", channel["endpoint"]
    fields = dict(line.split(": ", 1) for line in channel.get("header", []) if ": " in line)
    if channel.get("payload"):
        body, method = json.dumps(resource).encode(), "PUT"
        address = f"{address.rstrip('/')}/{resource['resourceType']}/{resource['id']}"
        fields["Content-Type"] = channel["payload"]
    for attempt in range(5):
        request = urllib.request.Request(address, data=body, headers=fields, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10):
                return
        except OSError:
            time.sleep(0.2 * 2 ** attempt)
