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
    let (entry, isHeader) = (entry, isHeader)
    let own = entry.separators
    if isHeader, number == 1 {
      guard let first = own.first.map({ message.index.separators[$0] }) else { return nil }
      return part(first..<first + 1, isLiteral: true)
    }
    // Compared before they are added: a number may be as large as there are numbers.
    guard number - (isHeader ? 2 : 1) < own.count else { return nil }
    let place = own.lowerBound + number - (isHeader ? 2 : 1)
    let end = place + 1 < own.upperBound ? message.index.separators[place + 1] : entry.end
    return part(message.index.separators[place] + 1..<end, isLiteral: isHeader && number == 2)
  }

  /// All fields in order.
  public var fields: [Part] {
    let (entry, isHeader) = (entry, isHeader)
    var fields: [Part] = []
    fields.reserveCapacity(entry.separators.count + 1)
    for place in entry.separators {
      let separator = message.index.separators[place]
      let isFirst = isHeader && place == entry.separators.lowerBound
      if isFirst { fields.append(part(separator..<separator + 1, isLiteral: true)) }
      let end = place + 1 < entry.separators.upperBound ? message.index.separators[place + 1] : entry.end
      fields.append(part(separator + 1..<end, isLiteral: isFirst))
    }
    return fields
  }

  private func part(_ range: Range<Int>, isLiteral: Bool) -> Part {
    Part(message.bytes[range], level: .field, encoding: message.encoding, isLiteral: isLiteral)
  }
}
