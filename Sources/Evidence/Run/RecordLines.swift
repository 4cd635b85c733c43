import Foundation

#if canImport(Glibc)
  import Glibc
#endif

/// The lines of a file of a record, one after the other: no more of the file is held than a line and what was read ahead.
struct RecordLines: ~Copyable {
  /// The longest line that is read, in bytes: a hundred times what the largest observation of a run of many sites takes.
  static let lineLimit = 128 * 1_048_576

  /// One line.
  struct Line {
    /// Its bytes, without its end.
    var bytes: [UInt8]
    /// Whether its end is there: a write that was cut off leaves a line without one.
    var isEnded: Bool
  }

  private let path: String
  private let limit: Int
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)
  /// What is in the buffer and was not handed over.
  private var rest = 0..<0
  /// How many lines were handed over.
  private var count = 0

  /// Opens a file; `path` is what errors call it.
  ///
  /// - Throws: `RunDirectoryError.missing`.
  init(_ file: URL, path: String, limit: Int = lineLimit) throws(RunDirectoryError) {
    self.path = path
    self.limit = limit
    descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .missing(file: path) }
  }

  deinit { close(descriptor) }

  /// The next line; nil behind the last.
  ///
  /// - Throws: `RunDirectoryError.malformed` where it is longer than the limit or cannot be read.
  mutating func next() throws(RunDirectoryError) -> Line? {
    var line: [UInt8] = []
    while true {
      if rest.isEmpty {
        rest = 0..<(try fill())
        if rest.isEmpty {
          count += 1
          return line.isEmpty ? nil : Line(bytes: line, isEnded: false)
        }
      }
      let end = endOfLine()
      guard line.count + (end ?? rest.upperBound) - rest.lowerBound <= limit else {
        throw .malformed(
          file: path, line: count + 1,
          reason: """
            is longer than \(limit) bytes, the most that is read of one piece of evidence. No evidence of this version is: \
            restore the file, or judge it by the version that wrote it.
            """)
      }
      line += buffer[rest.lowerBound..<(end ?? rest.upperBound)]
      guard let end else {
        rest = 0..<0
        continue
      }
      rest = (end + 1)..<rest.upperBound
      count += 1
      return Line(bytes: line, isEnded: true)
    }
  }

  /// Where the line ends that the buffer goes on with; nil where it does not hold the end.
  private func endOfLine() -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, let found = memchr(base + rest.lowerBound, 0x0A, rest.count) else {
        return nil
      }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Reads ahead; 0 at the end of the file.
  private mutating func fill() throws(RunDirectoryError) -> Int {
    while true {
      let taken = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if taken >= 0 { return taken }
      guard errno == EINTR else {
        throw .malformed(file: path, line: count + 1, reason: "cannot be read: \(String(cString: strerror(errno)))")
      }
    }
  }
}
