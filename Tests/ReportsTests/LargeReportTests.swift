import Foundation
import Judgement
import Synchronization
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

  @Test("Of a page's transcripts no more are in memory than are drawn ahead, and each is read once")
  func window() {
    let sample = Sample.network(sites: 6, requirements: 231)
    let paths = sample.transcripts.keys.sorted()
    #expect(paths.count > 4 * TranscriptFragment.window)
    let read = Mutex<[String]>([])
    let source = TranscriptSource { path in
      read.withLock { $0.append(path) }
      return sample.transcripts[path]
    }
    var store = DrawnOnDemand()
    var fragment = TranscriptFragment(transcripts: source, hexBytes: 64)
    fragment.expect(paths)
    for (shown, path) in paths.enumerated() {
      #expect(!fragment.render(path, into: &store).text.contains("was not at hand"))
      #expect(read.withLock { $0.count } - shown <= TranscriptFragment.window)
    }
    #expect(read.withLock { $0.sorted() } == paths)
  }

  @Test("A page is the same bytes whether its transcripts are held or read as it shows them, whatever was awaited")
  func sources() {
    let sample = Sample.network(sites: 6, requirements: 40)
    let held = HTMLRunReport.render(sample.scorecard, transcripts: sample.transcripts)
    let read = HTMLRunReport.render(
      sample.scorecard, transcripts: TranscriptSource { path in sample.transcripts[path] })
    #expect(held == read)
    let paths = sample.transcripts.keys.sorted()
    func drawn(awaiting awaited: [String]) -> (String, String) {
      var store = DrawnOnDemand()
      var fragment = TranscriptFragment(transcripts: TranscriptSource(sample.transcripts), hexBytes: 64)
      fragment.expect(awaited)
      let text = paths.map { fragment.render($0, into: &store).text }.joined()
      return (text, store.html.text)
    }
    let first = drawn(awaiting: paths)
    let halves = paths.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    for awaited in [[], paths.reversed(), paths + paths, ["not there"] + halves] {
      #expect(drawn(awaiting: awaited) == first)
    }
  }

  @Test("A transcript that cannot be read is named as missing, wherever it is awaited")
  func missing() {
    var store = DrawnOnDemand()
    var fragment = TranscriptFragment(transcripts: TranscriptSource([:]), hexBytes: 64)
    fragment.expect(["transcripts/a.json"])
    for path in ["transcripts/a.json", "transcripts/b.json"] {
      #expect(fragment.render(path, into: &store).text.contains("<code>\(path)</code> was not at hand"))
    }
  }
}
