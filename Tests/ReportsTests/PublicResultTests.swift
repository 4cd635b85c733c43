import Foundation
import Judgement
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Reports

/// What everybody may see of a run.
@Suite("Badge and public page")
struct PublicResultTests {
  /// The sample with words in all places that come from a bidder, a peer or the harness's surroundings.
  private static func hostile() -> Scorecard {
    var scorecard = Sample.first.scorecard
    scorecard.bid.products = ["<script>alert(1)</script>\" onload=\"x&"]
    return scorecard
  }

  @Test(
    "A badge names gate and score, also for those who hear it, and is well-formed",
    arguments: [Sample.first, Sample.perfect])
  func badge(sample: Sample.Result) throws {
    let text = BadgeImage.render(sample.scorecard)
    let document = try XMLDocument(xmlString: text)
    let words = try #require(try document.nodes(forXPath: "/*/@aria-label").first?.stringValue)
    let gate = sample.scorecard.gate.state.rawValue
    #expect(words.contains("gate \(gate), \(sample.scorecard.score.low.shown)"), "\(words)")
    #expect(words.contains("provisional") == (sample.scorecard.run.isPartial))
    #expect(try document.nodes(forXPath: "//*[local-name()='title']").first?.stringValue == words)
  }

  @Test("A title with markup in it stays a title")
  func hostileBadge() throws {
    var scorecard = Self.hostile()
    scorecard.specification.title = "<script>\"&'</script>"
    let document = try XMLDocument(xmlString: BadgeImage.render(scorecard))
    #expect(try document.nodes(forXPath: "//*[local-name()='script']").isEmpty)
    #expect(try document.nodes(forXPath: "/*/@aria-label").first?.stringValue?.contains("<script>") == true)
  }

  @Test("The public page tells states and scores, and nothing of evidence, documents, addresses or reasons")
  func page() {
    let scorecard = Sample.first.scorecard
    let text = PublicPage.render(scorecard)
    for words in [
      "gate failed", "61.95 to 67.22 of 100", "STO-010@", "contradicted", "Provisional", scorecard.specification.sha256,
    ] {
      #expect(text.contains(words), "\(words)")
    }
    var confidential: [String] = scorecard.bid.documents.map(\.name) + [scorecard.bid.bidder]
    for verdict in scorecard.groups.flatMap(\.requirements) {
      confidential.append(verdict.why)
      for evidence in verdict.bindings.flatMap(\.evidence) {
        confidential +=
          evidence.steps.map(\.endpoint) + evidence.citations.map(\.words) + evidence.findings.map(\.found)
      }
      if let waiver = verdict.waiver { confidential += [waiver.reason, waiver.approver] }
    }
    for words in Set(confidential)
    where words.count > 6 && !scorecard.bid.products.contains(where: { $0.contains(words) }) {
      #expect(!text.contains(words), "\(words)")
    }
    #expect(!text.contains("<script"))
  }

  @Test("What a product is called cannot become markup")
  func hostilePage() {
    let text = PublicPage.render(Self.hostile())
    #expect(!text.contains("<script") && !text.contains("\" onload") && text.contains("&lt;script&gt;"))
  }
}
