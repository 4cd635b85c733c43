"""A record locator for tests: finds the pointers of a patient over FHIR R4, `GET /DocumentReference?subject:identifier=…`.

It shares nothing with the client that it is asked by: the standard library.

usage: record_locator.py PORT DEFECT, where DEFECT is `none` or
  no-custodian: does not say whose pointer it is
  local-custodian: names the custodian by another code than that of the ODS
  local-type, no-category: the type is not of SNOMED CT, or there is no category
  no-format: does not say how the content is encoded
  no-system: does not name the system that holds the record
  gives-superseded: gives a pointer that was replaced too
  other-patients: finds the pointers of others too
"""
import json
import sys
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

port, defect = int(sys.argv[1]), sys.argv[2]
ID, SNOMED = "https://fhir.nhs.uk/Id/", "http://snomed.info/sct"


def concept(code, system=SNOMED):
    return {"coding": [{"system": system, "code": code}]}


def pointer(number, name, status="current"):
    custodian = {"system": ID + ("local-code" if defect == "local-custodian" else "ods-organization-code"), "value": "RXX"}
    content = {"attachment": {"contentType": "application/dicom", "url": "https://record.example/" + name},
               "format": {"system": "https://fhir.nhs.uk/England/CodeSystem/England-NRLFormatCode",
                          "code": "urn:nhs-ic:unstructured"}}
    if defect == "no-format":
        del content["format"]
    found = {"resourceType": "DocumentReference", "id": "RXX-" + name, "status": status,
             "subject": {"identifier": {"system": ID + "nhs-number", "value": number}},
             "custodian": {"identifier": custodian}, "content": [content],
             "type": concept("4201000179104", "urn:local" if defect == "local-type" else SNOMED),
             "category": [concept("721981007")],
             "context": {"related": [{"identifier": {"system": ID + "nhsSpineASID", "value": "230811201350"}}]}}
    for name_of, field in (("no-custodian", "custodian"), ("no-category", "category"), ("no-system", "context")):
        if defect == name_of:
            del found[field]
    return found


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def do_GET(self):
        address = urllib.parse.urlsplit(self.path)
        system, _, number = dict(urllib.parse.parse_qsl(address.query)).get("subject:identifier", "").partition("|")
        found = [pointer(number, "1")] if address.path.endswith("/DocumentReference") and system == ID + "nhs-number" else []
        if defect == "gives-superseded":
            found.append(pointer(number, "0", "superseded"))
        if defect == "other-patients":
            found.append(pointer("9990000042", "2"))
        bundle = {"resourceType": "Bundle", "type": "searchset", "total": len(found),
                  "entry": [{"resource": one, "search": {"mode": "match"}} for one in found]}
        content = json.dumps(bundle).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/fhir+json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
