"""Acknowledges HL7 v2 messages over MLLP, by the package `hl7`.

usage: acknowledger.py PORT DEFECT, where DEFECT is `none` or
  local-segment: adds a segment that no profile has
  other-edition: names HL7 v2.3 in MSH-12
  bare-refusal: refuses without a processing id
"""
import socketserver
import sys

import hl7

port, defect = int(sys.argv[1]), sys.argv[2]


def answer(frame):
    message = hl7.parse(frame.decode("latin-1"))
    control = str(message.segment("MSH")[10])
    code = "AA" if str(message.segment("PID")[3]) else "AE"
    processing = "" if code == "AE" and defect == "bare-refusal" else "P"
    version = "2.3" if defect == "other-edition" else "2.4"
    segments = [f"MSH|^~\\&|PEER||||20260301101500||ACK|A{control[-18:]}|{processing}|{version}", f"MSA|{code}|{control}"]
    if defect == "local-segment":
        segments.append("ZAK|1")
    return "\r".join(segments + [""])


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        pending = b""
        while data := self.request.recv(65536):
            pending += data
            while b"\x1c\r" in pending:
                frame, pending = pending.split(b"\x1c\r", 1)
                self.request.sendall(b"\x0b" + answer(frame.lstrip(b"\x0b")).encode() + b"\x1c\r")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


with Server(("127.0.0.1", port), Handler) as server:
    server.serve_forever()
