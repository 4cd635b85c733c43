import Judgement
import TestPeers
import Testing

@testable import Reports

@Suite("Evidence that a requirement does without")
struct SparedEvidenceTests {
  /// The first requirement of a sample that a probe fails, and the same with that probe not needed.
  private static func pair() throws -> (needed: RequirementVerdict, spared: RequirementVerdict) {
    let found = Sample.first.scorecard.groups.flatMap(\.requirements).first { verdict in
      verdict.bindings.count == 1 && verdict.bindings[0].evidence.contains { $0.kind == .probe && $0.result == .fails }
    }
    let needed = try #require(found)
    var spared = needed
    for index in spared.bindings[0].evidence.indices where spared.bindings[0].evidence[index].result == .fails {
      spared.bindings[0].evidence[index].needed = false
    }
    return (needed, spared)
  }

  private static func scorecard(_ verdict: RequirementVerdict) -> Scorecard {
    var scorecard = Sample.first.scorecard
    scorecard.groups = [scorecard.groups[0]]
    scorecard.groups[0].requirements = [verdict]
    scorecard.notApplicable = []
    return scorecard
  }

  @Test("Pages and tables call it not needed, and say why, where they say of other evidence that it fails")
  func shown() throws {
    let (needed, spared) = try Self.pair()
    let sentence = "Another way that the requirement allows was shown, so nothing is lost by this."
    for (verdict, isSpared) in [(needed, false), (spared, true)] {
      let scorecard = Self.scorecard(verdict)
      for text in [
        HTMLRunReport.render(scorecard, transcripts: Sample.first.transcripts), PaperReport.render(scorecard),
        OSCALReport.render(scorecard), "\(RequirementRows.sheet(scorecard))", "\(EvidenceRows.sheet(scorecard))",
      ] {
        #expect(text.contains(sentence) == isSpared)
        #expect(text.contains("not needed") == isSpared)
      }
    }
  }

  @Test("It is no finding against the bidder where findings are listed")
  func findings() throws {
    let (needed, spared) = try Self.pair()
    let finding = try #require(needed.findingsAgainst.first)
    #expect(spared.findingsAgainst.isEmpty)
    for (verdict, isSpared) in [(needed, false), (spared, true)] {
      let scorecard = Self.scorecard(verdict)
      let listed = SARIFReport.render(scorecard, places: [:])
      #expect(listed.contains("; found \(finding.found).") == !isSpared)
      let page = FailurePage.render(verdict, of: scorecard, transcripts: TranscriptSource(Sample.first.transcripts))
      #expect(page.contains("WHAT WAS EXPECTED") == !isSpared)
    }
  }

  @Test("The canonical form keeps it and is valid by the published schema", .enabled(if: ExternalTool.hasJSONSchema))
  func canonical() throws {
    let scorecard = Self.scorecard(try Self.pair().spared)
    let text = try ReportSchemaTests.encoded(scorecard)
    #expect(text.contains("\"needed\" : false"))
    #expect(try ReportSchemaTests.faults(text) == "")
    #expect(try ScorecardCoding.decode([UInt8](text.utf8)) == scorecard)
  }
}
