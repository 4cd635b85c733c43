import Judgement
import TestPeers
import Testing

@testable import Reports

/// A proof as a board and as a log read it.
@Suite("Proof as page and as text")
struct ProofReportTests {
  private static func trial(_ name: String, _ noticed: [String], apart: [String] = []) -> Proof.Trial {
    Proof.Trial(
      name: name, actor: String(name.prefix { $0 != "." }), sentence: "It does <\(name)>.", clause: "PS3.4 §A",
      harm: "Somebody waits.", tried: noticed, noticed: noticed, unsettled: [], apart: apart)
  }

  static func proof(bites: Bool) -> Proof {
    let rows = (1...6).map {
      Proof.Row(
        id: "R-\($0)", title: "Title \($0)", group: $0 < 4 ? "Connecting" : "Storing", actors: ["archive"], sound: .met)
    }
    return Proof(
      specification: "small", version: "1.0.0", title: "Small specification", networks: ["One", "Two"], tool: "assay 1",
      rows: rows,
      trials: [
        trial("archive.echo.fails", bites ? rows.map(\.id) : ["R-1"]), trial("broker.ack.twice", bites ? ["R-2"] : []),
      ],
      omissions: [
        Proof.Omission(id: "T-1", title: "Needs TLS", group: "Security", reason: "The network has no TLS."),
        Proof.Omission(id: "T-2", title: "Needs it too", group: "Security", reason: "The network has no TLS."),
      ], triesEveryDefect: true, triesEveryRequirement: true)
  }

  @Test("The page says what holds, area by area, and leads from a defect to what notices it")
  func page() {
    let page = HTMLProofReport.render(Self.proof(bites: true))
    #expect(page.contains("Every requirement was seen to pass and to fail, every defect was caught"))
    #expect(page.contains("6 of 6 requirements") && page.contains("2 of 2 defects") && page.contains("One; Two"))
    #expect(page.contains("<summary>6 requirements</summary>") && page.contains("<a href=\"#R-2\">R-2</a>"))
    #expect(page.contains("It does &lt;archive.echo.fails&gt;."), "what the catalogue says is text")
  }

  @Test("What is wrong stands first, a sentence each")
  func faults() throws {
    let page = HTMLProofReport.render(Self.proof(bites: false))
    let notice = try #require(page.firstRange(of: "! 6 faults."))
    #expect(notice.lowerBound < (try #require(page.firstRange(of: "How far it was tried"))).lowerBound)
    #expect(page.contains("R-2 never failed") && page.contains("broker.ack.twice is not caught"))
  }

  @Test("The text counts area by area, and names with its reason what is not provable, within the terminal's columns")
  func text() {
    let text = ProofText.render(Self.proof(bites: true), columns: 100)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.contains("Connecting: 3 of 3 seen to pass and to fail") && lines.contains("broker: 1 of 1 caught"))
    #expect(lines.contains("     2  The network has no TLS.") && lines.contains("          T-1, T-2"))
    #expect(text.hasSuffix("6 of 6 requirements were seen to pass and to fail\n  2 of 2 defects are caught"))
  }

  @Test("axe-core finds nothing against the page", .enabled(if: ExternalTool.hasChromium), arguments: [true, false])
  func accessible(bites: Bool) throws {
    #expect(try PageInspection.accessibilityFaults(of: HTMLProofReport.render(Self.proof(bites: bites))) == "")
  }
}
