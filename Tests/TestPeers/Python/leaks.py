"""Looks for words in everything below a folder, as a reader would who wants them: as they are and in other case, in UTF-16, in
hexadecimal with and without spaces, in Base64 at each offset, in members of ZIP archives, in gzip, and in the text and streams
of PDF. Prints a line for each find.

usage: leaks.py FOLDER WORDS, where WORDS is a JSON list
"""
import base64
import gzip
import io
import json
import pathlib
import re
import subprocess
import sys
import zipfile
import zlib

words = json.loads(sys.argv[2])


def forms(word):
    for text in {word, word.lower(), word.upper(), word.capitalize()}:
        plain = text.encode()
        yield "text", plain
        yield "utf-16", text.encode("utf-16-le")
        yield "utf-16", text.encode("utf-16-be")
        for hexadecimal in (plain.hex(), plain.hex().upper(), plain.hex(" "), plain.hex(" ").upper()):
            yield "hexadecimal", hexadecimal.encode()
        for shift in range(3):
            # Without the signs at both ends, whose bits belong to neighbours too.
            coded = base64.b64encode(b"\0" * shift + plain)
            yield "base64", coded[-(-shift * 8 // 6):(shift + len(plain)) * 8 // 6]


patterns = [(word, kind, pattern) for word in words for kind, pattern in sorted(set(forms(word))) if len(pattern) > 5]


def look(data, place):
    lower = data.lower()
    for word, kind, pattern in patterns:
        if pattern in (data if kind == "base64" else lower if kind == "text" else data):
            print(f"{place}: {word} as {kind}")
    if data[:4] == b"PK\3\4":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                look(archive.read(name), f"{place}/{name}")
    if data[:2] == b"\x1f\x8b":
        look(gzip.decompress(data), f"{place} unpacked")
    if data[:4] == b"%PDF":
        text = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True).stdout
        look(text, f"{place} read")
        for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL):
            try:
                look(zlib.decompress(stream), f"{place} stream")
            except zlib.error:
                pass


files = [path for path in sorted(pathlib.Path(sys.argv[1]).rglob("*")) if path.is_file()]
for path in files:
    look(path.read_bytes(), str(path.relative_to(sys.argv[1])))
print(f"{len(files)} files")
