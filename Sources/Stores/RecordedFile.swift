import Evidence
import Foundation
import NIOCore

#if canImport(Glibc)
  import Glibc
#endif

/// A file of a run directory on its way to a store: opened once, read piece by piece, so that memory does not grow with it.
final class RecordedFile: Sendable {
  /// Its path within the run directory.
  let path: String
  /// Its length in bytes when it was opened.
  let length: Int
  private let descriptor: CInt

  init(_ path: String, in folder: URL) throws(RunDirectoryError) {
    // A pipe in the place of a file is not waited for.
    let descriptor = open("\(folder.path)/\(path)", O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .missing(file: path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      Glibc.close(descriptor)
      throw .missing(file: path)
    }
    self.path = path
    self.descriptor = descriptor
    length = Int(status.st_size)
  }

  deinit { Glibc.close(descriptor) }

  /// A piece, all of it.
  ///
  /// - Throws: `RunDirectoryError.missing` where the file can't be read or has become shorter.
  func bytes(in range: Range<Int>) throws(RunDirectoryError) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: range.count)
    while buffer.readableBytes < range.count {
      let offset = range.lowerBound + buffer.readableBytes
      let room = range.upperBound - offset
      var taken = 0
      buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: room) { bytes in
        taken = pread(descriptor, bytes.baseAddress, room, off_t(offset))
        return max(0, taken)
      }
      if taken < 0, errno == EINTR { continue }
      guard taken > 0 else { throw .missing(file: path) }
    }
    return buffer
  }
}
