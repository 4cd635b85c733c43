"""What the FHIR server of the tests says of itself (http://hl7.org/fhir/R4/capabilitystatement.html)."""
from search import COMMON, INCLUDES, PARAMETERS, REVERSE_INCLUDES, parameter

INTERACTIONS = ["read", "vread", "update", "delete", "history-instance", "create", "search-type"]
OPERATIONS = {
    "Patient": [
        ("everything", "http://hl7.org/fhir/OperationDefinition/Patient-everything"),
        ("ihe-pix", "https://profiles.ihe.net/ITI/PIXm/OperationDefinition/IHE.PIXm.pix"),
        ("match", "http://hl7.org/fhir/OperationDefinition/Patient-match"),
    ],
    "ValueSet": [("expand", "http://hl7.org/fhir/OperationDefinition/ValueSet-expand")],
}


def capabilities(base, defect):
    resources = []
    for kind, own in PARAMETERS.items():
        interactions = INTERACTIONS
        if kind == "AuditEvent":
            # Nobody changes the log from outside.
            interactions = ["read", "vread", "history-instance", "search-type"]
        described = {
            "type": kind, "interaction": [{"code": code} for code in interactions], "versioning": "versioned-update",
            "readHistory": True, "updateCreate": True, "conditionalCreate": kind != "AuditEvent",
            "conditionalUpdate": False, "conditionalDelete": "not-supported",
            "searchParam": [{"name": name, "type": parameter(kind, name)[0]} for name in {**COMMON, **own}],
        }
        if kind in INCLUDES:
            described["searchInclude"] = INCLUDES[kind]
        if kind in REVERSE_INCLUDES:
            described["searchRevInclude"] = REVERSE_INCLUDES[kind]
        if kind in OPERATIONS:
            described["operation"] = [{"name": name, "definition": url} for name, url in OPERATIONS[kind]]
        resources.append(described)
    if defect == "claims-parameter-without-it":
        next(item for item in resources if item["type"] == "Patient")["searchParam"].append(
            {"name": "telecom", "type": "token"})
    return {
        "resourceType": "CapabilityStatement", "status": "active", "date": "2026-01-01", "kind": "instance",
        "software": {"name": "FHIR server of the tests", "version": "1"},
        "implementation": {"description": "A server for tests", "url": base},
        "fhirVersion": "4.0.1", "format": ["application/fhir+json", "application/fhir+xml"],
        "rest": [{
            "mode": "server", "resource": resources,
            "interaction": [{"code": "transaction"}, {"code": "batch"}],
        }],
    }
