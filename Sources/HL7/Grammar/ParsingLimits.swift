/// Bounds within which hostile messages are read. Beyond any of them reading ends with an error.
public struct ParsingLimits: Hashable, Sendable {
  /// Bytes of a message; default 64 MiB.
  public var maximumLength: Int
  /// Segments of a message; default 100,000.
  public var maximumSegments: Int
  /// Fields of a segment; default 4,096.
  public var maximumFields: Int
  /// Bytes of a field, such as an embedded document; default 48 MiB.
  public var maximumFieldLength: Int
  /// Messages of a file; default 100,000.
  public var maximumMessages: Int
  /// Notes that are kept; later ones are dropped; default 1,000.
  public var maximumNotes: Int

  /// Makes limits.
  public init(
    maximumLength: Int = 64 << 20, maximumSegments: Int = 100_000, maximumFields: Int = 4_096,
    maximumFieldLength: Int = 48 << 20, maximumMessages: Int = 100_000, maximumNotes: Int = 1_000
  ) {
    self.maximumLength = maximumLength
    self.maximumSegments = maximumSegments
    self.maximumFields = maximumFields
    self.maximumFieldLength = maximumFieldLength
    self.maximumMessages = maximumMessages
    self.maximumNotes = maximumNotes
  }

  /// The defaults.
  public static let standard = ParsingLimits()
}
