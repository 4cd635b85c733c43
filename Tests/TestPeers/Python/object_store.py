"""An S3-compatible store: moto's server, behind a door that holds every signature against botocore's own signer.

The bucket `records` is there. Below some prefixes it misbehaves: `busy` (each request is refused twice before it is answered),
`full` (no object after the third), `altering` (the evidence comes back otherwise than it was put), `losing` (the evidence is
gone), `echoing` (refuses everything, in the words of the request), `endless` (a list that never ends), `cutting` (no second part of
an upload is taken), `late` (an upload is twice said to be whole with an error in the answer), `forgetful` (an upload is made whole,
and the answer is lost), `nameless` (an upload gets no name), `growing` (a range says that the whole is longer than anything),
`shifting` (a range begins one byte too late), `plain` (ranges are not known), `unconditional` (If-None-Match is not known),
`unimplemented` (If-None-Match is refused as not implemented), `vanishing` (says of fingerprints that they are there, and never has
them), `conflicting` (asks twice to try again, since another request is about the same object). Where the second part of a prefix is
`meeting`, no manifest is taken before another one has come. Parts of an upload may be as short as 256 bytes.

usage: object_store.py PORT ACCESS-KEY SECRET-KEY SESSION-TOKEN
"""
import collections
import contextlib
import hashlib
import io
import os
import sys
import threading
import urllib.parse

os.environ["S3_UPLOAD_PART_MIN_SIZE"] = "256"

import botocore.auth
import botocore.awsrequest
import botocore.credentials
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import run_simple

port, access, secret, token = int(sys.argv[1]), *sys.argv[2:5]
store = DomainDispatcherApplication(create_backend_app)
credentials = botocore.credentials.Credentials(access, secret, token)
seen = collections.Counter()
meeting, writing = threading.Barrier(2), threading.Lock()
objects = 0


def refusal(status, code, message, start):
    body = f'<?xml version="1.0" encoding="UTF-8"?><Error><Code>{code}</Code><Message>{message}</Message></Error>'
    start(status, [("Content-Type", "application/xml"), ("Content-Length", str(len(body)))])
    return [body.encode()]


def fault(environ, target, body):
    """What is wrong with a request's signature; None where nothing is."""
    authorization = environ.get("HTTP_AUTHORIZATION", "")
    scope = authorization.partition("Credential=")[2].partition(",")[0].split("/")
    signed = authorization.partition("SignedHeaders=")[2].partition(",")[0].split(";")
    given = authorization.partition("Signature=")[2]
    if not authorization.startswith("AWS4-HMAC-SHA256 ") or len(scope) != 5 or scope[0] != access:
        return "InvalidAccessKeyId"
    if environ.get("HTTP_X_AMZ_SECURITY_TOKEN") != token:
        return "InvalidToken"
    if environ.get("HTTP_X_AMZ_CONTENT_SHA256") != hashlib.sha256(body).hexdigest():
        return "XAmzContentSHA256Mismatch"
    if not {"host", "x-amz-date", "x-amz-content-sha256", "x-amz-security-token"} <= set(signed):
        return "AccessDenied"
    fields = {name: environ["HTTP_" + name.upper().replace("-", "_")] for name in signed}
    request = botocore.awsrequest.AWSRequest(
        environ["REQUEST_METHOD"], f"http://{environ['HTTP_HOST']}{target}", headers=fields, data=body)
    request.context["timestamp"] = fields["x-amz-date"]
    signer = botocore.auth.S3SigV4Auth(credentials, "s3", scope[2])
    expected = signer.signature(signer.string_to_sign(request, signer.canonical_request(request)), request)
    return None if expected == given else "SignatureDoesNotMatch"


