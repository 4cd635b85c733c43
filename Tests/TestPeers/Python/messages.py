"""Messages of HL7 v2 for the test peers: read by the package `hl7`, served and sent over MLLP, in plain or over TLS."""
import socket
import socketserver
import ssl
import threading

import hl7

CHARACTER_SETS = {"": "latin-1", "ASCII": "latin-1", "8859/1": "latin-1", "UNICODE UTF-8": "utf-8"}


class Message:
    """A message; what is not there is empty."""

    def __init__(self, frame, charset=None):
        header = frame.split(b"\r", 1)[0].split(b"|")
        declared = header[17].decode("ascii", "replace") if len(header) > 17 else ""
        self.charset = charset or CHARACTER_SETS.get(declared, "latin-1")
        self.parsed = hl7.parse(frame.decode(self.charset, errors="replace"))

    def field(self, segment, number, occurrence=1):
        try:
            return str(self.parsed.segments(segment)[occurrence - 1][number])
        except (KeyError, IndexError):
            return ""

    def value(self, segment, number, component=1, repetition=1, occurrence=1):
        repetitions = self.field(segment, number, occurrence).split("~")
        parts = repetitions[repetition - 1].split("^") if len(repetitions) >= repetition else []
        return parts[component - 1] if len(parts) >= component else ""

    def identifiers(self, segment, number, occurrence=1):
        """Number, namespace of the authority and type of each identifier."""
        found = []
        for text in self.field(segment, number, occurrence).split("~"):
            parts = text.split("^") + [""] * 5
            if parts[0]:
                found.append((parts[0], parts[3].split("&")[0], parts[4]))
        return found

    def has(self, segment):
        try:
            return bool(self.parsed.segments(segment))
        except KeyError:
            return False


def acknowledge(message, code, application, kind="ACK", errors=(), more=()):
    """A response with ERR segments of (location, code, text), and what else it holds."""
    control, version = message.value("MSH", 10), message.value("MSH", 12) or "2.4"
    charset = message.value("MSH", 18)
    header = f"MSH|^~\\&|{application}||||20260101120000+0000||{kind}|R{control[-18:]}|P|{version}||||||{charset}"
    lines = [header, f"MSA|{code}|{control}"]
    for location, number, text in errors:
        # Before version 2.5 the error is coded within the one field.
        if version < "2.5":
            lines.append(f"ERR|{location}^{number}&{text}&HL70357")
        else:
            lines.append(f"ERR||{location}|{number}^{text}^HL70357|E")
    return ("\r".join(lines + list(more)) + "\r").encode(message.charset, "replace")


def valid_nhs_number(text):
    """Ten digits, the last by modulus 11 (NHS Data Dictionary, NHS NUMBER)."""
    if len(text) != 10 or not text.isdigit() or not text.isascii():
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(text, range(10, 1, -1))) % 11
    return check != 10 and int(text[9]) == check % 11


def serve(port, answer, identity=None, closes=False):
    """Serves in threads of their own.

    identity: (certificate, key, trusted authority or None); in plain where None. `answer` turns a frame into a frame.
    """
    context = None
    if identity:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(identity[0], identity[1])
        if identity[2]:
            context.load_verify_locations(identity[2])
            context.verify_mode = ssl.CERT_REQUIRED

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            connection, pending = self.request, b""
            try:
                if context:
                    connection = context.wrap_socket(connection, server_side=True)
                while True:
                    data = connection.recv(65536)
                    if not data:
                        return
                    pending += data
                    while b"\x1c\r" in pending:
                        frame, pending = pending.split(b"\x1c\r", 1)
                        connection.sendall(b"\x0b" + answer(frame.lstrip(b"\x0b")) + b"\x1c\r")
                        if closes:
                            return
            except (OSError, ssl.SSLError):
                return

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        daemon_threads = True

    threading.Thread(target=Server(("127.0.0.1", port), Handler).serve_forever, daemon=True).start()


def send(port, text):
    """Sends a message and reads one acknowledgement."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(b"\x0b" + text.encode("latin-1", "replace") + b"\x1c\r")
        received = b""
        while b"\x1c\r" not in received:
            data = connection.recv(65536)
            if not data:
                break
            received += data
    return received
