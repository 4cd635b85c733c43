extension Assessment {
  /// One thing that was written, when, and what stood there before.
  public struct Change: Codable, Hashable, Sendable {
    /// When, as RFC 3339 writes it in UTC.
    public var at: String
    /// Who or what wrote it down: a name that somebody signed in under, or a worksheet's file; nil where it is not known.
    public var by: String?
    /// `id@revision`; nil for a conflict of interest, which is of the whole bid.
    public var requirement: String?
    /// The piece of evidence; nil for a conflict of interest.
    public var evidence: String?
    /// Whose mark, answer or conflict it is; nil for what they agreed on.
    public var evaluator: String?
    /// What was given, in a word or a number.
    public var gave: String
    /// Why.
    public var reason: String
    /// What stood there before, with its reason; nil where nothing did.
    public var before: String?

    /// Makes an entry.
    public init(
      at: String, by: String? = nil, requirement: String? = nil, evidence: String? = nil, evaluator: String? = nil,
      gave: String, reason: String, before: String? = nil
    ) {
      self.at = at
      self.by = by
      self.requirement = requirement
      self.evidence = evidence
      self.evaluator = evaluator
      self.gave = gave
      self.reason = reason
      self.before = before
    }
  }

  /// When something is written, and by whom.
  public struct Stamp: Hashable, Sendable {
    /// When, as RFC 3339 writes it in UTC.
    public var at: String
    /// Who or what writes it down.
    public var by: String?

    /// Makes a stamp.
    public init(at: String, by: String?) {
      self.at = at
      self.by = by
    }
  }

  /// Puts an entry at a place and notes it, unless it stands there already.
  public mutating func record(_ entry: AssessmentEntry, at place: AssessmentPlace, _ stamp: Stamp) {
    let before = self.entry(at: place)
    guard before != entry else { return }
    put(entry, at: place)
    guard self.entry(at: place) == entry else { return }
    note(entry.gave, entry.reason, at: place, instead: before, stamp)
  }

  /// Declares a conflict of interest in the bid and notes it, unless it stands there already. Marks agreed on that rest on
  /// nobody else are taken back: the evaluators have to agree anew.
  public mutating func record(conflict: Recusal, _ stamp: Stamp) {
    let before = conflicts.first { $0.evaluator == conflict.evaluator }
    guard before != conflict else { return }
    declare(conflict: conflict)
    history.append(
      Change(
        at: stamp.at, by: stamp.by, evaluator: conflict.evaluator, gave: "conflict of interest",
        reason: conflict.reason, before: before?.reason))
    for marking in marks where marking.moderated != nil && agreed(on: marking) == nil {
      let place = AssessmentPlace(requirement: marking.requirement, evidence: marking.evidence, part: .moderated)
      let old = entry(at: place)
      withdrawModerated(place)
      note("taken back", "It rests on nobody without a conflict of interest.", at: place, instead: old, stamp)
    }
  }

  private mutating func note(
    _ gave: String, _ reason: String, at place: AssessmentPlace, instead before: AssessmentEntry?, _ stamp: Stamp
  ) {
    history.append(
      Change(
        at: stamp.at, by: stamp.by, requirement: place.requirement, evidence: place.evidence,
        evaluator: place.part.evaluator, gave: gave, reason: reason,
        before: before.map { "\($0.gave). \($0.reason)" }))
  }
}

extension AssessmentPlace.Part {
  /// Whose entry it is; nil for what evaluators agreed on.
  public var evaluator: String? {
    switch self {
    case .individual(let evaluator), .reading(let evaluator, _): evaluator
    case .moderated, .claim: nil
    }
  }
}

extension AssessmentEntry {
  /// What is given, in a word or a number.
  public var gave: String {
    switch self {
    case .mark(let given): "\(given.mark)"
    case .answer(let given): given.answer.rawValue
    case .claim(let answer, _, _): answer.rawValue
    case .abstention: "abstained"
    }
  }

  /// Why.
  public var reason: String {
    switch self {
    case .mark(let given): given.reason
    case .answer(let given): given.reason
    case .claim(_, let reason, _), .abstention(let reason): reason
    }
  }
}
