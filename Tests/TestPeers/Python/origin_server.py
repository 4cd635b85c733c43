"""An origin server for tests, on Python's own HTTP server and pydicom: STOW-RS, WADO-URI and UPS-RS with events.

usage: origin_server.py PORT OPTIONS, where OPTIONS is a JSON object:
  defect: what is wrong with it; absent for a good one. See the names where they are used.
  key, certificate: PEM files, for TLS; plain HTTP where absent

Good behaviour follows PS3.18 Chapters 9, 10.5 and 11 and PS3.4 Annex CC; nothing is kept on disk.
"""
import base64
import hashlib
import io
import json
import re
import ssl
import struct
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import numpy
import pydicom
from PIL import Image
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

options = json.loads(sys.argv[2] if len(sys.argv) > 2 else "{}")
defect = options.get("defect", "")
secure = "s" if "key" in options else ""
root = f"http{secure}://127.0.0.1:{sys.argv[1]}"
lock = threading.RLock()
instances = {}
workitems = {}
# Workitem and AE title of each subscription; open event channels by AE title.
subscriptions = set()
channels = {}
held_back = []
KNOWN_CLASSES = ("1.2.840.10008.5.1.4.1.1.",)
GLOBAL = "1.2.840.10008.5.1.4.34.5"


class Refused(Exception):
    """An answer that is not a success."""

    def __init__(self, status, warning=None):
        self.status, self.warning = status, warning


# --- Parts of multipart messages ---------------------------------------------------------------------------------------

def parts_of(content_type, body):
    """Headers and content of each part."""
    boundary = re.search(r'boundary="?([^";]+)"?', content_type)
    if not content_type.startswith("multipart/related") or not boundary:
        raise Refused(415)
    delimiter = b"\r\n--" + boundary[1].encode()
    pieces = (b"\r\n" + body).split(delimiter)
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise Refused(400)
    parts = []
    for piece in pieces[1:-1]:
        head, _, content = piece.partition(b"\r\n\r\n")
        fields = dict(re.findall(r"([^\s:]+):\s*([^\r\n]*)", head.decode("latin-1")))
        parts.append(({name.lower(): value for name, value in fields.items()}, content))
    return parts


# --- STOW-RS ------------------------------------------------------------------------------------------------------------

def read_file(content):
    data = pydicom.dcmread(io.BytesIO(content))
    if len(data.get("PixelData", b"")) < data.Rows * data.Columns * data.BitsAllocated // 8:
        raise ValueError("cut off")
    return data


def read_metadata(parts):
    """Data sets of metadata with the bulk data that they reference."""
    bulk = {fields.get("content-location"): content for fields, content in parts[1:]}
    for model in json.loads(parts[0][1]):
        try:
            data = Dataset.from_json(model, lambda tag, vr, uri: bulk[uri])
            if len(data.PixelData) < data.Rows * data.Columns * data.BitsAllocated // 8:
                raise ValueError("cut off")
            data.file_meta = FileMetaDataset()
            data.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
            yield data
        except Exception:
            yield None


def reference(data):
    item = Dataset()
    item.ReferencedSOPClassUID = data.SOPClassUID
    item.ReferencedSOPInstanceUID = data.SOPInstanceUID
    return item


def failure(data, reason):
    item = reference(data)
    if defect != "no-failure-reason":
        item.FailureReason = reason
    return item


