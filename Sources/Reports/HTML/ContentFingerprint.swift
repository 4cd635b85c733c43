import Evidence
import Foundation

/// What a page's policy calls a style sheet or a script by: the SHA-256 of its text in base64 (CSP Level 3 §2.3.1).
enum ContentFingerprint {
  /// The fingerprint of a text.
  static func of(_ text: String) -> String {
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in Digest.sha256(text).utf8 {
      let value = digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return Data(bytes).base64EncodedString()
  }
}
