import Foundation
import Specification

#if canImport(Glibc)
  import Glibc
#endif

/// The fingerprints of a run directory: `SHA256SUMS`, in the form that `sha256sum -c` reads.
public enum RunSeal {
  /// Writes the manifest, the verdicts and what else is given, with the fingerprints of every recorded file.
  ///
  /// The fingerprints of what is going to be there are written first and become valid last: between the two a file holds
  /// against the old ones or the new ones, so that no end of this process makes a sound record look altered.
  ///
  /// - Parameters:
  ///   - verdicts: The verdicts; nil where there are none.
  ///   - staged: What `stage(verdicts:in:)` gave for them, where they lie on the disk already.
  ///   - further: Files of the record that come with it, by path within the run directory.
  ///   - known: Fingerprints that files were held against before, by path: they are kept, so that whatever was altered since
  ///     does not hold. All other files are read.
  /// - Throws: `RunDirectoryError.unwritten`.
  public static func write(
    _ manifest: RunManifest, verdicts: Data?, staged alreadyStaged: StagedVerdicts? = nil,
    further: [String: Data] = [:], known: [String: String] = [:], in folder: URL
  ) throws(RunDirectoryError) {
    var staged = further
    if alreadyStaged == nil { staged[RunLayout.verdicts] = verdicts }
    do { staged[RunLayout.manifest] = try RecordCoding.document(manifest) } catch {
      throw .unwritten(file: RunLayout.manifest, reason: error.systemReason)
    }
    for (path, bytes) in staged { try DurableFile.stage(bytes, for: folder.appendingPathComponent(path)) }
    var coming = staged.mapValues { Digest.sha256($0) }
    if let alreadyStaged { coming[RunLayout.verdicts] = alreadyStaged.digest }
    let paths: [String]
    do { paths = Set(try files(in: folder)).union(coming.keys).sorted() } catch {
      throw .unwritten(file: folder.path, reason: error.systemReason)
    }
    var digests = known
    for (path, digest) in digested(paths.filter { coming[$0] == nil && known[$0] == nil }, in: folder) {
      guard let digest else { throw .unwritten(file: RunLayout.sums, reason: "\(path) cannot be read") }
      digests[path] = digest
    }
    digests.merge(coming) { _, new in new }
    var lines = ""
    for path in paths { if let digest = digests[path] { lines += "\(digest)  \(path)\n" } }
    // What was gathered must not be lost to a power cut; a transcript that is can be told by its fingerprint.
    DurableFile.synchronize(folder.appendingPathComponent(RunLayout.evidence))
    let comingSums = folder.appendingPathComponent(RunLayout.comingSums)
    try DurableFile.write(Data(lines.utf8), to: comingSums, synchronized: true)
    for path in coming.keys { try DurableFile.settle(folder.appendingPathComponent(path)) }
    guard rename(comingSums.path, folder.appendingPathComponent(RunLayout.sums).path) == 0 else {
      throw .unwritten(file: RunLayout.sums, reason: String(cString: strerror(errno)))
    }
    DurableFile.synchronize(folder)
  }

  /// Verdicts that lie on the disk beside the record, and get their name when it is sealed.
  public struct StagedVerdicts: Sendable {
    fileprivate let digest: String
  }

  /// Puts verdicts on the disk before the record is sealed with them: while reports are still drawn nothing waits for that.
  ///
  /// - Throws: `RunDirectoryError.unwritten`.
  public static func stage(verdicts: Data, in folder: URL) throws(RunDirectoryError) -> StagedVerdicts {
    try DurableFile.stage(verdicts, for: folder.appendingPathComponent(RunLayout.verdicts))
    return StagedVerdicts(digest: Digest.sha256(verdicts))
  }

  /// Takes away what was staged and is not going to be sealed.
  public static func unstage(in folder: URL) {
    DurableFile.unstage(folder.appendingPathComponent(RunLayout.verdicts))
  }

  /// Holds every file against its fingerprint.
  ///
  /// - Returns: Everything that does not hold, in the order of the file names; empty for a sound record.
  /// - Throws: `RunDirectoryError` when there are no fingerprints to hold against.
  public static func verify(_ folder: URL) throws(RunDirectoryError) -> [RunDirectoryError] {
    try verified(folder).faults
  }

