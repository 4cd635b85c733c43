import JSONTree

/// Reads transcripts in the form in which they are written, without a tree: they are most of a record's bytes, and each is read
/// whenever the run is judged.
///
/// It takes nothing that the reader of all JSON would not take, and gives the same; what is of any other form it leaves to that one.
struct TranscriptReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  private init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// The transcript; nil where the bytes have another form, right or wrong.
  static func read(_ bytes: [UInt8]) -> Transcript? {
    bytes.withUnsafeBufferPointer { bytes in
      var reader = TranscriptReader(bytes)
      return reader.document()
    }
  }

  private mutating func document() -> Transcript? {
    guard take("{"), take("\""), takeName("entries\""), take(":"), let entries = list({ $0.entry() }), take("}")
    else { return nil }
    skipSpace()
    return position == bytes.count ? Transcript(entries: entries) : nil
  }

  /// Each of its members, once, in whatever order.
  private mutating func entry() -> Transcript.Entry? {
    var microseconds: Int64?
    var direction: Transcript.Direction?
    var summary: String?
    var details: [String]?
    var length: Int?
    var hex: String?
    guard take("{") else { return nil }
    repeat {
      guard take("\"") else { return nil }
      if details == nil, takeName("details\"") {
        guard take(":"), let value = list({ $0.string() }) else { return nil }
        details = value
      } else if direction == nil, takeName("direction\"") {
        guard take(":"), let value = string().flatMap(Transcript.Direction.init) else { return nil }
        direction = value
      } else if hex == nil, takeName("hex\"") {
        guard take(":"), let value = string() else { return nil }
        hex = value
      } else if length == nil, takeName("length\"") {
        guard take(":"), let value = whole() else { return nil }
        length = Int(value)
      } else if microseconds == nil, takeName("microseconds\"") {
        guard take(":"), let value = whole() else { return nil }
        microseconds = value
      } else if summary == nil, takeName("summary\"") {
        guard take(":"), let value = string() else { return nil }
        summary = value
      } else {
        return nil
      }
    } while take(",")
    guard take("}"), let microseconds, let direction, let summary, let details, let length, let hex else { return nil }
    return Transcript.Entry(
      microseconds: microseconds, direction: direction, summary: summary, details: details, length: length, hex: hex)
  }

  private mutating func list<Element>(_ element: (inout Self) -> Element?) -> [Element]? {
    guard take("[") else { return nil }
    var elements: [Element] = []
    if take("]") { return elements }
    repeat {
      guard let next = element(&self) else { return nil }
      elements.append(next)
    } while take(",")
    return take("]") ? elements : nil
  }

  private mutating func string() -> String? {
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
  private mutating func whole() -> Int64? {
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
    case UInt8(ascii: ","), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09: return isNegative ? -value : value
    default: return nil
    }
  }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func take(_ sign: Unicode.Scalar) -> Bool {
    skipSpace()
    return takeHere(sign)
  }

  private mutating func takeHere(_ sign: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: sign) else { return false }
    position += 1
    return true
  }

  /// The rest of a name, with its quotation mark.
  private mutating func takeName(_ name: StaticString) -> Bool {
    let length = name.utf8CodeUnitCount
    guard position + length <= bytes.count else { return false }
    for index in 0..<length where bytes[position + index] != name.utf8Start[index] { return false }
    position += length
    return true
  }
}
