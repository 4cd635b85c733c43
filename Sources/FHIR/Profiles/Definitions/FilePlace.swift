/// A place in a file: line and column for people, byte for programs.
public struct FilePlace: Hashable, Sendable {
  /// The file's path as it was given.
  public let file: String
  /// Line, from 1.
  public let line: Int
  /// Column in characters, from 1.
  public let column: Int
  /// Byte, from 0.
  public let offset: Int
}

/// Finds line and column of bytes of a file.
struct LineIndex {
  private let file: String
  private let bytes: [UInt8]
  private let starts: [Int]

  init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
    var starts = [0]
    for (index, byte) in bytes.enumerated() where byte == 0x0A { starts.append(index + 1) }
    self.starts = starts
  }

  func place(of offset: Int) -> FilePlace {
    let offset = min(max(offset, 0), bytes.count)
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= offset { low = middle } else { high = middle }
    }
    // Bytes that continue a character have no column of their own.
    let column = bytes[starts[low]..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return FilePlace(file: file, line: low + 1, column: column, offset: offset)
  }
}
