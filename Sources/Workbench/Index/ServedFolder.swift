import Evidence
import Foundation
import Specification

/// What lies in the served folder: run directories, and the files that a run can be started with.
///
/// Links are not followed, so that nothing outside of the folder is shown, and the search is bounded.
struct ServedFolder: Sendable {
  /// Runs, by their paths below the folder, sorted.
  var runs: [Run] = []
  /// Specifications, networks and bids that a run can be started with, by key.
  var files: [String: File] = [:]
  /// What was left out, for people.
  var notices: [String] = []

  /// A run directory.
  struct Run: Hashable, Sendable {
    /// Path below the served folder; empty where the folder itself is the run.
    var path: String
    /// Changes whenever the record was closed or judged anew.
    var stamp: String

    /// How addresses name it.
    var key: String { ServedFolder.key(of: path) }
  }

  /// A file that a run can be started with.
  struct File: Hashable, Sendable {
    /// What it holds.
    var kind: FileKind
    /// Path below the served folder; of a specification and a bid the folder's.
    var path: String

    /// How addresses name it.
    var key: String { ServedFolder.key(of: path) }
  }

  /// How much is searched.
  struct Bounds: Sendable {
    var depth = 8
    var folders = 20_000
    var runs = 5_000
    var files = 2_000
  }

  /// The name of a path in addresses: no address holds a path, so none can leave the folder.
  static func key(of path: String) -> String { String(Digest.sha256(path).prefix(16)) }

  /// Whether a text can be such a name.
  static func isKey(_ text: String) -> Bool {
    text.utf8.count == 16 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// Searches a folder.
  init(searching root: URL, bounds: Bounds = Bounds()) {
    var waiting: [(path: String, depth: Int)] = [("", 0)]
    var seen = 0
    while let (path, depth) = waiting.popLast() {
      seen += 1
      if seen > bounds.folders {
        notices.append("More than \(bounds.folders) folders: the rest was not searched.")
        break
      }
      let folder = path.isEmpty ? root.path : "\(root.path)/\(path)"
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { continue }
      if names.contains(RunLayout.manifest), let stamp = Self.stamp(ofRun: folder) {
        if runs.count == bounds.runs {
          notices.append("More than \(bounds.runs) runs: the rest is not listed.")
          break
        }
        runs.append(Run(path: path, stamp: stamp))
        continue
      }
      for name in names.sorted(by: >) where !name.hasPrefix(".") {
        let below = path.isEmpty ? name : "\(path)/\(name)"
        switch Self.type(of: "\(folder)/\(name)") {
        case .typeDirectory?:
          if depth < bounds.depth {
            waiting.append((below, depth + 1))
          } else {
            notices.append("\(below): lies too deep and was not searched.")
          }
        case .typeRegular? where name.hasSuffix(".yaml") && files.count < bounds.files:
          if let file = Self.file(below, in: path, at: "\(folder)/\(name)") { files[file.key] = file }
        default: break
        }
      }
    }
    notices = Array(notices.prefix(20))
    runs.sort { $0.path < $1.path }
  }

  /// What changes when the record does: the fingerprints' file, or the manifest where there is none yet.
  private static func stamp(ofRun folder: String) -> String? {
    guard type(of: "\(folder)/\(RunLayout.manifest)") == .typeRegular else { return nil }
    let parts = [RunLayout.sums, RunLayout.verdicts, RunLayout.manifest].map { name -> String in
      guard let found = try? FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)") else { return "-" }
      let changed = (found[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      return "\(changed) \(found[.size] ?? 0) \(found[.systemFileNumber] ?? 0)"
    }
    return parts.joined(separator: " | ")
  }

  /// The type of what stands there itself, not of what it leads to.
  private static func type(of path: String) -> FileAttributeType? {
    (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  }

  private static func file(_ path: String, in folder: String, at place: String) -> File? {
    switch kind(of: place) {
    case .network?: return File(kind: .network, path: path)
    case .specification? where path.hasSuffix("specification.yaml"): return File(kind: .specification, path: folder)
    case .bid? where path.hasSuffix("bid.yaml"): return File(kind: .bid, path: folder)
    default: return nil
    }
  }

  /// The kind that the second line of a file of the language says, without reading the rest.
  private static func kind(of place: String) -> FileKind? {
    guard let handle = FileHandle(forReadingAtPath: place) else { return nil }
    defer { try? handle.close() }
    guard let bytes = try? handle.read(upToCount: 2_048) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) where line.hasPrefix("kind:")
    {
      // A remark may stand behind it, and the word in quotes.
      let word = line.dropFirst(5).prefix { $0 != "#" }
      return FileKind(rawValue: word.trimmingCharacters(in: CharacterSet(charactersIn: " \t\r\"'")))
    }
    return nil
  }
}
