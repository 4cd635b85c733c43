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

  /// The open file of the evidence, locked for as long as this process writes it.
  private let evidence: FileHandle
  private var end: UnfinishedRun.ChainEnd
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
    do throws(RunDirectoryError) { try Self.write(manifest, in: folder) } catch {
      guard case .unwritten(_, let reason) = error else { throw error }
      throw .notWritable(path: folder.path, reason: reason)
    }
    evidence = try Self.open(folder, flags: O_CREAT | O_TRUNC)
    end = UnfinishedRun.ChainEnd()
  }

  /// Goes on with a run that was ended too early: behind the evidence that is whole.
  ///
  /// - Returns: The writer, and the evidence that need not be gathered again.
  /// - Throws: `RunDirectoryError` when another process is writing it, or there is nothing to go on with.
  public static func resume(
    _ folder: URL, at moment: String
  ) throws(RunDirectoryError) -> (writer: RunDirectoryWriter, kept: [EvidenceRecord]) {
    _ = try UnfinishedRun(folder: folder)
    // Read again behind the lock: until then another process may have written.
    let evidence = try open(folder, flags: O_CREAT)
    let run = try UnfinishedRun(folder: folder)
    var manifest = run.manifest
    let kept = run.settled
    manifest.resumptions = (manifest.resumptions ?? []) + [RunManifest.Resumption(at: moment, kept: kept.count)]
    manifest.endedAt = nil
    // From here on it is a run under way, which the fingerprints do not hold of.
    for name in [RunLayout.sums, RunLayout.comingSums, RunLayout.verdicts] {
      try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
    }
    try removeStandIns(in: folder)
    try write(manifest, in: folder)
    guard ftruncate(evidence.fileDescriptor, off_t(run.end.length)) == 0,
      lseek(evidence.fileDescriptor, 0, SEEK_END) >= 0
    else { throw .unwritten(file: RunLayout.evidence, reason: String(cString: strerror(errno))) }
    return (RunDirectoryWriter(folder: folder, manifest: manifest, evidence: evidence, end: run.end), kept)
  }

  private init(folder: URL, manifest: RunManifest, evidence: FileHandle, end: UnfinishedRun.ChainEnd) {
    self.folder = folder
    self.manifest = manifest
    self.evidence = evidence
    self.end = end
    transcripts = RunLayout.transcripts
  }

  /// Opens the evidence, and keeps every other writer out until this process ends or closes it.
  private static func open(_ folder: URL, flags: Int32) throws(RunDirectoryError) -> FileHandle {
    let path = folder.appendingPathComponent(RunLayout.evidence).path
    let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC | (flags & ~O_TRUNC), 0o644)
    guard descriptor >= 0 else { throw .notWritable(path: path, reason: String(cString: strerror(errno))) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(path: folder.path) }
    if flags & O_TRUNC != 0, ftruncate(descriptor, 0) != 0 {
      throw .notWritable(path: path, reason: String(cString: strerror(errno)))
    }
    return handle
  }

  private static func write(_ manifest: RunManifest, in folder: URL) throws(RunDirectoryError) {
    let bytes: Data
    do { bytes = try RecordCoding.document(manifest) } catch {
      throw .unwritten(file: RunLayout.manifest, reason: error.systemReason)
    }
    try DurableFile.write(bytes, to: folder.appendingPathComponent(RunLayout.manifest), synchronized: true)
  }

  private static func removeStandIns(in folder: URL) throws(RunDirectoryError) {
    do {
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where DurableFile.isStandIn(path) {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(path))
      }
    } catch {
      throw .notWritable(path: folder.path, reason: error.systemReason)
    }
  }

  /// Takes up a closed record, so that evidence of some requirements can be gathered again. Until it is closed anew it has
  /// no fingerprints, as one that was broken off.
  ///
  /// - Throws: `RunDirectoryError` when the record does not hold or cannot be written.
  public init(continuing folder: URL, with repetition: RunManifest.Repetition) throws(RunDirectoryError) {
    let reader = try RunDirectoryReader(folder: folder)
    let evidenceEnd = try reader.endOfEvidence()
    self.folder = folder
    transcripts = "\(RunLayout.transcripts)/again-\(repetition.number)"
    var manifest = reader.manifest
    manifest.repetitions = (manifest.repetitions ?? []) + [repetition]
    manifest.endedAt = nil
    self.manifest = manifest
    evidence = try Self.open(folder, flags: 0)
    do {
      try FileManager.default.removeItem(at: folder.appendingPathComponent(RunLayout.sums))
      let length = try evidence.seekToEnd()
      end = UnfinishedRun.ChainEnd(
        sequence: evidenceEnd.count, previous: evidenceEnd.digest, length: Int(clamping: length))
    } catch {
      throw .notWritable(path: folder.path, reason: error.systemReason)
    }
    try Self.write(manifest, in: folder)
  }

  private static func prepare(_ folder: URL, replace: Bool) throws(RunDirectoryError) {
    let manager = FileManager.default
    // A run that was ended before it had a manifest left at most a stand-in.
    let content = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
    if content.contains(where: { !DurableFile.isStandIn($0) }) {
      guard content.contains(RunLayout.manifest) else { throw .notARun(path: folder.path) }
      guard replace else { throw .occupied(path: folder.path) }
      for name in content
      where RunLayout.recorded.union(RunLayout.renderings).contains(name)
        || name == RunLayout.sums || name == RunLayout.comingSums
      {
        do { try manager.removeItem(at: folder.appendingPathComponent(name)) } catch {
          throw .notWritable(path: folder.path, reason: error.systemReason)
        }
      }
    }
    do {
      // Nothing else before the manifest: without one whatever is in a folder is somebody else's.
      try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    } catch {
      throw .notWritable(path: folder.path, reason: error.systemReason)
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
    try DurableFile.write(bytes, to: folder.appendingPathComponent(path))
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
      throw .malformed(file: path, line: nil, reason: error.systemReason)
    }
    return path
  }

  /// Appends evidence to the chain.
  public func append(_ record: EvidenceRecord) throws(RunDirectoryError) {
    let link = EvidenceLink(sequence: end.sequence, previous: end.previous, record: record)
    var line: Data
    do { line = try RecordCoding.line(link) } catch {
      throw .unwritten(file: RunLayout.evidence, reason: error.systemReason)
    }
    let digest = Digest.sha256(line)
    line.append(0x0A)
    try DurableFile.write(line, to: evidence.fileDescriptor, of: RunLayout.evidence)
    end = UnfinishedRun.ChainEnd(
      sequence: end.sequence + 1, previous: digest, length: end.length + line.count)
  }

  /// Changes the manifest in memory; `close` writes it.
  public func update(_ change: @Sendable (inout RunManifest) -> Void) { change(&manifest) }

  /// Ends the record: writes the manifest, the verdicts where they are given, and the fingerprints.
  public func close(verdicts: Data?) throws(RunDirectoryError) {
    try RunSeal.write(manifest, verdicts: verdicts, in: folder)
    do { try evidence.close() } catch {
      throw .unwritten(file: RunLayout.evidence, reason: error.systemReason)
    }
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

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case previous, record, sequence
  }
}
