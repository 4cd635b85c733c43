"""A server of the network time protocol with named defects. usage: time_server.py PORT DEFECT"""

import socket
import struct
import sys
import time

port, defect = int(sys.argv[1]), sys.argv[2]
ERA = 2208988800
SHIFT = {"fast": 5.0, "slow": -5.0}.get(defect, 0.0)


def stamp(moment):
    seconds = int(moment)
    return struct.pack("!II", (seconds + ERA) & 0xFFFFFFFF, int((moment - seconds) * 2**32))


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", port))
count = 0
while True:
    request, caller = server.recvfrom(1024)
    received = time.time() + SHIFT
    count += 1
    if defect == "silent" or len(request) < 48:
        continue
    if defect == "jumps" and count % 2 == 0:
        received += 3
    leap, stratum, reference = 0, 2, bytes([192, 0, 2, 1])
    if defect == "unset":
        leap, stratum = 3, 16
    if defect == "refuses":
        stratum, reference = 0, b"DENY"
    origin = request[40:48]
    if defect == "stranger":
        origin = bytes(8)
    head = struct.pack("!BBbb", leap << 6 | 4 << 3 | 4, stratum, 6, -20) + struct.pack("!II", 1 << 10, 1 << 9)
    answer = head + reference + stamp(received - 60) + origin + stamp(received) + stamp(received)
    server.sendto(answer[:20] if defect == "short" else answer, caller)
