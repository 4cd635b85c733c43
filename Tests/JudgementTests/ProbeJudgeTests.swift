import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("What a probe shows")
struct ProbeJudgeTests {
  private func verdict(_ steps: [Step], _ records: [StepRecord]) -> EvidenceVerdict {
    ProbeJudge(
      reader: Sample.reader, catalogue: StepCatalogue([]), phrases: Phrases(network: Sample.archives(1))
    ).verdict(id: "live", steps: steps, evidence: ProbeEvidence(steps: records), variables: [:])
  }

  private static func failure(_ blame: StepFailure.Blame) -> StepFailure {
    StepFailure(blame: blame, message: "the association was rejected.", rule: "PS3.8 §9.3.4")
  }

  struct Case: Sendable {
    let shows: String
    var outcome = "completed"
    var blame: StepFailure.Blame?
    var expects = true
    let result: EvidenceVerdict.Result
  }

  static let cases: [Case] = [
    Case(shows: "holds", result: .holds),
    Case(shows: "fails", result: .fails),
    // A completed exchange that gave nothing to look at is silence.
    Case(shows: "nothing", result: .silent),
    // A rejection that was asked for is no failure, whoever is named for it.
    Case(shows: "holds", outcome: "rejected", blame: .system, result: .holds),
    Case(shows: "holds", outcome: "rejected", blame: .configuration, result: .holds),
    Case(shows: "nothing", outcome: "rejected", blame: .system, result: .fails),
    Case(shows: "fails", outcome: "aborted", blame: .system, result: .fails),
    Case(shows: "exchange", outcome: "timed-out", blame: .network, result: .undetermined),
    Case(shows: "nothing", outcome: "rejected", blame: .configuration, result: .undetermined),
    Case(shows: "nothing", outcome: "failed", blame: .harness, result: .undetermined),
    // A fault of the network, the configuration or the harness never speaks against the system.
    Case(shows: "fails", outcome: "unreachable", blame: .network, result: .undetermined),
    Case(shows: "fails", outcome: "rejected", blame: .configuration, result: .undetermined),
    Case(shows: "fails", outcome: "failed", blame: .harness, result: .undetermined),
    // What the harness lost is never silence of the system, nor its failure.
    Case(shows: "harness", result: .undetermined),
    Case(shows: "harness", outcome: "aborted", blame: .system, result: .undetermined),
    Case(shows: "exchange", result: .undetermined),
    // Without expectations only completion counts.
    Case(shows: "", expects: false, result: .holds),
    Case(shows: "", outcome: "aborted", blame: .system, expects: false, result: .fails),
    Case(shows: "", outcome: "timed-out", blame: .network, expects: false, result: .undetermined),
    Case(shows: "", outcome: "rejected", blame: .configuration, expects: false, result: .undetermined),
    Case(shows: "", outcome: "failed", blame: .harness, expects: false, result: .undetermined),
    Case(shows: "", outcome: "closed", expects: false, result: .undetermined),
    // What was awaited did not come: no evidence, whatever else was seen of it.
    Case(shows: "exchange", outcome: "timed-out", blame: .silence, result: .silent),
    Case(shows: "fails", outcome: "timed-out", blame: .silence, result: .silent),
    Case(shows: "", outcome: "timed-out", blame: .silence, expects: false, result: .silent),
    Case(shows: "harness", outcome: "timed-out", blame: .silence, result: .undetermined),
    // Silence that was asked for is what was expected.
    Case(shows: "holds", outcome: "timed-out", blame: .silence, result: .holds),
  ]

