/// Asks a person in lines of text, as on a terminal.
public actor AttendantByDialogue: Attendant {
  /// What comes back.
  public enum Line: Sendable {
    case text(String)
    /// Nobody is there any more.
    case end
    case late
  }

  private let say: @Sendable (String) -> Void
  private let hear: @Sendable (ContinuousClock.Instant) async -> Line
  private var name: String?

  /// Makes a dialogue.
  ///
  /// - Parameters:
  ///   - name: Who answers; asked with the first request where nil.
  ///   - say: Shows a text.
  ///   - hear: Waits for a line until a moment.
  public init(
    name: String?, say: @escaping @Sendable (String) -> Void,
    hear: @escaping @Sendable (ContinuousClock.Instant) async -> Line
  ) {
    self.name = name
    self.say = say
    self.hear = hear
  }

  /// Asks and waits.
  public func attend(to request: OperatorRequest) async -> Attendance {
    let end = ContinuousClock.now + .nanoseconds(request.deadline)
    say("\n\(request.wording)\n\nAnswer done, could not, or skip; what you saw may follow after a colon.")
    while true {
      switch await hear(end) {
      case .end: return .nobody(reason: "Standard input ended.")
      case .late: return .late
      case .text(let line):
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let word = OperatorAnswer.Word(written: Self.trimmed(first)) else {
          say("Please answer done, could not, or skip.")
          continue
        }
        switch await person(until: end) {
        case .text(let name):
          return .answered(OperatorAnswer(word: word, name: name, note: parts.count > 1 ? String(parts[1]) : nil))
        case .end: return .nobody(reason: "Standard input ended.")
        case .late: return .late
        }
      }
    }
  }

  /// Who answers, asked once.
  private func person(until end: ContinuousClock.Instant) async -> Line {
    if let name { return .text(name) }
    while true {
      say("Your name, for the record:")
      guard case .text(let line) = await hear(end) else { return ContinuousClock.now < end ? .end : .late }
      guard !Self.trimmed(line[...]).isEmpty else { continue }
      name = Self.trimmed(line[...])
      return .text(line)
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
