import NIOCore

/// Reads a multipart message by the letter of RFC 2046 §5.1 as its bytes come, in bounded memory.
///
/// Bytes go in by `append`; `next` answers what they bring, nil when it needs more. After the last bytes `finish` says
/// whether the message was whole.
public struct MultipartReader: Sendable {
  /// What the message brings.
  public enum Event: Hashable, Sendable {
    /// A part begins.
    case head(MultipartHead)
    /// The next piece of its body.
    case body(ByteBuffer)
    /// The part ends.
    case end(length: Int)
  }

  private enum State: Sendable {
    /// Before the first boundary.
    case preamble
    /// After a boundary, on its line.
    case boundaryLine
    /// After the two hyphens of the final boundary, on its line.
    case finalLine
    case headers(start: Int)
    case body(length: Int, stated: Int?)
    case epilogue(start: Int)
  }

  /// What was peculiar so far.
  public private(set) var notes: [MultipartNote] = []
  /// Parts that have begun.
  public private(set) var parts = 0

  private let limits: MultipartLimits
  /// CRLF, two hyphens and the boundary.
  private let delimiter: [UInt8]
  private var state = State.preamble
  private var buffer = ByteBuffer()
  /// Bytes of the message before the buffer's first readable byte.
  private var consumed = 0
  /// Whether the last bytes consumed are a line's end or the message's start, so that a boundary may follow at once.
  private var isAtLineStart = true
  /// Readable bytes in which no line end was found yet.
  private var scanned = 0
  private var bareBoundary: Int?
  private var failure: MultipartError?

  /// Makes a reader.
  public init(_ boundary: MultipartBoundary, limits: MultipartLimits = .standard) {
    delimiter = Array("\r\n--\(boundary.text)".utf8)
    self.limits = limits
  }

  /// Bytes of the message that were handed on; after a head, where the body begins.
  public var offset: Int { consumed }

  /// Takes in the next bytes of the message.
  public mutating func append(_ bytes: ByteBuffer) {
    guard bytes.readableBytes > 0 else { return }
    if buffer.readableBytes == 0 {
      buffer = bytes
    } else {
      // Bodies are handed out as slices of the storage: what is left of it moves on, so that they do not keep each other.
      if buffer.readerIndex > buffer.readableBytes { buffer.discardReadBytes() }
      buffer.writeImmutableBuffer(bytes)
    }
  }

  /// What the bytes taken in bring next; nil when more of them are needed.
  ///
  /// - Throws: What is wrong; the same again whenever it is asked after that.
  public mutating func next() throws(MultipartError) -> Event? {
    if let failure { throw failure }
    do throws(MultipartError) {
      while true {
        switch try step() {
        case .event(let event): return event
        case .moreNeeded: return nil
        case .again: continue
        }
      }
    } catch {
      failure = error
      throw error
    }
  }

  /// Says that no more bytes come; to be called when `next` has answered nil.
  ///
  /// - Throws: What is missing.
  public mutating func finish() throws(MultipartError) {
    if let failure { throw failure }
    switch state {
    case .epilogue(let start):
      if consumed > start { note(.epilogue(length: consumed - start), at: start) }
    case .finalLine: try finishFinalLine()
    case .preamble:
      try throwBareBoundary()
      throw MultipartError(.noBoundary, offset: end)
    case .boundaryLine, .headers, .body:
      try throwBareBoundary()
      throw MultipartError(.missingFinalBoundary, offset: end)
    }
  }

  // MARK: - States

  private enum Progress {
    case event(Event)
    case moreNeeded
    case again
  }

  private mutating func step() throws(MultipartError) -> Progress {
    switch state {
    case .preamble: try preamble()
    case .boundaryLine: try boundaryLine()
    case .finalLine: try finalLine()
    case .headers(let start): try headers(start: start)
    case .body(let length, let stated): try body(length: length, stated: stated)
    case .epilogue: epilogue()
    }
  }

