import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

private let systemRead = read
private let systemWrite = write

/// A directory of the caller's own for what programs read and write; it goes, with all in it, when its owner does.
public struct PrivateDirectory: ~Copyable {
  /// Why no file could be had.
  public struct Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// `made` or `written`.
    let what: String
    /// Where.
    let folder: String

    /// What to do, in words for people.
    public var description: String {
      "no temporary file could be \(what) in \(folder). Make room there, or set TMPDIR to a directory that can be written."
    }
  }

  /// Absolute path.
  public let path: String

  /// Makes the directory, readable by nobody else.
  public init() throws(Failure) {
    let parent = FileManager.default.temporaryDirectory.path
    var template = Array((parent + "/assay-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(what: "made", folder: parent) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file for a program to read.
  public func write(_ bytes: [UInt8], to name: String) throws(Failure) {
    let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(what: "written", folder: path) }
    defer { close(descriptor) }
    var written = 0
    let isComplete = bytes.withUnsafeBytes { buffer in
      while written < buffer.count {
        let count = systemWrite(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
    guard isComplete else { throw Failure(what: "written", folder: path) }
  }

  /// What a program wrote; at most `limit` bytes of it, nil where there is no such file.
  public func read(_ name: String, limit: Int) -> [UInt8]? {
    let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    let size = max(0, min(Int(status.st_size), limit))
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = systemRead(descriptor, buffer.baseAddress?.advanced(by: count), size - count)
        if got < 0, errno == EINTR { continue }
        guard got > 0 else { return }
        count += got
      }
    }
  }
}
