/// A table in a literal: lines of fields parted by `|`, ascending by the bytes of the first field.
struct RegistryTable: Sendable {
  /// The lines, each ended by a line feed.
  let text: StaticString
  /// Offsets of lines ascending by keyword, five hexadecimal digits each; nil where no keyword is looked up.
  var keywordOffsets: StaticString?
  /// Which field is the keyword.
  var keywordField = 0

  /// The table's bytes. They belong to the program's image, so the pointer never dangles.
  private var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
  }

  /// The offset of the line whose first field is the key.
  func line(key: some Collection<UInt8>) -> Int? {
    let bytes = bytes
    var low = 0
    var high = bytes.count
    while low < high {
      let start = lineStart(before: (low + high) / 2, in: bytes)
      switch compare(key, fieldAt: start, in: bytes) {
      case 0: return start
      case ..<0: high = start
      default: low = nextLine(after: start, in: bytes)
      }
    }
    return nil
  }

  /// The first field as eight hexadecimal digits and the second where it has just two letters, of each line that has
  /// both, in order.
  func pairs() -> [(tag: UInt32, letters: (UInt8, UInt8))] {
    let bytes = bytes
    var found: [(tag: UInt32, letters: (UInt8, UInt8))] = []
    var start = 0
    while start + 12 <= bytes.count {
      if bytes[start + 9] != UInt8(ascii: "|"), bytes[start + 11] == UInt8(ascii: "|") {
        var tag: UInt32 = 0
        for digit in bytes[start..<start + 8] { tag = tag << 4 | UInt32(digit >= 0x41 ? digit - 0x37 : digit - 0x30) }
        found.append((tag, (bytes[start + 9], bytes[start + 10])))
      }
      start = nextLine(after: start, in: bytes)
    }
    return found
  }

  /// The offset of the line with this keyword.
  func line(keyword: some Collection<UInt8>) -> Int? {
    guard let keywordOffsets else { return nil }
    let bytes = bytes
    var low = 0
    var high = keywordOffsets.utf8CodeUnitCount / 5
    while low < high {
      let middle = (low + high) / 2
      let line = offset(at: middle, in: keywordOffsets)
      switch compare(keyword, fieldAt: start(ofField: keywordField, line: line, in: bytes), in: bytes) {
      case 0: return line
      case ..<0: high = middle
      default: low = middle + 1
      }
    }
    return nil
  }

  /// The fields of the line that starts at an offset.
  func fields(line: Int) -> [String] {
    let bytes = bytes
    var end = line
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return bytes[line..<end].split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// Offsets of all lines in order.
  var lines: [Int] {
    let bytes = bytes
    var found: [Int] = []
    var start = 0
    while start < bytes.count {
      found.append(start)
      start = nextLine(after: start, in: bytes)
    }
    return found
  }

  private func lineStart(before offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var start = offset
    while start > 0, bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    return start
  }

  private func nextLine(after start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = start
    while end < bytes.count, bytes[end] != UInt8(ascii: "\n") { end += 1 }
    return end + 1
  }

  private func start(ofField field: Int, line: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var position = line
    for _ in 0..<field {
      while position < bytes.count, bytes[position] != UInt8(ascii: "|") { position += 1 }
      position += 1
    }
    return position
  }

  private func offset(at index: Int, in offsets: StaticString) -> Int {
    var value = 0
    for position in index * 5..<index * 5 + 5 {
      let digit = Int(offsets.utf8Start[position])
      value = value << 4 | (digit >= 0x61 ? digit - 0x57 : digit - 0x30)
    }
    return value
  }

  /// Negative where the key sorts before the field, 0 where they are equal.
  private func compare(
    _ key: some Collection<UInt8>, fieldAt start: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var position = start
    for byte in key {
      guard position < bytes.count, bytes[position] != UInt8(ascii: "|") else { return 1 }
      if byte != bytes[position] { return byte < bytes[position] ? -1 : 1 }
      position += 1
    }
    return position < bytes.count && bytes[position] != UInt8(ascii: "|") ? -1 : 0
  }
}
