import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// Writes files of a record so that whoever looks, at any moment and after any end of this process, finds the old file or the
/// whole new one: into a stand-in beside it, which then takes its name.
package enum DurableFile {
  /// Ending of stand-ins; they begin with a dot.
  private static let ending = ".partial"

  /// Writes a file. With `synchronized` its bytes are on the disk before it takes its name, so that it also outlives a power
  /// cut.
  package static func write(
    _ bytes: some DataProtocol, to file: URL, synchronized: Bool = false
  ) throws(RunDirectoryError) {
    try stage(bytes, for: file, synchronized: synchronized)
    try settle(file)
  }

  /// Writes the stand-in alone; ``settle(_:)`` gives it its name.
  package static func stage(
    _ bytes: some DataProtocol, for file: URL, synchronized: Bool = true
  ) throws(RunDirectoryError) {
    let descriptor = try openStandIn(of: file)
    defer { close(descriptor) }
    // Piece by piece, as they lie: verdicts are a hundred megabytes at times.
    for region in bytes.regions {
      let failure = region.withUnsafeBytes { write($0, to: descriptor) }
      if let failure { throw .unwritten(file: file.path, reason: failure) }
    }
    if synchronized, fsync(descriptor) != 0 { throw .unwritten(file: file.path, reason: reason()) }
  }

  /// Opens a new stand-in to be written; its folder is made.
  static func openStandIn(of file: URL) throws(RunDirectoryError) -> Int32 {
    do {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    } catch {
      throw .unwritten(file: file.path, reason: error.systemReason)
    }
    let descriptor = open(standIn(of: file).path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw .unwritten(file: file.path, reason: reason()) }
    return descriptor
  }

  /// Gives a staged file its name.
  package static func settle(_ file: URL) throws(RunDirectoryError) {
    guard rename(standIn(of: file).path, file.path) == 0 else {
      throw .unwritten(file: file.path, reason: reason())
    }
  }

  /// Takes a stand-in away that is not going to get its name.
  package static func unstage(_ file: URL) { unlink(standIn(of: file).path) }

  /// Writes all bytes to an open file.
  package static func write(_ bytes: Data, to descriptor: Int32, of path: String) throws(RunDirectoryError) {
    let failure = bytes.withUnsafeBytes { write($0, to: descriptor) }
    if let failure { throw .unwritten(file: path, reason: failure) }
  }

  /// Writes all bytes to an open file; why it could not, otherwise nil.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> String? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      let written = Glibc.write(descriptor, part.baseAddress, part.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return reason() }
      rest = rest.dropFirst(written)
    }
    return nil
  }

  /// Puts a file's bytes, or a folder's names, on the disk.
  package static func synchronize(_ file: URL) {
    let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    // What cannot be synchronized is still written: that is as much as a file system without it gives.
    _ = fsync(descriptor)
  }

  /// Whether a name is that of a stand-in.
  package static func isStandIn(_ path: String) -> Bool {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let name = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    return name.hasPrefix(".") && name.hasSuffix(ending)
  }

  static func standIn(of file: URL) -> URL {
    file.deletingLastPathComponent().appendingPathComponent(".\(file.lastPathComponent)\(ending)")
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
