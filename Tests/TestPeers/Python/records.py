"""A record system: studies stored by DICOM (pynetdicom) become ImagingStudy, and Subscriptions (Flask) are told of them.

usage: records.py DICOM-PORT WEB-PORT DEFECT, where DEFECT is `none` or one of the words below.
"""
import json
import sys
import threading
import urllib.error
import urllib.request

from flask import Flask, request
from pynetdicom import AE, StoragePresentationContexts, evt
from pynetdicom.sop_class import Verification
from werkzeug.serving import make_server

dicom_port, web_port, defect = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
BACKPORT = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"
subscriptions, studies, lock = {}, set(), threading.Lock()


def call(channel, content, again=5):
    """Calls a channel as often as it takes, `again` times more at most."""
    fields = dict(line.split(": ", 1) for line in channel.get("header", []))
    if defect == "forgets-header":
        fields = {}
    if defect == "sends-patient":
        content = {"resourceType": "Patient", "name": [{"family": "Somebody"}]}
    body = json.dumps(content).encode() if content else b""
    if body:
        fields["Content-Type"] = "application/fhir+json"
    target = channel["endpoint"] + ("/elsewhere" if defect == "calls-elsewhere" else "")
    try:
        urllib.request.urlopen(
            urllib.request.Request(target, body, fields, method="GET" if defect == "calls-by-get" else "POST"), timeout=10)
    except urllib.error.HTTPError as error:
        print(f"called: {error.code}", flush=True)
        if error.code >= 500 and again and defect != "never-again":
            threading.Timer(0.2, call, (channel, content, again - 1)).start()
    except OSError as error:
        print(f"called: {error!r}", flush=True)


def notification(subscription, kind, focus=None):
    """A notification with a topic (Subscriptions R5 Backport, R4)."""
    parameters = [
        {"name": "subscription", "valueReference": {"reference": f"Subscription/{subscription['id']}"}},
        {"name": "status", "valueCode": "active"}, {"name": "type", "valueCode": kind}]
    if focus:
        parameters.append({"name": "notification-event", "part": [
            {"name": "event-number", "valueString": "1"}, {"name": "focus", "valueReference": {"reference": focus}}]})
    return {"resourceType": "Bundle", "type": "history", "entry": [
        {"resource": {"resourceType": "Parameters", "parameter": parameters}}]}


def tell(study):
    for subscription in list(subscriptions.values()):
        has_topic = BACKPORT + "backport-subscription" in subscription.get("meta", {}).get("profile", [])
        criteria = subscription["criteria"]
        if has_topic:
            criteria = subscription["_criteria"]["extension"][0]["valueString"]
        if defect == "tells-nobody" or not criteria.endswith(f"urn:oid:{study}"):
            continue
        content = None
        if has_topic:
            content = notification(subscription, "event-notification", f"ImagingStudy/{study}")
        elif "payload" in subscription["channel"]:
            content = {"resourceType": "ImagingStudy", "id": "s1", "status": "available"}
        threading.Thread(target=call, args=(subscription["channel"], content), daemon=True).start()


def stored(event):
    study = event.dataset.StudyInstanceUID
    with lock:
        is_new = study not in studies
        studies.add(study)
    if is_new:
        tell(study)
    return 0x0000


app = Flask(__name__)


@app.post("/fhir/Subscription")
def subscribe():
    resource = request.get_json(force=True)
    if defect == "takes-none":
        return "", 404
    if defect == "wants-tls" and not resource["channel"]["endpoint"].startswith("https:"):
        outcome = {"resourceType": "OperationOutcome", "issue": [
            {"severity": "error", "code": "invalid", "diagnostics": "the endpoint must be an https address"}]}
        return json.dumps(outcome), 422, {"Content-Type": "application/fhir+json"}
    assert resource["resourceType"] == "Subscription" and resource["channel"]["type"] == "rest-hook"
    resource["id"] = f"sub-{len(subscriptions)}"
    resource["status"] = "active"
    subscriptions[resource["id"]] = resource
    if "meta" in resource:
        handshake = notification(resource, "handshake")
        threading.Thread(target=call, args=(resource["channel"], handshake), daemon=True).start()
    return json.dumps(resource), 201, {
        "Content-Type": "application/fhir+json",
        "Location": f"http://127.0.0.1:{web_port}/fhir/Subscription/{resource['id']}/_history/1"}


ae = AE(ae_title="RECORDS")
ae.supported_contexts = StoragePresentationContexts
ae.add_supported_context(Verification)
# Bound before the other port, by which the test knows that it is ready.
web = make_server("127.0.0.1", web_port, app, threaded=True)
threading.Thread(target=web.serve_forever, daemon=True).start()
ae.start_server(("127.0.0.1", dicom_port), block=True, evt_handlers=[(evt.EVT_C_STORE, stored)])
