#!/usr/bin/env python3
"""A receiver of HL7 v2 messages. usage: mllp.py hl7|hl7apy PORT"""

import asyncio
import sys


def serve_hl7(port):
    """python-hl7's server: acknowledges each message, as many as a connection brings."""
    import hl7
    from hl7.mllp import start_hl7_server

    async def connected(reader, writer):
        try:
            while not writer.is_closing():
                message = await reader.readmessage()
                writer.writemessage(message.create_ack(ack_code="AA"))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def run():
        server = await start_hl7_server(connected, host="127.0.0.1", port=port, limit=1 << 24)
        async with server:
            await server.serve_forever()

    asyncio.run(run())


def serve_hl7apy(port):
    """hl7apy's server: one message a connection; what it has no handler for gets AR."""
    from hl7apy.core import Message
    from hl7apy.mllp import AbstractErrorHandler, AbstractHandler, MLLPServer
    from hl7apy.parser import parse_message

    def answer(text, code):
        message = parse_message(text, validation_level=2, find_groups=False)
        response = Message("ACK", version="2.5")
        response.msh.msh_9 = "ACK"
        response.msh.msh_10 = "A1"
        response.msh.msh_11 = "P"
        response.add_segment("MSA")
        response.msa.msa_1 = code
        response.msa.msa_2 = message.msh.msh_10.value
        return response.to_mllp()

    class Accept(AbstractHandler):
        def reply(self):
            return answer(self.incoming_message, "AA")

    class Refuse(AbstractErrorHandler):
        def reply(self):
            return answer(self.incoming_message, "AR")

    handlers = {"ADT^A08^ADT_A01": (Accept,), "ERR": (Refuse,)}
    MLLPServer.allow_reuse_address = True
    MLLPServer("127.0.0.1", port, handlers).serve_forever()


if __name__ == "__main__":
    {"hl7": serve_hl7, "hl7apy": serve_hl7apy}[sys.argv[1]](int(sys.argv[2]))
