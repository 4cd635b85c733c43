import Foundation
import TestPeers
import Testing

@testable import Reports

/// The pages in a browser, with their script.
@Suite("Pages in a browser", .serialized, .enabled(if: ExternalTool.hasChromium))
struct BrowserTests {
  /// Identifiers of the requirements that are not hidden.
  static func shown(_ document: String) -> [String] {
    document.matches(of: /<details class="r [^>]*?id="([^"]*)"[^>]*>/).compactMap { match in
      match.0.contains("hidden") ? nil : String(match.1)
    }
  }

  @Test(
    "Filters in the address choose what is shown",
    arguments: [
      ("#state=contradicted", ["STO-010"]),
      ("#state=not-met,contradicted&level=mandatory", ["STO-010", "IDN-002"]),
      ("#group=CHR", ["CHR-001", "CHR-002", "CHR-003"]),
      ("#kind=declaration", ["STO-016"]),
      ("#q=htj2k", ["STO-017"]),
      ("#state=waived", ["IDN-002"]),
      ("#state=met&group=SEC", []),
    ])
  func filters(fragment: String, ids: [String]) throws {
    let document = try ExternalTool.document(HTMLRunReportTests.page(Sample.first), fragment)
    #expect(Self.shown(document) == ids)
    #expect(document.contains("\(ids.count) of 46 requirements shown"))
  }

  @Test(
    "Without filters everything is shown, whatever nonsense the address holds",
    arguments: ["", "#%", "#=&&x=1", "#nowhere"])
  func unfiltered(fragment: String) throws {
    let document = try ExternalTool.document(HTMLRunReportTests.page(Sample.first), fragment)
    #expect(Self.shown(document).count == 46)
    #expect(document.contains("All 46 requirements shown"))
  }

  @Test("A transcript is drawn when its address is opened, and not before")
  func transcript() throws {
    let details = try #require(
      Sample.first.transcripts.values.flatMap(\.entries).flatMap(\.details).first {
        !$0.contains { "<>&\"".contains($0) }
      })
    let page = HTMLRunReportTests.page(Sample.first)
    func body(_ document: String) -> String { document.components(separatedBy: "id=\"drawn\"").first ?? "" }
    #expect(!body(page).contains(details))
    #expect(try body(ExternalTool.document(page, "#transcript-none")).contains(details))
  }

  @Test("A requirement's address opens it")
  func deepLink() throws {
    let document = try ExternalTool.document(HTMLRunReportTests.page(Sample.first), "#STO-010")
    #expect(document.firstMatch(of: /id="STO-010"[^>]* open/) != nil)
    #expect(document.firstMatch(of: /id="STO-001"[^>]* open/) == nil)
  }
}
