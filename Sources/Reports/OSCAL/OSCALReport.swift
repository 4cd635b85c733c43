import Evidence
import Judgement

/// OSCAL assessment results (NIST, model 1.1.2) of a scorecard: an observation for each piece of evidence, a finding for each
/// requirement.
///
/// OSCAL knows `satisfied` and `not-satisfied`. Only what is met is satisfied; the reason of the others says whether there is
/// evidence against them (`fail`) or none either way (`other`), and a remark names the state. Identifiers are derived from
/// the run and from what they name, so that the same scorecard gives the same file.
public enum OSCALReport {
  /// Renders the file.
  public static func render(_ scorecard: Scorecard) -> String {
    let seed = "\(scorecard.run.id) \(scorecard.specification.sha256) \(scorecard.bid.id)"
    func identifier(_ name: String) -> JSONText { .string(self.identifier("\(seed) \(name)")) }
    var observations: [JSONText] = []
    var findings: [JSONText] = []
    for verdict in scorecard.groups.flatMap(\.requirements) {
      var related: [JSONText] = []
      for (number, binding) in verdict.bindings.enumerated() {
        for evidence in binding.evidence {
          let name = identifier("observation \(verdict.id) \(number) \(evidence.id)")
          related.append(["observation-uuid": name])
          observations.append(observation(evidence, of: verdict, binding, name, scorecard))
        }
      }
      findings.append(
        .members([
          ("uuid", identifier("finding \(verdict.id)")),
          ("title", .string("\(verdict.id)@\(verdict.revision) \(verdict.title)")),
          ("description", .string(verdict.why)),
          ("target", target(verdict)),
          ("related-observations", related.isEmpty ? nil : .array(related)),
          ("remarks", verdict.remedy.map { .string($0) }),
        ]))
    }
    let result: JSONText = .members([
      ("uuid", identifier("result")),
      ("title", .string("\(scorecard.subject) by \(scorecard.specification.id)")),
      (
        "description",
        .string(
          "Gate \(scorecard.gate.state.rawValue), score \(scorecard.shownScore), coverage "
            + "\(scorecard.score.coverage.shown).")
      ),
      ("start", .string(scorecard.run.startedAt)), ("end", scorecard.run.endedAt.map { .string($0) }),
      ("reviewed-controls", ["control-selections": [["include-all": [:]]]]),
      ("observations", observations.isEmpty ? nil : .array(observations)),
      ("findings", findings.isEmpty ? nil : .array(findings)),
    ])
    let file: JSONText = [
      "assessment-results": [
        "uuid": identifier("assessment results"),
        "metadata": [
          "title": .string("\(scorecard.specification.title): \(scorecard.subject)"),
          "last-modified": .string(scorecard.run.endedAt ?? scorecard.run.startedAt),
          "version": .string(scorecard.specification.version), "oscal-version": "1.1.2",
        ],
        "import-ap": ["href": .string("#\(self.identifier("\(seed) plan"))")],
        "results": [result],
      ]
    ]
    return file.rendered
  }

  private static func target(_ verdict: RequirementVerdict) -> JSONText {
    let reason =
      switch verdict.state {
      case .met: "pass"
      case .partlyMet, .notMet, .contradicted: "fail"
      case .notDemonstrated, .inconclusive, .notApplicable: "other"
      }
    return [
      "type": "objective-id", "target-id": .string(token(verdict.id)),
      "status": [
        "state": .string(verdict.state == .met ? "satisfied" : "not-satisfied"), "reason": .string(reason),
        "remarks": .string("State: \(verdict.state.rawValue)."),
      ],
    ]
  }

  private static func observation(
    _ evidence: EvidenceVerdict, of verdict: RequirementVerdict, _ binding: BindingVerdict, _ name: JSONText,
    _ scorecard: Scorecard
  ) -> JSONText {
    let method =
      switch evidence.kind {
      case .probe: "TEST"
      case .statement, .declaration, .assessment: "EXAMINE"
      }
    let systems = binding.systems.keys.sorted().compactMap { binding.systems[$0] }
    let relevant: [JSONText] = evidence.steps.compactMap(\.transcript).map { path in
      ["href": .string(path), "description": "The transcript of the exchange, within the run directory."]
    }
    return .members([
      ("uuid", name), ("title", .string("\(verdict.id) \(evidence.id)")),
      (
        "description",
        .string(
          "\(systems.isEmpty ? "" : systems.joined(separator: ", ") + ": ")\(evidence.word): \(evidence.explained)")
      ),
      ("methods", [.string(method)]),
      ("relevant-evidence", relevant.isEmpty ? nil : .array(relevant)),
      ("collected", .string(evidence.steps.first?.startedAt ?? scorecard.run.startedAt)),
    ])
  }

  /// A name by OSCAL's rule for tokens: a letter or `_` first.
  private static func token(_ id: String) -> String {
    id.first.map { $0.isLetter || $0 == "_" } ?? false ? id : "_\(id)"
  }

  /// A UUID of 16 bytes of a hash, in the form of version 4 (RFC 9562 §5.4).
  private static func identifier(_ text: String) -> String {
    var digits = Array(Digest.sha256(text).prefix(32))
    digits[12] = "4"
    digits[16] = "a"
    var result = ""
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { result += "-" }
      result.append(digit)
    }
    return result
  }
}
