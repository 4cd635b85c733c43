/// Where a document of an authorization server leaves its specification.
public struct AuthorizationFinding: Hashable, Sendable {
  /// Rule broken, `RFC 6749 §5.1`.
  public var rule: String
  /// Member of the document, or header field.
  public var member: String
  /// What is wrong.
  public var message: String

  /// Makes a finding.
  public init(_ rule: String, _ member: String, _ message: String) {
    self.rule = rule
    self.member = member
    self.message = message
  }
}
