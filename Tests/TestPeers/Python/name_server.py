"""A name server of one zone by dnspython, with named defects. usage: name_server.py PORT DEFECT LDAP-PORT"""

import socket
import sys

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

port, defect, ldap = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ZONE = {
    ("_ldap._tcp.network.example.", "SRV"): [f"0 5 {ldap + (defect == 'wrong-port')} directory.network.example."],
    ("directory.network.example.", "A"): ["127.0.0.1"],
    ("directory.network.example.", "AAAA"): ["::1"],
    ("directory.network.example.", "TXT"): ['"version 1" "of two texts"'],
    ("ldap.network.example.", "CNAME"): ["directory.network.example."],
}
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", port))
while True:
    data, caller = server.recvfrom(4096)
    query = dns.message.from_wire(data)
    question = query.question[0]
    name, kind = question.name.to_text().lower(), dns.rdatatype.to_text(question.rdtype)
    answer = dns.message.make_response(query)
    records = [] if defect == "no-service" and kind == "SRV" else ZONE.get((name, kind), [])
    for record in records:
        answer.answer.append(dns.rrset.from_text(question.name, 300, "IN", kind, record))
    if not any(known == name for known, _ in ZONE):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    if defect == "truncated":
        answer.flags |= dns.flags.TC
    wire = bytearray(answer.to_wire())
    if defect == "cut":
        wire = wire[:-3]
    if defect == "loop":
        # The answer's name points at itself.
        at = len(data)
        wire[at : at + 2] = bytes([0xC0 | at >> 8, at & 0xFF])
    if defect == "other-question":
        wire[13] ^= 1
    server.sendto(bytes(wire), caller)
