import Evidence
import Judgement
import Reports
import Synchronization

/// The transcripts of a record that a scorecard names, each read when a report asks for it.
///
/// A report goes on without one that cannot be read; `check` is to be asked before the report is written.
final class RecordedTranscripts: Sendable {
  private let reader: RunDirectoryReader
  /// What the scorecard names.
  private let paths: Set<String>
  private let faults = Mutex<[String: RunDirectoryError]>([:])

  init(_ reader: RunDirectoryReader, of scorecard: Scorecard) {
    self.reader = reader
    paths = Set(
      scorecard.groups.flatMap(\.requirements).flatMap(\.bindings).flatMap(\.evidence).flatMap(\.steps)
        .compactMap(\.transcript))
  }

  /// For reports.
  var source: TranscriptSource { TranscriptSource { path in self.transcript(path) } }

  /// Holds that all that was asked for could be read.
  ///
  /// - Throws: `ExitStatus.invalidFile` where one could not, when the first of them was shown.
  func check() throws {
    guard let fault = faults.withLock({ $0.min { $0.key < $1.key }?.value }) else { return }
    Terminal.error("\(reader.folder.path): \(fault)")
    throw ExitStatus.invalidFile
  }

  private func transcript(_ path: String) -> Transcript? {
    guard paths.contains(path) else { return nil }
    do { return try reader.transcript(path) } catch {
      faults.withLock { $0[path] = error }
      return nil
    }
  }
}
