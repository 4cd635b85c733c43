import Crypto
import Foundation

/// SHA-256 in lower-case hex: the fingerprint of every file and record.
public enum Digest {
  /// Of bytes in memory.
  public static func sha256(_ bytes: some DataProtocol) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  /// Of a text's UTF-8 bytes.
  public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

  private static func hexadecimal(_ digest: SHA256.Digest) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
