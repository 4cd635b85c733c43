import Inventory
import Judgement
import Specification
import TestPeers
import Testing

@testable import Reports

/// The forms that CI services and assessors' tools read, each judged by a reader that is not ours.
@Suite("Reports for machines")
struct ContinuousIntegrationTests {
  static let samples = [Sample.first, Sample.second, Sample.perfect]

  static func gate(_ scorecard: Scorecard, flaky: [String] = []) -> GateReport {
    GateReport(
      scorecard, changes: nil,
      flaky: flaky.map { GateReport.Flaky(requirement: $0, title: "Flaky | one", states: [.notMet, .met]) },
      waivers: [], horizon: scorecard.run.now, threshold: nil)
  }

  static func places(_ scorecard: Scorecard) -> [String: SourceSpan] {
    Dictionary(
      scorecard.groups.flatMap(\.requirements).map {
        ($0.id, SourceSpan(file: "groups/a b.yaml", line: 12, column: 5))
      }, uniquingKeysWith: { first, _ in first })
  }

  static func check(_ script: String, _ text: String) throws -> (status: Int32, output: String) {
    try ExternalTool.run("python3", ["check.py"], files: ["check.py": script, "report": text])
  }

  // MARK: SARIF

  static let sarif = """
    import json, sarif_pydantic
    text = open("report").read()
    sarif_pydantic.Sarif.model_validate_json(text)
    file = json.loads(text)
    run = file["runs"][0]
    assert file["version"] == "2.1.0"
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"], result
        # SARIF 2.1.0 §3.27.10: a level other than none goes with the kind fail alone.
        assert (result["kind"] == "fail") == (result["level"] != "none"), result
        for location in result["locations"]:
            physical = location["physicalLocation"]
            assert physical["artifactLocation"]["uri"] == "Specs/x/groups/a%20b.yaml", physical
            assert physical["region"]["startLine"] == 12
    print(sum(result["kind"] == "fail" for result in run["results"]))
    """

  @Test("SARIF is read by an independent model, and each finding points at its requirement", arguments: samples)
  func sarif(sample: Sample.Result) throws {
    let scorecard = sample.scorecard
    let (status, output) = try Self.check(
      Self.sarif, SARIFReport.render(scorecard, places: Self.places(scorecard), folder: "Specs/x"))
    #expect(status == 0, "\(output)")
    let failing = scorecard.groups.flatMap(\.requirements).filter {
      [.partlyMet, .notMet, .contradicted].contains($0.state)
        || ($0.state == .notDemonstrated && $0.level == .mandatory)
    }
    #expect(output == "\(failing.count)\n")
  }

  @Test("The independent model notices a broken file")
  func brokenSARIF() throws {
    let text = SARIFReport.render(Sample.first.scorecard, places: [:])
    #expect(text.contains("\"driver\""))
    #expect(try Self.check(Self.sarif, text.replacing("\"driver\"", with: "\"diver\"")).status != 0)
  }

  // MARK: CTRF

  /// The rules of CTRF's published schema that concern us.
  static let ctrf = """
    import json
    file = json.load(open("report"))
    assert set(file) == {"reportFormat", "specVersion", "results"}
    assert file["reportFormat"] == "CTRF" and file["specVersion"].count(".") == 2
    results = file["results"]
    assert set(results) == {"tool", "summary", "tests"} and results["tool"]["name"] == "assay"
    summary, tests = results["summary"], results["tests"]
    for status in ("passed", "failed", "skipped", "pending", "other"):
        assert summary[status] == sum(test["status"] == status for test in tests), status
    assert summary["tests"] == len(tests) and type(summary["start"]) is int and summary["start"] > 1_600_000_000_000
    allowed = {"name", "status", "duration", "suite", "message", "trace", "rawStatus", "tags", "retries",
               "retryAttempts", "flaky", "extra"}
    for test in tests:
        assert set(test) <= allowed and test["name"] and type(test["duration"]) is int and len(test["suite"]) >= 1
        for attempt in test.get("retryAttempts", []):
            assert attempt["attempt"] >= 1 and attempt["status"] in ("passed", "failed")
    print(summary["failed"], summary["flaky"])
    """

  @Test("CTRF keeps to the published schema, and counts what it holds", arguments: samples)
  func ctrf(sample: Sample.Result) throws {
    let (status, output) = try Self.check(Self.ctrf, CTRFReport.render(Self.gate(sample.scorecard)))
    #expect(status == 0, "\(output)")
  }

