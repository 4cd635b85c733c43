import Evidence

/// A document that is held against another.
public struct ComparedDocument: Codable, Hashable, Sendable {
  /// File name.
  public var document: String
  /// SHA-256 of its bytes.
  public var sha256: String
  /// Product that it names.
  public var product: String?
  /// Version that it names.
  public var version: String?
  /// Claims found.
  public var claims: Int

  init(_ reading: DocumentReading) {
    document = reading.document
    sha256 = reading.sha256
    product = reading.product
    version = reading.version
    claims = reading.claims.count
  }
}
