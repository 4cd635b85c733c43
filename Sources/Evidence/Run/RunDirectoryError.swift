import Foundation

/// Why a run directory cannot be written or read. Each says what to do.
public enum RunDirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The folder cannot be made or written.
  case notWritable(path: String, reason: String)
  /// Less than the given number of bytes is free.
  case diskFull(path: String, free: Int64, needed: Int64)
  /// The folder that a run is to be written into holds something that is not a run.
  case notARun(path: String)
  /// What is to be read as a run is none.
  case noRun(path: String, found: Found)
  /// A run was begun in the folder and ended before it had a record.
  case notBegun(path: String)
  /// The folder holds an earlier run.
  case occupied(path: String)
  /// Another process is writing the record.
  case inUse(path: String)
  /// The record cannot be written any further.
  case unwritten(file: String, reason: String)
  /// The run in the folder was made of other files or choices.
  case changed(what: String, path: String)
  /// A file named by the record is not there.
  case missing(file: String)
  /// A file's bytes are not those that were recorded.
  case altered(file: String, expected: String, found: String)
  /// A file is there that the record does not name.
  case foreign(file: String)
  /// A file's content is not what its place demands.
  case malformed(file: String, line: Int?, reason: String)
  /// A file exceeds the size that a reader accepts.
  case tooLarge(file: String, bytes: Int, limit: Int)

  /// What stands where a run was looked for.
  public enum Found: Hashable, Sendable {
    /// Nothing.
    case nothing
    /// A file.
    case file
    /// A folder that cannot be listed.
    case closed
    /// A folder without a record, and the runs in it.
    case folder(runs: [String])
  }

  /// That there is no run to be read in a folder, with what stands there instead.
  static func noRun(in folder: URL) -> RunDirectoryError {
    let manager = FileManager.default
    var isFolder: ObjCBool = false
    guard manager.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      return .noRun(path: folder.path, found: .nothing)
    }
    guard isFolder.boolValue else { return .noRun(path: folder.path, found: .file) }
    guard let names = try? manager.contentsOfDirectory(atPath: folder.path) else {
      return .noRun(path: folder.path, found: .closed)
    }
    let runs = names.sorted().filter { name in
      manager.fileExists(atPath: folder.appendingPathComponent("\(name)/\(RunLayout.manifest)").path)
    }
    return .noRun(path: folder.path, found: .folder(runs: runs))
  }

  /// What happened, where, and what to do.
  public var description: String {
    switch self {
    case .notWritable(let path, let reason):
      "\(path): cannot be written: \(reason). Nothing was sent. Choose another folder with --out."
    case .diskFull(let path, let free, let needed):
      """
      \(path): \(free / 1_048_576) MiB free, at least \(needed / 1_048_576) MiB needed for the record. \
      Nothing was sent. Make room, or choose another folder with --out.
      """
    case .notARun(let path):
      "\(path): holds other files and no run record (run.json). Choose an empty or a new folder."
    case .noRun(let path, let found): "\(path): \(found.sentence(path: path))"
    case .notBegun(let path):
      "\(path): nothing was recorded there yet (no run.json). Begin the run again with --out."
    case .inUse(let path):
      "\(path): another process is writing this record. Wait for its end, or end it."
    case .unwritten(let file, let reason):
      """
      \(file): cannot be written: \(reason). The run ends here, and no system is to blame; what was recorded before stays. \
      Mend it, then finish the run with assay run --resume.
      """
    case .changed(let what, let path):
      """
      \(path): was begun with another \(what). Verdicts of one run come from one specification and one network: restore \
      what it was begun with, or begin a new run.
      """
    case .occupied(let path):
      """
      \(path): holds the record of an earlier run. Choose another folder with --out, give --replace to delete it, or finish it \
      with --resume.
      """
    case .missing(let file):
      "\(file): is named by SHA256SUMS and is not there. The record is incomplete; restore the file or run again."
    case .altered(let file, let expected, let found):
      """
      \(file): was altered after the run: SHA-256 is \(found), recorded was \(expected). \
      Verdicts from an altered record prove nothing; restore the file or run again.
      """
    case .foreign(let file):
      "\(file): was added to the record after the run: SHA256SUMS does not name it. Remove it."
    case .malformed(let file, let line, let reason):
      "\(file)\(line.map { ":\($0)" } ?? ""): \(reason)"
    case .tooLarge(let file, let bytes, let limit):
      "\(file): is \(bytes) bytes long, more than the \(limit) that are read."
    }
  }
}

extension RunDirectoryError.Found {
  /// Why no run can be read there, and what to do.
  fileprivate func sentence(path: String) -> String {
    let advice = "Name a run directory: the folder that assay run wrote with --out."
    switch self {
    case .nothing: return "there is no such folder. \(advice)"
    case .file: return "is a file, and no run directory. \(advice)"
    case .closed: return "the folder cannot be read. Have the rights to read it."
    case .folder(let runs) where runs.isEmpty: return "is no run directory: it has no record (run.json). \(advice)"
    case .folder(let runs):
      let shown = runs.prefix(3).map { "\(path)/\($0)" }.joined(separator: ", ")
      let rest = runs.count > 3 ? " and \(runs.count - 3) more" : ""
      return "is no run directory, but holds \(runs.count == 1 ? "one" : "some"). Name it: \(shown)\(rest)."
    }
  }
}
