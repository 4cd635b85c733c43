/// What of an audit message departs from its schema.
public struct AuditViolation: Hashable, Sendable, CustomStringConvertible {
  /// Where: the element, with its attribute where there is one: `EventID/@csd-code`.
  public var place: String
  /// Line within the message, from 1; 0 where it has none.
  public var line: Int
  /// What is wrong.
  public var text: String

  /// Makes a violation.
  public init(_ place: String, line: Int = 0, _ text: String) {
    self.place = place
    self.line = line
    self.text = text
  }

  /// The rule of messages of syslog.
  public static let rule = "PS3.15 §A.5.1"

  /// A sentence for people.
  public var description: String { line > 0 ? "\(place), line \(line): \(text)" : "\(place): \(text)" }
}