def store(handler, study, body):
    if defect == "accepts-anything":
        return handler.answer(200, b'{"00081190":{"vr":"UR"}}', "application/dicom+json")
    parts = parts_of(handler.headers.get("Content-Type", ""), body)
    if not parts:
        raise Refused(400)
    report, stored, failed, others = Dataset(), [], [], []
    if "dicom+json" in parts[0][0].get("content-type", ""):
        found = list(read_metadata(parts))
    else:
        found = []
        for fields, content in parts:
            if not fields.get("content-type", "").startswith("application/dicom"):
                raise Refused(415)
            try:
                found.append(read_file(content))
            except Exception:
                found.append(None)
    for data in found:
        if data is None:
            item = Dataset()
            item.FailureReason = 0xC000
            others.append(item)
        elif study and data.StudyInstanceUID != study and defect != "ignores-study":
            failed.append(failure(data, 0xA900))
        elif not data.SOPClassUID.startswith(KNOWN_CLASSES):
            failed.append(failure(data, 0x0122))
        else:
            instances[data.SOPInstanceUID] = data
            item = reference(data)
            item.RetrieveURL = (
                f"{root}/studies/{data.StudyInstanceUID}/series/{data.SeriesInstanceUID}/instances/{data.SOPInstanceUID}")
            stored.append(item)
            report.RetrieveURL = f"{root}/studies/{data.StudyInstanceUID}"
    if stored and defect == "warns":
        stored[0].WarningReason = 0xB000
    if stored and defect == "forgets-one":
        stored.pop()
    if stored and defect == "foreign":
        stored[0].ReferencedSOPInstanceUID = "2.25.404"
    if stored and defect == "stored-and-failed":
        item = Dataset()
        item.update(stored[0])
        item.FailureReason = 0x0110
        failed.append(item)
    if stored:
        report.ReferencedSOPSequence = stored
    if failed:
        report.FailedSOPSequence = failed
    if others:
        report.OtherFailuresSequence = others
    status = 409 if not stored else 202 if failed or others or defect == "warns" else 200
    if defect == "always-200":
        status = 200
    if defect == "silent":
        return handler.answer(200, b"")
    if defect == "answers-html":
        return handler.answer(200, b"<html>stored</html>", "text/html")
    text = report.to_json().encode()
    handler.answer(status, text[:-5] if defect == "broken-json" else text, "application/dicom+json")


# --- WADO-URI -----------------------------------------------------------------------------------------------------------

def wado(handler, query):
    def one(name):
        return query.get(name, [""])[0]

    if one("requestType") != "WADO":
        raise Refused(400)
    data = instances.get(one("objectUID"))
    if defect != "ignores-hierarchy":
        if not one("studyUID") or not one("seriesUID") or not one("objectUID"):
            raise Refused(400)
        if data and (data.StudyInstanceUID, data.SeriesInstanceUID) != (one("studyUID"), one("seriesUID")):
            raise Refused(404)
    if data is None:
        if defect == "error-as-success":
            return handler.answer(200, b"<html>not found</html>", "text/html")
        raise Refused(404)
    if defect == "wrong-object":
        data = next(other for uid, other in instances.items() if uid != data.SOPInstanceUID)
    if one("contentType") == "application/dicom":
        output = io.BytesIO()
        data.save_as(output, enforce_file_format=True)
        content = output.getvalue()
        if defect == "truncates":
            content = content[:200]
        return handler.answer(200, content, "application/dicom")
    if one("contentType") not in ("", "image/jpeg"):
        raise Refused(406)
    pixels = numpy.frombuffer(data.PixelData, "<u2")[:data.Rows * data.Columns].reshape(data.Rows, data.Columns)
    picture = Image.fromarray((pixels >> 4).astype("uint8"))
    if one("rows") or one("columns"):
        picture = picture.resize((int(one("columns") or data.Columns), int(one("rows") or data.Rows)))
    output = io.BytesIO()
    picture.save(output, "PNG" if defect == "mislabels" else "JPEG")
    handler.answer(200, output.getvalue(), "image/jpeg")


# --- UPS-RS -------------------------------------------------------------------------------------------------------------

class Workitem:
    def __init__(self, data):
        self.data, self.transaction = data, None

    @property
    def state(self):
        return self.data.ProcedureStepState

    @state.setter
    def state(self, value):
        self.data.ProcedureStepState = value


def workitem(uid):
    if uid not in workitems:
        raise Refused(404)
    return workitems[uid]


