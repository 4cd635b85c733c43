/// How much of a JSON text is taken.
public struct JSONLimits: Hashable, Sendable {
  /// Longest text in bytes.
  public var bytes: Int
  /// Deepest nesting; a value that stands alone has none.
  public var depth: Int
  /// Most values, whatever their kind.
  public var nodes: Int
  /// Longest number in characters: no measured value has more digits.
  public var numberLength: Int

  /// Makes limits.
  public init(bytes: Int = 64 << 20, depth: Int = 64, nodes: Int = 1_000_000, numberLength: Int = 1_000) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
    self.numberLength = numberLength
  }
}
