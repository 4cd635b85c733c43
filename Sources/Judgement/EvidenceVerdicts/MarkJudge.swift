import BigInt
import Inventory
import Specification

/// Turns the mark on which evaluators agreed into what it shows, by the published descriptors.
///
/// The credit is the mark over the highest mark that the requirement describes. Individual marks alone show nothing: they
/// are what the evaluators have still to talk about. Who has a conflict of interest in the bid does not count: a mark agreed on
/// that rests on nobody else shows nothing.
struct MarkJudge {
  private let assessment: Assessment?
  private let markings: [String: Assessment.Marking]
  private let phrases: Phrases

  init(_ assessment: Assessment?, phrases: Phrases) {
    self.assessment = assessment
    markings = Dictionary(
      (assessment?.marks ?? []).map { ("\($0.requirement) \($0.evidence)", $0) },
      uniquingKeysWith: { first, _ in first })
    self.phrases = phrases
  }

  /// The verdict of an item of a requirement, `id@revision`.
  func verdict(
    id: String, question: String, descriptors: [MarkDescriptor], requirement: String
  ) -> EvidenceVerdict {
    let marking = markings["\(requirement) \(id)"]
    var verdict = EvidenceVerdict(
      id: id, kind: .assessment, result: .silent, why: phrases.unmarked(marking, of: assessment, question: question),
      findings: [],
      citations: [], steps: [])
    guard let assessment, let marking, let agreed = assessment.agreed(on: marking),
      let highest = descriptors.map(\.mark).max(), highest > 0,
      let meant = descriptors.first(where: { $0.mark == agreed.mark })
    else { return verdict }
    let marked = EvidenceVerdict.Marked(
      mark: agreed.mark, highest: highest, descriptor: meant.descriptor, reason: agreed.reason,
      individual: marking.individual, abstained: marking.abstained.isEmpty ? nil : marking.abstained,
      conflicts: assessment.conflicted(marking.individual.map(\.evaluator)))
    verdict.marked = marked
    verdict.result = agreed.mark >= highest ? .holds : agreed.mark == 0 ? .fails : .holdsInPart
    verdict.why = phrases.marked(marked, of: assessment)
    return verdict
  }
}

extension Assessment {
  /// The conflicts of those who gave something; nil where none of them has one.
  func conflicted(_ evaluators: [String]) -> [Recusal]? {
    let own = conflicts.filter { evaluators.contains($0.evaluator) }
    return own.isEmpty ? nil : own
  }
}

extension EvidenceVerdict.Marked {
  /// What it earns, from 0 to 1.
  var credit: Rational? { Rational(BigInt(mark), BigInt(highest)) }
}
