"""Holds templates of messages against hl7apy's own tables.

usage: templates.py FILE...: fills the names in double braces with samples, and prints what is wrong, a line each.
"""
import re
import sys

from hl7apy.consts import VALIDATION_LEVEL
from hl7apy.parser import parse_message

SAMPLES = {
    "message.time": "20260301101500+0000", "message.control-id": "A123456789AB", "patient.birth-date": "19500203",
    "patient.sex": "F", "patient.nhs-number": "9990000018", "imaging-code": "169069000",
}


# hl7apy takes every member of a choice for required, and holds the data of documents to 199 characters.
CHOICE = "Missing required child ORM_O01_CHOICE"


def problems(text):
    text = re.sub(r"(Base64\^[^|^]{80})[^|^]*", r"\1", text)
    segments = [line for line in text.splitlines() if line and not line.startswith("#")]
    filled = re.sub(r"\{\{([^}]*)\}\}", lambda name: SAMPLES.get(name.group(1), "Sample"), "\r".join(segments) + "\r")
    try:
        parse_message(filled, validation_level=VALIDATION_LEVEL.STRICT).validate()
    except Exception as error:  # hl7apy has no common class of its errors
        return None if CHOICE in str(error) else f"{type(error).__name__}: {error}"
    return None


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        found = problems(file.read())
    if found:
        print(f"{path.rsplit('/', 1)[-1]}: {found}")
