import Foundation
import Judgement
import Office
import Procurement
import Reports

/// Writes what an award comes to.
struct AwardFiles {
  /// Where it goes.
  let folder: URL

  /// Writes the record, the page and the workbook, and answers their paths.
  func write(_ award: Award) throws -> [String] {
    let page = try RunReports.put(Data(AwardPage.render(award).utf8), "index.html", folder)
    let record = try RunReports.put(try AwardFile.encode(award), "award.json", folder)
    return [page, record, try OfficeFiles.put(AwardWorkbook.workbook(award), "award.xlsx", folder)]
  }

  /// Writes the summary of each bidder into a folder of its own, so that none is sent along with another's.
  ///
  /// - Parameter scorecards: What the bids of each lot were judged to, by bid id.
  func writeSummaries(_ award: Award, scorecards: [[String: Scorecard]]) throws -> [String] {
    var written: [String] = []
    for (lot, scorecards) in zip(award.lots, scorecards) {
      for standing in lot.standings {
        guard let summary = AssessmentSummary(for: standing.bid, in: lot, of: award, scorecards: scorecards) else {
          continue
        }
        let path = (["summaries"] + [lot.id].compactMap { $0 } + [standing.bid]).joined(separator: "/")
        let document = summary.document
        written.append(try OfficeFiles.put(document, "\(path)/assessment-summary.docx", folder))
        let page = HTMLDocument.render(document, kicker: "Procurement Act 2023, section 50")
        let pdf: [UInt8]
        do throws(PaperError) { pdf = try PaperPrinter.pdf(of: page) } catch {
          Terminal.error("assay award: \(standing.bidder): \(error)")
          if error == .notInstalled { continue }
          throw ExitStatus.harness
        }
        written.append(try RunReports.put(Data(pdf), "\(path)/assessment-summary.pdf", folder))
      }
    }
    return written
  }
}
