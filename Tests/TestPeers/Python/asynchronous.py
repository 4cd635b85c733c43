"""A document registry for tests that answers stored queries by itself, at the address that wsa:ReplyTo names.

It shares nothing with the client that it is asked by: the standard library's HTTP server and client, and lxml.

usage: asynchronous.py PORT DEFECT, where DEFECT is `none` or
  never: takes the message and answers nothing
  late: answers after two seconds
  twice: answers twice
  other: says that it answers another message
  no-relation: does not say what it answers
  on-connection: answers on the connection, as if no address had been named
  not-taken: answers a fault on the connection
  html: sends a page to the address
  soap-fault: sends a fault to the address
"""
import sys
import threading
import time
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from lxml import etree

port, defect = int(sys.argv[1]), sys.argv[2]
SOAP, WSA = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
QUERY, RIM = ("urn:oasis:names:tc:ebxml-regrep:xsd:%s:3.0" % name for name in ("query", "rim"))
ANONYMOUS = WSA + "/anonymous"


def tag(space, name):
    return "{%s}%s" % (space, name)


def envelope(action, relates, body):
    root = etree.Element(tag(SOAP, "Envelope"), nsmap={"env": SOAP, "a": WSA})
    header = etree.SubElement(root, tag(SOAP, "Header"))
    etree.SubElement(header, tag(WSA, "Action")).text = action
    etree.SubElement(header, tag(WSA, "MessageID")).text = "urn:uuid:%s" % uuid.uuid4()
    if relates is not None:
        etree.SubElement(header, tag(WSA, "RelatesTo")).text = relates
    etree.SubElement(root, tag(SOAP, "Body")).append(body)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def fault(code, reason):
    root = etree.Element(tag(SOAP, "Fault"), nsmap={"env": SOAP})
    etree.SubElement(etree.SubElement(root, tag(SOAP, "Code")), tag(SOAP, "Value")).text = "env:" + code
    text = etree.SubElement(etree.SubElement(root, tag(SOAP, "Reason")), tag(SOAP, "Text"))
    text.set("{http://www.w3.org/XML/1998/namespace}lang", "en")
    text.text = reason
    return root


def found():
    response = etree.Element(tag(QUERY, "AdhocQueryResponse"), nsmap={"q": QUERY, "r": RIM})
    response.set("status", "urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:Success")
    etree.SubElement(response, tag(RIM, "RegistryObjectList"))
    return response


def send(address, content, media_type="application/soap+xml; charset=UTF-8"):
    request = urllib.request.Request(address, data=content, headers={"Content-Type": media_type}, method="POST")
    try:
        urllib.request.urlopen(request, timeout=10).read()
    except OSError as error:
        print("the address did not take it: %s" % error, flush=True)


def answer(address, message_id):
    if defect == "never":
        return
    if defect == "late":
        time.sleep(2)
    if defect == "html":
        return send(address, b"<html><body>Please log in</body></html>", "text/html")
    relates = {"other": "urn:uuid:%s" % uuid.uuid4(), "no-relation": None}.get(defect, message_id)
    body = fault("Receiver", "cannot do this") if defect == "soap-fault" else found()
    action = "urn:ihe:iti:2007:RegistryStoredQueryResponse"
    for _ in range(2 if defect == "twice" else 1):
        send(address, envelope(action, relates, body))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        header = etree.fromstring(content).find(tag(SOAP, "Header"))
        message_id = header.findtext(tag(WSA, "MessageID"))
        address = header.findtext("%s/%s" % (tag(WSA, "ReplyTo"), tag(WSA, "Address"))) or ANONYMOUS
        action = "urn:ihe:iti:2007:RegistryStoredQueryResponse"
        if address == ANONYMOUS or defect == "on-connection":
            return self.reply(200, envelope(action, message_id, found()))
        if defect == "not-taken":
            return self.reply(500, envelope(WSA + "/fault", message_id, fault("Sender", "no asynchronous answers")))
        self.reply(202, b"")
        threading.Thread(target=answer, args=(address, message_id), daemon=True).start()

    def reply(self, status, content):
        self.send_response(status)
        if content:
            self.send_header("Content-Type", "application/soap+xml; charset=UTF-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
server.serve_forever()
