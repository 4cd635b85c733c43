import Evidence
import Inventory

/// What evaluators found in documents, put in the place of a reading that left a doubt.
///
/// A reading that decides by itself is never overruled: who disagrees with it has the document or the requirement
/// corrected, or reports a wrong reading.
struct ClaimAssessments {
  private let assessment: Assessment?
  private let claims: [String: [Assessment.ReadClaim]]
  private let digests: [String: String]

  init(_ assessment: Assessment?, documents: [DocumentReading]) {
    self.assessment = assessment
    claims = Dictionary(grouping: assessment?.claims ?? []) { "\($0.requirement) \($0.evidence)" }
    digests = Dictionary(documents.map { ($0.document, $0.sha256) }, uniquingKeysWith: { first, _ in first })
  }

  /// The verdict with the evaluators' answer, where it needs one and there is one for these documents.
  func applied(
    to verdict: EvidenceVerdict, of requirement: String, documents: [String], phrases: Phrases
  ) -> EvidenceVerdict {
    guard verdict.result == .needsHumanEye else { return verdict }
    let own = Set(documents.compactMap { digests[$0] })
    let found = claims["\(requirement) \(verdict.id)"]?.first { claim in claim.sha256.map(own.contains) ?? true }
    guard let assessment, let claim = found else { return verdict }
    var verdict = verdict
    guard let decision = assessment.decision(on: claim) else {
      verdict.why += phrases.undecided(claim, of: assessment)
      return verdict
    }
    let assessed = EvidenceVerdict.Assessed(
      answer: decision.answer, reason: decision.reason, evaluators: decision.evaluators,
      individual: claim.individual.isEmpty ? nil : claim.individual,
      abstained: claim.abstained.isEmpty ? nil : claim.abstained,
      conflicts: assessment.conflicted(claim.individual.map(\.evaluator) + claim.evaluators))
    verdict.assessed = assessed
    verdict.result =
      switch decision.answer {
      case .confirmed: .holds
      case .refused: .silent
      case .denied: .fails
      }
    verdict.why = phrases.assessed(assessed, doubt: verdict.why)
    return verdict
  }

  /// What is wrong with an assessment, given the verdicts made with it.
  static func problems(of assessment: Assessment?, verdicts: [RequirementVerdict]) -> [Problem] {
    guard let assessment else { return [] }
    var problems: [Problem] = []
    for claim in assessment.claims {
      guard let verdict = verdicts.first(where: { "\($0.id)@\($0.revision)" == claim.requirement }) else { continue }
      let own = verdict.bindings.flatMap(\.evidence).filter { $0.id == claim.evidence }
      // What waits for the evaluators to agree is told with its evidence.
      guard let decision = assessment.decision(on: claim) else { continue }
      guard !own.contains(where: { $0.assessed?.reason == decision.reason }) else { continue }
      let leavesDoubt = own.contains { $0.result == .needsHumanEye }
      problems.append(
        Problem(
          area: "assessment", subject: claim.requirement,
          message: "The answer to “\(claim.evidence)” has no effect: "
            + (leavesDoubt
              ? "it was given for another document than the bid now has." : "the reading leaves no doubt there."),
          advice: leavesDoubt ? "Read the document that the bid has now." : "Take it out."))
    }
    return problems
  }
}