  private mutating func preamble() throws(MultipartError) -> Progress {
    switch search() {
    case .delimiter(let start, let length):
      let preamble = consumed + start
      if preamble > 0 { note(.preamble(length: preamble), at: 0) }
      consume(start + length)
      state = .boundaryLine
      return .again
    case .content(let length):
      consume(length)
      guard consumed <= limits.maximumPreamble else {
        throw MultipartError(.preambleTooLong(limit: limits.maximumPreamble), offset: limits.maximumPreamble)
      }
      return .moreNeeded
    }
  }

  private mutating func boundaryLine() throws(MultipartError) -> Progress {
    guard buffer.readableBytes >= 2 else { return .moreNeeded }
    if byte(0) == UInt8(ascii: "-"), byte(1) == UInt8(ascii: "-") {
      guard parts > 0 else { throw MultipartError(.noPart, offset: consumed) }
      consume(2)
      state = .finalLine
      return .again
    }
    guard let line = try lineEnd(limit: limits.maximumHeaders) else { return .moreNeeded }
    try checkPadding(line)
    guard parts < limits.maximumParts else {
      throw MultipartError(.tooManyParts(limit: limits.maximumParts), offset: consumed)
    }
    consume(line + 2)
    state = .headers(start: consumed)
    return .again
  }

  private mutating func finalLine() throws(MultipartError) -> Progress {
    guard let line = try lineEnd(limit: limits.maximumHeaders) else { return .moreNeeded }
    try checkPadding(line)
    consume(line + 2)
    state = .epilogue(start: consumed)
    return .again
  }

  /// The message may end right after the final boundary, without a line's end.
  private mutating func finishFinalLine() throws(MultipartError) {
    var length = buffer.readableBytes
    if length > 0, byte(length - 1) == 0x0D { length -= 1 }
    try checkPadding(length)
  }

  private mutating func headers(start: Int) throws(MultipartError) -> Progress {
    guard let length = try headerBlock(), let block = buffer.getSlice(at: buffer.readerIndex, length: length) else {
      return .moreNeeded
    }
    let parsed = try MultipartHeadParser.parse(block, at: start)
    consume(length + 2)
    isAtLineStart = true
    parts += 1
    if parsed.isFolded { note(.foldedHeader, at: start) }
    if parsed.head.contentType == nil { note(.noContentType, at: start) }
    state = .body(length: 0, stated: parsed.contentLength)
    return .event(.head(parsed.head))
  }

  private mutating func body(length: Int, stated: Int?) throws(MultipartError) -> Progress {
    let found = search()
    let count =
      switch found {
      case .delimiter(let start, _): start
      case .content(let length): length
      }
    if let stated, count > stated - length {
      let place = consumed + (stated - length)
      // A boundary that was missed for want of its CR is the root of it.
      if bareBoundary == place { throw MultipartError(.loneLineFeed, offset: place) }
      throw MultipartError(.bodyLongerThanStated(stated: stated), offset: place)
    }
    guard count <= limits.maximumBody - length else {
      throw MultipartError(.bodyTooLong(limit: limits.maximumBody), offset: consumed + (limits.maximumBody - length))
    }
    if count > 0, let piece = buffer.getSlice(at: buffer.readerIndex, length: count) {
      consume(count)
      state = .body(length: length + count, stated: stated)
      return .event(.body(piece))
    }
    guard case .delimiter(_, let delimiterLength) = found else { return .moreNeeded }
    if let stated, length < stated {
      throw MultipartError(.bodyShorterThanStated(stated: stated, length: length), offset: consumed)
    }
    consume(delimiterLength)
    state = .boundaryLine
    return .event(.end(length: length))
  }

  private mutating func epilogue() -> Progress {
    consume(buffer.readableBytes)
    return .moreNeeded
  }

  // MARK: - Bytes

  private var end: Int { consumed + buffer.readableBytes }

  private func byte(_ index: Int) -> UInt8? { buffer.getInteger(at: buffer.readerIndex + index) }

  private mutating func consume(_ count: Int) {
    guard count > 0 else { return }
    buffer.moveReaderIndex(forwardBy: count)
    consumed += count
    scanned = 0
    isAtLineStart = false
  }

