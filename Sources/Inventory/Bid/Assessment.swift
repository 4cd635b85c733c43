import Specification

/// What evaluators read in a bid, and the marks that they gave.
public struct Assessment: Hashable, Sendable {
  /// The specification, by id.
  public var specification: String
  /// Its version.
  public var version: String
  /// The bid, by id.
  public var bid: String
  /// SHA-256 over the files of the specification that the evaluators had before them; nil where it is not said.
  public var specificationSHA256: String?
  /// Evaluators with a conflict of interest in this bid: what they give is kept and does not count.
  public var conflicts: [Recusal]
  /// Claims of documents that evaluators read.
  public var claims: [ReadClaim]
  /// Marks for evidence of kind `assessment`.
  public var marks: [Marking]
  /// What was written when, and what stood there before: how the evaluators came to what they agreed on.
  public var history: [Change]

  /// An evaluator who takes no part, and why.
  public struct Recusal: Codable, Hashable, Sendable {
    /// Who.
    public var evaluator: String
    /// Why.
    public var reason: String

    /// Makes an entry.
    public init(evaluator: String, reason: String) {
      self.evaluator = evaluator
      self.reason = reason
    }
  }

  /// What evaluators found where the reading of a document leaves a doubt.
  public struct ReadClaim: Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// The evidence of kind `statement`.
    public var evidence: String
    /// What they agreed on; nil where only each of them has answered.
    public var answer: Answer?
    /// What they read, with the place; empty without an answer agreed on.
    public var reason: String
    /// Who read it; nobody without an answer agreed on.
    public var evaluators: [String]
    /// What each evaluator found, in the order of the file.
    public var individual: [IndividualAnswer]
    /// Who gave no answer.
    public var abstained: [Recusal]
    /// SHA-256 of the document that was read; nil for any.
    public var sha256: String?
    /// Where it stands.
    public var span: SourceSpan

    /// Makes an entry.
    public init(
      requirement: String, evidence: String, answer: Answer?, reason: String, evaluators: [String],
      individual: [IndividualAnswer] = [], abstained: [Recusal] = [], sha256: String? = nil, span: SourceSpan
    ) {
      self.requirement = requirement
      self.evidence = evidence
      self.answer = answer
      self.reason = reason
      self.evaluators = evaluators
      self.individual = individual
      self.abstained = abstained
      self.sha256 = sha256
      self.span = span
    }
  }

  /// An answer and its reason.
  public struct GivenAnswer: Codable, Hashable, Sendable {
    /// The answer.
    public var answer: Answer
    /// What was read, with the place.
    public var reason: String

    /// Makes an answer.
    public init(answer: Answer, reason: String) {
      self.answer = answer
      self.reason = reason
    }
  }

  /// The answer of one evaluator.
  public struct IndividualAnswer: Codable, Hashable, Sendable {
    /// Who gave it.
    public var evaluator: String
    /// What was found.
    public var given: GivenAnswer

    /// Makes an entry.
    public init(evaluator: String, given: GivenAnswer) {
      self.evaluator = evaluator
      self.given = given
    }
  }

  /// What a document says, as evaluators read it.
  public enum Answer: String, CaseIterable, Codable, Hashable, Sendable {
    /// It claims what is expected.
    case confirmed
    /// It does not say so.
    case refused
    /// It says otherwise.
    case denied
  }

  /// The marks for one piece of evidence.
  public struct Marking: Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// The evidence of kind `assessment`.
    public var evidence: String
    /// What each evaluator gave, in the order of the file.
    public var individual: [IndividualMark]
    /// Who gave no mark.
    public var abstained: [Recusal]
    /// What they agreed on; nil until they have. It alone counts.
    public var moderated: GivenMark?

    /// Makes an entry.
    public init(
      requirement: String, evidence: String, individual: [IndividualMark], abstained: [Recusal] = [],
      moderated: GivenMark? = nil
    ) {
      self.requirement = requirement
      self.evidence = evidence
      self.individual = individual
      self.abstained = abstained
      self.moderated = moderated
    }
  }

  /// A mark and its reason.
  public struct GivenMark: Codable, Hashable, Sendable {
    /// One of the marks that the requirement describes.
    public var mark: Int
    /// Why.
    public var reason: String

    /// Makes a mark.
    public init(mark: Int, reason: String) {
      self.mark = mark
      self.reason = reason
    }
  }

  /// The mark of one evaluator.
  public struct IndividualMark: Codable, Hashable, Sendable {
    /// Who gave it.
    public var evaluator: String
    /// What was given, and why.
    public var given: GivenMark

    /// Makes an entry.
    public init(evaluator: String, given: GivenMark) {
      self.evaluator = evaluator
      self.given = given
    }
  }

  /// Makes an assessment.
  public init(
    specification: String, version: String, bid: String, specificationSHA256: String? = nil,
    conflicts: [Recusal] = [], claims: [ReadClaim], marks: [Marking] = [], history: [Change] = []
  ) {
    self.specification = specification
    self.version = version
    self.bid = bid
    self.specificationSHA256 = specificationSHA256
    self.conflicts = conflicts
    self.claims = claims
    self.marks = marks
    self.history = history
  }
}
