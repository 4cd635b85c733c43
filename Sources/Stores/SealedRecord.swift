import Evidence
import Foundation

/// A closed record as it goes from place to place: the files that its fingerprints name, and the fingerprints last.
struct SealedRecord: Sendable {
  /// The fingerprints' file.
  let seal: Data
  /// Fingerprints by path.
  let fingerprints: [String: String]

  /// SHA-256 of the fingerprints, and so of the whole record.
  var digest: String { Digest.sha256(seal) }

  /// Bytes of the longest fingerprints' file: some 600,000 files.
  static let sealLimit = 64 << 20

  /// Reads a fingerprints' file from somewhere else.
  init(seal: Data, from place: String) throws(RunStoreError) {
    self.seal = seal
    do throws(RunDirectoryError) { fingerprints = try RunSeal.fingerprints(of: seal, named: place) } catch {
      throw .malformed(place: place, reason: "\(error)")
    }
  }

  /// Takes a closed run directory.
  ///
  /// - Throws: `RunStoreError.record` where it is not closed or does not hold.
  init(of folder: URL) throws(RunStoreError) {
    do throws(RunDirectoryError) {
      if let fault = try RunSeal.verify(folder).first { throw fault }
      seal = try Self.read(RunLayout.sums, in: folder)
      fingerprints = try RunSeal.fingerprints(of: seal, named: folder.path)
    } catch {
      throw .record(error)
    }
  }

  /// Paths of the files, the fingerprints' own not among them.
  var paths: [String] { fingerprints.keys.sorted() }

  /// A file of a run directory, held against its fingerprint once more: somebody may judge it at this moment.
  func bytes(at path: String, in folder: URL) throws(RunStoreError) -> Data {
    let bytes: Data
    do throws(RunDirectoryError) { bytes = try Self.read(path, in: folder) } catch { throw .record(error) }
    try check(bytes, at: path, in: folder.path)
    return bytes
  }

  /// Holds a file against its fingerprint.
  func check(_ bytes: Data, at path: String, in place: String) throws(RunStoreError) {
    try check(Digest.sha256(bytes), at: path, in: place)
  }

  /// Holds what was found of a file against its fingerprint.
  func check(_ found: String, at path: String, in place: String) throws(RunStoreError) {
    guard let expected = fingerprints[path], found == expected else {
      throw .altered(place: "\(place)/\(path)", expected: fingerprints[path] ?? "none", found: found)
    }
  }

  private static func read(_ path: String, in folder: URL) throws(RunDirectoryError) -> Data {
    guard let bytes = try? Data(contentsOf: folder.appendingPathComponent(path), options: .mappedIfSafe) else {
      throw .missing(file: path)
    }
    return bytes
  }
}
