import Inventory
import Specification

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