  private mutating func note(_ kind: MultipartNote.Kind, at offset: Int) {
    if notes.count < limits.maximumNotes { notes.append(MultipartNote(kind: kind, offset: offset)) }
  }

  private func throwBareBoundary() throws(MultipartError) {
    if let bareBoundary { throw MultipartError(.loneLineFeed, offset: bareBoundary) }
  }

  /// The length of the line without its CRLF; nil when its end has not come.
  private mutating func lineEnd(limit: Int) throws(MultipartError) -> Int? {
    guard let feed = lineFeed(from: scanned) else {
      scanned = buffer.readableBytes
      guard scanned <= limit else { throw MultipartError(.headersTooLong(limit: limit), offset: consumed + limit) }
      return nil
    }
    guard feed > 0, byte(feed - 1) == 0x0D else { throw MultipartError(.loneLineFeed, offset: consumed + feed) }
    return feed - 1
  }

  private mutating func checkPadding(_ length: Int) throws(MultipartError) {
    let line = buffer.viewBytes(at: buffer.readerIndex, length: length)
    guard let line, !line.isEmpty else { return }
    if let other = line.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }) {
      throw MultipartError(.textAfterBoundary, offset: consumed + (other - line.startIndex))
    }
    note(.paddingAfterBoundary, at: consumed)
  }

  /// The length of the header lines up to the empty line; nil when that has not come. Line ends are checked on the way.
  private mutating func headerBlock() throws(MultipartError) -> Int? {
    while let feed = lineFeed(from: scanned) {
      guard feed > 0, byte(feed - 1) == 0x0D else { throw MultipartError(.loneLineFeed, offset: consumed + feed) }
      scanned = feed + 1
      guard feed <= limits.maximumHeaders else { break }
      if feed == 1 || byte(feed - 2) == 0x0A { return feed - 1 }
    }
    // No line end in the rest, which need not be looked at again, but for a CR that its LF may follow.
    scanned = max(scanned, buffer.readableBytes - 1)
    guard buffer.readableBytes <= limits.maximumHeaders else {
      throw MultipartError(
        .headersTooLong(limit: limits.maximumHeaders), offset: consumed + limits.maximumHeaders)
    }
    return nil
  }

  private func lineFeed(from start: Int) -> Int? {
    buffer.withUnsafeReadableBytes { ByteSearch.firstIndex(of: 0x0A, in: $0, from: start) }
  }

  private enum Found {
    /// A boundary: where it begins, with the CRLF before it, and how long it is.
    case delimiter(start: Int, length: Int)
    /// No boundary in so many bytes.
    case content(length: Int)
  }

  /// Looks for the next boundary.
  private mutating func search() -> Found {
    let hyphenated = delimiter.dropFirst(2)
    let available = buffer.readableBytes
    if isAtLineStart {
      // The line end before this boundary is that of the line before, or the message's start.
      let seen = buffer.withUnsafeReadableBytes { $0.prefix(hyphenated.count).elementsEqual(hyphenated) }
      if available >= hyphenated.count {
        if seen { return .delimiter(start: 0, length: hyphenated.count) }
      } else if buffer.withUnsafeReadableBytes({ hyphenated.starts(with: $0) }) {
        return .content(length: 0)
      }
    }
    let result = buffer.withUnsafeReadableBytes { bytes -> (found: Int?, bare: Int?) in
      var bare: Int?
      var start = 0
      while let feed = ByteSearch.firstIndex(of: 0x0A, in: bytes, from: start) {
        start = feed + 1
        guard bytes.count - start >= hyphenated.count else { break }
        guard bytes[start...].starts(with: hyphenated) else { continue }
        if feed > 0, bytes[feed - 1] == 0x0D { return (feed - 1, bare) }
        bare = bare ?? feed
      }
      return (nil, bare)
    }
    if let bare = result.bare, bareBoundary == nil {
      bareBoundary = consumed + bare
      note(.boundaryAfterLoneLineFeed, at: consumed + bare)
    }
    if let start = result.found { return .delimiter(start: start, length: delimiter.count) }
    return .content(length: max(0, available - (delimiter.count - 1)))
  }
}
