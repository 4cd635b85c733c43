import Evidence
import Foundation
import Judgement
import Rendering
import Reports
import Specification
import Synchronization

/// The reports of a run that need no other program, rendered side by side.
struct RenderedReports: Sendable {
  private let files: [ReportFormat: Data]
  /// The JSON where it lies on the disk already.
  let staged: Staged?

  /// The JSON as it lies in a record's folder, as verdicts and as report, under names that are not theirs yet: it is written
  /// while the page is drawn.
  struct Staged: Sendable {
    let folder: URL
    let verdicts: RunSeal.StagedVerdicts

    /// Nil where it cannot be written, which whoever writes it in the end then says.
    fileprivate init?(_ bytes: Data, in folder: URL) {
      do {
        verdicts = try RunSeal.stage(verdicts: bytes, in: folder)
        try DurableFile.stage(bytes, for: Self.report(in: folder))
      } catch {
        Self.unstage(in: folder)
        return nil
      }
      self.folder = folder
    }

    /// Gives the report its name; false where it cannot be.
    func settleReport(in other: URL) -> Bool {
      other.path == folder.path && (try? DurableFile.settle(Self.report(in: folder))) != nil
    }

    fileprivate static func unstage(in folder: URL) {
      RunSeal.unstage(in: folder)
      DurableFile.unstage(report(in: folder))
    }

    private static func report(in folder: URL) -> URL { folder.appendingPathComponent(RunReports.json) }
  }

  /// Renders those of the formats that can be.
  ///
  /// - Parameter folder: The folder of the record that is going to be sealed with the JSON, which is then put there at once; nil
  ///   where none is.
  /// - Throws: `ExitStatus.invalidFile` where a transcript that one of them shows cannot be read.
  init(
    _ scorecard: Scorecard, transcripts: RecordedTranscripts, pictures: [Citation: PagePicture],
    formats: [ReportFormat], sealing folder: URL? = nil
  ) throws {
    let staged = Mutex<Staged?>(nil)
    let rendered = formats.concurrentMap { format -> (ReportFormat, Data)? in
      switch format {
      case .html:
        return (format, Data(HTMLRunReport.render(scorecard, transcripts: transcripts.source, pictures: pictures).utf8))
      case .json:
        guard let bytes = (try? ScorecardCoding.encode(scorecard)).map({ Data(keeping: $0) }) else { return nil }
        if let folder {
          let written = Staged(bytes, in: folder)
          staged.withLock { $0 = written }
        }
        return (format, bytes)
      case .junit: return (format, Data(JUnitReport.render(scorecard).utf8))
      default: return nil
      }
    }
    self.staged = staged.withLock { $0 }
    do { try transcripts.check() } catch {
      if let folder { Staged.unstage(in: folder) }
      throw error
    }
    files = Dictionary(rendered.compactMap(\.self), uniquingKeysWith: { first, _ in first })
  }

  /// The bytes of a report; nil where it was not rendered.
  subscript(format: ReportFormat) -> Data? { files[format] }
}

extension Data {
  /// Bytes that are kept where they are, as long as they are asked for: verdicts are a hundred megabytes at times.
  fileprivate init(keeping bytes: [UInt8]) {
    self = bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress, !buffer.isEmpty else { return Data() }
      return Data(
        bytesNoCopy: UnsafeMutableRawPointer(mutating: base), count: buffer.count,
        deallocator: .custom { _, _ in withExtendedLifetime(bytes) {} })
    }
  }
}
