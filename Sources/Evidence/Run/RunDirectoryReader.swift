import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Reads a run directory whose fingerprints hold.
public struct RunDirectoryReader: Sendable {
  /// The folder.
  public let folder: URL
  /// The manifest.
  public let manifest: RunManifest

  /// The largest file of a record that is read into memory whole, in bytes. Evidence is not: it may be of any length.
  public static let fileLimit = 512 * 1_048_576

  /// Opens a run directory and holds it against its fingerprints.
  ///
  /// - Throws: The first `RunDirectoryError` found; `RunSeal.verify` gives them all.
  public init(folder: URL) throws(RunDirectoryError) {
    if let fault = try RunSeal.verify(folder).first { throw fault }
    try self.init(verified: folder)
  }

  /// Opens a run directory that `RunSeal.verify` found nothing wrong with.
  public init(verified folder: URL) throws(RunDirectoryError) {
    self.folder = folder
    manifest = try Self.manifest(in: folder)
  }

  /// The manifest of a run, closed or not.
  static func manifest(in folder: URL) throws(RunDirectoryError) -> RunManifest {
    let manifest = try decode(RunManifest.self, at: RunLayout.manifest, in: folder)
    guard manifest.edition == 1 else {
      throw .malformed(
        file: RunLayout.manifest, line: nil,
        reason: "is of edition \(manifest.edition); this version reads edition 1. Use the version that made it.")
    }
    return manifest
  }

  /// The evidence, in the order in which it was gathered; the chain is checked.
  public func records() throws(RunDirectoryError) -> [EvidenceRecord] { try evidence { $0 } }

  /// What is to be kept of the evidence, in the order in which it was gathered; the chain is checked.
  ///
  /// The file is read line by line, however long it is, and on all cores: of a record nothing stays in memory but what `keep`
  /// makes of it.
  public func evidence<Kept: Sendable>(
    _ keep: @Sendable (EvidenceRecord) -> Kept
  ) throws(RunDirectoryError) -> [Kept] {
    try chain(keep).kept
  }

  /// Where the chain ends: how many records it has, and the SHA-256 of the last line.
  func endOfEvidence() throws(RunDirectoryError) -> (count: Int, digest: String) {
    let end = try chain { _ in true }.end
    return (end.sequence, end.previous)
  }

  private func chain<Kept: Sendable>(
    _ keep: @Sendable (EvidenceRecord) -> Kept
  ) throws(RunDirectoryError) -> EvidenceChain.Reading<Kept> {
    let reading = try EvidenceChain.read(
      folder.appendingPathComponent(RunLayout.evidence), isClosed: true, keep: keep)
    if let fault = reading.fault { throw fault }
    return reading
  }

  /// What was understood of each document.
  public func readings() throws(RunDirectoryError) -> [DocumentReading] {
    let path = folder.appendingPathComponent(RunLayout.readings).path
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else { return [] }
    var readings: [DocumentReading] = []
    for name in names.sorted() {
      readings.append(try Self.decode(DocumentReading.self, at: "\(RunLayout.readings)/\(name)", in: folder))
    }
    return readings
  }

  /// A transcript by its path within the run directory; nil where the path does not lie in it.
  public func transcript(_ path: String) throws(RunDirectoryError) -> Transcript? {
    guard RunLayout.isContained(path), path.hasPrefix(RunLayout.transcripts + "/") else { return nil }
    let bytes = try Self.bytes(at: path, in: folder)
    if let transcript = TranscriptReader.read(bytes) { return transcript }
    do { return try Transcript(RecordCoding.tree(of: bytes)) } catch { throw Self.unreadable(path) }
  }

  /// The scorecard's bytes, as the last judgement wrote them.
  public func verdicts() throws(RunDirectoryError) -> Data {
    try Data(Self.bytes(at: RunLayout.verdicts, in: folder))
  }

  static func bytes(at path: String, in folder: URL) throws(RunDirectoryError) -> [UInt8] {
    // A pipe in the place of a file is not waited for.
    let descriptor = open("\(folder.path)/\(path)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .missing(file: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw .missing(file: path) }
    let size = Int(status.st_size)
    guard size <= fileLimit else { throw .tooLarge(file: path, bytes: size, limit: fileLimit) }
    var isWhole = true
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, isWhole {
        let taken = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if taken > 0 { count += taken } else { isWhole = taken < 0 && errno == EINTR }
      }
    }
    guard bytes.count == size else { throw .missing(file: path) }
    return bytes
  }

  private static func decode<T: Decodable>(
    _ type: T.Type, at path: String, in folder: URL
  ) throws(RunDirectoryError) -> T {
    let data = try bytes(at: path, in: folder)
    do { return try RecordCoding.read(type, from: data) } catch { throw unreadable(path) }
  }

  private static func unreadable(_ path: String) -> RunDirectoryError {
    .malformed(file: path, line: nil, reason: "is not of the form that this version writes")
  }
}
