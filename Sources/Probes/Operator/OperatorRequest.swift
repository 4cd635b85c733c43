/// What a person is asked to do.
public struct OperatorRequest: Hashable, Sendable {
  /// Tells requests of a run apart.
  public var id: String
  /// The requirement for which it is asked.
  public var purpose: String
  /// The system that it is about, `site/system`.
  public var system: String
  /// What is to be done.
  public var text: String
  /// By what the person sees that it is done; nil where the text tells.
  public var confirmation: String?
  /// The same in a word; nil where there is none for it.
  public var deed: OperatorDeed?
  /// How long an answer is awaited, in nanoseconds.
  public var deadline: Int64

  /// Makes a request.
  public init(
    id: String, purpose: String, system: String, text: String, confirmation: String? = nil, deed: OperatorDeed? = nil,
    deadline: Int64
  ) {
    self.id = id
    self.purpose = purpose
    self.system = system
    self.text = text
    self.confirmation = confirmation
    self.deed = deed
    self.deadline = deadline
  }

  /// The request as a person reads it, without how to answer.
  var wording: String {
    let lines =
      ["A person is needed for \(purpose)", "at \(system), within \(Duration.nanoseconds(deadline)):", "", text]
      + (confirmation.map { ["", "It is done when: \($0)"] } ?? [])
    return lines.joined(separator: "\n")
  }
}

/// What a person answered.
public struct OperatorAnswer: Hashable, Sendable {
  /// What became of it.
  public enum Word: String, CaseIterable, Hashable, Sendable {
    /// It was done.
    case done
    /// It was tried, or can't be done here.
    case couldNot = "could-not"
    /// The person leaves it out.
    case skipped

    /// The word that a person wrote: whole, or its first letter.
    init?(written: some StringProtocol) {
      switch written.lowercased() {
      case "d", "done": self = .done
      case "c", "could not", "could-not": self = .couldNot
      case "s", "skip", "skipped": self = .skipped
      default: return nil
      }
    }
  }

  /// What became of it.
  public var word: Word
  /// Who answered.
  public var name: String
  /// What the person has to say to it; nil where nothing.
  public var note: String?

  /// Most characters that are kept of a name.
  public static let longestName = 100
  /// Most characters that are kept of a note.
  public static let longestNote = 2_000

  /// Makes an answer; longer texts are cut, and line ends and control characters become blanks.
  public init(word: Word, name: String, note: String? = nil) {
    self.word = word
    self.name = Self.line(name, Self.longestName)
    let kept = note.map { Self.line($0, Self.longestNote) }
    self.note = kept?.isEmpty == true ? nil : kept
  }

  private static func line(_ text: String, _ limit: Int) -> String {
    let clean = text.prefix(limit).unicodeScalars.map {
      $0.properties.generalCategory == .control ? " " : Character($0)
    }
    return String(clean).split(separator: " ").joined(separator: " ")
  }
}
