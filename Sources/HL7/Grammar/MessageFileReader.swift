/// Cuts a file at its headers and trailers and puts the pieces together.
struct MessageFileReader {
  private let bytes: [UInt8]
  private let limits: ParsingLimits
  private var file = MessageFile()
  /// The batch under way; nil between batches.
  private var batch: MessageFile.Batch?
  private var count = 0

  init(_ bytes: [UInt8], limits: ParsingLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  mutating func read() throws(ParsingError) -> MessageFile {
    guard !bytes.isEmpty else { throw ParsingError(.empty, offset: 0) }
    guard bytes.count <= limits.maximumLength else {
      throw ParsingError(.tooLong(length: bytes.count, limit: limits.maximumLength), offset: limits.maximumLength)
    }
    let starts = pieces()
    guard let first = starts.first, bytes[..<first].allSatisfy(EncodingDeclaration.isTerminator) else {
      throw ParsingError(.wrongFirstSegment(expected: ["BHS", "FHS", "MSH"]), offset: 0)
    }
    for place in starts.indices {
      let start = starts[place]
      let end = place + 1 < starts.count ? starts[place + 1] : bytes.count
      try add(Array(bytes[start..<end]), at: start)
    }
    close(at: bytes.count, isOpen: batch?.header != nil)
    if file.header != nil, file.trailer == nil { note(.missing(trailer: "FTS"), at: bytes.count) }
    return file
  }

  /// Where headers and trailers begin: at the start of a line, with a character after the name that no name has.
  private func pieces() -> [Int] {
    var starts: [Int] = []
    var isLineStart = true
    for place in bytes.indices {
      if isLineStart, name(at: place) != nil { starts.append(place) }
      isLineStart = EncodingDeclaration.isTerminator(bytes[place])
    }
    return starts
  }

  private func name(at place: Int) -> String? {
    guard place + 3 <= bytes.count, [0x4D, 0x42, 0x46].contains(bytes[place]) else { return nil }
    if place + 3 < bytes.count {
      let next = bytes[place + 3]
      guard !(0x30...0x39).contains(next), !(0x41...0x5A).contains(next) else { return nil }
    }
    let name = String(decoding: bytes[place..<place + 3], as: UTF8.self)
    return ["MSH", "BHS", "BTS", "FHS", "FTS"].contains(name) ? name : nil
  }

  private mutating func add(_ piece: [UInt8], at start: Int) throws(ParsingError) {
    let name = String(decoding: piece.prefix(3), as: UTF8.self)
    guard file.trailer == nil else { throw ParsingError(.misplaced(segment: name), offset: start) }
    switch name {
    case "MSH":
      guard count < limits.maximumMessages else {
        throw ParsingError(.tooManyMessages(limit: limits.maximumMessages), offset: start)
      }
      count += 1
      let message = try parse(piece, at: start, by: MessageParser(limits: limits))
      if batch == nil { batch = MessageFile.Batch() }
      batch?.messages.append(MessageFile.Entry(message: message, offset: start))
    case "FHS":
      guard file.header == nil, file.batches.isEmpty, batch == nil else {
        throw ParsingError(.misplaced(segment: name), offset: start)
      }
      file.header = try single(piece, at: start, inherited: nil)
    case "BHS":
      close(at: start, isOpen: batch?.header != nil)
      batch = MessageFile.Batch(header: try single(piece, at: start, inherited: nil))
    case "BTS":
      let encoding = batch?.header?.message.encoding ?? batch?.messages.first?.message.encoding
      let trailer = try single(piece, at: start, inherited: encoding ?? file.header?.message.encoding)
      if batch?.header == nil { note(.unopened(trailer: name), at: start) }
      check(trailer, found: batch?.messages.count ?? 0, at: start)
      if batch == nil { batch = MessageFile.Batch() }
      batch?.trailer = trailer
      close(at: start, isOpen: false)
    default:
      close(at: start, isOpen: batch?.header != nil)
      if file.header == nil { note(.unopened(trailer: name), at: start) }
      let trailer = try single(piece, at: start, inherited: file.header?.message.encoding)
      check(trailer, found: file.batches.count, at: start)
      file.trailer = trailer
    }
  }

  /// Ends the batch under way; one that a header opened and no trailer closed is noted.
  private mutating func close(at offset: Int, isOpen: Bool) {
    guard let batch else { return }
    if isOpen, batch.trailer == nil { note(.missing(trailer: "BTS"), at: offset) }
    file.batches.append(batch)
    self.batch = nil
  }

  /// A header or trailer, which stands alone.
  private func single(
    _ piece: [UInt8], at start: Int, inherited: EncodingCharacters?
  ) throws(ParsingError) -> Segment {
    let name = String(decoding: piece.prefix(3), as: UTF8.self)
    let isTrailer = name.hasSuffix("TS")
    let parser = MessageParser(
      limits: limits, first: [name], inherited: isTrailer ? inherited ?? .suggested : nil)
    let message = try parse(piece, at: start, by: parser)
    if let stranger = message[1] {
      throw ParsingError(.misplaced(segment: stranger.name), offset: start + stranger.offset)
    }
    return message.header
  }

  private func parse(_ piece: [UInt8], at start: Int, by parser: MessageParser) throws(ParsingError) -> Message {
    do { return try parser.parse(piece) } catch {
      throw ParsingError(error.reason, offset: start + error.offset)
    }
  }

  /// BTS-1 and FTS-1 count what came before (HL7 v2.5.1 §2.15.3.1, §2.15.7.1).
  private mutating func check(_ trailer: Segment, found: Int, at offset: Int) {
    guard let field = trailer.field(1), field.isValued else { return }
    let named = trailer.message.text(of: field).text
    if Int(named) != found { note(.count(segment: trailer.name, named: named, found: found), at: offset) }
  }

  private mutating func note(_ kind: MessageFile.Finding.Kind, at offset: Int) {
    guard file.findings.count < limits.maximumNotes else { return }
    file.findings.append(MessageFile.Finding(kind: kind, offset: offset))
  }
}
