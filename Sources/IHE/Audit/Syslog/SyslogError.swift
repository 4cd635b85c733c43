/// Why bytes are no message of the syslog protocol, with the place.
public struct SyslogError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: String, CaseIterable, Hashable, Sendable {
    /// No `<` number `>` of at most 191 at the beginning.
    case priority
    /// Another version than 1, or the form of RFC 3164, which has none.
    case version
    case timestamp
    case host
    case application
    case process
    case messageID = "message-id"
    case structuredData = "structured-data"
    /// Too many elements or parameters: a limit of this program.
    case tooMany = "too-many"
  }

  /// What is wrong.
  public let reason: Reason
  /// Where, in bytes from the beginning of the message.
  public let offset: Int

  /// Makes an error.
  public init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// The rule that is broken; nil where it is a limit of this program.
  public var rule: String? {
    switch reason {
    case .priority: "RFC 5424 §6.2.1"
    case .version: "RFC 5424 §6.2.2"
    case .timestamp: "RFC 5424 §6.2.3"
    case .host: "RFC 5424 §6.2.4"
    case .application: "RFC 5424 §6.2.5"
    case .process: "RFC 5424 §6.2.6"
    case .messageID: "RFC 5424 §6.2.7"
    case .structuredData: "RFC 5424 §6.3"
    case .tooMany: nil
    }
  }

  /// A sentence for people.
  public var description: String {
    let what =
      switch reason {
      case .priority: "the message does not begin with a priority from <0> to <191>"
      case .version: "version 1 does not follow the priority; messages of RFC 3164 have none"
      case .timestamp: "the time stamp is neither a time of RFC 3339 nor `-`"
      case .host: "the host name is not 1 to 255 printable characters"
      case .application: "the application name is not 1 to 48 printable characters"
      case .process: "the process id is not 1 to 128 printable characters"
      case .messageID: "the message id is not 1 to 32 printable characters"
      case .structuredData: "the structured data can't be read"
      case .tooMany: "there are more elements of structured data than this program takes"
      }
    return "\(what), at byte \(offset) (\(rule ?? "limit of this program"))"
  }
}
