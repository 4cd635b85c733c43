import Foundation

/// The fingerprints of a run directory: `SHA256SUMS`, in the form that `sha256sum -c` reads.
public enum RunSeal {
  /// Writes the manifest and the verdicts, then the fingerprints of every recorded file.
  ///
  /// - Throws: `RunDirectoryError.notWritable`.
  public static func write(_ manifest: RunManifest, verdicts: Data?, in folder: URL) throws(RunDirectoryError) {
    do {
      try RecordCoding.document(manifest).write(
        to: folder.appendingPathComponent(RunLayout.manifest), options: .atomic)
      if let verdicts {
        try verdicts.write(to: folder.appendingPathComponent(RunLayout.verdicts), options: .atomic)
      }
      var lines = ""
      for file in try files(in: folder) {
        let bytes = try Data(contentsOf: folder.appendingPathComponent(file), options: .mappedIfSafe)
        lines += "\(Digest.sha256(bytes))  \(file)\n"
      }
      try Data(lines.utf8).write(to: folder.appendingPathComponent(RunLayout.sums), options: .atomic)
    } catch {
      throw .notWritable(path: folder.path, reason: error.localizedDescription)
    }
  }

  /// Holds every file against its fingerprint.
  ///
  /// - Returns: Everything that does not hold, in the order of the file names; empty for a sound record.
  /// - Throws: `RunDirectoryError` when there are no fingerprints to hold against.
  public static func verify(_ folder: URL) throws(RunDirectoryError) -> [RunDirectoryError] {
    let file = folder.appendingPathComponent(RunLayout.sums)
    guard let text = try? String(contentsOf: file, encoding: .utf8) else {
      if FileManager.default.fileExists(atPath: folder.appendingPathComponent(RunLayout.manifest).path) {
        throw .malformed(
          file: file.path, line: nil,
          reason: "is not there: the run was ended before its record was closed. Run it again.")
      }
      throw .notARun(path: folder.path)
    }
    var faults: [RunDirectoryError] = []
    var named: Set<String> = []
    for (index, line) in text.split(separator: "\n").enumerated() {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].count == 64, parts[1].hasPrefix(" "),
        RunLayout.isContained(String(parts[1].dropFirst()))
      else {
        throw .malformed(
          file: file.path, line: index + 1, reason: "is not a fingerprint: expected 64 hex digits, two spaces, a path")
      }
      let path = String(parts[1].dropFirst())
      named.insert(path)
      guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(path), options: .mappedIfSafe) else {
        faults.append(.missing(file: path))
        continue
      }
      let found = Digest.sha256(bytes)
      if found != parts[0] { faults.append(.altered(file: path, expected: String(parts[0]), found: found)) }
    }
    if let present = try? files(in: folder) {
      faults += present.filter { !named.contains($0) }.map { .foreign(file: $0) }
    }
    return faults
  }

  /// Paths of the recorded files, sorted.
  ///
  /// - Throws: `RunDirectoryError.notARun` where the folder cannot be listed.
  public static func paths(in folder: URL) throws(RunDirectoryError) -> [String] {
    do { return try files(in: folder) } catch { throw .notARun(path: folder.path) }
  }

  private static func files(in folder: URL) throws -> [String] {
    var paths: [String] = []
    let manager = FileManager.default
    for name in try manager.contentsOfDirectory(atPath: folder.path) where RunLayout.recorded.contains(name) {
      var isFolder: ObjCBool = false
      let path = folder.appendingPathComponent(name).path
      guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        for below in try manager.subpathsOfDirectory(atPath: path) {
          var isInner: ObjCBool = false
          if manager.fileExists(atPath: "\(path)/\(below)", isDirectory: &isInner), !isInner.boolValue {
            paths.append("\(name)/\(below)")
          }
        }
      } else {
        paths.append(name)
      }
    }
    return paths.sorted()
  }
}
