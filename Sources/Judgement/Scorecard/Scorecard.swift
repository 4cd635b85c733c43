/// Everything that judgement found, in the form that reports render and that JSON keeps without loss.
///
/// Exact fractions are strings such as `"2/3"`; what people read stands beside them, cut off and never rounded.
public struct Scorecard: Codable, Hashable, Sendable {
  /// Version of this form.
  public var edition: Int
  /// What was judged by.
  public var specification: SpecificationSummary
  /// Who was judged.
  public var bid: BidSummary
  /// When and with what.
  public var run: RunSummary
  /// The numbers.
  public var score: Score
  /// Mandatory requirements.
  public var gate: Gate
  /// Requirements that a claim and a probe contradict, by id.
  public var contradictions: [String]
  /// What would raise the score most, best first, at most ten.
  public var raises: [Raise]
  /// The groups.
  public var groups: [GroupVerdict]
  /// Requirements outside the score: dropped, or not applicable.
  public var notApplicable: [RequirementVerdict]
  /// Problems of documents, systems and the harness that the reader must know of.
  public var problems: [Problem]
  /// What `run` exits with for this result.
  public var exitCode: Int

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case bid, contradictions, edition, exitCode, gate, groups, notApplicable, problems, raises, run, score
    case specification
  }

  /// Makes a scorecard.
  public init(
    edition: Int = 1, specification: SpecificationSummary, bid: BidSummary, run: RunSummary, score: Score,
    gate: Gate, contradictions: [String], raises: [Raise], groups: [GroupVerdict],
    notApplicable: [RequirementVerdict], problems: [Problem], exitCode: Int
  ) {
    self.edition = edition
    self.specification = specification
    self.bid = bid
    self.run = run
    self.score = score
    self.gate = gate
    self.contradictions = contradictions
    self.raises = raises
    self.groups = groups
    self.notApplicable = notApplicable
    self.problems = problems
    self.exitCode = exitCode
  }
}
