import Foundation
import Judgement
import Testing

@testable import Reports

@Suite("Samples on disk")
struct RenderSamples {
  @Test(
    "The samples are written where REPORTS_SAMPLES says, to be looked at",
    .enabled(if: ProcessInfo.processInfo.environment["REPORTS_SAMPLES"] != nil))
  func write() throws {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["REPORTS_SAMPLES"]!)
    try StyleSheet.text.write(to: folder.appending(path: "style.css"), atomically: true, encoding: .utf8)
    try Script.text.write(to: folder.appending(path: "script.js"), atomically: true, encoding: .utf8)
    for (name, sample) in [("northgate", Sample.first), ("halden", Sample.second), ("ideal", Sample.perfect)] {
      try HTMLRunReport.render(sample.scorecard, transcripts: sample.transcripts)
        .write(to: folder.appending(path: "\(name).html"), atomically: true, encoding: .utf8)
    }
    let comparison = try Comparison(of: [Sample.first, Sample.second, Sample.perfect].map(\.scorecard))
    let reports = ["northgate": "northgate.html", "halden": "halden.html", "ideal": "ideal.html"]
    try HTMLComparisonReport.render(comparison, reports: reports)
      .write(to: folder.appending(path: "compared.html"), atomically: true, encoding: .utf8)
    for (name, cards) in [
      ("compared-2", Array([Sample.first, Sample.second].map(\.scorecard))),
      ("compared-3", HTMLComparisonReportTests.scorecards), ("compared-12", HTMLComparisonReportTests.hostile),
    ] {
      try HTMLComparisonReport.render(
        try Comparison(of: cards), prices: HTMLComparisonReportTests.prices(cards)
      ).write(to: folder.appending(path: "\(name).html"), atomically: true, encoding: .utf8)
    }
    let text = TextSummary.render(Sample.first.scorecard, reports: ["Reports/demo/northgate/index.html"])
    try text.write(to: folder.appending(path: "summary.txt"), atomically: true, encoding: .utf8)
  }
}
