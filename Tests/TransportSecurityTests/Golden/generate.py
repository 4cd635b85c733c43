"""Makes flights.txt: what openssl's s_server sends in answer to the hello of Python's ssl module, in hexadecimal.

The certificates are valid for ten years from the day on which the file is made. usage: generate.py > flights.txt
"""
import os
import socket
import ssl
import subprocess
import tempfile
import time

LOW = "ALL:@SECLEVEL=0"
EXTENSIONS = """subjectAltName=DNS:archive.example,DNS:*.pacs.example,IP:127.0.0.1,IP:::1,email:a@b.example
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
crlDistributionPoints=URI:http://crl.example/a.crl
authorityInfoAccess=OCSP;URI:http://ocsp.example/,caIssuers;URI:http://ca.example/ca.cer
tlsfeature=status_request
"""


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def certificates():
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "ca.key", "-out", "ca.pem", "-subj",
            "/C=GB/O=Example/CN=Test CA", "-days", "3650")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", "ec.key", "-out",
            "ec.csr", "-subj", "/C=GB/O=Example Ünit/CN=archive.example", "-utf8")
    with open("extensions", "w") as file:
        file.write(EXTENSIONS)
    openssl("x509", "-req", "-in", "ec.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "4660", "-days",
            "3650", "-extfile", "extensions", "-out", "ec.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", "rsa.key", "-out", "rsa.csr", "-subj", "/CN=rsa.example")
    openssl("x509", "-req", "-in", "rsa.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-set_serial", "4661", "-days",
            "3650", "-out", "rsa.pem", "-sha1")


def flight(arguments, version, ciphers):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-quiet", *arguments],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.PIPE)
    time.sleep(0.6)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers(ciphers + ":@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = context.wrap_bio(incoming, outgoing, server_hostname="archive.example")
    try:
        session.do_handshake()
    except ssl.SSLWantReadError:
        pass
    answer = b""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(outgoing.read())
        connection.settimeout(0.7)
        try:
            while part := connection.recv(65536):
                answer += part
        except socket.timeout:
            pass
    server.kill()
    server.wait()
    return answer.hex()


def main():
    os.chdir(tempfile.mkdtemp())
    certificates()
    ec, rsa = ["-cert", "ec.pem", "-key", "ec.key"], ["-cert", "rsa.pem", "-key", "rsa.key", "-cipher", LOW]
    v = ssl.TLSVersion
    print("tls12-ecdhe-ecdsa", flight(ec + ["-cert_chain", "ca.pem", "-Verify", "1", "-CAfile", "ca.pem"], v.TLSv1_2,
                                      "ECDHE"))
    print("tls12-dhe-rsa", flight(rsa, v.TLSv1_2, "DHE+AES"))
    print("tls12-rsa", flight(rsa, v.TLSv1_2, "kRSA+AES"))
    print("tls10-ecdhe-rsa", flight(rsa + ["-tls1"], v.TLSv1, "ECDHE"))
    print("tls13", flight(ec + ["-tls1_3"], v.TLSv1_3, "ALL"))
    print("alert", flight(ec + ["-tls1_3"], v.TLSv1_2, "ALL"))


main()
