/// Something wrong with a document or the reading of it.
public struct DocumentProblem: Codable, Hashable, Sendable {
  /// How bad it is.
  public var severity: Severity
  /// Stable name, `unregistered-uid`, `unreadable`.
  public var code: String
  /// What happened, for people.
  public var message: String
  /// Where.
  public var citation: Citation?

  /// How bad a problem is.
  public enum Severity: String, Codable, Hashable, Sendable {
    /// The document could not be read: exit code 3.
    case unreadable
    case warning
    case note
  }

  /// Makes a problem.
  public init(severity: Severity, code: String, message: String, citation: Citation? = nil) {
    self.severity = severity
    self.code = code
    self.message = message
    self.citation = citation
  }
}
