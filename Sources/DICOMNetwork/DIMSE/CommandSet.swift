import DICOM
import NIOCore

/// The command set of a DIMSE message: elements of group 0000 in implicit VR little endian (PS3.7 §6.3).
public struct CommandSet: Hashable, Sendable {
  /// Elements without the group length, ascending by element number; values as encoded, padding included.
  public private(set) var elements: [CommandElement] = []

  /// Makes an empty command set.
  public init() {}

  /// The value of an element as it is encoded; setting replaces or inserts in order, setting nil removes.
  public subscript(element: UInt16) -> [UInt8]? {
    get { elements.first { $0.element == element }?.value }
    set {
      elements.removeAll { $0.element == element }
      guard let newValue else { return }
      let place = elements.firstIndex { $0.element > element } ?? elements.endIndex
      elements.insert(CommandElement(element: element, value: newValue), at: place)
    }
  }

  /// The number in an element of VR US; nil where it is absent or not of two bytes.
  public func number(_ element: UInt16) -> UInt16? {
    guard let value = self[element], value.count == 2 else { return nil }
    return UInt16(value[0]) | UInt16(value[1]) << 8
  }

  /// Sets an element of VR US.
  public mutating func set(_ element: UInt16, number: UInt16) {
    self[element] = [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
  }

  /// The text in an element, without padding; bytes outside ASCII are read as Latin-1.
  public func text(_ element: UInt16) -> String? {
    guard var value = self[element]?[...] else { return nil }
    while value.last == 0 || value.last == 0x20 { value.removeLast() }
    return String(String.UnicodeScalarView(value.map { Unicode.Scalar($0) }))
  }

  /// Sets an element of VR UI, padded with a NUL to even length.
  public mutating func set(_ element: UInt16, uid: String) {
    self[element] = Array(uid.utf8) + (uid.utf8.count % 2 == 1 ? [0] : [])
  }

  /// Sets an element of a text VR, each character a byte, padded with a space to even length; characters beyond Latin-1
  /// become question marks.
  public mutating func set(_ element: UInt16, text: String) {
    let bytes = text.unicodeScalars.map { UInt8(exactly: $0.value) ?? UInt8(ascii: "?") }
    self[element] = bytes + (bytes.count % 2 == 1 ? [0x20] : [])
  }

  /// The bytes, group length first.
  public func encoded() -> ByteBuffer {
    var buffer = ByteBuffer()
    let length = elements.reduce(0) { $0 + 8 + $1.value.count }
    buffer.reserveCapacity(length + 12)
    Self.write(0, [UInt8](), into: &buffer, length: 4)
    buffer.writeInteger(UInt32(truncatingIfNeeded: length), endianness: .little)
    for element in elements { Self.write(element.element, element.value, into: &buffer, length: element.value.count) }
    return buffer
  }

  private static func write(_ element: UInt16, _ value: [UInt8], into buffer: inout ByteBuffer, length: Int) {
    buffer.writeInteger(0, endianness: .little, as: UInt16.self)
    buffer.writeInteger(element, endianness: .little)
    buffer.writeInteger(UInt32(truncatingIfNeeded: length), endianness: .little)
    buffer.writeBytes(value)
  }

  /// Reads a command set; strict, because everything after it depends on it.
  public init(decoding bytes: ByteBuffer) throws(ProtocolViolation) {
    var buffer = bytes
    let start = buffer.readerIndex
    func violation(_ offset: Int, _ rule: String, _ expected: String, _ got: String) -> ProtocolViolation {
      ProtocolViolation(offset: offset, rule: rule, expected: expected, got: got)
    }
    var groupLength: (stated: UInt32, actual: Int)?
    var previous = -1
    while buffer.readableBytes > 0 {
      let offset = buffer.readerIndex - start
      guard let group = buffer.readInteger(endianness: .little, as: UInt16.self),
        let element = buffer.readInteger(endianness: .little, as: UInt16.self),
        let length = buffer.readInteger(endianness: .little, as: UInt32.self)
      else {
        throw violation(offset, "PS3.7 §6.3.1", "8 bytes of tag and length", "\(bytes.readableBytes - offset) left")
      }
      guard group == 0 else {
        throw violation(offset, "PS3.7 §6.3.1", "an element of group 0000", "group \(group.hexadecimal)")
      }
      guard Int(element) > previous else {
        throw violation(
          offset, "PS3.5 §7.1", "elements in ascending order, each once", "(0000,\(element.hexadecimal)) again or late")
      }
      previous = Int(element)
      guard length & 1 == 0 else {
        throw violation(offset + 4, "PS3.5 §7.1.1", "an even value length", "\(length)")
      }
      guard Int(length) <= buffer.readableBytes, let value = buffer.readBytes(length: Int(length)) else {
        throw violation(
          offset + 4, "PS3.7 §6.3.1", "a value length within the command set, at most \(buffer.readableBytes)",
          "\(length)")
      }
      if element == 0 {
        guard value.count == 4 else {
          throw violation(offset + 4, "PS3.7 §E.1", "a Command Group Length of 4 bytes", "\(value.count)")
        }
        let stated = value.enumerated().reduce(UInt32(0)) { $0 | UInt32($1.element) << (8 * UInt32($1.offset)) }
        groupLength = (stated, buffer.readableBytes)
      } else {
        elements.append(CommandElement(element: element, value: value))
      }
    }
    guard let groupLength else {
      throw violation(0, "PS3.7 §E.1", "Command Group Length (0000,0000)", "a command set without it")
    }
    guard Int(groupLength.stated) == groupLength.actual else {
      throw violation(8, "PS3.7 §E.1", "Command Group Length \(groupLength.actual)", "\(groupLength.stated)")
    }
  }
}

/// One element of a command set.
public struct CommandElement: Hashable, Sendable {
  /// Element number within group 0000.
  public var element: UInt16
  /// Value as encoded, padding included.
  public var value: [UInt8]

  /// Makes an element.
  public init(element: UInt16, value: [UInt8]) {
    self.element = element
    self.value = value
  }

  /// The element's tag.
  public var tag: Tag { Tag(0, element) }
}
