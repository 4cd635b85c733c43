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
        case .undecided: .silent
        }
      return Finding(
        assertion: assertion.text, step: nil, result: result, expected: reading.expected, found: reading.found,
        span: assertion.span)
    }
    let results = findings.map(\.result)
    let result: EvidenceVerdict.Result =
      if results.contains(.fails) { .fails } else if results.isEmpty || results.contains(.silent) { .silent } else {
        .holds
      }
    return EvidenceVerdict(
      id: id, kind: .declaration, result: result,
      why: phrases.declared(
        result, observation: evidence.observation, finding: findings.first { $0.result == result },
        source: evidence.source),
      findings: findings, citations: [], steps: [])
  }
}
