"""A FHIR R4 server for tests, on Python's own HTTP server, that is good or has one defect.

usage: server.py PORT DEFECT [DICOM-PORT] [HL7-PORT]

Every resource that it takes or gives is judged by the independent library `fhir.resources` (R4B); a bad one that it would
give is an error of its own, 500. It knows its own organisation and endpoint; what else it holds, clients created, or it made of
DICOM objects and HL7 v2 messages that came to the other ports. DEFECT is one of the words in defects.py.
"""
import base64
import json
import re
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from fhir.resources.R4B import get_fhir_model_class

from defects import DEFECTS
from service import Answer, Service
from store import Refused, judged, outcome

FORMATS = {
    "json": "json", "application/json": "json", "application/fhir+json": "json", "text/json": "json", "*/*": "json",
    "application/*": "json", "xml": "xml", "application/xml": "xml", "application/fhir+xml": "xml", "text/xml": "xml",
}
MEDIA = {"json": "application/fhir+json; charset=utf-8", "xml": "application/fhir+xml; charset=utf-8"}


def patients_of(resource):
    """Ids of the patients that a resource, or a bundle's entries, are about."""
    if not isinstance(resource, dict):
        return set()
    if resource.get("resourceType") == "Bundle":
        return set().union(set(), *(patients_of(entry.get("resource")) for entry in resource.get("entry", [])))
    if resource.get("resourceType") == "Patient":
        return {resource["id"]} if "id" in resource else set()
    found = set()
    for name in ("subject", "for"):
        reference = resource.get(name, {}).get("reference", "") if isinstance(resource.get(name), dict) else ""
        if reference.startswith("Patient/"):
            found.add(reference.partition("/")[2])
    return found


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body are written apart; without this the second waits for the client's delayed acknowledgement.
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def handle_any(self):
        service = self.server.service
        if service.defect == "slow":
            time.sleep(0.5)
        try:
            length = int(self.headers.get("Content-Length", 0))
        except ValueError:
            length = 0
        body = self.rfile.read(length)
        scheme = self.headers.get("X-Forwarded-Proto", "http")
        address = urlsplit(self.path)
        base = f"{scheme}://{self.headers.get('Host', '127.0.0.1')}/fhir"
        if address.path.startswith("/dicom-web/studies/"):
            return self.send_study(address.path.rsplit("/", 1)[1])
        form, query, parts = "json", parse_qsl(address.query, keep_blank_values=True), []
        try:
            form = self.form(dict(query).get("_format"))
            if not address.path.startswith("/fhir"):
                raise Refused(404, "not-found", "nothing is here")
            parts = [unquote(part) for part in address.path.removeprefix("/fhir").split("/") if part]
            method, resource = self.command, None
            if method == "POST" and parts[-1:] == ["_search"]:
                method, parts = "GET", parts[:-1]
                query += parse_qsl(body.decode(), keep_blank_values=True)
            elif body:
                resource = self.parsed(body)
            answer = service.act("GET" if method == "HEAD" else method, parts, query, resource, self.headers, base)
            if answer.resource is not None and answer.resource.get("resourceType") == "Binary" and self.wants_content():
                return self.send_binary(answer)
            if parts and parts[0] != "AuditEvent":
                with service.store.lock:
                    service.log(method, parts[0], query, patients_of(answer.resource), True)
            self.give(answer, form)
        except Refused as refused:
            self.refuse(refused, form)
        except (BrokenPipeError, ConnectionResetError):
            raise
        except Exception as error:  # noqa: BLE001 an error of this server is told as one
            self.give(Answer(500, outcome("exception", f"{type(error).__name__}: {error}")), form)

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = handle_any

    def form(self, asked):
        if asked:
            wanted = [asked.replace(" ", "+")]
        else:
            wanted = [part.strip() for part in self.headers.get("Accept", "*/*").split(",")]
        for part in wanted:
            form = FORMATS.get(part.partition(";")[0].strip())
            if form:
                return form
        if self.command == "GET" and "/Binary/" in self.path or self.server.service.defect == "ignores-accept":
            return "json"
        raise Refused(406, "not-supported", f"{', '.join(wanted)} cannot be given")

    def wants_content(self):
        """A Binary comes as itself unless FHIR's own formats are asked for."""
        return "fhir" not in self.headers.get("Accept", "*/*") and "_format" not in self.path

    def parsed(self, body):
        media = self.headers.get("Content-Type", "").partition(";")[0].strip()
        form = FORMATS.get(media)
        if form is None or media.startswith("*"):
            raise Refused(415, "not-supported", f"{media or 'a body without type'} is not taken")
        try:
            if form == "json":
                return json.loads(body)
            kind = re.search(rb"<(?:\w+:)?([A-Z][A-Za-z]+)[\s>]", body)
            return json.loads(get_fhir_model_class(kind[1].decode()).model_validate_xml(body).model_dump_json())
        except (ValueError, TypeError, KeyError, LookupError) as error:
            raise Refused(400, "structure", f"the body cannot be read: {error}") from None

    def give(self, answer, form):
        resource = answer.resource
        if resource is not None and "return=minimal" in self.headers.get("Prefer", "") and self.command in ("POST", "PUT"):
            if answer.status in (200, 201) and resource["resourceType"] not in ("Bundle", "Parameters"):
                resource = None
        content = b""
        if resource is not None:
            if self.server.service.defect != "old-release":
                judged(resource)
            content = json.dumps(resource, ensure_ascii=False).encode()
            if form == "xml":
                content = get_fhir_model_class(resource["resourceType"]).model_validate(resource).model_dump_xml()
        media = MEDIA[form]
        if self.server.service.defect == "wrong-content-type":
            media = "text/plain; charset=utf-8"
        self.send(answer.status, content, media if content else None, answer.fields)

    def refuse(self, refused, form):
        defect = self.server.service.defect
        if defect == "html-error":
            page = f"<html><body><h1>Error {refused.status}</h1></body></html>".encode()
            return self.send(refused.status, page, "text/html; charset=utf-8", {})
        if defect == "no-outcome":
            return self.send(refused.status, b"", None, {})
        status = 200 if defect == "200-with-outcome" else refused.status
        return self.give(Answer(status, outcome(refused.code, refused.text)), form)

    def send_binary(self, answer):
        content = base64.b64decode(answer.resource.get("data", ""))
        if self.server.service.defect == "broken-document":
            content = content[:-1]
        self.send(200, content, answer.resource["contentType"], answer.fields)

    def send_study(self, uid):
        archive = self.server.service.archive
        found = archive.retrieve(uid) if archive else None
        if found is None:
            return self.send(404, b"", None, {})
        return self.send(200, found[1], found[0], {})

    def send(self, status, content, media, fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        if media:
            self.send_header("Content-Type", media)
        if status != 204:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


if __name__ == "__main__":
    port, defect = int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "none"
    if defect not in DEFECTS:
        sys.exit(f"{defect} is none of {', '.join(DEFECTS)}")
    service = Service(port, defect)
    if len(sys.argv) > 3:
        from imaging import Archive
        service.archive = Archive(service, int(sys.argv[3]))
        service.archive.enter_itself()
    if len(sys.argv) > 4:
        from messages import Messages
        Messages(service, int(sys.argv[4]))
    server = Server(("127.0.0.1", port), Handler)
    server.service = service
    server.serve_forever()
