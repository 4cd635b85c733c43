import ArgumentParser
import Evidence
import Foundation
import Judgement
import Reports

/// Formats of a run's report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case html
  case json
  case junit

  /// Reads `html,json,junit`.
  static func list(_ text: String) throws -> [ReportFormat] {
    try text.split(separator: ",").map { name in
      guard let format = ReportFormat(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
        throw ValidationError("--format \(name): expected \(allCases.map(\.rawValue).joined(separator: ", ")).")
      }
      return format
    }
  }
}

/// Writes renderings of a scorecard.
enum RunReports {
  /// Writes the formats and answers the files' paths.
  ///
  /// - Throws: `ExitStatus.harness` when a file cannot be written.
  static func write(
    _ scorecard: Scorecard, transcripts: [String: Transcript], formats: [ReportFormat], to folder: URL
  ) throws -> [String] {
    var written: [String] = []
    for format in formats {
      switch format {
      case .html:
        written += [try put(Data(HTMLRunReport.render(scorecard, transcripts: transcripts).utf8), "index.html", folder)]
      case .json:
        guard let bytes = try? ScorecardCoding.encode(scorecard) else { continue }
        written += [
          try put(Data(bytes), "report.json", folder),
          try put(Data(ReportSchema.text.utf8), ReportSchema.fileName, folder),
        ]
      case .junit: written += [try put(Data(JUnitReport.render(scorecard).utf8), "junit.xml", folder)]
      }
    }
    return written
  }

  /// Writes one file.
  static func put(_ data: Data, _ name: String, _ folder: URL) throws -> String {
    let file = folder.appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file, options: .atomic)
    } catch {
      Terminal.error("\(file.path): cannot be written: \(error.localizedDescription)")
      throw ExitStatus.harness
    }
    return file.relativePath
  }
}
