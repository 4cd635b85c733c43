import Crypto
import HTTPExchange
import NIOCore

extension SOAPMessage {
  /// SHA-1 and length of an attachment, read piece by piece (ITI TF-3 §4.2.3.2.10); nil where the file that it was kept in
  /// can't be read again.
  public func digest(of part: MultipartContent.Part) -> ContentDigest? {
    var hash = Insecure.SHA1()
    for start in stride(from: 0, to: part.range.count, by: 256 << 10) {
      guard let bytes = bytes(of: part, in: start..<start + (256 << 10)) else { return nil }
      hash.update(data: Array(bytes.readableBytesView))
    }
    return ContentDigest(hash.finalize(), size: part.range.count)
  }
}

/// Hash and size of a document as metadata state them (ITI TF-3 §4.2.3.2.10 and §4.2.3.2.22).
public struct ContentDigest: Hashable, Sendable {
  /// SHA-1 in lower-case hexadecimal.
  public let hash: String
  /// Length in bytes.
  public let size: Int

  /// Of a document in memory.
  public init(_ bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    self.init(Insecure.SHA1.hash(data: bytes), size: bytes.count)
  }

  fileprivate init(_ digest: Insecure.SHA1Digest, size: Int) {
    hash = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    self.size = size
  }
}
