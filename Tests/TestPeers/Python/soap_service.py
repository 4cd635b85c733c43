"""SOAP 1.2 with WS-Addressing and MTOM/XOP over the standard library's HTTP server, for peers of tests."""
import email
import email.policy
import uuid
from http.server import ThreadingHTTPServer

from lxml import etree

from http_peer import QuietHandler

SOAP, WSA = "http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2005/08/addressing"
XOP = "http://www.w3.org/2004/08/xop/include"


class Answer:
    """A body with its action, and what lies beside it: (Content-ID, media type, bytes)."""

    def __init__(self, body, action, attachments=()):
        self.body, self.action, self.attachments = body, action, list(attachments)


class Fault(Exception):
    """A SOAP fault of the receiver."""


def include(parent, name, media_type, content, attachments):
    """Puts content beside the message, and a reference to it below the parent."""
    etree.SubElement(parent, "{%s}Include" % XOP, href="cid:" + name, nsmap={"xop": XOP})
    attachments.append((name, media_type, content))


def unpacked(content, media_type):
    """A message, and what lies beside it by Content-ID."""
    if not media_type.startswith("multipart/related"):
        return content, {}
    message = email.message_from_bytes(
        b"Content-Type: " + media_type.encode() + b"\r\n\r\n" + content, policy=email.policy.HTTP)
    parts = {part["Content-ID"].strip("<>"): part.get_payload(decode=True) for part in message.iter_parts()}
    return parts.pop(message.get_param("start").strip("<>")), parts


def multipart(message, attachments, root="root@peer"):
    """The media type and the bytes of a message with what lies beside it: (Content-ID, media type, bytes)."""
    boundary, output = uuid.uuid4().hex, b""
    whole = (root, 'application/xop+xml; charset=UTF-8; type="application/soap+xml"', message)
    for name, media_type, part in [whole] + list(attachments):
        output += ("--%s\r\nContent-Type: %s\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <%s>\r\n\r\n"
                   % (boundary, media_type, name)).encode() + part + b"\r\n"
    return ('multipart/related; type="application/xop+xml"; start="<%s>"; start-info="application/soap+xml"; '
            'boundary="%s"' % (root, boundary), output + ("--%s--\r\n" % boundary).encode())


def serve(port, answer_to):
    """Serves until it is ended. `answer_to(path, action, body, parts)` gives an Answer or raises a Fault."""

    class Handler(QuietHandler):
        # The head goes with the body, so that nobody waits for an acknowledgement between them.
        wbufsize = 1 << 16

        def do_POST(self):
            kind = self.headers.get("Content-Type", "")
            packed = kind.startswith("multipart/related")
            content, parts = unpacked(self.content(), kind)
            envelope = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
            head = {etree.QName(block).localname: (block.text or "").strip()
                    for block in envelope.find("{%s}Header" % SOAP)}
            body = envelope.find("{%s}Body" % SOAP)[0]
            try:
                self.answer(answer_to(self.path, head.get("Action", ""), body, parts), head, packed)
            except Fault as fault:
                element = etree.Element("{%s}Fault" % SOAP, nsmap={"s": SOAP})
                code = etree.SubElement(element, "{%s}Code" % SOAP)
                etree.SubElement(code, "{%s}Value" % SOAP).text = "s:Receiver"
                reason = etree.SubElement(element, "{%s}Reason" % SOAP)
                etree.SubElement(reason, "{%s}Text" % SOAP).text = str(fault)
                self.answer(Answer(element, WSA + "/soap/fault"), head, packed, 500)

        def answer(self, answer, head, packed, status=200):
            envelope = etree.Element("{%s}Envelope" % SOAP, nsmap={"s": SOAP, "wsa": WSA})
            header = etree.SubElement(envelope, "{%s}Header" % SOAP)
            etree.SubElement(header, "{%s}Action" % WSA).text = answer.action
            etree.SubElement(header, "{%s}RelatesTo" % WSA).text = head.get("MessageID", "")
            etree.SubElement(envelope, "{%s}Body" % SOAP).append(answer.body)
            content = etree.tostring(envelope, xml_declaration=True, encoding="UTF-8")
            if not packed:
                return self.reply(status, "application/soap+xml; charset=UTF-8", content)
            self.reply(status, *multipart(content, answer.attachments))

        def reply(self, status, media_type, content):
            super().reply(status, media_type, content)
            self.wfile.flush()

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print("ready", flush=True)
    server.serve_forever()
