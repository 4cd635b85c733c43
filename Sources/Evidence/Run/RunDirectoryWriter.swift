import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Writes a run directory: the only writer of the record.
///
/// An actor because probes finish in any order and the evidence file is one chain.
public actor RunDirectoryWriter {
  /// The folder.
  public nonisolated let folder: URL
  /// The manifest as it will be written next.
  public private(set) var manifest: RunManifest

  private let evidence: FileHandle
  private var previous = ""
  private var sequence = 0
  /// Folder of the transcripts within the run directory.
  private let transcripts: String

  /// Room that must be free before a run starts, in bytes.
  public static let minimumFree: Int64 = 64 * 1_048_576

  /// Prepares the folder before anything is sent.
  ///
  /// - Throws: `RunDirectoryError` when the folder cannot be written, is occupied, or the disk is full.
  public init(folder: URL, manifest: RunManifest, replace: Bool) throws(RunDirectoryError) {
    try Self.prepare(folder, replace: replace)
    self.folder = folder
    self.manifest = manifest
    transcripts = RunLayout.transcripts
    let path = folder.appendingPathComponent(RunLayout.evidence).path
    guard FileManager.default.createFile(atPath: path, contents: nil), let handle = FileHandle(forWritingAtPath: path)
    else { throw .notWritable(path: path, reason: String(cString: strerror(errno))) }
    evidence = handle
    do {
      try RecordCoding.document(manifest).write(to: folder.appendingPathComponent(RunLayout.manifest))
    } catch {
      throw .notWritable(path: folder.path, reason: error.localizedDescription)
    }
  }

  /// Takes up a closed record, so that evidence of some requirements can be gathered again. Until it is closed anew it has
  /// no fingerprints, as one that was broken off.
  ///
  /// - Throws: `RunDirectoryError` when the record does not hold or cannot be written.
  public init(continuing folder: URL, with repetition: RunManifest.Repetition) throws(RunDirectoryError) {
    let reader = try RunDirectoryReader(folder: folder)
    let end = try reader.endOfEvidence()
    self.folder = folder
    transcripts = "\(RunLayout.transcripts)/again-\(repetition.number)"
    previous = end.digest
    sequence = end.count
    var manifest = reader.manifest
    manifest.repetitions = (manifest.repetitions ?? []) + [repetition]
    manifest.endedAt = nil
    self.manifest = manifest
    do {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(RunLayout.sums))
      try RecordCoding.document(manifest).write(to: folder.appendingPathComponent(RunLayout.manifest))
      evidence = try FileHandle(forWritingTo: folder.appendingPathComponent(RunLayout.evidence))
      try evidence.seekToEnd()
    } catch {
      throw .notWritable(path: folder.path, reason: error.localizedDescription)
    }
  }

  private static func prepare(_ folder: URL, replace: Bool) throws(RunDirectoryError) {
    let manager = FileManager.default
    if let content = try? manager.contentsOfDirectory(atPath: folder.path), !content.isEmpty {
      guard content.contains(RunLayout.manifest) else { throw .notARun(path: folder.path) }
      guard replace else { throw .occupied(path: folder.path) }
      for name in content where RunLayout.recorded.union(RunLayout.renderings).contains(name) || name == RunLayout.sums
      {
        do { try manager.removeItem(at: folder.appendingPathComponent(name)) } catch {
          throw .notWritable(path: folder.path, reason: error.localizedDescription)
        }
      }
    }
    do {
      try manager.createDirectory(
        at: folder.appendingPathComponent(RunLayout.transcripts), withIntermediateDirectories: true)
    } catch {
      throw .notWritable(path: folder.path, reason: error.localizedDescription)
    }
    var statistics = statvfs()
    if statvfs(folder.path, &statistics) == 0 {
      let free = Int64(
        clamping: UInt64(statistics.f_bavail).multipliedReportingOverflow(by: UInt64(statistics.f_frsize)).partialValue)
      if free < minimumFree { throw .diskFull(path: folder.path, free: free, needed: minimumFree) }
    }
  }

  /// Adds a file of the record; `path` is relative to the run directory.
  public func add(_ bytes: some DataProtocol, at path: String) throws(RunDirectoryError) {
    guard RunLayout.isContained(path) else { throw .notWritable(path: path, reason: "it leaves the run directory") }
    let file = folder.appendingPathComponent(path)
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file, options: .atomic)
    } catch {
      throw .notWritable(path: file.path, reason: error.localizedDescription)
    }
  }

  /// Adds a transcript and answers its path within the run directory.
  ///
  /// - Parameter number: The place of the step in the plan, `12-3`: a path says nothing of the order in which probes
  ///   came to their ends, so that the same evidence gives the same record.
  public func add(transcript: Transcript, of step: String, number place: String) throws(RunDirectoryError) -> String {
    let name = step.unicodeScalars.map {
      $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0)) ? String($0) : "-"
    }
    let digits = place.prefix { $0 != "-" }.count
    let number = String(repeating: "0", count: max(0, 5 - digits)) + place
    let path = "\(transcripts)/\(number)-\(name.joined().prefix(80)).json"
    do { try add(try RecordCoding.document(transcript), at: path) } catch let error as RunDirectoryError {
      throw error
    } catch {
      throw .malformed(file: path, line: nil, reason: error.localizedDescription)
    }
    return path
  }

  /// Appends evidence to the chain.
  public func append(_ record: EvidenceRecord) throws(RunDirectoryError) {
    let link = EvidenceLink(sequence: sequence, previous: previous, record: record)
    do {
      var line = try RecordCoding.line(link)
      previous = Digest.sha256(line)
      line.append(0x0A)
      try evidence.write(contentsOf: line)
    } catch {
      throw .notWritable(path: RunLayout.evidence, reason: error.localizedDescription)
    }
    sequence += 1
  }

  /// Changes the manifest in memory; `close` writes it.
  public func update(_ change: @Sendable (inout RunManifest) -> Void) { change(&manifest) }

  /// Ends the record: writes the manifest, the verdicts where they are given, and the fingerprints.
  public func close(verdicts: Data?) throws(RunDirectoryError) {
    do {
      try evidence.synchronize()
      try evidence.close()
    } catch {
      throw .notWritable(path: RunLayout.evidence, reason: error.localizedDescription)
    }
    try RunSeal.write(manifest, verdicts: verdicts, in: folder)
  }
}

/// One line of `evidence.jsonl`.
struct EvidenceLink: Codable {
  /// Number of the line, from 0.
  var sequence: Int
  /// SHA-256 of the line before, empty for the first.
  var previous: String
  /// The evidence.
  var record: EvidenceRecord
}
