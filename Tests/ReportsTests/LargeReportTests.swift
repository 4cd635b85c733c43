import Foundation
import Judgement
import TestPeers
import Testing

@testable import Reports

/// Pages of whole networks. What they take is measured by a program of its own; here stand the bounds of their size.
@Suite("Reports of large networks")
struct LargeReportTests {
  @Test("231 requirements at six sites, each with a transcript of its own, stay below 3 MB")
  func sixSites() {
    let sample = Sample.network(sites: 6, requirements: 231)
    #expect(sample.transcripts.count > 231 * 5)
    let bytes = HTMLRunReportTests.page(sample).utf8.count
    #expect(bytes <= 3_000_000, "\(bytes) bytes")
  }

  @Test("231 requirements at twenty sites, and some between every two, stay below 15 MB and can be used")
  func twentySites() throws {
    let sample = Sample.network(sites: 20, requirements: 231, pairwise: 6)
    let page = HTMLRunReportTests.page(sample)
    #expect(page.utf8.count <= 15_000_000, "\(page.utf8.count) bytes")
    #expect(page.contains("Map of the network: 20 sites") && page.contains("Not drawn, so that the rest can be seen"))
  }

  @Test(
    "A page of six sites draws a further system's evidence when it is opened", .enabled(if: ExternalTool.hasChromium))
  func drawn() throws {
    let page = HTMLRunReportTests.page(Sample.network(sites: 6, requirements: 12))
    let document = try ExternalTool.document(page, "#transcript-none")
    #expect(document.components(separatedBy: "class=\"wf\"").count > 10)
    #expect(!document.contains("<p>This browser cannot unpack"))
    #expect(document.components(separatedBy: "data-part=\"").count == 1)
  }

  @Test("What is drawn later is kept byte for byte: the same bytes once, and texts that only look alike apart")
  func pieces() {
    let composed = DrawnOnDemand.Piece.cut("<p>caf\u{E9}\n<p>plain")
    let decomposed = DrawnOnDemand.Piece.cut("<p>cafe\u{301}\n<p>plain")
    #expect(composed.map(\.text) == ["<p>caf\u{E9}\n", "<p>plain"])
    #expect(composed[0] != decomposed[0] && composed[1] == decomposed[1])
    #expect(Set(composed + decomposed).count == 3)
    #expect(DrawnOnDemand.Piece.cut("").isEmpty)
  }
}
