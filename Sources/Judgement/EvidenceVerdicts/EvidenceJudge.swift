import Evidence
import Inventory
import Specification

/// What each planned piece of evidence shows, whether or not it was gathered.
struct EvidenceJudge {
  private let reader: AssertionReader
  private let catalogue: StepCatalogue
  private let phrases: Phrases
  private let declaration: Declaration?
  private let assessments: ClaimAssessments
  private let marks: MarkJudge

  init(input: JudgementInput, reader: AssertionReader, phrases: Phrases) {
    self.reader = reader
    self.catalogue = input.catalogue
    self.phrases = phrases
    declaration = input.plan.declaration
    assessments = ClaimAssessments(input.assessment, documents: input.documents)
    marks = MarkJudge(input.assessment, phrases: phrases)
  }

  /// What an item shows by its record; nil where it was not gathered.
  func verdict(of item: EvidenceItem, requirement: Requirement, record: EvidenceRecord?) -> EvidenceVerdict {
    switch (item.body, record?.content) {
    case (.assessment(let question, let descriptors), _):
      return marks.verdict(
        id: item.id, question: question, descriptors: descriptors, requirement: requirement.reference)
    case (_, .notGathered(let reason)):
      return plain(item, .silent, phrases.notGathered(reason))
    case (.statement(_, let expect), .statement(let evidence)):
      let verdict = StatementJudge(reader: reader, phrases: phrases)
        .verdict(id: item.id, expect: expect, evidence: evidence, variables: record?.variables ?? [:])
      return assessments.applied(
        to: verdict, of: requirement.reference, documents: evidence.documents, phrases: phrases)
    case (.declaration(let expect), .declaration(let evidence)):
      return DeclarationJudge(reader: reader, phrases: phrases)
        .verdict(id: item.id, expect: expect, evidence: evidence, variables: record?.variables ?? [:])
    case (.probe, .probe(let evidence)):
      guard case .probe(let steps) = item.asked(of: record?.binding ?? [:], by: requirement).body else { break }
      return ProbeJudge(reader: reader, catalogue: catalogue, phrases: phrases)
        .verdict(id: item.id, steps: steps, evidence: evidence, variables: record?.variables ?? [:])
    case (.declaration, nil) where declaration?.answers[requirement.reference] == nil:
      return plain(item, .silent, "The bidder gave no answer to this requirement.")
    default: break
    }
    return plain(item, .undetermined, "It was not gathered in this run, which says nothing of the bidder.")
  }

  private func plain(_ item: EvidenceItem, _ result: EvidenceVerdict.Result, _ why: String) -> EvidenceVerdict {
    EvidenceVerdict(id: item.id, kind: item.kind, result: result, why: why, findings: [], citations: [], steps: [])
  }
}
