import Evidence
import Foundation
import Inventory
import Judgement
import Office
import Reports
import Specification
import TestPeers
import Testing

@testable import Procurement

@Suite("Assessment summaries")
struct AssessmentSummaryTests {
  /// Words of a bid that nobody else may read.
  private static func planted(_ bid: String, _ rows: [Cards.Row]) -> Scorecard {
    let rows = rows.map { row in
      var row = row
      row.why = "why-\(bid)-\(row.id)"
      row.evidence = [
        EvidenceVerdict(
          id: "claim", kind: .statement, result: .holds, why: "evidence-\(bid)-\(row.id)",
          findings: [], citations: [Citation(document: "document-\(bid).pdf", sha256: "", words: "words-\(bid)")],
          steps: [])
      ]
      return row
    }
    var card = Cards.card(bid, bidder: "bidder-\(bid)", groups: LotDecisionTests.groups, rows)
    card.bid.products = ["product-\(bid)"]
    return card
  }

  private static let cards = [
    planted("best", [LotDecisionTests.first(.met), Cards.Row("STO-2", .met), Cards.Row("QRY-1", .notMet)]),
    planted(
      "next", [LotDecisionTests.first(.met), Cards.Row("STO-2", .notMet), Cards.Row("QRY-1", .partlyMet, low: "2/5")]),
    planted("last", [LotDecisionTests.first(.notMet), Cards.Row("STO-2", .met), Cards.Row("QRY-1", .met)]),
  ]
  private static let prices = [120_011, 100_022, 60_033]

  private static func award(_ prices: [Int?] = prices) throws -> Award {
    let lot = try Cards.decide(Cards.tender(), Array(zip(cards, prices)))
    return Award(tender: Cards.tender(), lots: [lot], day: "2026-01-01", tool: "assay")
  }

  private static func document(_ bid: String, _ award: Award) throws -> TextDocument {
    try #require(
      AssessmentSummary(
        for: bid, in: award.lots[0], of: award,
        scorecards: Dictionary(uniqueKeysWithValues: cards.map { ($0.bid.id, $0) }))
    ).document
  }

  @Test(
    "It holds the bidder's own reasons and nothing of another bid's words, prices, products or names", arguments: 0..<3)
  func confidential(index: Int) throws {
    let own = ["best", "next", "last"][index]
    let document = try Self.document(own, try Self.award())
    let forms = [PlainDocument.render(document), HTMLDocument.render(document), try Self.words(ofWord: document)]
    for text in forms {
      #expect(text.contains("why-\(own)-STO-2") && text.contains("evidence-\(own)-QRY-1"))
      for (number, other) in ["best", "next", "last"].enumerated() where number != index {
        for planted in ["why-", "evidence-", "document-", "words-", "product-"] {
          #expect(!text.contains(planted + other), "\(own) reads \(planted)\(other)")
        }
        #expect(!text.contains(String(Self.prices[number])))
        #expect(text.contains("bidder-\(other)") == (other == "best"))
      }
    }
  }

  @Test("Who did not win reads the winner's name and scores, and for which requirements it earned more")
  func comparison() throws {
    let text = PlainDocument.render(try Self.document("next", try Self.award()), width: 400)
    #expect(text.contains("The most advantageous tender is that of bidder-best."))
    #expect(text.contains("STO-2 Title of STO-2"))
    let best = try #require(text.components(separatedBy: "THE MOST ADVANTAGEOUS TENDER").last)
    #expect(!best.contains("QRY-1"), "it earned less there")
    #expect(!text.contains("Draft"))
  }

  @Test("An excluded bidder reads its exact reason")
  func excluded() throws {
    let text = PlainDocument.render(try Self.document("last", try Self.award()), width: 400)
    #expect(text.contains("STO-1 (Title of STO-1) is not met. why-last-STO-1"))
  }

  @Test("While the result is provisional it is a draft")
  func draft() throws {
    let text = PlainDocument.render(try Self.document("next", try Self.award([100, nil, 100])), width: 400)
    #expect(text.contains("Draft, not to be provided"))
    #expect(!text.contains("bidder-best"))
  }

  /// The text of the main part of a package, whose members another implementation unpacks.
  private static func words(ofWord document: TextDocument) throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).docx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(try WordDocument.package(document)).write(to: file)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c",
      "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);print(b''.join(map(z.read,z.namelist())).decode())",
      file.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}