  @Test("A step is judged by what was captured before it, also where the name is captured again later")
  func latestCapture() {
    // Holds where the step shows the count that was captured before it, as a second use of a procedure does.
    let reader = AssertionReader { _, context in
      guard case .record(let fields) = context.observation, let shown = fields["shows"] else {
        return AssertionReading(result: .undecided(.silence), expected: "a count", found: "nothing")
      }
      return AssertionReading(
        result: context.variables["count"] == shown ? .holds : .fails, expected: "the count before", found: "\(shown)")
    }
    let capture = Capture(
      name: "count", path: Path(segments: [.field("shows")], text: "shows", span: Sample.span), span: Sample.span)
    var steps: [Step] = []
    var records: [StepRecord] = []
    for (use, count) in [("one", "1"), ("two", "2")] {
      var before = Sample.step("\(use).before", expect: [])
      before.capture = [capture]
      var record = Sample.stepRecord("\(use).before", shows: count)
      record.captured = ["count": .string(count)]
      steps += [before, Sample.step("\(use).after")]
      records += [record, Sample.stepRecord("\(use).after", shows: count)]
    }
    let verdict = ProbeJudge(
      reader: reader, catalogue: StepCatalogue([]), phrases: Phrases(network: Sample.archives(1))
    ).verdict(
      id: "live", steps: steps, evidence: ProbeEvidence(steps: records), variables: ["count": .string("2")])
    #expect(verdict.result == .holds, "\(verdict.why)")
  }

  @Test("The declared line stands beside the time of a step, and nothing where none is declared")
  func line() {
    var record = Sample.stepRecord(shows: "holds")
    #expect(verdict([Sample.step()], [record]).steps.first?.link == nil)
    if case .record(var fields) = record.observation {
      fields["link"] = .record(["mbit-per-second": .number(100), "round-trip": .duration(nanoseconds: 50_000_000)])
      record.observation = .record(fields)
    }
    #expect(verdict([Sample.step()], [record]).steps.first?.link == "100 Mbit/s, 50.0 ms round trip")
  }

