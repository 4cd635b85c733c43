import Evidence
import Specification

/// Turns the bidder's own answer into what it shows.
struct DeclarationJudge {
  let reader: AssertionReader
  let phrases: Phrases

  func verdict(
    id: String, expect: [Assertion], evidence: DeclarationEvidence, variables: [String: Value]
  ) -> EvidenceVerdict {
    let context = AssertionContext(
      observation: evidence.observation, schema: DeclarationSchema.type, failure: nil, absenceIsSilence: true,
      variables: variables)
    let findings = expect.map { assertion -> Finding in
      let reading = reader.read(assertion, context)
      let result: EvidenceVerdict.Result =
        switch reading.result {
        case .holds: .holds
        case .fails: .fails
        case .undecided(.harness): .undetermined
        case .undecided: .silent
        }
      return Finding(
        assertion: assertion.text, step: nil, result: result, expected: reading.expected, found: reading.found,
        span: assertion.span)
    }
    let results = findings.map(\.result)
    let order: [EvidenceVerdict.Result] = [.fails, .undetermined, .silent, .holds]
    // A declaration of which nothing is expected has shown nothing.
    let result = order.first(where: results.contains) ?? .silent
    let finding = findings.first { $0.result == result }
    return EvidenceVerdict(
      id: id, kind: .declaration, result: result,
      why: result == .undetermined
        ? phrases.notKept(finding)
        : phrases.declared(
          result, observation: evidence.observation, finding: finding, source: evidence.source),
      findings: findings, citations: [], steps: [])
  }
}
