import ArgumentParser
import Evidence
import Foundation
import Inventory
import Judgement
import Rendering
import Reports
import Specification

/// Formats of a run's report.
enum ReportFormat: String, CaseIterable, ExpressibleByArgument {
  case html
  case json
  case junit
  case sarif
  case ctrf
  case oscal
  case csv
  case markdown
  case baseline
  case pcap
  case badge
  case `public`
  case xlsx
  case pdf

  /// What every run leaves.
  static let ordinary: [ReportFormat] = [.html, .json, .junit]
  /// What a gate leaves.
  static let gate: [ReportFormat] = [.html, .json, .junit, .sarif, .ctrf, .oscal, .csv, .markdown]

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
  /// Name of the JSON.
  static let json = "report.json"

  /// Writes the formats and answers the files' paths.
  ///
  /// - Parameters:
  ///   - pictures: how places look that documents with pages are cited at.
  ///   - gate: what a gate says of the scorecard; that alone where nil.
  ///   - places: where each requirement stands in the specification.
  ///   - network: the network that was evaluated.
  ///   - specification: the specification's folder as seen from the repository; nil where it is unknown.
  ///   - rendered: reports of the scorecard that were rendered before.
  /// - Throws: `ExitStatus.harness` when a file cannot be written, `ExitStatus.invalidFile` when a transcript cannot be read.
  ///   A PDF that cannot be made keeps no other format back.
  static func write(
    _ scorecard: Scorecard, transcripts: RecordedTranscripts, formats: [ReportFormat], to folder: URL,
    pictures: [Citation: PagePicture] = [:], gate: GateReport? = nil, places: [String: SourceSpan] = [:],
    network: Network? = nil, specification: String? = nil, rendered: RenderedReports? = nil
  ) throws -> [String] {
    var written: [String] = []
    var paper: PaperError?
    let rendered =
      try rendered ?? RenderedReports(scorecard, transcripts: transcripts, pictures: pictures, formats: formats)
    let gate =
      gate ?? GateReport(scorecard, changes: nil, flaky: [], waivers: [], horizon: scorecard.run.now, threshold: nil)
    for format in formats {
      switch format {
      case .html: if let page = rendered[format] { written += [try put(page, "index.html", folder)] }
      case .json:
        guard let bytes = rendered[format] else { continue }
        let isWritten = rendered.staged?.settleReport(in: folder) ?? false
        written += [
          isWritten ? folder.appendingPathComponent(json).relativePath : try put(bytes, json, folder),
          try put(Data(ReportSchema.text.utf8), ReportSchema.fileName, folder),
        ]
      case .junit: if let suite = rendered[format] { written += [try put(suite, "junit.xml", folder)] }
      case .sarif:
        let text = SARIFReport.render(scorecard, places: places, folder: specification)
        written += [try put(Data(text.utf8), "report.sarif", folder)]
      case .ctrf: written += [try put(Data(CTRFReport.render(gate).utf8), "ctrf-report.json", folder)]
      case .oscal: written += [try put(Data(OSCALReport.render(scorecard).utf8), "assessment-results.json", folder)]
      case .csv: written += [try put(Data(CSVReport.render(scorecard).utf8), "report.csv", folder)]
      case .markdown: written += [try put(Data(MarkdownSummary.render(gate).utf8), "summary.md", folder)]
      case .pcap:
        let bytes = try capture(scorecard, transcripts: transcripts, network: network)
        written += [try put(bytes, "exchanges.pcapng", folder)]
      case .badge: written += [try put(Data(BadgeImage.render(scorecard).utf8), "badge.svg", folder)]
      case .public: written += [try put(Data(PublicPage.render(scorecard).utf8), "public.html", folder)]
      case .baseline: written += [try put(Data(BaselineFile.render(scorecard).utf8), "baseline.yaml", folder)]
      case .xlsx: written += [try OfficeFiles.put(ScorecardWorkbook.workbook(gate), "report.xlsx", folder)]
      case .pdf:
        do {
          written += [try put(Data(try PaperPrinter.pdf(of: PaperReport.render(scorecard))), "report.pdf", folder)]
        } catch let error as PaperError {
          paper = error
        }
      }
    }
    if let paper {
      for path in written { Terminal.out(path) }
      Terminal.error("\(paper)")
      throw ExitStatus.harness
    }
    return written
  }

  /// Writes a capture of the exchanges to a file of its own.
  ///
  /// - Throws: `ExitStatus.harness` when it cannot be written.
  static func capture(
    _ scorecard: Scorecard, transcripts: RecordedTranscripts, network: Network?, to file: String
  ) throws -> String {
    let place = URL(fileURLWithPath: file)
    let bytes = try capture(scorecard, transcripts: transcripts, network: network)
    return try put(bytes, place.lastPathComponent, place.deletingLastPathComponent())
  }

  private static func capture(
    _ scorecard: Scorecard, transcripts: RecordedTranscripts, network: Network?
  ) throws -> Data {
    let bytes = PacketCapture.render(scorecard, transcripts: transcripts.source, network: network)
    try transcripts.check()
    return Data(bytes)
  }

  /// Writes one file.
  static func put(_ data: Data, _ name: String, _ folder: URL) throws -> String {
    let file = folder.appendingPathComponent(name)
    do {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file, options: .atomic)
    } catch {
      Terminal.error("\(file.path): cannot be written: \(error.systemReason). Choose another folder.")
      throw ExitStatus.harness
    }
    return file.relativePath
  }
}
