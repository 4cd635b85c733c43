import Foundation

/// A file of a run that becomes part of a merged record: where it stands and its fingerprint. Its bytes are read when the merged
/// record is written, one file after the other.
public struct MergedFile: Hashable, Sendable {
  /// The run directory.
  public let folder: URL
  /// Path within it.
  public let path: String
  /// SHA-256 of its bytes.
  public let fingerprint: String

  /// Takes a file of a run whose fingerprints hold.
  init(at path: String, in folder: URL) throws(RunDirectoryError) {
    self.folder = folder
    self.path = path
    let file = folder.appendingPathComponent(path)
    guard let fingerprint = Digest.sha256(ofFile: file.path) else { throw .missing(file: file.path) }
    self.fingerprint = fingerprint
  }

  /// The bytes, as long as they are those that were taken.
  ///
  /// - Throws: `RunDirectoryError.missing`, `RunDirectoryError.altered`.
  public func bytes() throws(RunDirectoryError) -> Data {
    let bytes = try Self.bytes(at: path, in: folder)
    let found = Digest.sha256(bytes)
    guard found == fingerprint else {
      throw .altered(file: folder.appendingPathComponent(path).path, expected: fingerprint, found: found)
    }
    return bytes
  }

  private static func bytes(at path: String, in folder: URL) throws(RunDirectoryError) -> Data {
    let file = folder.appendingPathComponent(path)
    // Mapped, so that the system takes the pages back when they are needed elsewhere.
    guard let bytes = try? Data(contentsOf: file, options: .mappedIfSafe) else { throw .missing(file: file.path) }
    return bytes
  }
}
