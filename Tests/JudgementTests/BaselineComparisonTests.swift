import Evidence
import Inventory
import Specification
import Testing

@testable import Judgement

@Suite("Changes since a baseline")
struct BaselineComparisonTests {
  private static let rules = Sample.rules([
    Sample.requirement("STO-A", level: .mandatory), Sample.requirement("STO-B"), Sample.requirement("STO-C"),
  ])

  private func scorecard(_ results: [EvidenceVerdict.Result]) throws -> Scorecard {
    let ids = ["STO-A", "STO-B", "STO-C"]
    return Sample.judge(
      try Sample.input(Self.rules, Dictionary(uniqueKeysWithValues: zip(ids, results.map { [[$0]] }))))
  }

  private func baseline(_ states: [String], revision: Int = 1) -> Baseline {
    Baseline(
      specification: "sample", version: "1", subject: "acme", run: "before", taken: "2026-01-01",
      entries: zip(["STO-A", "STO-B", "STO-C"], states).map {
        Baseline.Entry(id: $0, revision: revision, state: $1, time: 10_000_000)
      })
  }

  @Test(
    "What is worse, better and open is told apart",
    arguments: [
      ("met", .fails, "worse"), ("met", .silent, "worse"), ("not met", .holds, "better"),
      ("not demonstrated", .fails, "worse"), ("met", .undetermined, "open"), ("inconclusive", .fails, "open"),
      ("not met", .fails, "same"), ("met", .holds, "same"), ("inconclusive", .undetermined, "same"),
    ] as [(String, EvidenceVerdict.Result, String)])
  func change(before: String, now: EvidenceVerdict.Result, expected: String) throws {
    let changes = BaselineComparison(
      try scorecard([.holds, now, .holds]), since: baseline(["met", before, "met"]), bound: nil)
    #expect(changes.worse.map(\.requirement) == (expected == "worse" ? ["STO-B@1"] : []))
    #expect(changes.better.map(\.requirement) == (expected == "better" ? ["STO-B@1"] : []))
    #expect(changes.undecided.map(\.requirement) == (expected == "open" ? ["STO-B@1"] : []))
  }

  @Test("Another revision is another requirement: gone and new, never better or worse")
  func revisions() throws {
    let changes = BaselineComparison(
      try scorecard([.fails, .fails, .fails]), since: baseline(["met", "met", "met"], revision: 7), bound: nil)
    #expect(changes.worse.isEmpty)
    #expect(changes.added == ["STO-A@1", "STO-B@1", "STO-C@1"])
    #expect(changes.gone == ["STO-A@7", "STO-B@7", "STO-C@7"])
  }

  @Test(
    "A probe is slower where it takes more than the bound and more than the noise",
    arguments: [("1000 ms", true), ("19 ms", false), ("25 ms", false), ("111 ms", true)])
  func slower(duration: String, isSlower: Bool) throws {
    var scorecard = try scorecard([.holds, .holds, .holds])
    for index in scorecard.groups[0].requirements.indices {
      for binding in scorecard.groups[0].requirements[index].bindings.indices {
        scorecard.groups[0].requirements[index].bindings[binding].evidence[0].steps = [
          EvidenceVerdict.StepSummary(
            id: "1", kind: "dicom.echo", system: "a/archive", endpoint: "", startedAt: "2026-01-01T00:00:00Z",
            outcome: "done", duration: index == 1 ? duration : "10 ms", attempts: 1, failure: nil, transcript: nil)
        ]
      }
    }
    let changes = BaselineComparison(
      scorecard, since: baseline(["met", "met", "met"]), bound: BaselineComparison.Bound(percent: 200))
    #expect(changes.slower.map(\.requirement) == (isSlower ? ["STO-B@1"] : []))
  }

  private func report(
    _ results: [EvidenceVerdict.Result], flaky: [String] = [], before: [String]? = nil, threshold: ExactFraction? = nil
  ) throws -> GateReport {
    let scorecard = try scorecard(results)
    return GateReport(
      scorecard, changes: before.map { BaselineComparison(scorecard, since: baseline($0), bound: nil) },
      flaky: flaky.map { GateReport.Flaky(requirement: $0, title: "", states: [.notMet, .met]) }, waivers: [],
      horizon: scorecard.run.now, threshold: threshold)
  }

  @Test("A gate ends with 4 for what is mandatory, 5 for what is worse or below the threshold, 0 where all is well")
  func exitCodes() throws {
    #expect(try report([.holds, .holds, .holds], before: ["met", "met", "met"]).exitCode == 0)
    #expect(try report([.fails, .holds, .holds]).exitCode == 4)
    #expect(try report([.holds, .fails, .holds]).exitCode == 0)
    #expect(try report([.holds, .fails, .holds], before: ["met", "met", "met"]).exitCode == 5)
    #expect(try report([.holds, .fails, .holds], before: ["met", "not met", "met"]).exitCode == 0)
    #expect(try report([.holds, .fails, .holds], threshold: ExactFraction(90, 1)).exitCode == 5)
    #expect(try report([.undetermined, .holds, .holds]).exitCode == 3)
  }

  @Test("What was met when tried again fails no gate, and nothing else is excused by it")
  func flaky() throws {
    #expect(try report([.fails, .holds, .holds], flaky: ["STO-A@1"], before: ["met", "met", "met"]).exitCode == 0)
    #expect(try report([.fails, .fails, .holds], flaky: ["STO-A@1"], before: ["met", "met", "met"]).exitCode == 5)
    #expect(try report([.fails, .fails, .holds], flaky: ["STO-B@1"]).exitCode == 4)
    let threshold = ExactFraction(90, 1)
    #expect(try report([.holds, .fails, .holds], flaky: ["STO-B@1"], threshold: threshold).exitCode == 0)
    #expect(try report([.holds, .fails, .fails], flaky: ["STO-B@1"], threshold: threshold).exitCode == 5)
  }

  @Test("Waivers that end soon are announced, and no others")
  func expiring() throws {
    func waiver(_ granted: String, _ expires: String) -> Waiver {
      Waiver(
        requirement: "STO-A@1", reason: "", approver: "the board", granted: granted, expires: expires,
        span: SourceSpan(file: "w.yaml", line: 1, column: 1))
    }
    var scorecard = try scorecard([.fails, .holds, .holds])
    scorecard.run.now = "2026-06-01"
    let report = GateReport(
      scorecard, changes: nil, flaky: [],
      waivers: [
        waiver("2026-01-01", "2026-06-15"), waiver("2026-01-01", "2026-08-01"), waiver("2026-01-01", "2026-05-01"),
        waiver("2026-06-10", "2026-06-20"),
      ], horizon: "2026-07-01", threshold: nil)
    #expect(report.expiring.map(\.expires) == ["2026-06-15"])
  }
}
