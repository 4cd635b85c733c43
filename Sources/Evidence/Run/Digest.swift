import Crypto
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// SHA-256 in lower-case hex: the fingerprint of every file and record.
public enum Digest {
  /// Of bytes in memory.
  public static func sha256(_ bytes: some DataProtocol) -> String {
    hexadecimal(SHA256.hash(data: bytes))
  }

  /// Of a text's UTF-8 bytes.
  public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

  /// Of a text's UTF-8 bytes in base64: what the policy of a page names a style sheet or a script by.
  package static func sha256InBase64(_ text: String) -> String {
    Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString()
  }

  /// Of a file, which is read piece by piece; nil where it cannot be read.
  static func sha256(ofFile path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var hash = SHA256()
    // Well below the size from which the C library asks the kernel for each block: a record has thousands of files.
    return withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer -> String? in
      while true {
        let taken = read(descriptor, buffer.baseAddress, buffer.count)
        if taken < 0, errno == EINTR { continue }
        guard taken > 0 else { return taken == 0 ? hexadecimal(hash.finalize()) : nil }
        hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<taken]))
      }
    }
  }

  /// The text of a hash.
  package static func hexadecimal(_ digest: SHA256.Digest) -> String {
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
