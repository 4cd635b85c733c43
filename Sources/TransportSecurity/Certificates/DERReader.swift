/// Reads elements of DER one after the other (X.690 §8, §10). It never goes down by itself, so that no input decides how
/// deep it goes.
struct DERReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private let origin: Int

  /// An element: its tag, its contents, and all its bytes.
  struct Element {
    var tag: UInt8
    var contents: ArraySlice<UInt8>
    var whole: ArraySlice<UInt8>
    /// Offset of the contents within the certificate.
    var offset: Int

    var reader: DERReader { DERReader(contents, origin: offset) }
  }

  init(_ bytes: ArraySlice<UInt8>, origin: Int = 0) {
    self.bytes = bytes
    position = bytes.startIndex
    self.origin = origin
  }

  var isAtEnd: Bool { position >= bytes.endIndex }
  private var offset: Int { origin + position - bytes.startIndex }

  /// The tag of the next element; nil at the end.
  var nextTag: UInt8? { isAtEnd ? nil : bytes[position] }

  private func violation(_ expected: String, got: String) -> TLSViolation {
    TLSViolation(offset: offset, rule: "X.690 §8.1", expected: expected, got: got)
  }

  /// The next element, of a tag where one is due.
  mutating func next(_ what: String, tag: UInt8? = nil) throws(TLSViolation) -> Element {
    let start = position
    guard bytes.endIndex - position >= 2 else { throw violation("\(what)", got: "the end") }
    let found = bytes[position]
    if let tag, found != tag { throw violation("\(what) with the tag \(tag)", got: "tag \(found)") }
    guard found & 0x1F != 0x1F else { throw violation("a tag of one byte", got: "a longer one") }
    var length = Int(bytes[position + 1])
    var header = 2
    if length >= 0x80 {
      let count = length & 0x7F
      guard (1...3).contains(count), bytes.endIndex - position - 2 >= count else {
        throw violation("a length of at most 3 bytes", got: "\(count)")
      }
      length = bytes[position + 2..<position + 2 + count].reduce(0) { $0 << 8 | Int($1) }
      header += count
    }
    guard bytes.endIndex - position - header >= length else {
      throw violation("\(length) bytes of \(what)", got: "\(bytes.endIndex - position - header) left")
    }
    let contentOffset = offset + header
    position += header + length
    return Element(
      tag: found, contents: bytes[start + header..<position], whole: bytes[start..<position], offset: contentOffset)
  }

  /// A dotted object identifier (X.690 §8.19).
  static func objectIdentifier(_ contents: ArraySlice<UInt8>) -> String {
    var numbers: [UInt64] = []
    var value: UInt64 = 0
    for byte in contents.prefix(64) {
      value = value << 7 | UInt64(byte & 0x7F)
      guard byte & 0x80 == 0 else { continue }
      if numbers.isEmpty {
        let first = min(value / 40, 2)
        numbers = [first, value - first * 40]
      } else {
        numbers.append(value)
      }
      value = 0
    }
    return numbers.map(String.init).joined(separator: ".")
  }

  /// A character string of whatever kind, for people: at most 256 characters, none that controls a terminal.
  static func text(_ element: Element) -> String {
    let contents = element.contents.prefix(1_024)
    var scalars: [Unicode.Scalar] = []
    if element.tag == 0x1E {
      var units = contents.makeIterator()
      while let high = units.next(), let low = units.next() {
        scalars.append(Unicode.Scalar(UInt16(high) << 8 | UInt16(low)) ?? "\u{FFFD}")
      }
    } else {
      scalars = Array(String(decoding: contents, as: UTF8.self).unicodeScalars)
    }
    var view = String.UnicodeScalarView()
    view.append(
      contentsOf: scalars.prefix(256).map { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) ? "\u{FFFD}" : $0 })
    return String(view)
  }

  /// Seconds since 1970 of a UTCTime or a GeneralizedTime (RFC 5280 §4.1.2.5).
  static func time(_ element: Element) throws(TLSViolation) -> Int64 {
    func fail() -> TLSViolation {
      TLSViolation(
        offset: element.offset, rule: "RFC 5280 §4.1.2.5", expected: "YYMMDDHHMMSSZ or YYYYMMDDHHMMSSZ",
        got: text(element))
    }
    var digits = element.contents.prefix(16).map { Int64($0) - 48 }
    guard digits.popLast() == 42, digits.allSatisfy({ (0...9).contains($0) }) else { throw fail() }
    if element.tag == 0x17, digits.count == 12 { digits = (digits[0] >= 5 ? [1, 9] : [2, 0]) + digits }
    guard digits.count == 14 else { throw fail() }
    func number(_ start: Int, _ count: Int) -> Int64 { digits[start..<start + count].reduce(0) { $0 * 10 + $1 } }
    let (year, month, day) = (number(0, 4), number(4, 2), number(6, 2))
    let (hour, minute, second) = (number(8, 2), number(10, 2), number(12, 2))
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61 else { throw fail() }
    // Days of the civil calendar, years beginning in March.
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    return days * 86_400 + hour * 3_600 + minute * 60 + second
  }
}
