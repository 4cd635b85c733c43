import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Writes a file so that whoever reads it, at any moment and after any end of this program or of the machine, finds the old
/// one or the new one whole.
enum AtomicFile {
  /// Why a file could not be written.
  struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    let path: String
    let reason: String
    var description: String { "\(path): cannot be written: \(reason)" }
  }

  /// Writes beside the place, brings it to the disk, puts it in the place, and brings the folder to the disk.
  static func write(_ bytes: [UInt8], to path: String) throws(Failure) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    let unfinished = "\(folder)/.\(UUID().uuidString).unfinished"
    let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        Glibc.write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let failure = failure(path)
        close(descriptor)
        unlink(unfinished)
        throw failure
      }
      written += count
    }
    let isKept = fsync(descriptor) == 0
    close(descriptor)
    guard isKept, rename(unfinished, path) == 0 else {
      let failure = failure(path)
      unlink(unfinished)
      throw failure
    }
    let place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if place >= 0 {
      fsync(place)
      close(place)
    }
  }

  private static func failure(_ path: String) -> Failure {
    Failure(path: path, reason: String(cString: strerror(errno)))
  }
}

/// A lock between programs that write into one folder, as long as it is held.
struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Waits for the lock of a folder.
  init(_ folder: String) throws(AtomicFile.Failure) {
    let path = "\(folder)/.lock"
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw AtomicFile.Failure(path: path, reason: String(cString: strerror(errno))) }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        throw AtomicFile.Failure(path: path, reason: String(cString: strerror(errno)))
      }
    }
  }

  deinit { close(descriptor) }
}
