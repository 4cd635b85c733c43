/// Which acknowledgements the sender of a message asks for (HL7 v2.5.1 §2.9.3, table 0155).
public struct AcknowledgementMode: Hashable, Sendable {
  /// When an acknowledgement is asked for.
  public enum Condition: String, CaseIterable, Hashable, Sendable {
    case always = "AL"
    case never = "NE"
    /// Where an error or a refusal is to be told.
    case onError = "ER"
    case onSuccess = "SU"
  }

  /// MSH-15; nil in original mode.
  public var commit: Condition?
  /// MSH-16; nil in original mode.
  public var application: Condition?

  /// Makes a mode; original mode where both are nil.
  public init(commit: Condition? = nil, application: Condition? = nil) {
    self.commit = commit
    self.application = application
  }

  /// What a message asks for.
  public init(_ message: Message) {
    func condition(_ number: Int) -> Condition? {
      message.header.field(number).flatMap { Condition(rawValue: message.text(of: $0).text) }
    }
    commit = condition(15)
    application = condition(16)
  }

  /// Whether both fields are empty: the application answers each message once.
  public var isOriginal: Bool { commit == nil && application == nil }

  /// Whether a commit acknowledgement must come.
  public var awaitsCommit: Bool { commit == .always }

  /// Whether an application acknowledgement must come. In enhanced mode an empty field asks for none.
  public var awaitsApplication: Bool { isOriginal || application == .always }
}
