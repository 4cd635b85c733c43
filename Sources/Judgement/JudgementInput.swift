import Evidence
import Inventory
import Specification

/// Everything that judgement depends on. The same input always gives the same scorecard, byte by byte.
public struct JudgementInput: Sendable {
  /// What was to be gathered.
  public var plan: Plan
  /// The step kinds, whose schemas assertions are read against.
  public var catalogue: StepCatalogue
  /// What was gathered. Of several records of the same item the last counts. A record that is read as it is judged is not
  /// held here: ``EvidenceReview`` takes it piece by piece.
  public var records: [EvidenceRecord]
  /// The network owner's waivers.
  public var waivers: [Waiver]
  /// What evaluators read in the bid; nil where none did.
  public var assessment: Assessment?
  /// What the bidder answered to clarification questions; nil where nothing was asked. It decides nothing.
  public var answers: BidderAnswers?
  /// What was understood of the bid's documents, in the bid's order.
  public var documents: [DocumentReading]
  /// When and with what the evidence was gathered. Its systems are filled in from the plan where it lists none.
  public var run: RunSummary
  /// SHA-256 over the specification's files, hex.
  public var specificationSHA256: String
  /// The day that dates are held against, `YYYY-MM-DD`.
  public var now: String
  /// Problems that gathering met. Those of the areas `harness` and `document` make the result provisional.
  public var problems: [Problem]

  /// Makes an input.
  public init(
    plan: Plan, catalogue: StepCatalogue, records: [EvidenceRecord] = [], waivers: [Waiver] = [],
    assessment: Assessment? = nil, answers: BidderAnswers? = nil, documents: [DocumentReading] = [], run: RunSummary,
    specificationSHA256: String, now: String, problems: [Problem] = []
  ) {
    self.plan = plan
    self.catalogue = catalogue
    self.records = records
    self.waivers = waivers
    self.assessment = assessment
    self.answers = answers
    self.documents = documents
    self.run = run
    self.specificationSHA256 = specificationSHA256
    self.now = now
    self.problems = problems
  }
}
