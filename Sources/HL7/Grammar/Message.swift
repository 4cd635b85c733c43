/// A message of HL7 v2 in its delimiter encoding: the bytes as they came and an index over them (HL7 v2.5.1 §2.5).
///
/// Reading copies nothing and changes nothing: `bytes` of what was parsed are the bytes that came.
public struct Message: Sendable {
  /// The message as it came.
  public let bytes: [UInt8]
  /// Its delimiters.
  public let encoding: EncodingCharacters
  /// What was passed over.
  public let notes: [ParsingNote]
  /// Where segments and their fields lie.
  let index: MessageIndex

  init(bytes: [UInt8], encoding: EncodingCharacters, notes: [ParsingNote], index: MessageIndex) {
    self.bytes = bytes
    self.encoding = encoding
    self.notes = notes
    self.index = index
  }

  /// How many segments there are.
  public var count: Int { index.segments.count }

  /// The segment at a place, from 0; nil beyond the last.
  public subscript(place: Int) -> Segment? {
    index.segments.indices.contains(place) ? Segment(message: self, place: place) : nil
  }

  /// All segments in order.
  public var segments: [Segment] { index.segments.indices.map { Segment(message: self, place: $0) } }

  /// Segments of a name in order.
  public func segments(_ name: String) -> [Segment] {
    let wanted = Array(name.utf8)
    guard wanted.count == 3 else { return [] }
    return index.segments.indices.compactMap { place in
      let start = index.segments[place].start
      return bytes[start..<start + 3].elementsEqual(wanted) ? Segment(message: self, place: place) : nil
    }
  }

  /// The header: MSH, or the header of a batch or file.
  public var header: Segment { Segment(message: self, place: 0) }
}

extension Message: Hashable {
  /// Two messages are the same when their bytes are.
  public static func == (first: Message, second: Message) -> Bool { first.bytes == second.bytes }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) { hasher.combine(bytes) }
}

/// Where the segments of a message and their fields lie.
struct MessageIndex: Sendable {
  /// One segment: where it begins and ends, and which entries of `separators` are its own.
  struct Entry: Sendable {
    var start: Int
    var end: Int
    var separators: Range<Int>
  }

  var segments: [Entry] = []
  /// Where the field separators stand.
  var separators: [Int] = []
}