def read_dataset(handler, body):
    if not handler.headers.get("Content-Type", "").startswith("application/dicom+json"):
        raise Refused(415)
    try:
        model = json.loads(body)
        return Dataset.from_json(model[0] if isinstance(model, list) else model)
    except Exception:
        raise Refused(400)


def create(handler, query, body):
    data = read_dataset(handler, body)
    uid = next(iter(query), None) or data.get("SOPInstanceUID")
    if uid == "workitem":
        uid = query["workitem"][0]
    if not uid:
        raise Refused(400)
    if data.get("ProcedureStepState") != "SCHEDULED" or data.get("TransactionUID"):
        raise Refused(400)
    with lock:
        if uid in workitems:
            raise Refused(409)
        data.SOPClassUID, data.SOPInstanceUID = "1.2.840.10008.5.1.4.34.6.1", uid
        workitems[uid] = Workitem(data)
        for name, title in list(subscriptions):
            if name == GLOBAL:
                subscriptions.add((uid, title))
        report_state(uid)
    handler.answer(201, fields={"Location": f"{root}/workitems/{uid}"})


def retrieve(handler, uid):
    item = workitem(uid)
    data = Dataset()
    data.update(item.data)
    if "TransactionUID" in data:
        del data.TransactionUID
    if defect == "leaks-transaction" and item.transaction:
        data.TransactionUID = item.transaction
    handler.answer(200, data.to_json().encode(), "application/dicom+json")


def check_owner(item, given):
    """PS3.4 Table CC.1.1-2: whoever does not know the Transaction UID changes nothing."""
    if not given:
        raise Refused(400, "The Transaction UID is missing.")
    if item.state != "SCHEDULED" and given != item.transaction and defect != "any-transaction":
        raise Refused(400, "The Transaction UID is incorrect.")


def change_state(handler, uid, body):
    data = read_dataset(handler, body)
    wanted, given = data.get("ProcedureStepState"), data.get("TransactionUID")
    if defect == "race" and wanted == "IN PROGRESS":
        seen = workitem(uid).state
        time.sleep(0.2)
        if seen == "SCHEDULED":
            workitem(uid).state, workitem(uid).transaction = wanted, given
            return handler.answer(200)
    with lock:
        item = workitem(uid)
        if not (defect == "second-claim" and wanted == "IN PROGRESS" and item.state == "IN PROGRESS"):
            check_owner(item, given)
        conflict = Refused(409, "The submitted request is inconsistent with the state of the UPS Instance.")
        final = item.state in ("COMPLETED", "CANCELED")
        if wanted == "IN PROGRESS":
            if item.state != "SCHEDULED" and not (
                    defect == "second-claim" and not final or defect == "reopens" and final):
                raise conflict
            item.transaction = given
        elif wanted in ("COMPLETED", "CANCELED"):
            if final and item.state == wanted:
                return handler.answer(
                    200, fields={"Warning": f"299 {root}: The UPS is already in the requested state of {wanted}."})
            if item.state != "IN PROGRESS" and not (defect == "reopens" and final):
                raise conflict
            if wanted == "COMPLETED" and not item.data.get("UnifiedProcedureStepPerformedProcedureSequence") \
                    and defect != "completes-bare":
                raise conflict
        else:
            raise Refused(409 if wanted == "SCHEDULED" else 400)
        item.state = wanted
        report_state(uid)
    handler.answer(200)


def update(handler, uid, query, body):
    data = read_dataset(handler, body)
    given = next(iter(query), None) or data.get("TransactionUID")
    if given == "transaction-uid":
        given = query[given][0]
    with lock:
        item = workitem(uid)
        if item.state in ("COMPLETED", "CANCELED"):
            raise Refused(409, "The submitted request is inconsistent with the state of the UPS Instance.")
        if item.state == "IN PROGRESS":
            check_owner(item, given)
        if "TransactionUID" in data:
            del data.TransactionUID
        item.data.update(data)
        if "ProcedureStepProgressInformationSequence" in data:
            notify(uid, 3, {"ProcedureStepProgressInformationSequence": data.ProcedureStepProgressInformationSequence})
    handler.answer(200)


