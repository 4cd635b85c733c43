"""Holds a template of the specification against hl7apy. usage: template.py FILE

Names in double braces get plain values. What hl7apy says is printed; `ok` where it has no objection.
"""
import re
import sys

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.exceptions import HL7apyException
from hl7apy.parser import parse_message

VALUES = {"message.time": "20260301101500+0000", "message.uid": "2.25.77"}


def value(name):
    if name.endswith("birth-date"):
        return "19700101"
    return VALUES.get(name, "F" if name.endswith("sex") else "X1")


with open(sys.argv[1], encoding="utf-8") as file:
    lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
text = re.sub(r"\{\{(.*?)\}\}", lambda found: value(found[1].strip()), "\r".join(lines) + "\r")
try:
    message = parse_message(text, validation_level=VALIDATION_LEVEL.STRICT, find_groups=True)
    message.validate()
    print("ok")
except HL7apyException as error:
    print(error)
