/// A place in a text, for people.
struct TextPlace: Hashable {
  /// Line, from 1.
  var line: Int
  /// Column in bytes, from 1.
  var column: Int

  /// The place of a byte.
  init(of offset: Int, in bytes: [UInt8]) {
    line = 1
    column = 1
    for byte in bytes.prefix(max(0, offset)) {
      if byte == 0x0A {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
  }
}

/// Counts lines from one offset to a later one.
struct LineCounter {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Line of an offset, from 1; offsets come in rising order.
  mutating func line(at offset: Int) -> Int {
    while self.offset < min(offset, bytes.count) {
      if bytes[self.offset] == 0x0A { line += 1 }
      self.offset += 1
    }
    return line
  }
}
