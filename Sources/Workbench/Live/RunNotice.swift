/// One thing that a run under way tells: what `assay run --events` writes a line of, and what browsers are sent.
public struct RunNotice: Codable, Hashable, Sendable {
  /// What happened.
  public var event: Event
  /// The requirement that it is about.
  public var requirement: String?
  /// The requirement's title.
  public var title: String?
  /// The piece of evidence.
  public var evidence: String?
  /// The kind of the step.
  public var step: String?
  /// The systems that it is about.
  public var systems: [String]?
  /// What was seen, in a few words; never a verdict.
  public var note: String?
  /// Pieces of evidence that are gathered.
  public var done: Int?
  /// Pieces of evidence in all.
  public var total: Int?
  /// Exit code of the program; a signal's number is negative.
  public var status: Int?

  /// What can happen.
  public enum Event: String, CaseIterable, Codable, Hashable, Sendable {
    /// It is known how much is to be gathered.
    case planned
    /// A piece of evidence is begun.
    case began
    /// A step is being carried out.
    case step
    /// A piece of evidence is gathered.
    case ended
    /// The program has ended.
    case finished
  }

  /// Makes a notice.
  public init(
    _ event: Event, requirement: String? = nil, title: String? = nil, evidence: String? = nil, step: String? = nil,
    systems: [String]? = nil, note: String? = nil, done: Int? = nil, total: Int? = nil, status: Int? = nil
  ) {
    self.event = event
    self.requirement = requirement
    self.title = title
    self.evidence = evidence
    self.step = step
    self.systems = systems
    self.note = note
    self.done = done
    self.total = total
    self.status = status
  }
}
