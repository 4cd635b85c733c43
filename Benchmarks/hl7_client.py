"""The same work as assay-measure's with messages of HL7 v2, done with python-hl7; prints one line of JSON.

usage: hl7_client.py parse SECONDS FILE…       each file a message: read, and every field of it reached
       hl7_client.py mllp PORT SECONDS FILE    the same message again and again, each acknowledgement read
"""

import json
import sys
import time

import hl7
import hl7.client


def content(path):
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def parse(seconds, paths):
    messages = [content(path) for path in paths]
    size = sum(len(text.encode()) for text in messages)
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        for text in messages:
            fields = 0
            for segment in hl7.parse(text):
                for _ in segment:
                    fields += 1
            if not fields:
                sys.exit("a message has no field")
        count += 1
    return {"count": count * len(messages), "bytes": count * size, "seconds": time.perf_counter() - start}


def mllp(port, seconds, path):
    message = content(path)
    count, start = 0, time.perf_counter()
    with hl7.client.MLLPClient("127.0.0.1", port) as client:
        while time.perf_counter() - start < seconds:
            answer = client.send_message(message).decode("utf-8")
            acknowledgement = hl7.parse(answer[1:-2]).segment("MSA")
            if str(acknowledgement[1]) != "AA" or str(acknowledgement[2]) != "BENCH1":
                sys.exit(f"no acknowledgement of the message: {answer!r}")
            count += 1
    return {"count": count, "bytes": 0, "seconds": time.perf_counter() - start}


def main():
    if sys.argv[1] == "parse":
        done = parse(float(sys.argv[2]), sys.argv[3:])
    else:
        done = mllp(int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
    print(json.dumps(done))


if __name__ == "__main__":
    main()
