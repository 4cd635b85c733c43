import Evidence
import Foundation
import Judgement
import Rendering
import TestPeers
import Testing

@testable import Reports

@Suite("HTML report of a run")
struct HTMLRunReportTests {
  static func page(_ sample: Sample.Result) -> String {
    HTMLRunReport.render(sample.scorecard, transcripts: sample.transcripts)
  }

  /// Every text that a reader of the scorecard must find in the page.
  static func phrases(_ scorecard: Scorecard) -> [String] {
    var phrases = [scorecard.bid.bidder, scorecard.score.low.shown, scorecard.score.coverage.shown, scorecard.run.seed]
    phrases += scorecard.specification.inputs.flatMap { [$0.title, $0.value, $0.origin] }
    phrases += scorecard.bid.documents.map(\.sha256) + scorecard.problems.flatMap { [$0.message, $0.advice ?? ""] }
    for requirement in scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable {
      phrases += [requirement.id, requirement.title, requirement.why, requirement.state.rawValue]
      phrases += requirement.waiver.map { [$0.reason, $0.approver, $0.expires] } ?? []
      for evidence in requirement.bindings.flatMap(\.evidence) {
        phrases.append(evidence.why)
        phrases += evidence.findings.flatMap { [$0.assertion, $0.expected, $0.found] }
        phrases += evidence.citations.flatMap { [$0.document] + ($0.cells ?? [$0.words]) }
        phrases += evidence.steps.flatMap { [$0.endpoint, $0.outcome, $0.duration, $0.failure?.message ?? ""] }
      }
    }
    return phrases
  }

  @Test(
    "The page is well formed, loads nothing, and says everything that the scorecard says",
    .enabled(if: ExternalTool.hasPython), arguments: [Sample.first, Sample.second, Sample.perfect])
  func audit(sample: Sample.Result) throws {
    #expect(try PageAudit.faults(of: Self.page(sample), phrases: Self.phrases(sample.scorecard)) == "")
  }

  @Test("The audit itself finds faults", .enabled(if: ExternalTool.hasPython))
  func auditFails() throws {
    let page = Self.page(Sample.second)
      .replacing("<main id=\"main\">", with: "<main id=\"main\"><img src=\"https://example.org/x\"><h4>x</h4><b>")
    let faults = try PageAudit.faults(of: page, phrases: ["not to be found anywhere"])
    for fault in ["<img>", "loads https://example.org/x", "is followed by h4", "inside", "missing: not to be found"] {
      #expect(faults.contains(fault), "\(fault)")
    }
  }

  @Test("Hostile words of a vendor stay words wherever they appear", .enabled(if: ExternalTool.hasPython))
  func hostile() throws {
    let hostile = Sample.hostileWords
    let sample = try Sample.hostile(hostile)
    let page = Self.page(sample)
    let faults = try PageAudit.faults(of: page, phrases: [PlainText.visible(hostile)])
    #expect(faults == "", "\(faults)")
    #expect(page.components(separatedBy: "<script>").count == 2)
  }

  @Test(
    "The policy allows exactly the style sheet and the script that stand in the page",
    .enabled(if: ExternalTool.hasPython))
  func policy() throws {
    let script = """
      import base64, hashlib, re, sys
      page = open("page.html", encoding="utf-8", newline="").read()
      policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1)
      for tag in ("style", "script"):
          text = re.search(f"<{tag}>(.*?)</{tag}>", page, re.S).group(1)
          digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
          if f"{tag}-src 'sha256-{digest}'" not in policy: print(f"{tag}: sha256 is {digest}")
      if "default-src 'none'" not in policy or "unsafe" in policy: print(policy)
      """
    let output = try ExternalTool.run(
      "python3", ["check.py"], files: ["check.py": script, "page.html": Self.page(Sample.first)]
    ).output
    #expect(output == "")
  }

  @Test("A failed gate is named beside every score")
  func gateBesideScore() {
    let failed = Self.page(Sample.first)
    // The score's card, each group and the arithmetic's last row.
    #expect(failed.components(separatedBy: "✗ gate failed").count - 1 == 2 + Sample.first.scorecard.groups.count)
    #expect(!Self.page(Sample.perfect).contains("gate failed"))
  }

  @Test("A partial run is marked, with the reason; a whole one is not")
  func partial() {
    let page = Self.page(Sample.first)
    #expect(page.contains("Partial result."))
    #expect(page.contains("restricted to probes that read"))
    #expect(!Self.page(Sample.perfect).contains("class=\"notice\" role=\"note\""))
  }

  @Test("A transcript that is missing is named as missing")
  func missingTranscript() {
    let page = HTMLRunReport.render(Sample.second.scorecard, transcripts: [:])
    #expect(page.contains("transcripts/ASC-001-RXA01-live.json</code> was not at hand"))
  }

  @Test("An open question about the demand's source is shown")
  func openQuestion() {
    #expect(Self.page(Sample.second).contains("! open question</span> Is the key type 1 or 2"))
  }

  @Test("The page of a run is the same each time")
  func stable() { #expect(Self.page(Sample.first) == Self.page(Sample.make(1))) }
}
