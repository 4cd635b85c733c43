import Foundation

/// The bytes of a file that someone names as a document.
enum DocumentFile {
  /// The bytes, one more than `limit` where there are more: that tells a file that is too large without taking it into
  /// memory.
  ///
  /// A pipe that nobody writes to is empty; it does not keep the reader waiting.
  static func bytes(_ file: URL, limit: Int) throws(ReadingFailure) -> [UInt8] {
    let descriptor = open(file.path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    // Only opening must not wait: where a program writes to the pipe, its words are waited for.
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0 { bytes.reserveCapacity(min(max(0, Int(status.st_size)), limit) + 1) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let wanted = min(buffer.count, limit + 1 - bytes.count)
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, wanted) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(errno) }
      if count == 0 { break }
      bytes += buffer.prefix(count)
    }
    return bytes
  }

  private static func failure(_ code: Int32) -> ReadingFailure {
    let advice =
      switch code {
      case EISDIR: "it is a folder. Give the documents in it."
      case ENOENT: "there is no such file. Check its name."
      case EACCES, EPERM: "it is not allowed. Check the file's permissions."
      default: "\(String(cString: strerror(code))). Check its name and permissions."
      }
    return ReadingFailure("unreadable", "could not be opened: \(advice)")
  }
}

extension String {
  /// The lines that end within the first `limit` bytes; the text itself where it has no more than these.
  func cut(toBytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    let end = utf8.index(startIndex, offsetBy: limit)
    // A line that is cut is left out, unless it is the only one.
    let lineEnd = utf8[..<end].lastIndex(of: 0x0A) ?? end
    return String(decoding: utf8[..<lineEnd], as: UTF8.self)
  }
}
