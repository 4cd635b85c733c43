import Foundation

/// What a run left that was ended before everything was gathered: by Ctrl-C, a signal, a crash or a power cut.
///
/// Of a record that was never closed the whole lines of evidence count as far as their chain holds; a line that was cut off
/// and whatever follows it was not gathered. So was evidence whose transcript is not there.
public struct UnfinishedRun: Sendable {
  /// The folder.
  public let folder: URL
  /// The manifest.
  public let manifest: RunManifest
  /// The evidence that is whole, in the order in which it was gathered.
  public let records: [EvidenceRecord]
  /// Where the chain goes on.
  let end: ChainEnd

  /// The end of a chain of evidence.
  struct ChainEnd: Hashable, Sendable {
    /// Number of the next line.
    var sequence = 0
    /// SHA-256 of the last line; empty where there is none.
    var previous = ""
    /// Length of the whole lines in bytes.
    var length = 0
  }

  /// Takes up what is in a folder.
  ///
  /// - Throws: `RunDirectoryError` where it holds no run, or a closed record that was altered.
  public init(folder: URL) throws(RunDirectoryError) {
    self.folder = folder
    let isClosed = FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunLayout.sums).path)
    if isClosed, let fault = try RunSeal.verify(folder).first { throw fault }
    guard FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunLayout.manifest).path) else {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder), isFolder.boolValue else {
        throw .noRun(in: folder)
      }
      throw .notBegun(path: folder.path)
    }
    manifest = try RunDirectoryReader.manifest(in: folder)
    let file = folder.appendingPathComponent(RunLayout.evidence)
    var reading = EvidenceChain.Reading<EvidenceRecord>()
    if FileManager.default.fileExists(atPath: file.path) {
      reading = try EvidenceChain.read(file, isClosed: false) { $0 }
    }
    end = reading.end
    records = reading.kept.filter { record in
      guard case .probe(let evidence) = record.content else { return true }
      return evidence.steps.compactMap(\.transcript).allSatisfy { Self.isWhole($0, in: folder) }
    }
  }

  /// The evidence that need not be gathered again: all but what a fault of the harness kept from showing anything.
  public var settled: [EvidenceRecord] {
    var latest: [EvidenceKey: EvidenceRecord] = [:]
    for record in records { latest[record.key] = record }
    return records.filter { latest[$0.key] == $0 && !$0.isSpoiled }
  }

  private static func isWhole(_ transcript: String, in folder: URL) -> Bool {
    guard RunLayout.isContained(transcript),
      let bytes = try? Data(contentsOf: folder.appendingPathComponent(transcript))
    else { return false }
    return (try? RecordCoding.read(Transcript.self, from: bytes)) != nil
  }
}
