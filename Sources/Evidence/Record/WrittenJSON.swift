import JSONTree

/// Bytes of JSON that are read in the form in which records are written, without a tree.
///
/// Whoever reads with it takes nothing that the reader of all JSON would not take, and leaves to that one what is of any other form.
struct WrittenJSON {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The elements of an array.
  mutating func list<Element>(_ element: (inout Self) -> Element?) -> [Element]? {
    guard take("[") else { return nil }
    var elements: [Element] = []
    if take("]") { return elements }
    repeat {
      guard let next = element(&self) else { return nil }
      elements.append(next)
    } while take(",")
    return take("]") ? elements : nil
  }

  mutating func string() -> String? {
    guard take("\"") else { return nil }
    let start = position
    position = JSONStringBytes.endOfPlain(in: bytes, from: start)
    guard position < bytes.count else { return nil }
    if bytes[position] == UInt8(ascii: "\"") {
      position += 1
      return JSONStringBytes.text(UnsafeBufferPointer(rebasing: bytes[start..<position - 1]))
    }
    var text = Array(bytes[start..<position])
    while position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\") {
      switch bytes[position + 1] {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[position + 1])
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      default: return nil
      }
      let start = position + 2
      position = JSONStringBytes.endOfPlain(in: bytes, from: start)
      text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
    }
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return nil }
    position += 1
    return text.withUnsafeBufferPointer(JSONStringBytes.text)
  }

  /// A whole number that fits into a word however its digits are; no other.
  mutating func whole() -> Int64? {
    skipSpace()
    let isNegative = takeHere("-")
    let start = position
    var value: Int64 = 0
    while position < bytes.count, 0x30...0x39 ~= bytes[position], position - start < 18 {
      value = value * 10 + Int64(bytes[position] - 0x30)
      position += 1
    }
    guard position > start, position < bytes.count, bytes[start] != 0x30 || position - start == 1 else { return nil }
    switch bytes[position] {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x20, 0x0A, 0x0D, 0x09:
      return isNegative ? -value : value
    default: return nil
    }
  }

  /// Whether nothing but white space follows.
  mutating func isAtEnd() -> Bool {
    skipSpace()
    return position == bytes.count
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    return takeHere(sign)
  }

  /// A sign that follows without white space before it.
  mutating func takeHere(_ sign: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  /// Signs that follow without white space before or between them.
  mutating func takeText(_ text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for index in 0..<length where bytes[position + index] != text.utf8Start[index] { return false }
    position += length
    return true
  }
}
