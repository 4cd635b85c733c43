"""Other implementations' compressed streams, and what they make of ours: imagecodecs (libjpeg-turbo 3, CharLS, OpenJPEG,
OpenJPH, liblj92).

Reads one JSON line a request from standard input, and answers one:
  {"do": "encode", "codec": NAME, "shape": [rows, columns, samples], "bits": 8 or 16, "pixels": base64} -> {"stream": base64}
  {"do": "decode", "codec": NAME, "bits": 8 or 16, "stream": base64} -> {"pixels": base64}
"""
import base64
import json
import sys

import imagecodecs
import numpy

for line in sys.stdin:
    request = json.loads(line)
    codec, kind = request["codec"], numpy.uint8 if request["bits"] == 8 else numpy.uint16
    if request["do"] == "encode":
        shape = request["shape"] if request["shape"][2] > 1 else request["shape"][:2]
        pixels = numpy.frombuffer(base64.b64decode(request["pixels"]), kind).reshape(shape)
        if codec == "losslessJPEG":
            stream = imagecodecs.jpeg8_encode(
                pixels, lossless=True, predictor=request.get("predictor", 1), bitspersample=request["stored"])
        elif codec == "jpegLS":
            stream = imagecodecs.jpegls_encode(pixels)
        elif codec == "jpeg2000":
            stream = imagecodecs.jpeg2k_encode(
                pixels, codecformat="j2k", reversible=True, level=0, bitspersample=request["stored"])
        elif codec == "highThroughput":
            stream = imagecodecs.htj2k_encode(pixels, reversible=True)
        else:
            stream = imagecodecs.jpeg8_encode(pixels, level=95)
        print(json.dumps({"stream": base64.b64encode(stream).decode()}))
    else:
        stream = base64.b64decode(request["stream"])
        if codec == "runLength":
            pixels = numpy.frombuffer(imagecodecs.dicomrle_decode(stream, numpy.dtype(kind).newbyteorder("<")), numpy.uint8)
        else:
            decode = {
                "losslessJPEG": imagecodecs.jpeg8_decode, "jpeg": imagecodecs.jpeg8_decode,
                "jpegLS": imagecodecs.jpegls_decode, "jpeg2000": imagecodecs.jpeg2k_decode,
                "highThroughput": imagecodecs.htj2k_decode,
            }[codec]
            pixels = decode(stream)
        print(json.dumps({"pixels": base64.b64encode(numpy.ascontiguousarray(pixels).tobytes()).decode()}))
    sys.stdout.flush()