def request_cancel(handler, uid, body):
    with lock:
        item = workitem(uid)
        if item.state == "COMPLETED":
            raise Refused(409, "The UPS is already COMPLETED.")
        if item.state == "CANCELED":
            return handler.answer(
                202, fields={"Warning": f"299 {root}: The UPS is already in the requested state of CANCELED."})
        if item.state == "SCHEDULED":
            for state in ("IN PROGRESS", "CANCELED"):
                item.state = state
                report_state(uid)
        else:
            notify(uid, 2, {"RequestingAE": "ASSAY"})
    handler.answer(202)


def search(handler, query):
    found = []
    with lock:
        for item in workitems.values():
            def matches(key, value):
                held = item.data.get(pydicom.datadict.keyword_for_tag(key) if key.isdigit() else key)
                return key in ("limit", "offset", "includefield") or str(held) == value

            if all(matches(key, values[0]) for key, values in query.items()):
                data = Dataset()
                data.update(item.data)
                if "TransactionUID" in data:
                    del data.TransactionUID
                found.append(data.to_json_dict())
    if defect == "search-finds-all":
        found = [item.data.to_json_dict() for item in workitems.values()]
    if not found:
        return handler.answer(204)
    handler.answer(200, json.dumps(found).encode(), "application/dicom+json")


def subscribe(handler, uid, title, isOn):
    with lock:
        if uid != GLOBAL:
            workitem(uid)
        names = [uid] + (list(workitems) if uid == GLOBAL else [])
        for name in names:
            (subscriptions.add if isOn else subscriptions.discard)((name, title))
        if isOn:
            handler.answer(201, fields={"Content-Location": f"ws{secure}://127.0.0.1:{sys.argv[1]}/events/{title}"})
            for name in names:
                if name != GLOBAL:
                    report_state(name, only=title)
        else:
            handler.answer(200)


# --- Events -------------------------------------------------------------------------------------------------------------

def report_state(uid, only=None):
    notify(uid, 1, {"ProcedureStepState": workitems[uid].state, "InputReadinessState": "READY"}, only)


def notify(uid, event_type, information, only=None):
    """Sends a report to everybody who subscribed (PS3.4 CC.2.4)."""
    report = Dataset()
    for name, value in information.items():
        setattr(report, name, value)
    model = report.to_json_dict()
    model["00000002"] = {"vr": "UI", "Value": ["1.2.840.10008.5.1.4.34.6.4"]}
    model["00000110"] = {"vr": "US", "Value": [1]}
    model["00001000"] = {"vr": "UI", "Value": [uid]}
    model["00001002"] = {"vr": "US", "Value": [event_type]}
    if defect == "event-as-in-old-editions":
        model = {tag: attribute.get("Value", []) for tag, attribute in model.items()}
    text = json.dumps(model).encode()
    if defect == "event-not-json":
        text = text[:-1]
    for name, title in list(subscriptions):
        if name != uid or only not in (None, title) or defect == "no-events":
            continue
        if defect == "events-out-of-order" and information.get("ProcedureStepState") == "IN PROGRESS":
            held_back.append((title, text))
            continue
        channels.setdefault(title, Channel()).send(text)
        while held_back and information.get("ProcedureStepState") in ("COMPLETED", "CANCELED"):
            late = held_back.pop()
            channels.setdefault(late[0], Channel()).send(late[1])


