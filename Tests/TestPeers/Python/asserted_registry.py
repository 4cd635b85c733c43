"""Stands before a document registry and asks for a user assertion in each message (XUA), then for what the user may see.

It shares nothing with the client that it is asked by: lxml canonicalizes, and the package cryptography verifies.

usage: asserted_registry.py PORT REGISTRY CERTIFICATE DEFECT, where REGISTRY is the address of the registry behind it,
CERTIFICATE a PEM file of the issuer's certificate, and DEFECT is `none` or
  takes-missing, takes-unsigned, takes-expired, takes-early, takes-other-audience: does not look at it
  takes-altered: verifies what the signature says, and not that the assertion is still what was signed
  takes-foreign-key: takes the key from the signature itself
  takes-wrapped: believes the first assertion where any assertion of the message is signed
  ignores-role, ignores-purpose, ignores-restriction: lets everybody see what the role, purpose or restriction closes
  refuses-emergency: shows in an emergency what it always shows
  faults-without-code: refuses with a fault that says that the service failed
  trusts-nobody: refuses the right assertion too
"""
import base64
import copy
import datetime
import hashlib
import sys
import urllib.request
from http.server import ThreadingHTTPServer

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from lxml import etree

from http_peer import QuietHandler
from soap_service import unpacked

port, behind, defect = int(sys.argv[1]), sys.argv[2], sys.argv[4]
trusted = x509.load_pem_x509_certificate(open(sys.argv[3], "rb").read())
AUDIENCE = "urn:assay:test:registry"
N = {"s": "http://www.w3.org/2003/05/soap-envelope", "a": "http://www.w3.org/2005/08/addressing",
     "w": "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd",
     "saml": "urn:oasis:names:tc:SAML:2.0:assertion", "d": "http://www.w3.org/2000/09/xmldsig#",
     "h": "urn:hl7-org:v3", "rim": "urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"}
RADIOLOGIST, CONFIDENTIALITY = "66862007", "urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f"


class Refusal(Exception):
    pass


def canonical(element):
    return etree.tostring(element, method="c14n", exclusive=True, with_comments=False)


def verify(signature, root):
    """The element that a good signature covers; None for a signature that is not good."""
    info = signature.find("d:SignedInfo", N)
    reference = info.find("d:Reference", N)
    found = root.xpath("//*[@ID=$id]", id=reference.get("URI")[1:])
    if not found:
        return None
    if len(found) > 1 and defect != "takes-wrapped":
        return None
    certificate = trusted
    if defect == "takes-foreign-key":
        text = "".join(signature.findtext("d:KeyInfo/d:X509Data/d:X509Certificate", "", N).split())
        certificate = x509.load_der_x509_certificate(base64.b64decode(text))
    value = base64.b64decode(signature.findtext("d:SignatureValue", "", N))
    key = certificate.public_key()
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(value, canonical(info), padding.PKCS1v15(), hashes.SHA256())
        else:
            half = len(value) // 2
            pair = utils.encode_dss_signature(
                int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
            key.verify(pair, canonical(info), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return None
    for covered in found:
        bare = copy.deepcopy(covered)
        for own in bare.findall("d:Signature", N):
            bare.remove(own)
        digest = base64.b64encode(hashlib.sha256(canonical(bare)).digest()).decode()
        if digest == reference.findtext("d:DigestValue", "", N).strip() or defect == "takes-altered":
            return covered
    return None


def signed(assertion, root):
    own = assertion.findall("d:Signature", N)
    if defect == "takes-wrapped":
        return any(verify(one, root) is not None for one in root.iter("{%s}Signature" % N["d"]))
    if not own:
        return defect == "takes-unsigned"
    return len(own) == 1 and verify(own[0], root) is assertion


def user(envelope):
    """Role and purpose of use of the user who is asserted."""
    assertions = envelope.findall("s:Header/w:Security/saml:Assertion", N)
    if not assertions:
        if defect == "takes-missing":
            return RADIOLOGIST, "TREAT"
        raise Refusal("no assertion")
    if len(assertions) > 1 and defect != "takes-wrapped":
        raise Refusal("several assertions")
    assertion = assertions[0]
    if defect == "trusts-nobody" or not signed(assertion, envelope):
        raise Refusal("no good signature")
    conditions = assertion.find("saml:Conditions", N)
    now = datetime.datetime.now(datetime.timezone.utc)

    def moment(name):
        return datetime.datetime.strptime(conditions.get(name), "%Y-%m-%dT%H:%M:%S%z")
    if now >= moment("NotOnOrAfter") and defect != "takes-expired":
        raise Refusal("expired")
    if now < moment("NotBefore") and defect != "takes-early":
        raise Refusal("not yet valid")
    if conditions.findtext("saml:AudienceRestriction/saml:Audience", "", N) != AUDIENCE:
        if defect != "takes-other-audience":
            raise Refusal("another audience")

    def code(name):
        found = assertion.xpath(".//saml:Attribute[@Name=$name]/saml:AttributeValue/*/@code", name=name, namespaces=N)
        return found[0] if found else None
    return (code("urn:oasis:names:tc:xacml:2.0:subject:role"),
            code("urn:oasis:names:tc:xspa:1.0:subject:purposeofuse"))


def visible(entry, role, purpose):
    codes = [one.get("nodeRepresentation") for one in entry.findall("rim:Classification", N)
             if one.get("classificationScheme") == CONFIDENTIALITY]
    if role != RADIOLOGIST and defect != "ignores-role":
        return False
    if purpose not in ("TREAT", "ETREAT") and defect != "ignores-purpose":
        return False
    if "R" in codes and defect != "ignores-restriction":
        return purpose == "ETREAT" and defect != "refuses-emergency"
    return True


class Handler(QuietHandler):
    def do_POST(self):
        content = self.content()
        media_type = self.headers.get("Content-Type", "")
        message, _ = unpacked(content, media_type)
        envelope = etree.fromstring(message, etree.XMLParser(resolve_entities=False, no_network=True))
        try:
            role, purpose = user(envelope)
        except Refusal as refusal:
            return self.refuse(str(refusal), envelope.findtext("s:Header/a:MessageID", "", N))
        request = urllib.request.Request(behind, data=content, headers={"Content-Type": media_type})
        with urllib.request.urlopen(request) as answer:
            status, kind, text = answer.status, answer.headers["Content-Type"], answer.read()
        if kind.startswith("application/soap+xml"):
            tree = etree.fromstring(text)
            for entry in tree.findall(".//rim:ExtrinsicObject", N):
                if not visible(entry, role, purpose):
                    entry.getparent().remove(entry)
            text = etree.tostring(tree, xml_declaration=True, encoding="UTF-8")
        self.reply(status, kind, text)

    def refuse(self, reason, message):
        code = "<s:Value>s:Receiver</s:Value>" if defect == "faults-without-code" else (
            "<s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:FailedAuthentication</s:Value></s:Subcode>")
        self.reply(500, "application/soap+xml; charset=UTF-8", (
            '<s:Envelope xmlns:s="%s" xmlns:a="%s" xmlns:w="%s"><s:Header><a:RelatesTo>%s</a:RelatesTo></s:Header><s:Body>'
            '<s:Fault><s:Code>%s</s:Code><s:Reason><s:Text xml:lang="en">%s</s:Text></s:Reason></s:Fault></s:Body>'
            '</s:Envelope>' % (N["s"], N["a"], N["w"], message, code, reason)).encode())


ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
