import XMLTree

/// The signature values of assertions, so that they can be kept out of records: whoever has a signed assertion can use it
/// while it is valid.
public enum AssertionSignatures {
  private static let start = Array("<ds:SignatureValue>".utf8)
  private static let end = Array("</ds:SignatureValue>".utf8)

  /// Lines that are looked at of a message that was received, and the shortest of them that gives anything away.
  private static let (lineLimit, shortest) = (64, 16)

  /// The values in a message that was received, line by line.
  public static func values(in envelope: ReceivedEnvelope) -> [String] {
    let tree = envelope.tree
    let places = tree.nodes.indices.lazy.filter {
      tree.name(of: $0) == "SignatureValue" && tree.nodes[$0].namespace == AssertionNamespace.signature
    }
    var lines: [String] = []
    for place in places where lines.count < lineLimit {
      let found = tree.trimmedText(of: place).split(whereSeparator: \.isWhitespace)
      lines += found.prefix(lineLimit).map(String.init).filter { $0.utf8.count >= shortest }
    }
    return lines
  }

  /// The values in header blocks that this program made, as they are written, line by line.
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
