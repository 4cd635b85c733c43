import XMLTree

/// The signature values in header blocks that this program made, so that they can be kept out of records.
public enum AssertionSignatures {
  private static let start = Array("<ds:SignatureValue>".utf8)
  private static let end = Array("</ds:SignatureValue>".utf8)

  /// The values as they are written, line by line.
  public static func values(of blocks: [MarkupElement]) -> [String] {
    blocks.flatMap(\.content).flatMap { content -> [String] in
      guard case .written(let bytes) = content, let first = bytes.firstRange(of: start),
        let last = bytes.firstRange(of: end), first.upperBound <= last.lowerBound
      else { return [] }
      return String(decoding: bytes[first.upperBound..<last.lowerBound], as: UTF8.self)
        .split(whereSeparator: \.isNewline).map(String.init)
    }
  }
}
