import Evidence
import Inventory
import Specification

/// Judges each piece of evidence by itself, as it is read: what was observed need not be kept until everything is read.
public struct EvidenceReview: Sendable {
  private let judge: EvidenceJudge
  /// The planned items, by requirement and id.
  private let items: [String: [String: Planned]]

  private struct Planned: Sendable {
    var requirement: Requirement
    var item: EvidenceItem
  }

  /// Prepares for the evidence of a plan. The input's own records are not looked at.
  public init(_ input: JudgementInput) { self.init(input, reader: .standard) }

  init(_ input: JudgementInput, reader: AssertionReader) {
    judge = EvidenceJudge(input: input, reader: reader, phrases: Phrases(network: input.plan.network))
    var items: [String: [String: Planned]] = [:]
    for requirement in input.plan.entries.map(\.requirement) {
      for item in requirement.evidence where items[requirement.reference]?[item.id] == nil {
        items[requirement.reference, default: [:]][item.id] = Planned(requirement: requirement, item: item)
      }
    }
    self.items = items
  }

  /// What judgement keeps of a record. The same record always gives the same, whatever was read before.
  public func judged(_ record: EvidenceRecord) -> JudgedEvidence {
    var judged = JudgedEvidence(key: record.key)
    if let planned = items[record.requirement]?[record.evidence] {
      judged.verdict = judge.verdict(of: planned.item, requirement: planned.requirement, record: record)
    }
    switch record.content {
    case .probe(let evidence):
      judged.foreignAnswers = evidence.steps.compactMap { step in
        let (patients, pseudonyms) = (step.foreignPatients ?? 0, step.unlinkedPseudonyms ?? 0)
        return patients > 0 || pseudonyms > 0
          ? JudgedEvidence.ForeignAnswer(
            system: step.system, kind: step.kind, patients: patients, pseudonyms: pseudonyms) : nil
      }
    case .statement(let evidence):
      judged.problems = evidence.problems.filter { $0.severity != .note }
      judged.document = evidence.documents.first
    case .declaration, .notGathered: break
    }
    return judged
  }
}

/// What judgement keeps of a piece of evidence.
public struct JudgedEvidence: Sendable {
  /// Which piece of evidence it is.
  let key: EvidenceKey
  /// What it shows; nil where the plan does not ask for it.
  var verdict: EvidenceVerdict?
  /// Answers that held patients who are not of the run.
  var foreignAnswers: [ForeignAnswer] = []
  /// Problems of the documents behind it.
  var problems: [DocumentProblem] = []
  /// The first of those documents.
  var document: String?

  /// One answer with patients who are not of the run.
  struct ForeignAnswer: Sendable {
    var system: String
    /// The step's kind.
    var kind: String
    var patients: Int
    /// Pseudonyms of which nothing shows whether they are of the run's patients.
    var pseudonyms: Int
  }

  init(key: EvidenceKey) { self.key = key }
}
