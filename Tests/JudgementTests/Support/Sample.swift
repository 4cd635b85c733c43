import Evidence
import Inventory
import Specification

@testable import Judgement

/// Short ways to build rules, networks and records. The word in an observation's `shows` field says what an assertion
/// over it comes to, so that a test sets what each piece of evidence shows.
enum Sample {
  static let span = SourceSpan(file: "spec.yaml", line: 1, column: 1)
  static let today = "2026-11-24"

  static let reader = AssertionReader { _, context in
    guard case .record(let fields) = context.observation, case .string(let word)? = fields["shows"] else {
      return AssertionReading(result: .undecided(.silence), expected: "something", found: "nothing")
    }
    let result: AssertionReading.Result =
      switch word {
      case "holds": .holds
      case "fails": .fails
      case "reservation": .undecided(.reservation)
      case "harness": .undecided(.harness)
      case "exchange": .undecided(.exchange)
      default: .undecided(.silence)
      }
    return AssertionReading(result: result, expected: "status is success", found: "status is \(word)")
  }

  static func assertion(_ path: [Path.Segment] = [.field("status")], _ predicate: Predicate = .exists) -> Assertion {
    Assertion(
      quantifier: nil, path: Path(segments: path, text: "status", span: span), negated: false, predicate: predicate,
      text: "status == success", span: span)
  }

  static func step(_ id: String = "ask", expect: [Assertion] = [assertion()]) -> Step {
    Step(id: id, kind: "dicom.echo", at: "archive", expect: expect, span: span)
  }

  static func item(_ id: String, _ kind: EvidenceKind) -> EvidenceItem {
    let body: EvidenceItem.Body =
      switch kind {
      case .statement: .statement(of: "archive", expect: [assertion()])
      case .probe: .probe(steps: [step()])
      case .declaration: .declaration(expect: [assertion()])
      case .assessment: .assessment(question: "How good?", descriptors: [])
      }
    return EvidenceItem(id: id, body: body, span: span)
  }

  static let archiveEach = RoleBinding(name: "archive", role: "archive", quantity: .each, span: span)

  static func requirement(
    _ id: String, group: String = "STO", level: Level = .scored, weight: Int = 1,
    evidence: [EvidenceItem] = [item("live", .probe)], require: EvidenceExpression? = nil,
    partial: [PartialCredit] = [], credit: CreditRule = .allOrNothing, appliesTo: [RoleBinding] = [archiveEach]
  ) -> Requirement {
    Requirement(
      id: id, revision: 1, group: group, title: "Title of \(id)", statement: "It **shall** hold.", level: level,
      weight: weight, appliesTo: appliesTo, evidence: evidence,
      require: require ?? .and(evidence.map { .evidence($0.id) }), partial: partial, credit: credit, span: span)
  }

  static func partial(_ numerator: Int, _ denominator: Int, when: EvidenceExpression) -> PartialCredit {
    PartialCredit(
      credit: ExactFraction(numerator, denominator), when: when, because: "works but is not documented", span: span)
  }

  static func system(_ id: String, site: String, roles: [String] = ["archive"]) -> Inventory.System {
    Inventory.System(
      id: id, site: site, vendor: "Acme", product: "Arc", version: "1.0", roles: roles, endpoints: [:], span: span)
  }

  static func network(_ sites: [(String, [Inventory.System])]) -> Network {
    Network(id: "net", title: "Net", sites: sites.map { Site(id: $0.0, name: $0.0.uppercased(), systems: $0.1) })
  }

  /// As many sites with one archive each.
  static func archives(_ count: Int) -> Network {
    network((0..<count).map { ("site\($0)", [system("pacs", site: "site\($0)")]) })
  }

  static func rules(
    _ requirements: [Requirement], groups: [Group]? = nil, cap: ExactFraction = ExactFraction(0, 1),
    threshold: ExactFraction? = nil, absence: Role.Absence = .notDemonstrated, scale: Scale = .hundred
  ) -> RuleSet {
    var names: [String] = []
    for requirement in requirements where !names.contains(requirement.group) { names.append(requirement.group) }
    return RuleSet(
      id: "spec", version: "1", title: "Spec",
      roles: [
        "archive": Role(title: "Archive", meaning: "Keeps images.", whenAbsent: absence),
        "registry": Role(title: "Registry", meaning: "Lists documents.", whenAbsent: .notApplicable),
      ], groups: groups ?? names.map { Group(id: $0, title: $0, weight: 1) }, scale: scale, desirableCap: cap,
      threshold: threshold, requirements: requirements)
  }

