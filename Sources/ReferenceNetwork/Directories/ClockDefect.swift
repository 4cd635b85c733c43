/// What a system's clock can be told to do wrong.
public enum ClockDefect: String, NamedDefect {
  /// First word of its defects' names.
  public static let actor = "clock"

  case runsAhead = "runs-ahead"
  case isUnset = "is-unset"
  case isFarFromReference = "is-far-from-reference"
  case jumps = "jumps"

  /// What goes wrong.
  public var sentence: String {
    switch self {
    case .runsAhead: "The clocks of all systems but the time server run five seconds ahead."
    case .isUnset: "The time server says that its own clock is not set."
    case .isFarFromReference: "The time server is fifteen servers away from a reference clock."
    case .jumps: "Every second reading is three seconds later."
    }
  }

  /// The clause that is broken.
  public var clause: String {
    switch self {
    case .runsAhead, .jumps: "ITI TF-2 §3.1"
    case .isUnset, .isFarFromReference: "RFC 5905 §7.3"
    }
  }

  /// What becomes of patients and staff, in a sentence.
  public var harm: String {
    switch self {
    case .runsAhead: "The report stands before the examination, and the later of two findings is taken for the earlier."
    case .isUnset: "All systems follow a clock that nobody sets, and all are wrong together."
    case .isFarFromReference: "One restart on the way leaves the whole network without a time."
    case .jumps: "Nobody can say who looked first."
    }
  }
}
