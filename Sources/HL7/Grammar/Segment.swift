/// A segment of a message: a window on the message's own bytes (HL7 v2.5.1 §2.5.2).
public struct Segment: Hashable, Sendable {
  let message: Message
  /// Its place among the segments of the message, from 0.
  public let place: Int

  init(message: Message, place: Int) {
    self.message = message
    self.place = place
  }

  private var entry: MessageIndex.Entry { message.index.segments[place] }

  /// Its three characters, such as `PID`.
  public var name: String {
    String(decoding: message.bytes[entry.start..<min(entry.start + 3, entry.end)], as: UTF8.self)
  }

  /// Where it begins, in bytes from the start of the message.
  public var offset: Int { entry.start }

  /// The bytes without the terminator.
  public var bytes: ArraySlice<UInt8> { message.bytes[entry.start..<entry.end] }

  /// Whether the segment declares delimiters, so that its first field is the field separator itself.
  public var isHeader: Bool { EncodingDeclaration.isHeader(bytes.prefix(3)) }

  /// How many fields were sent, counted as the standard numbers them.
  public var fieldCount: Int { entry.separators.count + (isHeader ? 1 : 0) }

  /// The field of a number, from 1; nil beyond the last one sent.
  public func field(_ number: Int) -> Part? {
    guard number >= 1 else { return nil }
    let separators = message.index.separators[entry.separators]
    let isHeader = isHeader
    if isHeader, number == 1 {
      guard let first = separators.first else { return nil }
      return Part(message.bytes[first..<first + 1], level: .field, encoding: message.encoding, isLiteral: true)
    }
    let place = separators.startIndex + number - (isHeader ? 2 : 1)
    guard separators.indices.contains(place) else { return nil }
    let start = separators[place] + 1
    let end = place + 1 < separators.endIndex ? separators[place + 1] : entry.end
    return Part(
      message.bytes[start..<end], level: .field, encoding: message.encoding, isLiteral: isHeader && number == 2)
  }

  /// All fields in order.
  public var fields: [Part] {
    let count = fieldCount
    return count > 0 ? (1...count).compactMap(field) : []
  }
}
