"""Prints the codestreams of Sources/PixelCoding/Codecs/CommittedCodestreams.swift.

Needs imagecodecs 2026.3.6, which encodes by OpenJPH 0.26.3: progression RPCL, with TLM segments. The pixels are those of a
fixture of kind ct, 32 rows and columns, first series, first and second instance.
"""
import base64

import imagecodecs
import numpy

row, column = numpy.mgrid[0:32, 0:32]
for index in (0, 1):
    phase = 97 + 31 * index
    pixels = ((row * column + phase * (row + column)) & 0x0FFF).astype(numpy.uint16)
    for reversible in (True, False):
        stream = imagecodecs.htj2k_encode(pixels, reversible=reversible, tlm=True, level=None if reversible else 0.001)
        decoded = imagecodecs.htj2k_decode(stream)
        difference = int(abs(decoded.astype(int) - pixels.astype(int)).max())
        print(f"# index {index}, reversible {reversible}: {len(stream)} bytes, largest difference {difference}")
        print(base64.b64encode(stream).decode())