  @Test("What was met when tried again is passed and flaky, with its attempts")
  func flakyCTRF() throws {
    let scorecard = Sample.first.scorecard
    let failing = try #require(
      scorecard.groups.flatMap(\.requirements).first {
        $0.state == .notMet && $0.waiver == nil && $0.level != .informative
      })
    func output(_ flaky: [String]) throws -> [Int] {
      let (status, output) = try Self.check(Self.ctrf, CTRFReport.render(Self.gate(scorecard, flaky: flaky)))
      #expect(status == 0, "\(output)")
      return output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    }
    let plain = try output([])
    let again = try output(["\(failing.id)@\(failing.revision)"])
    #expect(plain.count == 2 && again == [plain[0] - 1, 1])
  }

  // MARK: OSCAL

  static let oscal = """
    from trestle.oscal.assessment_results import Model
    results = Model.model_validate_json(open("report").read()).assessment_results.results[0]
    known = {observation.uuid for observation in results.observations}
    for finding in results.findings:
        for related in finding.related_observations or []:
            assert related.observation_uuid in known
    print(sum(finding.target.status.state.value == "satisfied" for finding in results.findings))
    """

  @Test("OSCAL is read by NIST's model in an independent library; only what is met is satisfied", arguments: samples)
  func oscal(sample: Sample.Result) throws {
    let (status, output) = try Self.check(Self.oscal, OSCALReport.render(sample.scorecard))
    #expect(status == 0, "\(output)")
    let met = sample.scorecard.groups.flatMap(\.requirements).filter { $0.state == .met }
    #expect(output == "\(met.count)\n")
  }

  @Test("The independent library notices a broken file", arguments: ["\"target-id\"", "\"import-ap\"", "\"start\""])
  func brokenOSCAL(part: String) throws {
    let text = OSCALReport.render(Sample.first.scorecard)
    #expect(text.contains(part))
    #expect(try Self.check(Self.oscal, text.replacing(part, with: "\"other\"")).status != 0)
  }

  // MARK: CSV, Markdown, logs

  @Test("CSV has a row for each requirement, read by Python's reader, and no cell is a formula", arguments: samples)
  func table(sample: Sample.Result) throws {
    var scorecard = sample.scorecard
    scorecard.groups[0].requirements[0].title = "=HYPERLINK(\"http://x\",\"a\")"
    scorecard.groups[0].requirements[0].why = "two\nlines, with \"quotes\""
    let script = """
      import csv
      rows = list(csv.DictReader(open("report", encoding="utf-8-sig", newline="")))
      assert rows[0]["title"] == "'=HYPERLINK(\\"http://x\\",\\"a\\")", rows[0]["title"]
      assert rows[0]["why"] == 'two\\nlines, with "quotes"', rows[0]["why"]
      for row in rows:
          assert None not in row and not any((value or "")[:1] in "=+@" and value for value in row.values()), row
      print(len(rows))
      """
    let (status, output) = try Self.check(script, CSVReport.render(scorecard))
    #expect(status == 0, "\(output)")
    #expect(output == "\(scorecard.groups.flatMap(\.requirements).count + scorecard.notApplicable.count)\n")
  }

  @Test("Names of others are no markup in Markdown, and no command in a log")
  func hostile() {
    var scorecard = Sample.first.scorecard
    let hostile = "<img src=x> [a](http://x) | `b` @all\n::error::no"
    scorecard.groups[0].requirements[0].why = hostile
    scorecard.groups[0].requirements[0].state = .notMet
    scorecard.groups[0].requirements[0].level = .mandatory
    scorecard.groups[0].requirements[0].waiver = nil
    let report = Self.gate(scorecard)
    let summary = MarkdownSummary.render(report)
    #expect(summary.contains("&lt;img src=x&gt; \\[a\\](http://x) \\| \\`b\\` &#64;all"))
    let log = LogAnnotations.render(report, as: .github, places: Self.places(scorecard), folder: "Specs/x", time: 0)
    #expect(
      log.split(separator: "\n").allSatisfy {
        $0.hasPrefix("::error ") || $0.hasPrefix("::warning ") || $0.hasPrefix("::notice ")
      })
    #expect(log.contains("file=Specs/x/groups/a b.yaml,line=12,col=5,"))
    #expect(log.contains("%0A::error::no"))
    let sections = LogAnnotations.render(report, as: .gitlab, places: [:], folder: "", time: 1_700_000_000)
    #expect(sections.hasPrefix("section_start:1700000000:assay_error[collapsed=false]\r\u{1B}[0K"))
    #expect(sections.contains("section_end:1700000000:assay_error\r\u{1B}[0K"))
  }

  @Test("A baseline says what the scorecard says, and is read again", arguments: samples)
  func baseline(sample: Sample.Result) throws {
    let scorecard = sample.scorecard
    let reading = InventoryReader.baseline(text: BaselineFile.render(scorecard), shownAs: "baseline.yaml")
    let baseline = try #require(reading.value, "\(reading.diagnostics)")
    let verdicts = scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable
    #expect(Set(baseline.entries.map(\.requirement)) == Set(verdicts.map { "\($0.id)@\($0.revision)" }))
    let changes = BaselineComparison(scorecard, since: baseline, bound: BaselineComparison.Bound(percent: 100))
    #expect(changes.worse.isEmpty && changes.better.isEmpty && changes.added.isEmpty && changes.gone.isEmpty)
    #expect(changes.slower.isEmpty)
  }
}
