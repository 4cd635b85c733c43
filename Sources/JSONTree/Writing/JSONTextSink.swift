import Foundation

/// Where the text of one encoding grows. A class, because every container of the encoding writes to it, one after the other;
/// it never leaves the encoding.
final class JSONTextSink {
  /// The text so far.
  var bytes: [UInt8] = []
  /// Members of the objects that are open, those of the innermost last.
  var members: [JSONTextMember] = []
  let layout: JSONTextEncoder.Layout
  /// Where members are put in order.
  var beside: JSONTextSink?

  /// The longest text for whose sake room is kept.
  static let small = 1 << 16
  private static let spaces = [UInt8](repeating: 0x20, count: 32)

  /// Containers within containers; more is refused, as by Foundation.
  static let deepest = 512

  init(layout: JSONTextEncoder.Layout) { self.layout = layout }

  /// Writes a value that `depth` containers are around.
  func write<T: Encodable>(_ value: T, depth: Int) throws {
    guard depth < Self.deepest else { throw Self.refusal(value, "it is nested \(Self.deepest) deep") }
    // What has a form of its own, and texts, which are most of what is written.
    if T.self == String.self, let text = value as? String { return string(text) }
    if T.self == Decimal.self, let number = value as? Decimal {
      guard !number.isNaN else { throw Self.refusal(number, "JSON has no form for \(number)") }
      return literal(number.description)
    }
    if T.self == Data.self, let data = value as? Data { return string(data.base64EncodedString()) }
    if T.self == URL.self, let url = value as? URL { return string(url.absoluteString) }
    let writer = JSONValueWriter(sink: self, depth: depth)
    try value.encode(to: writer)
    try writer.finish()
  }

  /// Writes text as it is, without quotation marks: numbers, `true`, `null`.
  func literal(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes a whole number.
  func whole(_ number: some FixedWidthInteger) { literal(String(number)) }

  /// Writes a number, whole ones without a fraction.
  func real<Number: BinaryFloatingPoint & LosslessStringConvertible>(_ number: Number) throws {
    guard number.isFinite else { throw Self.refusal(number, "JSON has no form for \(number)") }
    let text = number.description
    literal(text.hasSuffix(".0") ? String(text.dropLast(2)) : text)
  }

  /// Writes text in quotation marks, escaped as RFC 8259 §7 demands and no further.
  func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { content in
      var start = 0
      while true {
        let place = JSONStringBytes.endOfPlain(in: content, from: start)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: content[start..<place]))
        guard place < content.count else { break }
        escape(content[place])
        start = place + 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func escape(_ byte: UInt8) {
    bytes.append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    case 0..<0x20:
      let digits = Array("0123456789abcdef".utf8)
      bytes += [
        UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0"), digits[Int(byte >> 4)], digits[Int(byte & 15)],
      ]
    default: bytes.append(byte)
    }
  }

  // MARK: Layout

  /// What stands behind an opening bracket.
  func open(_ bracket: UInt8) {
    bytes.append(bracket)
    if layout == .indented { bytes.append(0x0A) }
  }

  /// What stands between two members or elements.
  func separate() {
    bytes.append(UInt8(ascii: ","))
    if layout == .indented { bytes.append(0x0A) }
  }

  /// The spaces before a member, an element or a closing bracket.
  func indent(_ depth: Int) {
    guard layout == .indented else { return }
    var rest = 2 * depth
    while rest > 0 {
      let count = min(rest, Self.spaces.count)
      bytes.append(contentsOf: Self.spaces[..<count])
      rest -= count
    }
  }

  /// A closing bracket, and what stands before it.
  func close(_ bracket: UInt8, depth: Int) {
    if layout == .indented { bytes.append(0x0A) }
    indent(depth)
    bytes.append(bracket)
  }

  /// The name of a member, with its colon.
  func name(_ name: String) {
    string(name)
    literal(layout == .indented ? " : " : ":")
  }

  static func refusal(_ value: Any, _ reason: String) -> EncodingError {
    .invalidValue(value, .init(codingPath: [], debugDescription: "it can't be written as JSON: \(reason)"))
  }
}

/// A member that was written, or an element that a container of its own is written for.
struct JSONTextMember {
  /// Its name; empty for elements.
  var name: String
  /// Where it stands in the text, name and value; without the value where that has a container of its own.
  var range: Range<Int>
  /// What its value is written to.
  var part: JSONValueWriter?
}
