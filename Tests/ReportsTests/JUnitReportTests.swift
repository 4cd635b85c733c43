import Foundation
import Judgement
import Specification
import TestPeers
import Testing

@testable import Reports

@Suite("JUnit")
struct JUnitReportTests {
  static func requirement(_ state: RequirementState, _ level: Level, isWaived: Bool = false) -> RequirementVerdict {
    var result = Sample.first.scorecard.groups[0].requirements[0]
    result.state = state
    result.level = level
    result.why = "because"
    result.waiver =
      isWaived ? WaiverNote(reason: "soon", approver: "the board", expires: "2026-09-30", ticket: nil) : nil
    return result
  }

  @Test(
    "States and levels become what the documentation's table says",
    arguments: [
      (.met, .mandatory, "pass"), (.met, .informative, "pass"), (.partlyMet, .mandatory, "failure"),
      (.partlyMet, .scored, "pass"), (.partlyMet, .informative, "pass"), (.notMet, .mandatory, "failure"),
      (.notMet, .scored, "failure"), (.notMet, .desirable, "failure"), (.notMet, .informative, "skipped"),
      (.contradicted, .mandatory, "failure"), (.contradicted, .desirable, "failure"),
      (.contradicted, .informative, "skipped"), (.notDemonstrated, .mandatory, "failure"),
      (.notDemonstrated, .scored, "skipped"), (.notDemonstrated, .informative, "skipped"),
      (.inconclusive, .mandatory, "error"), (.inconclusive, .informative, "error"),
      (.notApplicable, .mandatory, "skipped"), (.notApplicable, .scored, "skipped"),
    ] as [(RequirementState, Level, String)])
  func mapping(state: RequirementState, level: Level, outcome: String) {
    let name =
      switch JUnitReport.Outcome(Self.requirement(state, level)) {
      case .pass: "pass"
      case .failure: "failure"
      case .error: "error"
      case .skipped: "skipped"
      }
    #expect(name == outcome)
  }

  @Test("A waived failure is skipped with the waiver's reason; a waiver never hides what is inconclusive")
  func waived() {
    let skipped = JUnitReport.Outcome(Self.requirement(.notMet, .mandatory, isWaived: true))
    #expect(skipped == .skipped(type: "waived", message: "because Waived until 2026-09-30 by the board: soon"))
    let error = JUnitReport.Outcome(Self.requirement(.inconclusive, .mandatory, isWaived: true))
    #expect(error == .error(type: "inconclusive", message: "because"))
  }

  /// The rules of the Ant and Jenkins schemas that concern us, held by Python's XML parser.
  static let script = """
    import collections, re, sys, xml.etree.ElementTree as E
    root = E.parse("junit.xml").getroot()
    assert root.tag == "testsuites", root.tag
    NEEDED = {"testsuite": {"name", "tests", "failures", "errors", "time", "timestamp", "hostname", "id", "package"},
              "testcase": {"name", "classname", "time"}}
    ORDER = ["properties", "testcase", "system-out", "system-err"]
    total = collections.Counter()
    for suite in root:
        assert suite.tag == "testsuite" and set(suite.attrib) >= NEEDED["testsuite"], suite.attrib
        assert re.fullmatch(r"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d", suite.get("timestamp"))
        assert re.fullmatch(r"\\d+\\.\\d{3}", suite.get("time"))
        tags = [ORDER.index(child.tag) for child in suite]
        assert tags == sorted(tags) and suite[0].tag == "properties"
        names = {p.get("name") for p in suite[0]}
        assert {"gate", "score", "coverage"} <= names, names
        counts = collections.Counter(tests=len(suite.findall("testcase")))
        for case in suite.findall("testcase"):
            assert set(case.attrib) == NEEDED["testcase"], case.attrib
            assert len(case) <= 1, case.get("name")
            for child in case:
                assert child.tag in ("failure", "error", "skipped", "system-out")
                if child.tag != "system-out":
                    assert child.get("message") and child.get("type")
                    counts[{"failure": "failures", "error": "errors", "skipped": "skipped"}[child.tag]] += 1
        for name in ("tests", "failures", "errors", "skipped"):
            assert int(suite.get(name)) == counts[name], (suite.get("name"), name)
        total += counts
    for name in ("tests", "failures", "errors", "skipped"): assert int(root.get(name)) == total[name], name
    print(total["tests"], total["failures"], total["errors"], total["skipped"])
    for case in root.iter("testcase"): print(case.get("classname"), case.get("name"))
    """

  @Test("The file keeps to the schemas and has a case for each requirement", .enabled(if: ExternalTool.hasPython))
  func schema() throws {
    let scorecard = Sample.first.scorecard
    let files = ["check.py": Self.script, "junit.xml": JUnitReport.render(scorecard)]
    let (status, output) = try ExternalTool.run("python3", ["check.py"], files: files)
    #expect(status == 0, "\(output)")
    // 45 requirements and one outside the score. By state and level: see the sample's rows.
    #expect(output.hasPrefix("46 6 3 8\n"), "\(output.prefix(20))")
    for requirement in scorecard.groups.flatMap(\.requirements) {
      #expect(
        output.contains("nhs-imaging-network.\(requirement.id.prefix(3)) \(requirement.id) \(requirement.title)\n"))
    }
  }

  @Test("Characters that XML forbids never reach the file", .enabled(if: ExternalTool.hasPython))
  func hostile() throws {
    var scorecard = Sample.first.scorecard
    scorecard.groups[0].requirements[2].state = .notMet
    scorecard.groups[0].requirements[2].why = "a\u{00}\u{0B}\u{1B}\u{FFFE}]]><x y=\"'\">\n&\u{85}"
    scorecard.groups[0].requirements[2].bindings[0].evidence[1].findings[0].found = "\u{08}<![CDATA["
    scorecard.groups[0].requirements[2].bindings[0].evidence[1].findings[0].result = .fails
    let files = ["check.py": Self.script, "junit.xml": JUnitReport.render(scorecard)]
    let (status, output) = try ExternalTool.run("python3", ["check.py"], files: files)
    #expect(status == 0, "\(output)")
  }

  @Test("A case's time is that of its steps")
  func time() {
    // Weight 3: one step of 12.7 ms.
    #expect(
      JUnitReport.render(Sample.perfect.scorecard)
        .contains("classname=\"nhs-imaging-network.ASC\" time=\"0.012\""))
  }
}
