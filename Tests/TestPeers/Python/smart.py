"""An authorization server (oauthlib, PyJWT) and the services that it protects (Flask), good or with a defect.

usage: smart.py PORT FOLDER SETTINGS, where SETTINGS is a JSON object: defect, opaque. The keys of the registered client,
and tokens of the server that must be refused, are written into the folder.
"""
import base64
import json
import secrets
import sys
import threading
import time
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from flask import Flask, request
from oauthlib.oauth2 import BackendApplicationServer, RequestValidator

port, folder, settings = int(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.argv[3])
defect, is_opaque = settings.get("defect"), settings.get("opaque", False)
base = f"http://127.0.0.1:{port}"
CLIENT, SECRET, SCOPES = "assay", "correct-horse-battery", ["system/*.rs", "system/Organization.rs"]
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

signing_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
client_keys = {
    "key-es": ("ES384", ec.generate_private_key(ec.SECP384R1())),
    "key-rs": ("RS384", rsa.generate_private_key(public_exponent=65537, key_size=2048)),
}
seen, opaque_tokens, lock = set(), {}, threading.Lock()


def write(name, content):
    (folder / name).write_bytes(content)


for name, (_, key) in client_keys.items():
    write(f"{name}.pem", key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
write("secret", SECRET.encode() + b"\n")


# --- Tokens -------------------------------------------------------------------------------------------------------------

def issue(scope, lifetime=300, audience=base):
    claims = {"iss": base, "sub": CLIENT, "aud": audience, "exp": int(time.time()) + lifetime, "scope": scope}
    if not is_opaque:
        return jwt.encode(claims, signing_key, algorithm="RS256")
    token = secrets.token_urlsafe(32)
    opaque_tokens[token] = claims
    return token


write("expired", issue("system/*.rs", lifetime=-3600).encode())
write("foreign", issue("system/*.rs", lifetime=3600, audience="https://elsewhere.example").encode())


def unverified(token):
    return jwt.decode(token, options={"verify_signature": False})


def claims_of(token):
    """The claims of a token for this service; raises what is wrong with it."""
    if defect == "accepts-any-token":
        return {"scope": "system/*.rs"}
    if is_opaque:
        claims = opaque_tokens.get(token)
        if claims is None and defect != "matches-beginning":
            raise jwt.InvalidTokenError("unknown")
        if claims is None:
            claims = next((held for known, held in opaque_tokens.items() if known[:8] == token[:8]), None)
            if claims is None:
                raise jwt.InvalidTokenError("unknown")
        if claims["exp"] < time.time() and defect != "ignores-expiry":
            raise jwt.ExpiredSignatureError("expired")
        if claims["aud"] != base and defect != "ignores-audience":
            raise jwt.InvalidAudienceError("audience")
        return claims
    header = jwt.get_unverified_header(token)
    if header["alg"] == "none":
        if defect == "accepts-unsigned":
            return unverified(token)
        raise jwt.InvalidAlgorithmError("none")
    return jwt.decode(
        token, signing_key.public_key(), algorithms=["RS256"], audience=base,
        options={
            "verify_signature": defect != "accepts-any-key", "verify_exp": defect != "ignores-expiry",
            "verify_aud": defect != "ignores-audience", "require": ["exp", "aud"]})


def check_assertion(text):
    """The client of a signed token, by the rules of SMART; raises what is wrong with it."""
    header = jwt.get_unverified_header(text)
    options = {
        "require": ["exp", "iss", "sub", "aud", "jti"], "verify_exp": defect != "assertion-ignores-expiry",
        "verify_aud": defect != "assertion-ignores-audience"}
    if header["alg"] == "none" and defect == "assertion-unsigned":
        claims = unverified(text)
    else:
        if "kid" not in header and defect != "assertion-without-kid":
            raise jwt.InvalidTokenError("kid")
        kid = header.get("kid") or ("key-es" if header["alg"] == "ES384" else "key-rs")
        if kid not in client_keys:
            raise jwt.InvalidTokenError("unknown kid")
        algorithm, key = client_keys[kid]
        if header["alg"] != algorithm:
            raise jwt.InvalidAlgorithmError(header["alg"])
        claims = jwt.decode(
            text, key.public_key(), algorithms=[algorithm], audience=f"{base}/token",
            options=options | {"verify_signature": defect != "assertion-any-key"})
        if defect == "assertion-any-key":
            claims = jwt.decode(
                text, options={"verify_signature": False, "verify_exp": True, "verify_aud": True},
                audience=f"{base}/token")
        if header.get("typ") != "JWT":
            raise jwt.InvalidTokenError("typ")
    if claims["exp"] > time.time() + 300:
        raise jwt.InvalidTokenError("too long")
    if claims["iss"] != claims["sub"] or claims["iss"] != CLIENT and defect != "any-client":
        raise jwt.InvalidTokenError("client")
    with lock:
        if claims["jti"] in seen and defect != "assertion-replayed":
            raise jwt.InvalidTokenError("replayed")
        seen.add(claims["jti"])
    return claims["iss"]


class Client:
    client_id = CLIENT


class Validator(RequestValidator):
    def authenticate_client(self, request, *args, **kwargs):
        request.client = Client()
        try:
            form = dict(request.decoded_body or [])
            if "client_assertion" in form:
                if form.get("client_assertion_type") != ASSERTION:
                    return False
                check_assertion(form["client_assertion"])
                return True
            kind, _, text = request.headers.get("Authorization", "").partition(" ")
            name, _, secret = base64.b64decode(text).decode().partition(":")
            return kind == "Basic" and (name == CLIENT or defect == "any-client") and (
                secret == SECRET or defect == "any-secret")
        except Exception as error:
            print(f"refused: {error!r}", flush=True)
            return False

    def validate_grant_type(self, client_id, grant_type, client, request, *args, **kwargs):
        return grant_type == "client_credentials"

    def get_default_scopes(self, client_id, request, *args, **kwargs):
        return SCOPES[:1]

    def validate_scopes(self, client_id, scopes, client, request, *args, **kwargs):
        return set(scopes) <= set(SCOPES)

    def save_bearer_token(self, token, request, *args, **kwargs):
        pass


server = BackendApplicationServer(
    Validator(), token_generator=lambda request: issue(" ".join(request.scopes)), token_expires_in=300)


# --- Addresses ----------------------------------------------------------------------------------------------------------

app = Flask(__name__)


def answer(content, status=200, media_type="application/json", fields=None):
    text = content if isinstance(content, str) else json.dumps(content)
    return text, status, {"Content-Type": media_type, **(fields or {})}


@app.get("/fhir/.well-known/smart-configuration")
def configuration():
    root = f"https://127.0.0.1:{port}"
    document = {
        "issuer": root, "token_endpoint": f"{root}/token", "authorization_endpoint": f"{root}/authorize",
        "grant_types_supported": ["client_credentials", "authorization_code"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
        "scopes_supported": SCOPES + ["launch", "launch/patient", "openid"],
        "response_types_supported": ["code"], "code_challenge_methods_supported": ["S256"],
        "capabilities": ["launch-ehr", "context-ehr-patient", "permission-v2", "client-confidential-asymmetric"],
    }
    match defect:
        case "no-metadata": return answer("no", 404, "text/plain")
        case "metadata-not-json": return answer("<html></html>", 200, "text/html")
        case "metadata-without-https": document["token_endpoint"] = f"{base}/token"
        case "metadata-without-token-endpoint": del document["token_endpoint"]
        case "metadata-without-grants": del document["grant_types_supported"]
        case "metadata-plain-challenge": document["code_challenge_methods_supported"] = ["plain"]
        case "metadata-alg-none": document["token_endpoint_auth_signing_alg_values_supported"] += ["none"]
        case "metadata-odd-scope": document["scopes_supported"] += ["system/*.sr"]
        case "metadata-capabilities-text": document["capabilities"] = "launch-ehr"
        case "metadata-without-issuer":
            document["capabilities"] += ["sso-openid-connect"]
            del document["issuer"]
        case "issuer-elsewhere": document["issuer"] = "https://elsewhere.example"
    return answer(document)


@app.get("/.well-known/oauth-authorization-server")
def authorization_server():
    return authority({})


@app.get("/.well-known/openid-configuration")
def openid_provider():
    provider = {"subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["RS256"],
                "acr_values_supported": ["AAL2_OR_AAL3_ANY"]}
    match defect:
        case "no-openid": return answer("no", 404, "text/plain")
        case "openid-without-subjects": del provider["subject_types_supported"]
        case "openid-without-rs256": provider["id_token_signing_alg_values_supported"] = ["ES256"]
        case "openid-without-classes": del provider["acr_values_supported"]
    return authority(provider)


def authority(more):
    root = f"https://127.0.0.1:{port}"
    document = {
        "issuer": root, "authorization_endpoint": f"{root}/authorize", "token_endpoint": f"{root}/token",
        "jwks_uri": f"{root}/keys", "response_types_supported": ["code"],
        "grant_types_supported": ["client_credentials", "authorization_code"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": ["RS384", "ES384"],
        "code_challenge_methods_supported": ["S256"], **more,
    }
    match defect:
        case "authority-other-issuer": document["issuer"] = "https://elsewhere.example"
        case "authority-slash-issuer": document["issuer"] += "/"
        case "authority-without-issuer": del document["issuer"]
        case "authority-without-https": document["jwks_uri"] = f"{base}/keys"
        case "authority-without-responses": del document["response_types_supported"]
        case "authority-alg-none": document["token_endpoint_auth_signing_alg_values_supported"] += ["none"]
        case "authority-without-algs": del document["token_endpoint_auth_signing_alg_values_supported"]
        case "authority-empty-list": document["scopes_supported"] = []
        case "authority-empty-responses": document["response_types_supported"] = []
        case "authority-revocation-without-algs": document["revocation_endpoint_auth_methods_supported"] = ["private_key_jwt"]
        case "authority-introspection-alg-none":
            document["introspection_endpoint_auth_signing_alg_values_supported"] = ["none"]
        case "authority-clients-alone" | "authority-clients-alone-empty":
            document["grant_types_supported"] = ["client_credentials"]
            del document["authorization_endpoint"], document["response_types_supported"]
            if defect.endswith("empty"): document["response_types_supported"] = []
        case "authority-text-list": document["response_types_supported"] = "code"
        case "authority-not-json": return answer("<html></html>", 200, "text/html")
        case "authority-busy": return answer("", 503)
    return answer(document)


@app.post("/token")
def token():
    if defect == "token-endpoint-busy":
        return answer({"error": "temporarily_unavailable"}, 503)
    body = request.get_data(as_text=True)
    if defect == "any-grant":
        body = body.replace("urn%3Aassay%3Aunknown", "client_credentials")
    fields, text, status = server.create_token_response(
        request.url, "POST", body, dict(request.headers))
    if status != 200:
        return answer(text, status, fields=fields)
    document = json.loads(text)
    match defect:
        case "no-expiry": del document["expires_in"]
        case "expiry-as-text": document["expires_in"] = "300"
        case "no-scope": del document["scope"]
        case "cacheable": fields.pop("Cache-Control")
        case "other-type": document["token_type"] = "mac"
        case "grants-more": document["scope"] = "system/*.rs"
    return answer(document, 200, fields=fields)


def refuse(status, error):
    outcome = {"resourceType": "OperationOutcome", "issue": [{"severity": "error", "code": "security"}]}
    challenge = f'Bearer realm="fhir", error="{error}"' if error else 'Bearer realm="fhir"'
    if defect == "echoes-token":
        challenge += f', error_description="{request.headers.get("Authorization", "")}"'
    return answer(outcome, status, "application/fhir+json", {"WWW-Authenticate": challenge})


def protected(kind, content, media_type):
    header = request.headers.get("Authorization", "")
    if defect == "down":
        return answer("", 503)
    if not header.startswith("Bearer "):
        return answer(content, 200, media_type) if defect == "open" else refuse(401, "")
    try:
        claims = claims_of(header[7:])
    except Exception as error:
        print(f"refused: {error!r}", flush=True)
        return refuse(401, "invalid_token")
    scopes = claims["scope"].split()
    if f"system/{kind}.rs" not in scopes and "system/*.rs" not in scopes and defect != "ignores-scope":
        return refuse(403, "insufficient_scope")
    return answer(content, 200, media_type)


@app.get("/fhir/Patient")
def patients():
    return protected("Patient", {"resourceType": "Bundle", "type": "searchset", "total": 0}, "application/fhir+json")


@app.get("/dicom-web/studies")
def studies():
    return protected("ImagingStudy", [], "application/dicom+json")


app.run("127.0.0.1", port, threaded=True)
