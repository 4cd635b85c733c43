import Evidence
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Runs in a folder, each in a folder of its own: of one machine, or shared between several.
public struct FolderStore: RunStore {
  /// The folder.
  public let folder: URL

  /// Takes a folder; it is made when something is put there.
  public init(_ folder: URL) { self.folder = folder }

  /// The store as messages name it.
  public var place: String { folder.path }

  /// What is there, whole or begun, by name.
  public func runs() throws(RunStoreError) -> [StoredRun] {
    guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder.path) } catch {
      throw .settings(place: place, reason: "can't be read: \(error.systemReason)")
    }
    var found: [String: Bool] = [:]
    for name in names {
      if let standIn = Self.name(ofStandIn: name) {
        found[standIn] = found[standIn] ?? false
      } else if StoredRun.isName(name) {
        let run = folder.appendingPathComponent(name)
        func holds(_ file: String) -> Bool {
          FileManager.default.fileExists(atPath: run.appendingPathComponent(file).path)
        }
        if holds(RunLayout.manifest) { found[name] = holds(RunLayout.sums) }
      }
    }
    return found.map { StoredRun(name: $0.key, isWhole: $0.value) }.sorted { $0.name < $1.name }
  }

  /// Puts a closed record there. The same record a second time changes nothing.
  public func put(_ record: URL, as name: String) throws(RunStoreError) {
    let target = try target(name)
    let sealed = try SealedRecord(of: record)
    if try isThere(target, sealed) { return }
    let standIn = folder.appendingPathComponent(".\(name)-\(UUID().uuidString.prefix(8))\(Self.ending)")
    var stored = 0
    do throws(RunStoreError) {
      for path in sealed.paths {
        try write(sealed.bytes(at: path, in: record), to: standIn.appendingPathComponent(path))
        stored += 1
      }
      try write(sealed.seal, to: standIn.appendingPathComponent(RunLayout.sums))
    } catch {
      throw .incomplete(place: target.path, stored: stored, count: sealed.paths.count, reason: "\(error)")
    }
    // A folder takes the name of none but an empty one: whoever comes second finds the first.
    if rename(standIn.path, target.path) == 0 {
      DurableFile.synchronize(folder)
      return
    }
    let reason = String(cString: strerror(errno))
    let isOther = Result { () throws(RunStoreError) in try isThere(target, sealed) }
    try? FileManager.default.removeItem(at: standIn)
    if try isOther.get() { return }
    throw .record(.unwritten(file: target.path, reason: reason))
  }

  /// Copies a whole record into a new folder, every file held against its fingerprint.
  public func fetch(_ name: String, into copy: URL) throws(RunStoreError) {
    let source = try target(name)
    guard FileManager.default.fileExists(atPath: source.appendingPathComponent(RunLayout.sums).path) else {
      throw .missing(place: source.path)
    }
    let sealed = try SealedRecord(of: source)
    for path in sealed.paths { try write(sealed.bytes(at: path, in: source), to: copy.appendingPathComponent(path)) }
    try write(sealed.seal, to: copy.appendingPathComponent(RunLayout.sums))
  }

  // MARK: Names

  /// Ending of what is being put here; it begins with a dot.
  private static let ending = ".partial"

  private static func name(ofStandIn file: String) -> String? {
    guard file.hasPrefix("."), file.hasSuffix(ending), let mark = file.lastIndex(of: "-") else { return nil }
    let name = String(file[..<mark].dropFirst())
    return StoredRun.isName(name) ? name : nil
  }

  private func target(_ name: String) throws(RunStoreError) -> URL {
    guard StoredRun.isName(name) else {
      throw .settings(place: place, reason: "\(name) is no name of a run: use letters, digits, hyphens and dots.")
    }
    return folder.appendingPathComponent(name)
  }

  /// Whether the same record is there already.
  ///
  /// - Throws: `RunStoreError.occupied` where another one is.
  private func isThere(_ target: URL, _ sealed: SealedRecord) throws(RunStoreError) -> Bool {
    guard let content = try? FileManager.default.contentsOfDirectory(atPath: target.path), !content.isEmpty else {
      return false
    }
    let seal = try? Data(contentsOf: target.appendingPathComponent(RunLayout.sums))
    guard seal == sealed.seal else { throw .occupied(place: target.path) }
    return true
  }

  private func write(_ bytes: Data, to file: URL) throws(RunStoreError) {
    do throws(RunDirectoryError) { try DurableFile.write(bytes, to: file, synchronized: true) } catch {
      throw .record(error)
    }
  }
}
