/// One message or event of an exchange, decoded for people.
public struct ExchangeEntry: Hashable, Sendable {
  /// Who sent a message.
  public enum Direction: String, Hashable, Sendable {
    case sent
    case received
    /// Something that happened: connected, closed, deadline passed.
    case event
  }

  /// Microseconds since the recorder was made.
  public var microseconds: Int64
  /// Who sent it.
  public var direction: Direction
  /// One line: `A-ASSOCIATE-RQ, 2 presentation contexts`.
  public var summary: String
  /// Decoded fields, a line each.
  public var details: [String]
  /// Length of the message in bytes, header included; 0 for an event.
  public var length: Int
  /// The first bytes, at most 512.
  public var firstBytes: [UInt8]

  /// Makes an entry.
  public init(
    microseconds: Int64, direction: Direction, summary: String, details: [String] = [], length: Int = 0,
    firstBytes: [UInt8] = []
  ) {
    self.microseconds = microseconds
    self.direction = direction
    self.summary = summary
    self.details = details
    self.length = length
    self.firstBytes = firstBytes
  }
}
