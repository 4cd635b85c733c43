/// Bounds within which a multipart message is read. Beyond any of them reading ends with an error.
public struct MultipartLimits: Hashable, Sendable {
  /// Bytes before the first boundary; default 64 KiB.
  public var maximumPreamble: Int
  /// Bytes of the headers of one part; default 16 KiB.
  public var maximumHeaders: Int
  /// Parts; default 100,000.
  public var maximumParts: Int
  /// Bytes of the body of one part, which is handed on in pieces and never kept; default 16 GiB.
  public var maximumBody: Int
  /// Notes that are kept; later ones are dropped; default 64.
  public var maximumNotes: Int

  /// Makes limits.
  public init(
    maximumPreamble: Int = 1 << 16, maximumHeaders: Int = 1 << 14, maximumParts: Int = 100_000,
    maximumBody: Int = 1 << 34, maximumNotes: Int = 64
  ) {
    self.maximumPreamble = maximumPreamble
    self.maximumHeaders = maximumHeaders
    self.maximumParts = maximumParts
    self.maximumBody = maximumBody
    self.maximumNotes = maximumNotes
  }

  /// The defaults.
  public static let standard = MultipartLimits()
}