  static let run = RunSummary(
    id: "run", tool: "assay 1", startedAt: "2026-11-24T10:00:00Z", endedAt: "2026-11-24T10:01:00Z", now: today,
    seed: "1", isPartial: false, partialReason: nil, systems: [])

  static func stepRecord(
    _ id: String = "ask", shows: String, outcome: String = "completed", failure: StepFailure? = nil,
    system: String = "site0/pacs"
  ) -> StepRecord {
    StepRecord(
      id: id, kind: "dicom.echo", system: system, endpoint: "dicom://A@127.0.0.1:104", inputs: .record([:]),
      attempts: 1, startedAt: "2026-11-24T10:00:00.000Z",
      observation: .record([
        "shows": .string(shows), "outcome": .string(outcome), "duration": .duration(nanoseconds: 12_480_000),
      ]), failure: failure, captured: [:], transcript: nil)
  }

  static let timeOut = StepFailure(blame: .network, message: "no answer within 5 s")

  /// A record that comes to the result; nil where only a missing record does.
  static func record(
    of item: EvidenceItem, in requirement: Requirement, binding: [String: String],
    shows result: EvidenceVerdict.Result
  ) -> EvidenceRecord? {
    let word: String =
      switch result {
      case .holds, .holdsInPart: "holds"
      case .fails: "fails"
      case .needsHumanEye: "reservation"
      case .silent, .undetermined: "nothing"
      }
    let content: EvidenceRecord.Content
    switch (item.kind, result) {
    case (.probe, .undetermined):
      content = .probe(
        ProbeEvidence(steps: [stepRecord(shows: "exchange", outcome: "timed-out", failure: timeOut)]))
    case (.probe, _):
      content = .probe(ProbeEvidence(steps: [stepRecord(shows: word, system: binding["archive"] ?? "site0/pacs")]))
    case (_, .undetermined): return nil
    case (.statement, _):
      content = .statement(
        StatementEvidence(
          documents: ["acme.txt"], observation: .record(["shows": .string(word)]), claims: [], problems: []))
    case (.declaration, _):
      content = .declaration(
        DeclarationEvidence(observation: .record(["shows": .string(word), "level": .string("full")]), source: span))
    case (.assessment, _): return nil
    }
    return EvidenceRecord(
      requirement: requirement.reference, binding: binding, evidence: item.id, content: content)
  }

  /// An input in which the evidence of each requirement shows what `results` says: by requirement, then a list over
  /// bindings of results in the order of the evidence. The last entry of the list stands for further bindings.
  static func input(
    _ rules: RuleSet, network: Network = archives(1), _ results: [String: [[EvidenceVerdict.Result]]] = [:],
    waivers: [Waiver] = [], bid: Bid? = nil, now: String = today
  ) throws -> JudgementInput {
    let plan = try Planner.plan(rules: rules, network: network, bid: bid)
    var records: [EvidenceRecord] = []
    for entry in plan.entries {
      guard let rows = results[entry.requirement.id], !rows.isEmpty else { continue }
      for (index, binding) in entry.bindings.enumerated() {
        let row = rows[min(index, rows.count - 1)]
        for (item, result) in zip(entry.requirement.evidence, row) {
          if let record = record(of: item, in: entry.requirement, binding: binding, shows: result) {
            records.append(record)
          }
        }
      }
    }
    return JudgementInput(
      plan: plan, catalogue: StepCatalogue([]), records: records, waivers: waivers, run: run,
      specificationSHA256: "abc", now: now)
  }

  static func judge(_ input: JudgementInput) -> Scorecard { Judge.judge(input, reader: reader) }

  static func waiver(
    _ requirement: String, scope: [String] = [], granted: String = "2026-01-01", expires: String = "2026-12-31"
  ) -> Waiver {
    Waiver(
      requirement: requirement, scope: scope, reason: "Replaced in spring.", approver: "Board", granted: granted,
      expires: expires, span: span)
  }
}

extension Scorecard {
  /// The verdict on a requirement, wherever it stands.
  func verdict(_ id: String) -> RequirementVerdict? {
    (groups.flatMap(\.requirements) + notApplicable).first { $0.id == id }
  }
}
