/// The text that separates the parts of a multipart message (RFC 2046 §5.1.1).
public struct MultipartBoundary: Hashable, Sendable {
  /// The text without the hyphens before it.
  public let text: String

  /// Checks a text by the grammar of boundaries.
  public init(_ text: String) throws(MultipartError) {
    guard !text.isEmpty else { throw MultipartError(.emptyBoundary, offset: 0) }
    var offset = 0
    for scalar in text.unicodeScalars {
      // First the character: a text of any length ends at the seventy-first of them.
      guard Self.isAllowed(scalar) else { throw MultipartError(.boundaryCharacter(scalar), offset: offset) }
      offset += 1
      guard offset <= 70 else { throw MultipartError(.longBoundary(length: text.utf8.count), offset: 70) }
    }
    guard !text.hasSuffix(" ") else { throw MultipartError(.boundaryEndsInSpace, offset: offset - 1) }
    self.text = text
  }

  /// The boundary that a message's media type states (RFC 2387 §3).
  public init(of mediaType: MediaType) throws(MultipartError) {
    guard mediaType.essence == "multipart/related" else {
      throw MultipartError(.notRelated(String(mediaType.essence.prefix(128))), offset: 0)
    }
    guard let text = mediaType["boundary"] else { throw MultipartError(.noBoundaryParameter, offset: 0) }
    self = try MultipartBoundary(text)
  }

  /// Makes a boundary of random letters and digits, which cannot be in a body but by a chance of 1 in 2^119.
  public init(random generator: inout some RandomNumberGenerator) {
    let characters = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    text = String((0..<20).map { _ in characters[Int.random(in: 0..<characters.count, using: &generator)] })
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "0"..."9", "A"..."Z", "a"..."z", "'", "(", ")", "+", "_", ",", "-", ".", "/", ":", "=", "?", " ": true
    default: false
    }
  }
}
