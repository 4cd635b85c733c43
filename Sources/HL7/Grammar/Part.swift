/// A segment, field, repetition, component or subcomponent of a message: a window on the message's own bytes.
///
/// Numbers begin with 1 as in the standard; what lies beyond the last part is absent, not an error.
public struct Part: Hashable, Sendable {
  /// How deep the part lies (HL7 v2.5.1 §2.5).
  public enum Level: Int, Hashable, Sendable, Comparable {
    case segment, field, repetition, component, subcomponent

    /// The level of its parts; nil for the deepest.
    public var below: Level? { Level(rawValue: rawValue + 1) }

    /// Whether one lies above another.
    public static func < (first: Level, second: Level) -> Bool { first.rawValue < second.rawValue }
  }

  /// The bytes as sent, delimiters and escape sequences included; indices count from the start of the message.
  public let bytes: ArraySlice<UInt8>
  /// How deep the part lies.
  public let level: Level
  /// The delimiters of its message.
  public let encoding: EncodingCharacters
  /// Whether its bytes are taken as they are, as those of the fields that declare the delimiters.
  let isLiteral: Bool

  init(_ bytes: ArraySlice<UInt8>, level: Level, encoding: EncodingCharacters, isLiteral: Bool = false) {
    self.bytes = bytes
    self.level = level
    self.encoding = encoding
    self.isLiteral = isLiteral
  }

  /// Where it begins, in bytes from the start of the message.
  public var offset: Int { bytes.startIndex }

  /// Whether nothing stands there: no value was sent, and a receiver leaves what it has (HL7 v2.5.1 §2.5.3).
  public var isEmpty: Bool { bytes.isEmpty }

  /// Whether it is the null value `""`: a receiver deletes what it has (HL7 v2.5.1 §2.5.3).
  public var isNull: Bool { bytes.count == 2 && bytes.allSatisfy { $0 == UInt8(ascii: "\"") } }

  /// Whether it holds a value that is neither empty nor null.
  public var isValued: Bool { !bytes.isEmpty && !isNull }

  /// Its parts in order. An empty part has none; the parts of a segment are its fields without the name.
  public var parts: [Part] {
    guard let below = level.below, !bytes.isEmpty else { return [] }
    if level == .segment { return fields }
    guard !isLiteral, let delimiter = encoding.delimiter(within: level) else {
      return [Part(bytes, level: below, encoding: encoding, isLiteral: isLiteral)]
    }
    return bytes.split(separator: delimiter, omittingEmptySubsequences: false).map {
      Part($0, level: below, encoding: encoding)
    }
  }

  /// The part of a number; nil where there are fewer.
  public func part(_ number: Int) -> Part? {
    guard number >= 1, let below = level.below, !bytes.isEmpty else { return nil }
    if level == .segment { return fields.indices.contains(number - 1) ? fields[number - 1] : nil }
    guard !isLiteral, let delimiter = encoding.delimiter(within: level) else {
      return number == 1 ? Part(bytes, level: below, encoding: encoding, isLiteral: isLiteral) : nil
    }
    var start = bytes.startIndex
    var left = number - 1
    while left > 0 {
      guard let next = bytes[start...].firstIndex(of: delimiter) else { return nil }
      start = next + 1
      left -= 1
    }
    let end = bytes[start...].firstIndex(of: delimiter) ?? bytes.endIndex
    return Part(bytes[start..<end], level: below, encoding: encoding)
  }

  /// The fields of a segment, numbered as the standard does: a header's first field is its separator.
  private var fields: [Part] {
    let pieces = bytes.split(separator: encoding.field, omittingEmptySubsequences: false)
    guard let name = pieces.first, pieces.count > 1 else { return [] }
    var fields = pieces.dropFirst().map { Part($0, level: .field, encoding: encoding) }
    guard EncodingDeclaration.isHeader(name) else { return fields }
    fields[0] = Part(fields[0].bytes, level: .field, encoding: encoding, isLiteral: true)
    let separator = bytes[name.endIndex..<name.endIndex + 1]
    return [Part(separator, level: .field, encoding: encoding, isLiteral: true)] + fields
  }
}
