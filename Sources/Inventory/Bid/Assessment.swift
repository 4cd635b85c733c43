import Specification

/// What evaluators read in a bid, and the marks that they gave.
public struct Assessment: Hashable, Sendable {
  /// The specification, by id.
  public var specification: String
  /// Its version.
  public var version: String
  /// The bid, by id.
  public var bid: String
  /// Claims of documents that evaluators read.
  public var claims: [ReadClaim]
  /// Marks for evidence of kind `assessment`.
  public var marks: [Marking]

  /// What evaluators found where the reading of a document leaves a doubt.
  public struct ReadClaim: Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// The evidence of kind `statement`.
    public var evidence: String
    /// What they found.
    public var answer: Answer
    /// What they read, with the place.
    public var reason: String
    /// Who read it.
    public var evaluators: [String]
    /// SHA-256 of the document that was read; nil for any.
    public var sha256: String?
    /// Where it stands.
    public var span: SourceSpan

    /// Makes an entry.
    public init(
      requirement: String, evidence: String, answer: Answer, reason: String, evaluators: [String],
      sha256: String? = nil, span: SourceSpan
    ) {
      self.requirement = requirement
      self.evidence = evidence
      self.answer = answer
      self.reason = reason
      self.evaluators = evaluators
      self.sha256 = sha256
      self.span = span
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
    /// What they agreed on; nil until they have. It alone counts.
    public var moderated: GivenMark?

    /// Makes an entry.
    public init(requirement: String, evidence: String, individual: [IndividualMark], moderated: GivenMark? = nil) {
      self.requirement = requirement
      self.evidence = evidence
      self.individual = individual
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
  public init(specification: String, version: String, bid: String, claims: [ReadClaim], marks: [Marking] = []) {
    self.specification = specification
    self.version = version
    self.bid = bid
    self.claims = claims
    self.marks = marks
  }
}