  /// Holds every file against its fingerprint, and gives the fingerprints of those that hold, by path.
  ///
  /// - Throws: `RunDirectoryError` when there are no fingerprints to hold against.
  public static func verified(
    _ folder: URL
  ) throws(RunDirectoryError) -> (faults: [RunDirectoryError], fingerprints: [String: String]) {
    guard let sums = try fingerprints(RunLayout.sums, in: folder) else {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunLayout.manifest).path) {
        throw .malformed(
          file: folder.appendingPathComponent(RunLayout.sums).path, line: nil,
          reason: "is not there: the run was ended before its record was closed. Finish it with assay run --resume.")
      }
      throw .noRun(in: folder)
    }
    let coming = try fingerprints(RunLayout.comingSums, in: folder) ?? [:]
    var faults: [RunDirectoryError] = []
    var sound: [String: String] = [:]
    for (path, found) in digested(sums.keys.sorted(), in: folder) {
      guard let found, let expected = sums[path] else {
        faults.append(.missing(file: path))
        continue
      }
      if found != expected, found != coming[path] {
        faults.append(.altered(file: path, expected: expected, found: found))
      } else {
        sound[path] = found
      }
    }
    if let present = try? files(in: folder) {
      faults += present.filter { sums[$0] == nil && coming[$0] == nil }.map { .foreign(file: $0) }
    }
    return (faults, sound)
  }

  /// Fingerprints of files, in their order, made side by side; nil where a file cannot be read.
  private static func digested(_ paths: [String], in folder: URL) -> [(path: String, digest: String?)] {
    let folder = folder.path
    return paths.concurrentMap { ($0, Digest.sha256(ofFile: "\(folder)/\($0)")) }
  }

  /// Fingerprints by path; nil where the file is not there.
  private static func fingerprints(
    _ name: String, in folder: URL
  ) throws(RunDirectoryError) -> [String: String]? {
    let file = folder.appendingPathComponent(name)
    guard let bytes = try? Data(contentsOf: file) else { return nil }
    return try fingerprints(of: bytes, named: file.path)
  }

  /// The fingerprints that a `SHA256SUMS` holds, by path.
  ///
  /// - Parameter name: What errors call it.
  /// - Throws: `RunDirectoryError.malformed` with the line.
  public static func fingerprints(of bytes: Data, named name: String) throws(RunDirectoryError) -> [String: String] {
    guard let text = String(bytes: bytes, encoding: .utf8) else {
      throw .malformed(file: name, line: nil, reason: "is not UTF-8")
    }
    var sums: [String: String] = [:]
    // By bytes: a run has a line for each of thousands of files.
    for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
      let digest = line.prefix(64)
      let path = line.dropFirst(64)
      guard digest.count == 64, !digest.contains(UInt8(ascii: " ")), path.starts(with: "  ".utf8),
        !path.contains(UInt8(ascii: "\r")), RunLayout.isContained(String(Substring(path.dropFirst(2))))
      else {
        throw .malformed(
          file: name, line: index + 1, reason: "is not a fingerprint: expected 64 hex digits, two spaces, a path")
      }
      sums[String(Substring(path.dropFirst(2)))] = String(Substring(digest))
    }
    return sums
  }

  /// Paths of the recorded files, sorted.
  ///
  /// - Throws: `RunDirectoryError.noRun` where the folder cannot be listed.
  public static func paths(in folder: URL) throws(RunDirectoryError) -> [String] {
    do { return try files(in: folder) } catch { throw .noRun(in: folder) }
  }

  private static func files(in folder: URL) throws -> [String] {
    var paths: [String] = []
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: folder.path) where RunLayout.recorded.contains(name) {
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        try add(path, shownAs: name, to: &paths)
      } else {
        paths.append(name)
      }
    }
    return paths.sorted()
  }

  /// Adds the files below a folder, links among them; a linked folder is not followed. The kernel says with each name what it
  /// is of, so that thousands of files need not be looked at one by one.
  private static func add(_ folder: String, shownAs shown: String, to paths: inout [String]) throws {
    guard let listing = opendir(folder) else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
        place.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: place.pointee)) {
          String(cString: $0)
        }
      }
      if name == "." || name == ".." { continue }
      let (path, below) = ("\(folder)/\(name)", "\(shown)/\(name)")
      var status = stat()
      switch Int(entry.pointee.d_type) {
      case Int(DT_DIR): try add(path, shownAs: below, to: &paths)
      case Int(DT_REG): if !DurableFile.isStandIn(name) { paths.append(below) }
      case Int(DT_UNKNOWN) where lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR:
        try add(path, shownAs: below, to: &paths)
      default:
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR, !DurableFile.isStandIn(name) {
          paths.append(below)
        }
      }
    }
  }
}
