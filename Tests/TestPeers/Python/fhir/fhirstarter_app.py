"""A FHIR server on the package `fhirstarter` (R4B), in memory: what the framework gives, and nothing of ours beside it.

usage: fhirstarter_app.py PORT, with FHIR_SEQUENCE=R4B in the environment

Resources can be created, read, updated, deleted and searched by what the handlers name; there are no versions, no history,
no paging and no bundles of requests. A parameter that a handler does not name is refused by the framework.
"""
import contextlib
import sys
from uuid import uuid4

import uvicorn
from fhir.resources.R4B import get_fhir_model_class
from fhir.resources.R4B.bundle import Bundle
from fhir.resources.R4B.diagnosticreport import DiagnosticReport
from fhir.resources.R4B.imagingstudy import ImagingStudy
from fhir.resources.R4B.patient import Patient
from fhir.resources.R4B.servicerequest import ServiceRequest
from fhirstarter import FHIRProvider, FHIRStarter, InteractionContext
from fhirstarter.exceptions import FHIRResourceNotFoundError

app, provider = FHIRStarter(title="fhirstarter", openapi_url=None), FHIRProvider()
held = {"Patient": {}, "ServiceRequest": {}, "ImagingStudy": {}, "DiagnosticReport": {}}


def found(kind, matches):
    entries = [{"resource": value} for value in held[kind].values() if matches(value)]
    return Bundle.model_validate({
        "resourceType": "Bundle", "type": "searchset", "total": len(entries), **({"entry": entries} if entries else {})})


def identified(value, wanted):
    system, bar, code = (wanted or "").rpartition("|")
    return not wanted or any(
        item.get("value") == code and (not bar or item.get("system") == system) for item in value.get("identifier", []))


def of_patient(value, wanted):
    return not wanted or value.get("subject", {}).get("reference", "").endswith(wanted.removeprefix("Patient/"))


def plain(resource):
    import json
    return json.loads(resource.model_dump_json())


def serve(model):
    kind = model.get_resource_type()

    @provider.read(model)
    async def read(context: InteractionContext, id_: str) -> model:
        if id_ not in held[kind]:
            raise FHIRResourceNotFoundError
        return get_fhir_model_class(kind).model_validate(held[kind][id_])

    @provider.create(model)
    async def create(context: InteractionContext, resource: model) -> str:
        resource.id = str(uuid4())
        held[kind][resource.id] = plain(resource)
        return resource.id

    @provider.update(model)
    async def update(context: InteractionContext, id_: str, resource: model) -> str:
        if id_ not in held[kind]:
            raise FHIRResourceNotFoundError
        held[kind][id_] = plain(resource)
        return id_

    @provider.delete(model)
    async def delete(context: InteractionContext, id_: str) -> None:
        with contextlib.suppress(KeyError):
            del held[kind][id_]


for each in (Patient, ServiceRequest, ImagingStudy, DiagnosticReport):
    serve(each)


@provider.search_type(Patient)
async def patients(
    context: InteractionContext, identifier: str | None, family: str | None, birthdate: str | None
) -> Bundle:
    return found("Patient", lambda value: identified(value, identifier) and (
        not family or any(name.get("family", "").casefold().startswith(family.casefold()) for name in value.get("name", []))
    ) and (not birthdate or value.get("birthDate") == birthdate))


@provider.search_type(ServiceRequest)
async def orders(context: InteractionContext, identifier: str | None, patient: str | None) -> Bundle:
    return found("ServiceRequest", lambda value: identified(value, identifier) and of_patient(value, patient))


@provider.search_type(ImagingStudy)
async def studies(context: InteractionContext, identifier: str | None, patient: str | None) -> Bundle:
    return found("ImagingStudy", lambda value: identified(value, identifier) and of_patient(value, patient))


@provider.search_type(DiagnosticReport)
async def reports(context: InteractionContext, identifier: str | None, patient: str | None) -> Bundle:
    return found("DiagnosticReport", lambda value: identified(value, identifier) and of_patient(value, patient))


app.add_providers(provider)

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
