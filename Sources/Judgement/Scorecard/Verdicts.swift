import Evidence
import Inventory
import Specification

/// The states of a requirement, as the language defines them.
public enum RequirementState: String, CaseIterable, Codable, Hashable, Sendable {
  case met
  case partlyMet = "partly met"
  case notMet = "not met"
  case contradicted
  case notDemonstrated = "not demonstrated"
  case notApplicable = "not applicable"
  case inconclusive
}

/// A group's result.
public struct GroupVerdict: Codable, Hashable, Sendable {
  /// The group.
  public var group: Group
  /// Its numbers.
  public var score: Score
  /// Its requirements in order.
  public var requirements: [RequirementVerdict]

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case group, requirements, score
  }

  /// Makes a verdict.
  public init(group: Group, score: Score, requirements: [RequirementVerdict]) {
    self.group = group
    self.score = score
    self.requirements = requirements
  }
}

/// A requirement's result, with everything needed to understand it.
public struct RequirementVerdict: Codable, Hashable, Sendable {
  /// Identifier.
  public var id: String
  /// Revision.
  public var revision: Int
  /// Title.
  public var title: String
  /// Statement, Markdown.
  public var statement: String
  /// Rationale, Markdown.
  public var rationale: String
  /// Sources.
  public var sources: [SourceReference]
  /// What is accepted instead.
  public var equivalent: String?
  /// Level.
  public var level: Level
  /// Weight.
  public var weight: Int
  /// Tags.
  public var tags: [String]
  /// How the demand was checked.
  public var provenance: Provenance?
  /// State.
  public var state: RequirementState
  /// Whether an unexpired waiver lifts the gate.
  public var waiver: WaiverNote?
  /// Credit with inconclusive evidence counted against.
  public var creditLow: ShownNumber
  /// Credit with inconclusive evidence counted in favour.
  public var creditHigh: ShownNumber
  /// Points that the total loses through this requirement, on the scale.
  public var lost: ShownNumber
  /// Why this state, in one or two sentences for people.
  public var why: String
  /// What to do, Markdown.
  public var remedy: String?
  /// Result under each binding.
  public var bindings: [BindingVerdict]
  /// The results by pairs of sites; nil where the requirement binds none.
  public var matrix: SiteMatrix?
  /// What the bidder answered when asked about it; nil where nothing was. It has no part in the state.
  public var answers: [BidderAnswers.Answer]?

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case answers, bindings, creditHigh, creditLow, equivalent, id, level, lost, matrix, provenance, rationale
    case remedy, revision, sources, state, statement, tags, title, waiver, weight, why
  }

  /// Makes a verdict.
  public init(
    id: String, revision: Int, title: String, statement: String, rationale: String, sources: [SourceReference],
    equivalent: String?, level: Level, weight: Int, tags: [String], provenance: Provenance?,
    state: RequirementState, waiver: WaiverNote?, creditLow: ShownNumber, creditHigh: ShownNumber, lost: ShownNumber,
    why: String, remedy: String?, bindings: [BindingVerdict], matrix: SiteMatrix? = nil
  ) {
    self.id = id
    self.revision = revision
    self.title = title
    self.statement = statement
    self.rationale = rationale
    self.sources = sources
    self.equivalent = equivalent
    self.level = level
    self.weight = weight
    self.tags = tags
    self.provenance = provenance
    self.state = state
    self.waiver = waiver
    self.creditLow = creditLow
    self.creditHigh = creditHigh
    self.lost = lost
    self.why = why
    self.remedy = remedy
    self.bindings = bindings
    self.matrix = matrix
  }
}

/// The waiver that applies to a requirement.
public struct WaiverNote: Codable, Hashable, Sendable {
  /// Reason.
  public var reason: String
  /// Approver.
  public var approver: String
  /// Last day, `YYYY-MM-DD`.
  public var expires: String
  /// Ticket.
  public var ticket: String?

  /// Makes a note.
  public init(reason: String, approver: String, expires: String, ticket: String?) {
    self.reason = reason
    self.approver = approver
    self.expires = expires
    self.ticket = ticket
  }
}

/// The result of a requirement for one choice of systems.
public struct BindingVerdict: Codable, Hashable, Sendable {
  /// Name to `site/system`.
  public var systems: [String: String]
  /// State under this binding.
  public var state: RequirementState
  /// Why, for people.
  public var why: String
  /// Evidence by evidence.
  public var evidence: [EvidenceVerdict]

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case evidence, state, systems, why
  }

  /// Makes a verdict.
  public init(systems: [String: String], state: RequirementState, why: String, evidence: [EvidenceVerdict]) {
    self.systems = systems
    self.state = state
    self.why = why
    self.evidence = evidence
  }
}

/// What one piece of evidence shows.
public struct EvidenceVerdict: Codable, Hashable, Sendable {
  /// Evidence id.
  public var id: String
  /// Kind.
  public var kind: EvidenceKind
  /// What it shows.
  public var result: Result
  /// Why, for people.
  public var why: String
  /// Assertions with what was found.
  public var findings: [Finding]
  /// Words of documents.
  public var citations: [Citation]
  /// Steps carried out.
  public var steps: [StepSummary]
  /// What evaluators found where the reading of a document left a doubt; it then decided the result.
  public var assessed: Assessed?
  /// The mark on which evaluators agreed; it then decided the result.
  public var marked: Marked?
  /// False where it does not hold, and the requirement does without it: another way that it allows was shown. Nil elsewhere.
  public var needed: Bool?
  /// Whether it does not hold and nothing is lost by that.
  public var isSpared: Bool { needed == false }

