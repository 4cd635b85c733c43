"""A verification provider that aborts its first associations and serves the others. argv: port, settings as JSON
({"aborts": 1})."""

import json
import sys

from pynetdicom import AE, evt
from pynetdicom.sop_class import Verification

port, settings = int(sys.argv[1]), json.loads(sys.argv[2])
left = settings.get("aborts", 0)


def echo(event):
    global left
    if left > 0:
        left -= 1
        event.assoc.abort()
    return 0x0000


entity = AE("ARCHIVE")
entity.add_supported_context(Verification)
entity.start_server(("127.0.0.1", port), block=True, evt_handlers=[(evt.EVT_C_ECHO, echo)])
