/// What a peer sent that TLS or X.509 does not allow: where, which rule, what was due, what came.
public struct TLSViolation: Error, Hashable, Sendable {
  /// Byte offset within the message or certificate, counted from its first byte.
  public var offset: Int
  /// The rule broken, `RFC 5246 §7.4.1.3`.
  public var rule: String
  /// What the rule asks for.
  public var expected: String
  /// What was received.
  public var got: String

  /// Makes a violation.
  public init(offset: Int, rule: String, expected: String, got: String) {
    self.offset = offset
    self.rule = rule
    self.expected = expected
    self.got = got
  }
}

extension TLSViolation: CustomStringConvertible {
  /// One line for people.
  public var description: String { "byte \(offset): expected \(expected), got \(got) (\(rule))" }
}
