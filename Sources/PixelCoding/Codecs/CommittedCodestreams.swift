import Foundation

/// High-Throughput JPEG 2000 codestreams of the pixels of fixtures, because no library that this software stands on
/// encodes them. `Tests/PixelCodingTests/Vectors/high-throughput.py` tells how they were made. Their progression is RPCL,
/// with tile-part lengths, as 1.2.840.10008.1.2.4.202 demands.
enum CommittedCodestreams {
  /// Rows and columns of the frames.
  private static let side = 32

  private struct Vector: Sendable {
    /// Number that the samples are made of.
    var phase: Int
    var lossless: String
    var lossy: String
  }

  /// The stream of a frame; an error where none was kept for it.
  static func stream(of frame: [UInt8], isLossy: Bool) throws(PixelCodingError) -> [UInt8] {
    for vector in vectors where frame == pixels(vector.phase) {
      guard let bytes = Data(base64Encoded: isLossy ? vector.lossy : vector.lossless) else { continue }
      return Array(bytes)
    }
    throw .unsupported(
      """
      High-Throughput JPEG 2000 can be made of the first two instances of a fixture of kind ct or mr with a matrix of \
      \(side) only
      """)
  }

  /// The samples of a fixture's frame.
  private static func pixels(_ phase: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * side * side)
    for row in 0..<side {
      for column in 0..<side {
        let sample = (row * column + phase * (row + column)) & 0x0FFF
        bytes.append(UInt8(truncatingIfNeeded: sample))
        bytes.append(UInt8(truncatingIfNeeded: sample >> 8))
      }
    }
    return bytes
  }

  private static let vectors: [Vector] = [
    Vector(
      phase: 97,
      lossless: """
        /0//UQApQAAAAAAgAAAAIAAAAAAAAAAAAAAAIAAAACAAAAAAAAAAAAABDwEB/1AACAACAAAACv9SAAwAAgABAAUEBEAB/1wAEyCIkJCQkJCQkJ\
        CQkJCQiIiI/2QAFwABT3BlbkpQSCBWZXIgMC4yNi4zLv9VAAoAYAAAAAACaP+QAAoAAAAAAmgAAf+TwAAm4/IFB3QAwAATQAATQAATAAr7Awd0\
        AAr7Awd0AKn9Aod0AMAAFVAABVQAAVREYRYKkd4A4pQARkEhzOK8AOGUAIhCRmSUbgHGtADAABa8AAFrwAAW4Ecoaqi5BNSgahRSZZWfpR5JBe\
        kF79cAJ2BqNcCQCYaKbo5ls6y8HkDELMLH1wDjBAy57mBnnIDtMOT0jOceBZgABfAAg9MEx9cAwAAXaQAAXawAAXcgB7QNLSw8/c2vkqa3sPD0\
        Ke+8e+Hvd/Dn4N2njOjk4r5wxx0g0vjmPJsoqCEADCgODGBeAN/CwtNPOdmIx7Ww8PQp77x74Qt33EF7gPBvJfk1/e/83eEgiDT+5gFQCATebC\
        ABlEBwO18AH4C+Fy8+/T4ful8AAC9efPop3/u93+E7AAAAPv3v0y8+NAD4DgAAAAAAheYx1So9kOBiCBwMQF4AwAAvYYAAXsMAALvAQCKS6f8f\
        /1uccv989/9/55//MMONf/79/3/+8Qcn98+//3/fP/5otr9//3+/f/zhdP4DYP99X/4BAAA++eZhpAAh7TB+7U4wTHEstOGKcsoKMGTLEsuj3F\
        BY4BZacQJ1Av7/cT//fi//fPf/f+8ff/989/9/+8ffP/9+/3/+8ff37/9+3z/+wEQk8z8t93/K/wsb3AAnR7PhdDz/RjBtABCA9+xD2roEQgPZ\
        YwTHD4oYpyygowTLEsowmCUFMMCmVwL+/x//d/93f/7nf/7H/3yf/3k//ud//ud//Pc//3N//s//f3/9/0YwhCiFcLB8sPnBQ8Hyw+cFOUAuVw\
        H/2Q==
        """,
      lossy: """
        /0//UQApQAAAAAAgAAAAIAAAAAAAAAAAAAAAIAAAACAAAAAAAAAAAAABDwEB/1AACAACAAAAJP9SAAwAAgABAAUEBEAA/1wAIyKHdIdFh0WHF3\
        9cf1x/PXeqd6p3wmA1YDVgeFgaWBpnv/9kABcAAU9wZW5KUEggVmVyIDAuMjYuMy7/VQAKAGAAAAAAAZ3/kAAKAAAAAAGdAAH/k8AATBv9BId0\
        AMAASwABLAAEoOgBh3QA6AGHdAAtAYd0AMAAqIABUwACoA1cDj0AwrQADQ5cev4AxrQABby8QgBjlADAAWlAAWjAAWiA0CDCaTwfYh2F9kBTWi\
        ASOngA0Mb3IABGs1Uc2kbWLCJEdwBgsPNssPO8EgobAwTsAtfXAMAF0UAF0MAFskCAhvEWgkyS+KgCbANYWZCE8lAOJpIrVGQoH1LH71C5EAEA\
        MFA2FpCBplAMIdTwxnpSGvxpziqAl82GDpLvUlmM7wAItFy7BEREGAJY9kvi5YDPCPOGNhCC58wAwAu3gBdvABdkcLChzoCyJhUIMyBUqUYAMy\
        BUqUaQUKUaQcuhh8H554QpWuilDZXHKTK8D5NxWHo/MDALk4/qAcWF3JsBYa0KhRkQqlQjZkCoUo1Ypqo0AkKwNSIAAP6rqB111Xr7nSGlFJle\
        BhuKwwxgeXxcWQEYtPknJiU8h7CkhOcQllLCcwhLQxzCEprpZ/7+vSET7HE8KOqYkDibBB0EABhicLy3Af/Z
        """),
    Vector(
      phase: 128,
      lossless: """
        /0//UQApQAAAAAAgAAAAIAAAAAAAAAAAAAAAIAAAACAAAAAAAAAAAAABDwEB/1AACAACAAAACv9SAAwAAgABAAUEBEAB/1wAEyCIkJCQkJCQkJ\
        CQkJCQiIiI/2QAFwABT3BlbkpQSCBWZXIgMC4yNi4zLv9VAAoAYAAAAAADEP+QAAoAAAAAAxAAAf+TwAAmcfEFB3QAwAATQAATQAATAAj5Awd0\
        AAj5Awd0AE3iBAd0AMAAFVAABVQAAVbfxo1P3OwAwZQA3/6ENm72AMKUAD/PYCgM1OkCBzQAwAAW5AABbcAAFvgHIri7aYvdN391s5PE4u7yD5\
        Cq2P4BCcggMFcAEQ6oOzeJ4Snum74vxvJXeak+AGwCMSCA2FcAIxiBZw+7e38PDMGwywf3HhEMQA/swFX+AQhMQCBXAMAAF6NAABejwAAXpQAW\
        Lp7+aLferM7CwtOnvPPuhT+8A9nsZGHh6VPeeffCF+64A1FNT+YL5xblhTvuYAfmwXUN88seNjY/k0EQhwhAAyBAWFEBFhaeTuZcXxzFwsLTp7\
        zz7oUvvMMdXCw8fco77174wh13/LE3dlvdD2TfYSeimtoB15lHw/zIA4Jq4UeGgiEOaEADIEBYUgFevPj0nx/c/wDIixeffsr3fu93+A4AAAAv\
        Xnz6Kd/7vd/hGwDgP/v/AwOQ7wAAAAAA8A5gARYF/sgDgWr0nGDJ8hDshwMogNhSAcAAL6BgABfQkAAL10D/f+f/f963f/79v/9+5z+DFPLPv/\
        9/3z/+DhL98+//f/ePv4WGf/79/3/+8fcQ8c+//3/fP/4mKv9++7//e4//f1yy7P94r/9/9/8//vn/X2N1+vTmJiIzFccMJq0DGCY4fFpwxTll\
        BacYJliWWnDFOWUFHEqZYll0e4oKQIDv3gL/f/Pfv/96z7//fz//fPfPv/9/3z/+/vn3/3/7x98//37/f/7x98+//3/fP/7/fuu//3+P/3/497\
        9/+9++/dcgCnGQaKHhIWKi4tJ/y/p/7H86/fTmJmZkxXCMYHv2MfcvQsoLGCY4fFDFOWUFGCZYllDFOWUFGCZYllGJO4oKMIHv0QP/fz//d/97\
        P/9zf/9H/3k//3N//M//fJ//cX/+53/+x/98n/95P/97v/9zf/7P/38//3//fX//f/8CAPTmKqqrAMTx0K5wWFg+WHzgoeD5YfOCh4Plh84KUY\
        G/0gL/2Q==
        """,
      lossy: """
        /0//UQApQAAAAAAgAAAAIAAAAAAAAAAAAAAAIAAAACAAAAAAAAAAAAABDwEB/1AACAACAAAAJP9SAAwAAgABAAUEBEAA/1wAIyKHdIdFh0WHF3\
        9cf1x/PXeqd6p3wmA1YDVgeFgaWBpnv/9kABcAAU9wZW5KUEggVmVyIDAuMjYuMy7/VQAKAGAAAAAAAgz/kAAKAAAAAAIMAAH/k8AATHn8BId0\
        AMAASwABLAAEwCgBh3QAKAGHdABn/gIHdADAAKiAAVEAAqQfhMvsAIc0AB8XwuwAhzQAU319nf4AxrQAwAFqQAFpwAFqAMa509EOZpUi7SpExf\
        4B3JwBI5cAxrlTScreGWhnlYpgAGRhpNuXABAkuaV2xNsuRaQqFL4AQnBE2FcAwAXVQAXVQAXRgMAKIywAZIrEiGNAJEliiEQ4NgBjmAwsLP4h\
        ktcbHg1kKKMhQPoRLCkRAQAwDYIIyBSKURjQFIkhsgiNIjgLDwwwK/4gBDyLM8eY3Qm5oUDStIzhAVhReKKQRBgCSBFhCHB0hijbtvjYBQl+ae\
        L58JvnDNhFtLABwAvT4AXp8AF6YJEN2DHNgK4iUAgzIFSpBjMgVKlGMANClWoEMyBUqUYACVNlGiGQcBBtN92+iv70/jIA0noAhgZRRfHJleBl\
        DcVhlJleBmD4rD0fmB5gUQLIEfYYCGtiz4BQpRoxA0KVasQMCFWqETMgVKlGKNahCjRkfTiwqSIAQEKwevz058gojDzuuq2oUlwsooMmV4GG4r\
        DJleBhuKw6Tuz2ilICFEnfMEnivaukhOcQllLCcwhLKeE5hKWU8BzCEom+ugAaYUqangEIjWnPMPTnzhhvWFwhETLE8aXVMSBxNgg1TEgcWwQe\
        mfAPcppRAv/Z
        """),
  ]
}