def door(environ, start):
    global objects
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    target, method = environ["RAW_URI"], environ["REQUEST_METHOD"]
    path, _, query = target.partition("?")
    prefix = urllib.parse.parse_qs(query).get("prefix", [""])[0] or "/".join(path.split("/")[2:])
    defect = prefix.split("/")[0]
    if defect == "echoing":
        said = " ".join(f"{name}={value}" for name, value in environ.items() if name.startswith("HTTP_"))
        return refusal("403 Forbidden", "AccessDenied", said, start)
    if code := fault(environ, target, body):
        return refusal("403 Forbidden", code, "The request is not signed as it must be.", start)
    key = f"{method} {target}"
    seen[key] += 1
    if defect == "busy" and seen[key] <= 2:
        return refusal("503 Slow Down", "SlowDown", "Please reduce your request rate.", start)
    if defect == "full" and method == "PUT":
        objects += 1
        if objects > 3:
            return refusal("500 Internal Server Error", "InternalError", "We encountered an internal error.", start)
    if defect == "losing" and method == "GET" and target.endswith("/evidence.jsonl"):
        return refusal("404 Not Found", "NoSuchKey", "The specified key does not exist.", start)
    if defect == "endless" and "list-type=2" in target:
        text = '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>more</NextContinuationToken>' \
            '<CommonPrefixes><Prefix>endless/again/</Prefix></CommonPrefixes></ListBucketResult>'
        start("200 OK", [("Content-Type", "application/xml"), ("Content-Length", str(len(text)))])
        return [text.encode()]
    if defect == "cutting" and "partNumber=2&" in target:
        return refusal("500 Internal Server Error", "InternalError", "We encountered an internal error.", start)
    whole = method == "POST" and "?uploadId=" in target
    if defect == "late" and whole and seen[key] <= 2:
        return refusal("200 OK", "InternalError", "We encountered an internal error.", start)
    if defect == "forgetful" and whole and seen[key] == 1:
        list(store(environ, lambda *_: None))
        return refusal("500 Internal Server Error", "InternalError", "We encountered an internal error.", start)
    if defect == "nameless" and method == "POST" and target.endswith("?uploads="):
        return refusal("200 OK", "None", "There is no name.", start)
    condition = environ.get("HTTP_IF_NONE_MATCH")
    if defect == "unconditional":
        environ.pop("HTTP_IF_NONE_MATCH", None)
    if defect == "unimplemented" and condition:
        return refusal("501 Not Implemented", "NotImplemented", "A header implies functionality that is not implemented.", start)
    if defect == "vanishing" and condition:
        return refusal("412 Precondition Failed", "PreconditionFailed", "A pre-condition did not hold.", start)
    if defect == "conflicting" and condition and seen[key] <= 3:
        return refusal("409 Conflict", "ConditionalRequestConflict", "A conflicting operation is in progress.", start)
    if prefix.split("/")[1:2] == ["meeting"] and method == "PUT" and target.endswith("/run.json"):
        try:
            meeting.wait(60)
        except threading.BrokenBarrierError:
            pass
    if defect == "plain":
        environ.pop("HTTP_RANGE", None)
    if defect in ("growing", "shifting") and "HTTP_RANGE" in environ and target.endswith("/large.bin"):
        begin = start

        def start(status, fields, *rest):
            changed = {"growing": lambda text: text.partition("/")[0] + "/" + str(10**15),
                       "shifting": lambda text: text.replace("bytes 0-", "bytes 1-")}[defect]
            begin(status, [(name, changed(value) if name.lower() == "content-range" else value) for name, value in fields],
                  *rest)

    # S3 looks and writes in one; moto's threads look, and write a moment later.
    with writing if condition else contextlib.nullcontext():
        answer = store(environ, start)
    if defect == "altering" and method == "GET" and target.endswith("/evidence.jsonl"):
        whole = b"".join(answer)
        return [whole[:-2] + bytes([whole[-2] ^ 1]) + whole[-1:]]
    return answer


environ = {
    "REQUEST_METHOD": "PUT", "PATH_INFO": "/records", "RAW_URI": "/records", "REQUEST_URI": "/records", "SCRIPT_NAME": "",
    "QUERY_STRING": "", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": str(port), "SERVER_PROTOCOL": "HTTP/1.1",
    "HTTP_HOST": f"127.0.0.1:{port}", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
    "wsgi.version": (1, 0), "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    "HTTP_AUTHORIZATION": f"AWS4-HMAC-SHA256 Credential={access}/20260101/us-east-1/s3/aws4_request"}
made = []
list(store(environ, lambda status, fields, *_: made.append(status)))
if not made[0].startswith("200"):
    sys.exit(f"the bucket can't be made: {made[0]}")
run_simple("127.0.0.1", port, door, threaded=True, request_handler=MotoRequestHandler)
