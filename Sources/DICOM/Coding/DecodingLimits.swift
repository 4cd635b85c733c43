/// Bounds within which hostile input is read. Beyond any of them decoding ends with an error.
public struct DecodingLimits: Hashable, Sendable {
  /// Sequences within sequences; default 32.
  public var maximumDepth: Int
  /// Elements, items and fragments together; default 1,000,000.
  public var maximumElements: Int
  /// Bytes of the whole data set, after inflation where it is deflated; default 1 GiB.
  public var maximumLength: Int
  /// Bytes of one value; default 1 GiB.
  public var maximumValueLength: Int
  /// Notes that are kept; later ones are dropped; default 1,000.
  public var maximumNotes: Int

  /// Makes limits.
  public init(
    maximumDepth: Int = 32, maximumElements: Int = 1_000_000, maximumLength: Int = 1 << 30,
    maximumValueLength: Int = 1 << 30, maximumNotes: Int = 1_000
  ) {
    self.maximumDepth = maximumDepth
    self.maximumElements = maximumElements
    self.maximumLength = maximumLength
    self.maximumValueLength = maximumValueLength
    self.maximumNotes = maximumNotes
  }

  /// The defaults.
  public static let standard = DecodingLimits()
}
