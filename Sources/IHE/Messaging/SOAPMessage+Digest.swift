import Crypto
import Foundation
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

  /// SHA-1 and length of a document, wherever it is; nil where there is none, or none that can be decoded.
  public func digest(of content: RetrievedDocuments.Content) -> ContentDigest? {
    switch content {
    case .attachment(let id): attachments[id].flatMap { digest(of: $0) }
    case .inline: bytes(of: content, upTo: .max).map { ContentDigest($0) }
    case .missing: nil
    }
  }

  /// A document in memory; nil where there is none, none that can be decoded, or one that is longer.
  public func bytes(of content: RetrievedDocuments.Content, upTo limit: Int) -> [UInt8]? {
    switch content {
    case .attachment(let id):
      guard let part = attachments[id], part.range.count <= limit else { return nil }
      return bytes(of: part, in: 0..<part.range.count).map { Array($0.readableBytesView) }
    case .inline(let text):
      // xs:base64Binary may be broken into lines.
      guard let data = Data(base64Encoded: text.filter { !$0.isWhitespace }), data.count <= limit else { return nil }
      return Array(data)
    case .missing: return nil
    }
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
