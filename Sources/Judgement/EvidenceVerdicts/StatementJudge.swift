import Evidence
import Specification

/// Turns what documents claim into what they show.
struct StatementJudge {
  let reader: AssertionReader
  let phrases: Phrases
  /// The most citations that a verdict carries.
  static let citationLimit = 6

  func verdict(
    id: String, expect: [Assertion], evidence: StatementEvidence, variables: [String: Value]
  ) -> EvidenceVerdict {
    let context = AssertionContext(
      observation: evidence.observation, schema: StatementSchema.type, failure: nil, absenceIsSilence: true,
      variables: variables)
    var findings: [Finding] = []
    var citations: [EvidenceVerdict.Result: [Citation]] = [:]
    var doubtful: [Claim] = []
    for assertion in expect {
      let reading = reader.read(assertion, context)
      let consultation = ClaimConsultation(
        assertion: assertion, holds: reading.result == .holds, claims: evidence.claims, variables: variables)
      let result = Self.result(of: reading, consultation)
      let telling =
        result == .needsHumanEye && !consultation.doubtful.isEmpty ? consultation.doubtful : consultation.claims
      if result == .needsHumanEye { doubtful += telling }
      if result != .silent { citations[result, default: []] += telling.flatMap { $0.evidence + $0.disputedBy } }
      findings.append(
        Finding(
          assertion: assertion.text, step: nil, result: result, expected: reading.expected, found: reading.found,
          span: assertion.span))
    }
    let result = Self.result(of: findings)
    // Where one assertion decides, its words come first; those behind the others follow as far as there is room.
    let order = [result, .fails, .needsHumanEye, .holds].compactMap { citations[$0] }.flatMap { $0 }
    let shown = Array(order.withoutRepeats().prefix(Self.citationLimit))
    return EvidenceVerdict(
      id: id, kind: .statement, result: result,
      why: why(result, findings: findings, citations: shown, doubtful: doubtful, evidence: evidence),
      findings: findings, citations: shown, steps: [])
  }

  private static func result(
    of reading: AssertionReading, _ consultation: ClaimConsultation
  ) -> EvidenceVerdict.Result {
    switch reading.result {
    case .undecided(.reservation): .needsHumanEye
    // What the harness did not keep is not the document's silence.
    case .undecided(.harness): .undetermined
    case .undecided: .silent
    case .holds: consultation.doubtful.isEmpty ? .holds : .needsHumanEye
    case .fails: consultation.doubtful.isEmpty ? .fails : .needsHumanEye
    }
  }

  private static func result(of findings: [Finding]) -> EvidenceVerdict.Result {
    let results = findings.map(\.result)
    if results.contains(.fails) { return .fails }
    if results.contains(.undetermined) { return .undetermined }
    if results.contains(.needsHumanEye) { return .needsHumanEye }
    // An item that expects nothing has shown nothing.
    return results.isEmpty || results.contains(.silent) ? .silent : .holds
  }

  private func why(
    _ result: EvidenceVerdict.Result, findings: [Finding], citations: [Citation], doubtful: [Claim],
    evidence: StatementEvidence
  ) -> String {
    let finding = findings.first { $0.result == result }
    switch result {
    case .holds, .holdsInPart: return phrases.claimed(citations.first, finding: finding)
    case .fails: return phrases.claimedOtherwise(citations.first, finding: finding)
    case .needsHumanEye: return phrases.needsReading(doubtful.first, finding: finding)
    case .undetermined: return phrases.notKept(finding)
    case .silent:
      let unreadable = evidence.problems.first { $0.severity == .unreadable }
      return phrases.unmentioned(finding, documents: evidence.documents, unreadable: unreadable)
    }
  }
}

extension Sequence where Element: Hashable {
  /// The elements in order, each once.
  func withoutRepeats() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
