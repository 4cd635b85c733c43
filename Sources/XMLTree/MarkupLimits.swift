/// What a document may at most contain. Sizes are in bytes, the others are counts.
public struct MarkupLimits: Hashable, Sendable {
  /// Bytes of the document.
  public var bytes: Int
  /// Elements around an element.
  public var depth: Int
  /// Elements and runs of text.
  public var nodes: Int
  /// Attributes of one element, and declarations of namespaces of all elements around another.
  public var attributes: Int

  /// The limits of documents that people write, with much room.
  public static let documents = MarkupLimits(
    bytes: 64 << 20, depth: 1_000, nodes: 2_000_000, attributes: 1_000)

  /// Makes limits.
  public init(bytes: Int, depth: Int, nodes: Int, attributes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.attributes = attributes
  }

  /// Refuses a document that is too long, or has too many attributes, before it is parsed.
  func admit(_ document: UnsafeBufferPointer<UInt8>) throws(MarkupError) {
    guard document.count <= min(bytes, Int(Int32.max)) else {
      throw .tooLarge(bytes: document.count, limit: bytes)
    }
    if let line = TagScan.lineOfExcess(in: document, limit: attributes) {
      throw .tooManyAttributes(line: line, limit: attributes)
    }
  }

  /// Names of the limits.
  public enum Kind: String, Hashable, Sendable {
    case bytes
    case depth
    case nodes
    case attributes
  }
}

/// Why a document gave no tree.
public enum MarkupError: Error, Hashable, Sendable {
  /// The document is longer than the limit.
  case tooLarge(bytes: Int, limit: Int)
  /// An element has more attributes than the limit. The line counts from 1.
  case tooManyAttributes(line: Int, limit: Int)
  /// The document declares an entity, which could grow without bound or name a file. The line counts from 1.
  case declaresEntity(line: Int)
  /// The parser could not be set up, for want of memory.
  case outOfMemory
}