  /// A mark on which evaluators agreed.
  public struct Marked: Codable, Hashable, Sendable {
    /// The mark.
    public var mark: Int
    /// The highest mark that the requirement describes: the credit is the one over the other.
    public var highest: Int
    /// What the requirement says that the mark takes.
    public var descriptor: String
    /// Why they agreed on it.
    public var reason: String
    /// What each of them gave before, those who do not count included.
    public var individual: [Assessment.IndividualMark]
    /// Who gave no mark, and why; nil where everybody did.
    public var abstained: [Assessment.Recusal]?
    /// Who has a conflict of interest in the bid, so that their mark does not count; nil where nobody has.
    public var conflicts: [Assessment.Recusal]?

    /// Makes an entry.
    public init(
      mark: Int, highest: Int, descriptor: String, reason: String, individual: [Assessment.IndividualMark],
      abstained: [Assessment.Recusal]? = nil, conflicts: [Assessment.Recusal]? = nil
    ) {
      self.mark = mark
      self.highest = highest
      self.descriptor = descriptor
      self.reason = reason
      self.individual = individual
      self.abstained = abstained
      self.conflicts = conflicts
    }
  }

  /// What evaluators found in a document.
  public struct Assessed: Codable, Hashable, Sendable {
    /// `confirmed`, `refused` or `denied`.
    public var answer: Assessment.Answer
    /// What they read, with the place.
    public var reason: String
    /// Who read it.
    public var evaluators: [String]
    /// What each of them found before; nil where only the answer agreed on is recorded.
    public var individual: [Assessment.IndividualAnswer]?
    /// Who gave no answer, and why; nil where everybody did.
    public var abstained: [Assessment.Recusal]?
    /// Who has a conflict of interest in the bid, so that their answer does not count; nil where nobody has.
    public var conflicts: [Assessment.Recusal]?

    /// Makes an entry.
    public init(
      answer: Assessment.Answer, reason: String, evaluators: [String],
      individual: [Assessment.IndividualAnswer]? = nil, abstained: [Assessment.Recusal]? = nil,
      conflicts: [Assessment.Recusal]? = nil
    ) {
      self.answer = answer
      self.reason = reason
      self.evaluators = evaluators
      self.individual = individual
      self.abstained = abstained
      self.conflicts = conflicts
    }
  }

  /// What a piece of evidence shows.
  public enum Result: String, CaseIterable, Codable, Hashable, Sendable {
    /// It shows that the requirement holds.
    case holds
    /// Evaluators gave it a mark between the lowest and the highest.
    case holdsInPart = "holds in part"
    /// It is evidence against.
    case fails
    /// It shows nothing either way.
    case silent
    /// It would need a person to read it: a claim below the decisive confidence, or a disputed one.
    case needsHumanEye = "needs a human eye"
    /// The harness or the network failed.
    case undetermined
  }

  /// One step of a probe.
  public struct StepSummary: Codable, Hashable, Sendable {
    /// Step id.
    public var id: String
    /// Kind.
    public var kind: String
    /// System.
    public var system: String
    /// Endpoint, for people.
    public var endpoint: String
    /// Start, ISO 8601.
    public var startedAt: String
    /// Outcome word.
    public var outcome: String
    /// Duration, for people: `12.4 ms`.
    public var duration: String
    /// Attempts.
    public var attempts: Int
    /// Failure, where it did not complete.
    public var failure: StepFailure?
    /// Transcript file within the run directory.
    public var transcript: String?
    /// The line declared for the system, for people: `100 Mbit/s, 50.0 ms round trip`.
    public var link: String?
    /// What a person answered who was asked, by whom and when; nil where nobody was.
    public var answer: String?

    /// In the order in which the names are written, so that nothing has to be put in order afterwards.
    enum CodingKeys: String, CodingKey, CaseIterable {
      case answer, attempts, duration, endpoint, failure, id, kind, link, outcome, startedAt, system, transcript
    }

    /// Makes a summary.
    public init(
      id: String, kind: String, system: String, endpoint: String, startedAt: String, outcome: String,
      duration: String, attempts: Int, failure: StepFailure?, transcript: String?, link: String? = nil,
      answer: String? = nil
    ) {
      self.id = id
      self.kind = kind
      self.system = system
      self.endpoint = endpoint
      self.startedAt = startedAt
      self.outcome = outcome
      self.duration = duration
      self.attempts = attempts
      self.failure = failure
      self.transcript = transcript
      self.link = link
      self.answer = answer
    }
  }

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case assessed, citations, findings, id, kind, marked, needed, result, steps, why
  }

  /// Makes a verdict.
  public init(
    id: String, kind: EvidenceKind, result: Result, why: String, findings: [Finding], citations: [Citation],
    steps: [StepSummary]
  ) {
    self.id = id
    self.kind = kind
    self.result = result
    self.why = why
    self.findings = findings
    self.citations = citations
    self.steps = steps
  }
}

/// What became of one assertion.
public struct Finding: Codable, Hashable, Sendable {
  /// The assertion as written.
  public var assertion: String
  /// Step that it was made of, nil for documents.
  public var step: String?
  /// What became of it.
  public var result: EvidenceVerdict.Result
  /// What was expected, in words.
  public var expected: String
  /// What was there, in words.
  public var found: String
  /// Where the assertion stands.
  public var span: SourceSpan

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case assertion, expected, found, result, span, step
  }

  /// Makes a finding.
  public init(
    assertion: String, step: String?, result: EvidenceVerdict.Result, expected: String, found: String,
    span: SourceSpan
  ) {
    self.assertion = assertion
    self.step = step
    self.result = result
    self.expected = expected
    self.found = found
    self.span = span
  }
}
