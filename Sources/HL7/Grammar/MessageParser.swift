/// Reads one message in a single pass over its bytes.
public struct MessageParser: Sendable {
  /// Bounds.
  public var limits: ParsingLimits
  /// Segments that may come first.
  let first: Set<String>
  /// The delimiters of a segment that declares none, such as a trailer; nil where the first segment declares them.
  let inherited: EncodingCharacters?

  /// Makes a parser of messages, whose first segment is MSH.
  public init(limits: ParsingLimits = .standard) {
    self.limits = limits
    self.first = ["MSH"]
    self.inherited = nil
  }

  /// A parser of what may begin with other segments: the headers and trailers of batches and files.
  init(limits: ParsingLimits, first: Set<String>, inherited: EncodingCharacters? = nil) {
    self.limits = limits
    self.first = first
    self.inherited = inherited
  }

  /// Reads a message.
  ///
  /// - Throws: `ParsingError` with the offset and the rule, when the bytes are not a message or a limit is passed.
  public func parse(_ bytes: [UInt8]) throws(ParsingError) -> Message {
    guard bytes.count <= limits.maximumLength else {
      throw ParsingError(.tooLong(length: bytes.count, limit: limits.maximumLength), offset: limits.maximumLength)
    }
    var notes: [ParsingNote] = []
    let start = try self.start(of: bytes, notes: &notes)
    let encoding: EncodingCharacters =
      if let inherited { inherited } else { try EncodingDeclaration.read(bytes, at: start, notes: &notes) }
    var index = MessageIndex()
    var position = start
    while position < bytes.count {
      guard index.segments.count < limits.maximumSegments else {
        throw ParsingError(.tooManySegments(limit: limits.maximumSegments), offset: position)
      }
      position = try segment(bytes, from: position, encoding: encoding, index: &index, notes: &notes)
    }
    return Message(bytes: bytes, encoding: encoding, notes: notes, index: index)
  }

  /// Where the header begins, after a byte order mark if there is one.
  private func start(of bytes: [UInt8], notes: inout [ParsingNote]) throws(ParsingError) -> Int {
    guard !bytes.isEmpty else { throw ParsingError(.empty, offset: 0) }
    var start = 0
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      notes.append(ParsingNote(.byteOrderMark, offset: 0))
      start = 3
    } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) || bytes.prefix(4).contains(0) {
      throw ParsingError(.wideCharacters, offset: 0)
    }
    let name = String(decoding: bytes[start...].prefix(3), as: UTF8.self)
    guard first.contains(name) else {
      throw ParsingError(.wrongFirstSegment(expected: first.sorted()), offset: start)
    }
    return start
  }

  /// Reads one segment and its terminator; returns where the next begins.
  private func segment(
    _ bytes: [UInt8], from start: Int, encoding: EncodingCharacters, index: inout MessageIndex,
    notes: inout [ParsingNote]
  ) throws(ParsingError) -> Int {
    let firstSeparator = index.separators.count
    var position = start
    var fieldStart = start
    var zero: Int?
    scan: while position < bytes.count {
      switch bytes[position] {
      case 0x0D: break scan
      case 0x0A:
        if position == start || isTerminating(bytes, at: position, separator: encoding.field) { break scan }
        note(.lineFeedInField, at: position, in: &notes)
      case encoding.field:
        try requireLength(position - fieldStart, at: fieldStart)
        index.separators.append(position)
        fieldStart = position + 1
        guard index.separators.count - firstSeparator <= limits.maximumFields else {
          throw ParsingError(.tooManyFields(limit: limits.maximumFields), offset: position)
        }
      case 0: zero = zero ?? position
      default: break
      }
      position += 1
    }
    try requireLength(position - fieldStart, at: fieldStart)
    if let zero { note(.zeroByte, at: zero, in: &notes) }
    if position == start {
      note(.emptySegment, at: start, in: &notes)
    } else {
      try requireName(bytes[start..<position], separator: encoding.field)
      index.segments.append(
        MessageIndex.Entry(start: start, end: position, separators: firstSeparator..<index.separators.count))
    }
    return terminated(bytes, at: position, notes: &notes)
  }

  /// Whether a line feed ends a segment: where another one, another terminator or nothing follows. Elsewhere it is a
  /// character of the field, as senders of text write it that end their segments by a carriage return.
  private func isTerminating(_ bytes: [UInt8], at position: Int, separator: UInt8) -> Bool {
    let next = position + 1
    guard next < bytes.count, !EncodingDeclaration.isTerminator(bytes[next]) else { return true }
    guard next + 3 < bytes.count else { return false }
    return bytes[next..<next + 3].allSatisfy(Self.isOfName) && bytes[next + 3] == separator
  }

  /// Passes a terminator; returns where the next segment begins.
  private func terminated(_ bytes: [UInt8], at position: Int, notes: inout [ParsingNote]) -> Int {
    guard position < bytes.count else {
      note(.unterminated, at: position, in: &notes)
      return position
    }
    if bytes[position] == 0x0A {
      note(.lineFeed, at: position, in: &notes)
      return position + 1
    }
    if position + 1 < bytes.count, bytes[position + 1] == 0x0A {
      note(.lineFeed, at: position, in: &notes)
      return position + 2
    }
    return position + 1
  }

  private func requireLength(_ length: Int, at offset: Int) throws(ParsingError) {
    guard length <= limits.maximumFieldLength else {
      throw ParsingError(.fieldTooLong(length: length, limit: limits.maximumFieldLength), offset: offset)
    }
  }

  /// A name is three upper-case letters or digits, and the field separator follows it if anything does.
  private func requireName(_ segment: ArraySlice<UInt8>, separator: UInt8) throws(ParsingError) {
    let name = segment.prefix(3)
    guard name.count == 3, name.allSatisfy(Self.isOfName) else {
      throw ParsingError(.notASegmentName, offset: segment.startIndex)
    }
    if segment.count > 3, segment[segment.startIndex + 3] != separator {
      throw ParsingError(.noFieldSeparator, offset: segment.startIndex + 3)
    }
  }

  private static func isOfName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
  }

  private func note(_ kind: ParsingNote.Kind, at offset: Int, in notes: inout [ParsingNote]) {
    guard notes.count < limits.maximumNotes else { return }
    notes.append(ParsingNote(kind, offset: offset))
  }
}