  @Test("One step", arguments: cases.indices)
  func oneStep(index: Int) {
    let row = Self.cases[index]
    let verdict = verdict(
      [Sample.step(expect: row.expects ? [Sample.assertion()] : [])],
      [Sample.stepRecord(shows: row.shows, outcome: row.outcome, failure: row.blame.map(Self.failure))])
    #expect(verdict.result == row.result)
    #expect(!verdict.why.isEmpty)
    if row.result == .undetermined { #expect(verdict.why.contains("not held against the system")) }
    if row.result == .silent, row.blame == .silence { #expect(verdict.why.contains("earns nothing")) }
  }

  @Test(
    "A premise that is so changes nothing, and one that is not so, or is not seen, shows nothing of anybody",
    arguments: cases.indices)
  func premise(index: Int) {
    let row = Self.cases[index]
    var step = Sample.step(expect: row.expects ? [Sample.assertion()] : [])
    step.premise = "The line is cut"
    let record = Sample.stepRecord(shows: row.shows, outcome: row.outcome, failure: row.blame.map(Self.failure))
    let verdict = verdict([step, Sample.step("later")], [record, Sample.stepRecord("later", shows: "fails")])
    #expect(verdict.result == (row.result == .holds ? .fails : .undetermined))
    guard row.result != .holds else { return }
    #expect(verdict.why.contains("“The line is cut.”") && verdict.why.contains("not held against the system"))
    #expect(verdict.findings.filter { $0.step == "ask" }.allSatisfy { [.holds, .undetermined].contains($0.result) })
  }

  @Test("Steps at a name that stands for nobody are not asked for, and others are")
  func ifAny() {
    var requirement = Sample.requirement("STO-001")
    requirement.appliesTo.append(
      RoleBinding(name: "service", role: "service", quantity: .each, ifAny: true, span: Sample.span))
    var other = Sample.step("other")
    other.at = "service"
    let item = EvidenceItem(id: "live", body: .probe(steps: [Sample.step(), other]), span: Sample.span)
    func steps(_ binding: [String: String]) -> [String] {
      guard case .probe(let steps) = item.asked(of: binding, by: requirement).body else { return [] }
      return steps.map(\.id)
    }
    #expect(steps(["archive": "a/x"]) == ["ask"])
    #expect(steps(["archive": "a/x", "service": "a/y"]) == ["ask", "other"])
    requirement.appliesTo[1].ifAny = false
    #expect(steps(["archive": "a/x"]) == ["ask", "other"], "a name that has to stand for somebody is not left out")
  }

  @Test("The time that a broken exchange took earns nothing")
  func timeOfBrokenExchange() {
    let quick = Sample.step(expect: [Sample.assertion([.field("duration")])])
    let failed = Sample.stepRecord(shows: "holds", outcome: "unreachable", failure: Sample.timeOut)
    #expect(verdict([quick], [failed]).result == .undetermined)
    let refused = Sample.stepRecord(shows: "holds", outcome: "rejected", failure: Self.failure(.system))
    #expect(verdict([quick], [refused]).result == .fails)
    #expect(verdict([quick], [Sample.stepRecord(shows: "holds")]).result == .holds)
  }

  private static let steps = ["one", "two", "three"].map { Sample.step($0) }

  @Test(
    "The first step that fails or could not be carried out decides",
    arguments: [
      (["holds", "holds", "holds"], EvidenceVerdict.Result.holds), (["holds", "fails", "time-out"], .fails),
      (["holds", "time-out", "fails"], .undetermined), (["nothing", "fails", "holds"], .fails),
      (["nothing", "holds", "holds"], .silent), (["nothing", "holds", "time-out"], .undetermined),
      (["holds", "unheard", "fails"], .silent), (["unheard", "time-out", "holds"], .silent),
      (["time-out", "unheard", "holds"], .undetermined), (["nothing", "unheard", "fails"], .silent),
    ])
  func order(shows: [String], result: EvidenceVerdict.Result) {
    let records = zip(Self.steps, shows).map { step, word in
      let failure = ["time-out": Sample.timeOut, "unheard": Self.failure(.silence)][word]
      return Sample.stepRecord(
        step.id, shows: failure == nil ? word : "exchange", outcome: failure == nil ? "completed" : "timed-out",
        failure: failure)
    }
    #expect(verdict(Self.steps, records).result == result)
  }

  @Test("Steps after the one that ended the scenario have no finding of their own")
  func endedScenario() {
    let ended = verdict(Self.steps, [Sample.stepRecord("one", shows: "fails")])
    #expect(ended.result == .fails)
    #expect(ended.findings.count == 1)
    #expect(ended.steps.map(\.id) == ["one"])
  }

  @Test("A step that is missing though nothing ended the scenario leaves the probe undetermined")
  func missingStep() {
    #expect(verdict(Self.steps, [Sample.stepRecord("one", shows: "holds")]).result == .undetermined)
    #expect(verdict(Self.steps, []).result == .undetermined)
    let another = Sample.stepRecord("one", shows: "holds")
    let planned = Step(id: "one", kind: "dicom.find", at: "archive", expect: [Sample.assertion()], span: Sample.span)
    #expect(verdict([planned], [another]).result == .undetermined)
  }

  @Test("A failure is explained by system, step, what was expected, what was found and the rule")
  func explains() {
    let text = verdict(
      [Sample.step()], [Sample.stepRecord(shows: "fails", outcome: "rejected", failure: Self.failure(.system))]
    ).why
    #expect(
      text == """
        Arc 1.0 (site0/pacs) did otherwise in step “ask”: expected “status is success”, found status is fails. The \
        exchange ended so: the association was rejected (PS3.8 §9.3.4).
        """)
  }

  @Test("Something that could not be tested names the cause and holds it against nobody")
  func explainsUndetermined() {
    let text = verdict(
      [Sample.step()], [Sample.stepRecord(shows: "exchange", outcome: "timed-out", failure: Sample.timeOut)]
    ).why
    #expect(
      text == """
        It could not be tested in step “ask” with Arc 1.0 (site0/pacs), because the network gave no answer: no answer \
        within 5 s. This is not held against the system.
        """)
  }

  @Test("Steps are summed up with outcome and time for people")
  func summary() throws {
    let step = try #require(verdict([Sample.step()], [Sample.stepRecord(shows: "holds")]).steps.first)
    #expect(step.duration == "12.4 ms")
    #expect(step.outcome == "completed")
  }

  @Test(
    "Durations are cut off in the unit that people would choose",
    arguments: [
      (Int64(0), "0.0 ms"), (12_480_000, "12.4 ms"), (999_999_999, "999.9 ms"), (1_259_000_000, "1.25 s"),
      (1_009_000_000, "1.00 s"), (125_000_000_000, "2 min 5 s"), (-5, "0.0 ms"),
    ])
  func durations(nanoseconds: Int64, text: String) {
    #expect(Phrases.duration(nanoseconds) == text)
  }
}
