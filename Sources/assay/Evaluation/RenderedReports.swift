import Evidence
import Foundation
import Judgement
import Rendering
import Reports
import Specification

/// The reports of a run that need no other program, rendered side by side.
struct RenderedReports: Sendable {
  private let files: [ReportFormat: Data]

  /// Renders those of the formats that can be.
  ///
  /// - Throws: `ExitStatus.invalidFile` where a transcript that one of them shows cannot be read.
  init(
    _ scorecard: Scorecard, transcripts: RecordedTranscripts, pictures: [Citation: PagePicture],
    formats: [ReportFormat]
  ) throws {
    let rendered = formats.concurrentMap { format -> (ReportFormat, Data)? in
      switch format {
      case .html:
        (format, Data(HTMLRunReport.render(scorecard, transcripts: transcripts.source, pictures: pictures).utf8))
      case .json: (try? ScorecardCoding.encode(scorecard)).map { (format, Data($0)) }
      case .junit: (format, Data(JUnitReport.render(scorecard).utf8))
      default: nil
      }
    }
    try transcripts.check()
    files = Dictionary(rendered.compactMap(\.self), uniquingKeysWith: { first, _ in first })
  }

  /// The bytes of a report; nil where it was not rendered.
  subscript(format: ReportFormat) -> Data? { files[format] }
}
