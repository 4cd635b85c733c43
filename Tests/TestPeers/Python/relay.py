#!/usr/bin/env python3
"""A small integration engine for tests: takes HL7 v2 messages over MLLP and passes them on to one receiver, as they came.

usage: relay.py HL7-PORT DEFECT RECEIVER-PORT, where DEFECT is `none` or
  holds-back: acknowledges a message and keeps it until the next one comes
  repeats: passes each message on twice
  loses-placer: passes it on without the number of the placer
  cuts-text: passes on the first observation alone
"""
import re
import socket
import socketserver
import sys
import threading
import time

port, defect, receiver = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
lock = threading.Lock()
held = []


def field(text, segment, number):
    for line in text.split("\r"):
        if line.startswith(segment + "|"):
            fields = line.split("|")
            place = number - 1 if segment == "MSH" else number
            return fields[place] if len(fields) > place else ""
    return ""


def exchange(text):
    """Sends one message and waits for the answer; tries again while nobody listens."""
    for _ in range(50):
        try:
            with socket.create_connection(("127.0.0.1", receiver), timeout=5) as link:
                link.sendall(b"\x0b" + text.encode("latin-1") + b"\x1c\r")
                answer = b""
                while not answer.endswith(b"\x1c\r"):
                    data = link.recv(65536)
                    if not data:
                        break
                    answer += data
                return
        except ConnectionRefusedError:
            time.sleep(0.05)


def pass_on(text):
    if defect == "loses-placer":
        text = re.sub(r"(^|\r)(ORC\|[^|]*\|)[^|\r]*", r"\1\2", text)
    if defect == "cuts-text":
        text = re.sub(r"\rOBX\|2\|[^\r]*", "", text)
    with lock:
        waiting, held[:] = held + [text], []
        if defect == "holds-back":
            held.append(waiting.pop())
        for message in waiting:
            exchange(message)
            if defect == "repeats":
                exchange(message)


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        data = b""
        while True:
            more = self.request.recv(65536)
            if not more:
                return
            data += more
            while b"\x1c\r" in data:
                frame, data = data.split(b"\x1c\r", 1)
                text = frame.lstrip(b"\x0b").decode("latin-1")
                answer = (
                    f"MSH|^~\\&|RELAY||||{time.strftime('%Y%m%d%H%M%S')}||ACK|A{field(text, 'MSH', 10)}|P|2.4\r"
                    f"MSA|AA|{field(text, 'MSH', 10)}\r"
                )
                self.request.sendall(b"\x0b" + answer.encode("latin-1") + b"\x1c\r")
                threading.Thread(target=pass_on, args=(text,), daemon=True).start()


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("127.0.0.1", port), Handler).serve_forever()
