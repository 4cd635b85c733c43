/// What was understood of one document.
public struct DocumentReading: Codable, Hashable, Sendable {
  /// File name.
  public var document: String
  /// SHA-256 of its bytes, hex.
  public var sha256: String
  /// `text`, `markdown`, `html`, `pdf`, …: a word of `StatementSchema.formats`.
  public var format: String
  /// Product named by the document, where recognised.
  public var product: String?
  /// Version named by the document, where recognised.
  public var version: String?
  /// Every claim, in the order of the document.
  public var claims: [Claim]
  /// What could not be understood, contradicts the registry or itself, or points nowhere.
  public var problems: [DocumentProblem]

  /// Makes a reading.
  public init(
    document: String, sha256: String, format: String, product: String? = nil, version: String? = nil,
    claims: [Claim], problems: [DocumentProblem]
  ) {
    self.document = document
    self.sha256 = sha256
    self.format = format
    self.product = product
    self.version = version
    self.claims = claims
    self.problems = problems
  }
}