class Channel:
    """The WebSocket of one AE title; what comes before it is open waits (RFC 6455)."""

    def __init__(self):
        self.waiting, self.connection = [], None

    def open(self, connection):
        self.connection = connection
        for text in self.waiting:
            self.write(text)
        self.waiting = []

    def send(self, text):
        if self.connection is None:
            self.waiting.append(text)
        else:
            self.write(text)

    def write(self, text):
        if defect == "fragments-events":
            middle = len(text) // 2
            frames = [frame(0x01, text[:middle]), frame(0x89, b"?"), frame(0x80, text[middle:])]
        elif defect == "floods-events":
            other = json.dumps({"00001000": {"vr": "UI", "Value": ["2.25.404"]}, "filler": "x" * 900_000}).encode()
            frames = [frame(0x81, other)] * 12
        elif defect == "binary-events":
            frames = [frame(0x82, text)]
        elif defect == "masked-events":
            frames = [bytes([0x81, 0x80 | len(text[:100])]) + b"\0\0\0\0" + text[:100]]
        else:
            frames = [frame(0x81, text)]
        try:
            for part in frames:
                self.connection.sendall(part)
            if defect == "closes-channel":
                self.connection.sendall(frame(0x88, struct.pack(">H", 1001)))
        except OSError:
            self.connection = None


def frame(first, payload):
    length = len(payload)
    if length < 126:
        return bytes([first, length]) + payload
    if length < 1 << 16:
        return bytes([first, 126]) + struct.pack(">H", length) + payload
    return bytes([first, 127]) + struct.pack(">Q", length) + payload


def open_channel(handler, title):
    key = handler.headers.get("Sec-WebSocket-Key")
    if not key or handler.headers.get("Sec-WebSocket-Version") != "13" or defect == "no-websocket":
        raise Refused(400)
    digest = hashlib.sha1(key.encode() + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()
    if defect == "wrong-accept":
        digest = hashlib.sha1(b"wrong").digest()
    connection = handler.connection
    handler.close_connection = True
    connection.sendall(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + base64.b64encode(digest) + b"\r\n\r\n")
    with lock:
        channels.setdefault(title, Channel()).open(connection)
    # What the client sends is read for its end only: pongs and the closing frame.
    while True:
        head = handler.rfile.read(2)
        if len(head) < 2:
            break
        handler.rfile.read(4 + (head[1] & 0x7F))
        if head[0] & 0x0F == 8:
            break
    with lock:
        channels.pop(title, None)


# --- HTTP ---------------------------------------------------------------------------------------------------------------

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, status, content=b"", media_type=None, fields=None):
        self.send_response(status)
        for name, value in (fields or {}).items():
            self.send_header(name, value)
        if media_type:
            self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        query = parse_qs(address.query, keep_blank_values=True)
        path = [unquote(step) for step in address.path.split("/") if step]
        try:
            self.dispatch(path, query, body)
        except Refused as refused:
            fields = {"Warning": f"299 {root}: {refused.warning}"} if refused.warning else {}
            self.answer(refused.status, fields=fields)

    def dispatch(self, path, query, body):
        match (self.command, path):
            case ("POST", ["studies"]): store(self, None, body)
            case ("POST", ["studies", study]): store(self, study, body)
            case ("GET", ["wado"]): wado(self, query)
            case ("POST", ["workitems"]): create(self, query, body)
            case ("GET", ["workitems"]): search(self, query)
            case ("GET", ["workitems", uid]): retrieve(self, uid)
            case ("POST", ["workitems", uid]): update(self, uid, query, body)
            case ("PUT", ["workitems", uid, "state"]): change_state(self, uid, body)
            case ("POST", ["workitems", uid, "cancelrequest"]): request_cancel(self, uid, body)
            case ("POST", ["workitems", uid, "subscribers", title]): subscribe(self, uid, title, True)
            case ("DELETE", ["workitems", uid, "subscribers", title]): subscribe(self, uid, title, False)
            case ("POST", ["workitems", _, "subscribers", _, "suspend"]): self.answer(200)
            case ("GET", ["events" | "subscribers", title]): open_channel(self, title)
            case _: raise Refused(404)

    do_GET = do_POST = do_PUT = do_DELETE = handle_any

    def log_message(self, format, *arguments):
        print(format % arguments, flush=True)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


server = Server(("127.0.0.1", int(sys.argv[1])), Handler)
if secure:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(options["certificate"], options["key"])
    server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
