/// What a peer sent that the standard does not allow: where, which rule, what was due, what came.
public struct ProtocolViolation: Error, Hashable, Sendable {
  /// Byte offset within the PDU or command set that breaks the rule, counted from its first byte.
  public var offset: Int
  /// The rule broken, `PS3.8 §9.3.2`.
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

extension ProtocolViolation: CustomStringConvertible {
  /// One line for people.
  public var description: String { "byte \(offset): expected \(expected), got \(got) (\(rule))" }
}
