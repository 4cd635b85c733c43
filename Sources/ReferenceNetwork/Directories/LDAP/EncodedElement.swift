/// An element of the Basic Encoding Rules as LDAP uses them: a tag of one byte and a definite length (RFC 4511 §5.1).
struct EncodedElement: Hashable, Sendable {
  /// Bytes that are no element.
  struct Fault: Error {}

  /// Class, form and number.
  let tag: UInt8
  /// What follows the length.
  let content: ArraySlice<UInt8>

  /// Bytes of a header and of the whole element that begins with it; nil where more have to come to tell.
  static func extent(of bytes: ArraySlice<UInt8>) throws(Fault) -> (header: Int, whole: Int)? {
    guard let tag = bytes.first else { return nil }
    guard tag & 0x1F != 0x1F else { throw Fault() }
    guard let first = bytes.dropFirst().first else { return nil }
    guard first & 0x80 != 0 else { return (2, 2 + Int(first)) }
    let count = Int(first & 0x7F)
    guard 1...4 ~= count else { throw Fault() }
    let length = bytes.dropFirst(2).prefix(count)
    guard length.count == count else { return nil }
    return (2 + count, 2 + count + length.reduce(0) { $0 << 8 | Int($1) })
  }

  /// All elements of bytes that hold nothing else.
  static func elements(of bytes: ArraySlice<UInt8>) throws(Fault) -> [EncodedElement] {
    var rest = bytes
    var found: [EncodedElement] = []
    while let tag = rest.first {
      guard let extent = try extent(of: rest), extent.whole <= rest.count else { throw Fault() }
      found.append(EncodedElement(tag: tag, content: rest.prefix(extent.whole).dropFirst(extent.header)))
      rest = rest.dropFirst(extent.whole)
    }
    return found
  }

  /// The elements within.
  func parts() throws(Fault) -> [EncodedElement] { try Self.elements(of: content) }

  /// The content as text.
  var text: String { String(decoding: content, as: UTF8.self) }

  /// The content as a number that is not below nought.
  var number: Int? {
    guard 1...4 ~= content.count, content.first.map({ $0 & 0x80 == 0 }) ?? false else { return nil }
    return content.reduce(0) { $0 << 8 | Int($1) }
  }

  // MARK: Writing

  static func encoded(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    var length: [UInt8] = []
    var rest = content.count
    repeat {
      length.insert(UInt8(rest & 0xFF), at: 0)
      rest >>= 8
    } while rest > 0
    let isShort = content.count < 0x80
    return [tag] + (isShort ? length : [0x80 | UInt8(length.count)] + length) + content
  }

  static func encoded(_ tag: UInt8, _ text: String) -> [UInt8] { encoded(tag, Array(text.utf8)) }

  /// A number, as INTEGER or ENUMERATED.
  static func encoded(_ tag: UInt8, _ number: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = number
    repeat {
      bytes.insert(UInt8(rest & 0xFF), at: 0)
      rest >>= 8
    } while rest > 0
    return encoded(tag, bytes[0] & 0x80 == 0 ? bytes : [0] + bytes)
  }
}
