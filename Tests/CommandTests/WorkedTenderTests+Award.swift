import Foundation
import Testing

extension WorkedTenderTests {
  /// What each evaluator gave, who does not count, what they agreed on and when it was written stand on the award's page, in
  /// its record and in its workbook.
  func consensus(_ tender: WorkedTender) throws {
    let page = try tender.text("award/index.html")
    for words in [
      "What evaluators gave and agreed on", "has a conflict of interest, and does not count: Wrote a part of it.",
      "<b><bdi>third</bdi></b> abstained: third saw it so.",
      "<b><bdi>third</bdi></b> <span class=\"muted\">(not counted)</span>: <b>denied</b>.",
      "<b>2</b>. Agreed after the demonstration.", "moderation.xlsx", "What was written when:",
    ] { #expect(page.contains(words), "\(words)") }
    struct Changes: Decodable {
      struct Lot: Decodable { var standings: [Standing] }
      struct Standing: Decodable {
        var bid: String
        var consensus: Consensus?
      }
      struct Consensus: Decodable {
        var conflicts: [Recusal]
        var decisions: [Decision]
      }
      struct Recusal: Decodable { var evaluator: String }
      struct Decision: Decodable {
        var requirement: String
        var changes: [Change]
      }
      struct Change: Decodable {
        var at: String
        var by: String
        var gave: String
      }
      var lots: [Lot]
    }
    let record = try JSONDecoder().decode(Changes.self, from: Data(try tender.text("award/award.json").utf8))
    let dcmtk = try #require(record.lots.first?.standings.first { $0.bid == "dcmtk" }?.consensus)
    #expect(dcmtk.conflicts.map(\.evaluator) == ["third"])
    #expect(dcmtk.decisions.map(\.requirement) == ["EXC-1@1", "EXC-2@1", "PAP-1@1"])
    #expect(
      dcmtk.decisions[1].changes.map { "\($0.by) \($0.gave)" } == [
        "first.xlsx 4", "second.xlsx 4", "third.xlsx 0", "moderation.xlsx 4",
      ])
    #expect(dcmtk.decisions[1].changes.allSatisfy { $0.at.wholeMatch(of: #/20\d\d-.*Z/#) != nil })
    let sheet = try tender.python(
      """
      import openpyxl, sys
      sheet = openpyxl.load_workbook(sys.argv[1])['Consensus']
      print([[c.value for c in row][:5] for row in sheet if row[0].value == 'DCMTK' and row[3].value == 'third'][:2])
      """, "award/award.xlsx")
    #expect(sheet.contains("['DCMTK', 'the whole bid', None, 'third', 'conflict of interest']"), "\(sheet)")
  }

  /// Each bidder's summary, as DOCX and as PDF, has its own scores and reasons and nothing of the others but what the law asks.
  func summaries(_ tender: WorkedTender) async throws {
    let written = try await tender.assay(
      "award", "tender.yaml", "--evaluation", "evaluation", "--out", "award", "--samples", "50", "--summaries")
    #expect(written.status == 0, "\(written.error)\(written.output)")
    let own = [
      "orthanc": ["Your tender is the most advantageous tender", "86.50"],
      "dcmtk": ["The contract is not being awarded to you", "that of Orthanc", "84.00", "86.50"],
      "reference": ["takes no part in the ranking", "EXC-1 (Title of EXC-1) is contradicted"],
    ]
    let secrets = [
      "orthanc": ["900000", "900,000", "Planned for the spring release"],
      "dcmtk": ["1200000", "1,200,000", "DCMTK", "as an SCP", "statement.txt", "Not offered"],
      "reference": ["600000", "600,000", "Sons", "As delivered"],
    ]
    for (bid, phrases) in own {
      let texts = try tender.python(
        """
        import re, subprocess, sys, zipfile
        word = zipfile.ZipFile(sys.argv[1])
        assert word.testzip() is None
        print(re.sub('<[^>]+>', ' ', ''.join(word.read(n).decode() for n in word.namelist())))
        print('=====')
        print(subprocess.run(['pdftotext', '-layout', sys.argv[2], '-'], capture_output=True, text=True, check=True).stdout)
        """, "award/summaries/\(bid)/assessment-summary.docx", "award/summaries/\(bid)/assessment-summary.pdf"
      ).components(separatedBy: "=====\n")
      #expect(texts.count == 2)
      for text in texts.map({ $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }) {
        for phrase in phrases { #expect(text.contains(phrase), "\(bid): \(phrase)") }
        #expect(!text.contains("Draft"))
        for (other, words) in secrets where other != bid {
          for word in words { #expect(!text.contains(word), "\(bid) reads of \(other): \(word)") }
        }
        // Who gave which mark is nobody's business but the board's.
        for evaluator in ["first: ", "second: ", "third", "Wrote a part"] {
          #expect(!text.contains(evaluator), "\(bid) reads of an evaluator: \(evaluator)")
        }
      }
    }
    #expect(!FileManager.default.fileExists(atPath: tender.path("award/summaries/orthanc/index.html")))
  }
}
