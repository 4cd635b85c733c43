/// What a broker of notifications about documents can be told to do wrong.
public enum NotificationDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "notifications"

  case ofEveryPatient = "tell-of-every-patient"
  case ofEveryClass = "tell-of-every-class"
  case afterTheEnd = "go-on-after-the-end"
  case twice = "come-twice"
  case holdEntries = "hold-entries-unasked"
  case anyTopic = "are-promised-of-any-topic"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .ofEveryPatient: "Who subscribed to one patient is told of all."
    case .ofEveryClass: "Who subscribed to one class of documents is told of all."
    case .afterTheEnd: "Who ended a subscription is told on."
    case .twice: "Everything is told twice."
    case .holdEntries: "Who asked for references is sent whole entries."
    case .anyTopic: "A subscription to a topic that does not exist is taken."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .ofEveryPatient, .ofEveryClass, .anyTopic: "ITI TF-2 §3.52.5"
    case .afterTheEnd: "WS-BaseNotification 1.3 §6"
    case .twice, .holdEntries: "ITI TF-2 §3.53.4.1"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .ofEveryPatient: "A specialist who waits for one report is told of every patient of the region."
    case .ofEveryClass: "The report is one of fifty notices, and nobody looks at them any more."
    case .afterTheEnd: "Who has no part in the treatment any more goes on being told of it."
    case .twice: "A ward acts twice on one report."
    case .holdEntries: "Names of patients stand in the logs of every proxy on the way."
    case .anyTopic: "A subscription that never tells anything is waited for in vain."
    }
  }
}
