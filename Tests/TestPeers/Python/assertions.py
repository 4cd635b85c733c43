"""Makes and judges SAML 2.0 assertions with pysaml2, which knows nothing of the Swift code.

usage: assertions.py make KIND KEY CERTIFICATE: writes an assertion; KIND is good, unsigned, expired, altered, other-audience,
         no-role, no-authentication, no-begin or no-confirmation
       assertions.py judge CERTIFICATE: reads an assertion, writes `valid` or `invalid` for its form by the schemas of SAML,
         `signed` or `unsigned`, and its issuer, user, audience and attributes, a line each
"""
import datetime
import sys

from saml2 import saml, sigver, xmldsig
from saml2 import ExtensionElement
from saml2.xml.schema import XMLSchemaError, validate

ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion:Assertion"


def time(minutes):
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def coded(name, element, code, scheme):
    """An attribute with a coded value of HL7 V3."""
    value = ExtensionElement(element, namespace="urn:hl7-org:v3", attributes={"code": code, "codeSystem": scheme})
    return saml.Attribute(name=name, attribute_value=[saml.AttributeValue(extension_elements=[value])])


def make(kind, key, certificate):
    begin, end = (-120, -60) if kind == "expired" else (-1, 5)
    audience = "http://elsewhere/" if kind == "other-audience" else "http://registry/"
    assertion = saml.Assertion(
        id="_pysaml2", version="2.0", issue_instant=time(0), issuer=saml.Issuer(text="pysaml2"),
        subject=saml.Subject(
            name_id=saml.NameID(text="orla"),
            subject_confirmation=None if kind == "no-confirmation" else [
                saml.SubjectConfirmation(method=saml.SCM_BEARER)]),
        conditions=saml.Conditions(
            not_before=None if kind == "no-begin" else time(begin), not_on_or_after=time(end),
            audience_restriction=[saml.AudienceRestriction(audience=[saml.Audience(text=audience)])]),
        authn_statement=None if kind == "no-authentication" else [saml.AuthnStatement(
            authn_instant=time(0),
            authn_context=saml.AuthnContext(authn_context_class_ref=saml.AuthnContextClassRef(
                text="urn:oasis:names:tc:SAML:2.0:ac:classes:Password")))],
        attribute_statement=[saml.AttributeStatement(attribute=[saml.Attribute(
            name="urn:oasis:names:tc:xspa:1.0:subject:subject-id",
            attribute_value=[saml.AttributeValue(text="Orla Quill")]),
            *([] if kind == "no-role" else [coded(
                "urn:oasis:names:tc:xacml:2.0:subject:role", "Role", "66862007", "2.16.840.1.113883.6.96")]),
            coded("urn:oasis:names:tc:xspa:1.0:subject:purposeofuse", "PurposeOfUse", "TREAT",
                  "2.16.840.1.113883.5.8")])])
    if kind == "unsigned":
        return str(assertion)
    backend = sigver.CryptoBackendXmlSec1("/usr/bin/xmlsec1")
    assertion.signature = sigver.pre_signature_part(
        assertion.id, open(certificate).read().split("-----")[2].strip(), 1,
        sign_alg=xmldsig.SIG_RSA_SHA256, digest_alg=xmldsig.DIGEST_SHA256)
    text = backend.sign_statement(str(assertion), ASSERTION, key, assertion.id)
    return text.replace("Orla Quill", "Orla Queen") if kind == "altered" else text


def judge(text, certificate):
    try:
        # The schemas of SAML know no types of HL7.
        validate(text.replace(' xsi:type="CE"', ""))
        print("valid")
    except XMLSchemaError as error:
        print("invalid", error)
    assertion = saml.assertion_from_string(text)
    backend = sigver.CryptoBackendXmlSec1("/usr/bin/xmlsec1")
    try:
        good = assertion.signature is not None and backend.validate_signature(
            text, certificate, "pem", ASSERTION, assertion.id)
    except Exception:
        good = False
    print("signed" if good else "unsigned")
    print(assertion.issuer.text)
    print(assertion.subject.name_id.text)
    print(assertion.conditions.audience_restriction[0].audience[0].text)
    for attribute in assertion.attribute_statement[0].attribute:
        for value in attribute.attribute_value:
            child = value.extension_elements[0] if value.extension_elements else None
            print(attribute.name, value.text.strip() if child is None else
                  "%s %s %s" % (child.tag, child.attributes["code"], child.attributes["codeSystem"]))


if __name__ == "__main__":
    if sys.argv[1] == "make":
        sys.stdout.write(make(*sys.argv[2:]))
    else:
        judge(sys.stdin.read(), sys.argv[2])
