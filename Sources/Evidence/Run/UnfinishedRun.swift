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
      throw .notBegun(path: folder.path)
    }
    manifest = try RunDirectoryReader.manifest(in: folder)
    let bytes =
      FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunLayout.evidence).path)
      ? try RunDirectoryReader.bytes(at: RunLayout.evidence, in: folder) : Data()
    let (records, end) = Self.chain(in: bytes)
    self.end = end
    self.records = records.filter { record in
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

  /// Reads lines as far as they are whole and follow each other.
  private static func chain(in bytes: Data) -> ([EvidenceRecord], ChainEnd) {
    var records: [EvidenceRecord] = []
    var end = ChainEnd()
    var rest = bytes[...]
    while let newline = rest.firstIndex(of: 0x0A) {
      let line = rest[rest.startIndex..<newline]
      guard let link = try? RecordCoding.read(EvidenceLink.self, from: Data(line)), link.sequence == end.sequence,
        link.previous == end.previous
      else { break }
      records.append(link.record)
      end.sequence += 1
      end.previous = Digest.sha256(line)
      end.length += line.count + 1
      rest = rest[rest.index(after: newline)...]
    }
    return (records, end)
  }

  private static func isWhole(_ transcript: String, in folder: URL) -> Bool {
    guard RunLayout.isContained(transcript),
      let bytes = try? Data(contentsOf: folder.appendingPathComponent(transcript))
    else { return false }
    return (try? RecordCoding.read(Transcript.self, from: bytes)) != nil
  }
}
