import NIOCore

/// A multipart message made while it is sent: the content of each part when it is its turn, so that no more than one of them
/// is in memory, and no more than a piece of one that is read.
public struct MultipartBody: AsyncSequence, Sendable {
  /// A part.
  public struct Part: Sendable {
    /// Header names and values.
    public var headers: [(name: String, value: String)]
    /// The content.
    public var content: PartContent

    /// Makes a part.
    public init(headers: [(name: String, value: String)], _ content: PartContent) {
      self.headers = headers
      self.content = content
    }

    /// Makes a part whose content is made as a whole; the same bytes each time.
    public init(headers: [(name: String, value: String)], content: @escaping @Sendable () throws -> ByteBuffer) {
      self.init(headers: headers, .made(content))
    }
  }

  /// The parts in order.
  public var parts: [Part]
  /// Writes what is around them.
  public var writer: MultipartWriter
  /// Whether the final boundary is written; a message without it is broken on purpose.
  public var isWhole: Bool

  /// Makes a message.
  public init(_ parts: [Part], writer: MultipartWriter, isWhole: Bool = true) {
    self.parts = parts
    self.writer = writer
    self.isWhole = isWhole
  }

  /// Whether some content is read piece by piece.
  public var isRead: Bool { parts.contains(where: \.content.isRead) }

  /// Its length in bytes. Makes every part once that is made as a whole.
  public func length() throws -> Int {
    var length = isWhole ? writer.end.readableBytes : 0
    for (index, part) in parts.enumerated() {
      length += writer.head(isFirst: index == 0, headers: part.headers).readableBytes
      length += try part.content.length()
    }
    return length
  }

  /// The message as one. Makes every part once.
  public func whole() throws -> ByteBuffer {
    var message = ByteBuffer()
    for (index, part) in parts.enumerated() {
      message.writeImmutableBuffer(writer.head(isFirst: index == 0, headers: part.headers))
      message.writeImmutableBuffer(try part.content.whole())
    }
    if isWhole { message.writeImmutableBuffer(writer.end) }
    return message
  }

  /// Makes the message piece by piece.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let body: MultipartBody
    private var next = 0
    /// Bytes of the part's content that were handed out; nil before its head.
    private var offset: Int?
    private var isOver = false

    fileprivate init(_ body: MultipartBody) { self.body = body }

    /// The next piece; nil after the last.
    public mutating func next() async throws -> ByteBuffer? {
      while next < body.parts.count {
        let part = body.parts[next]
        guard let offset else {
          self.offset = 0
          return body.writer.head(isFirst: next == 0, headers: part.headers)
        }
        if let piece = try part.content.piece(at: offset) {
          self.offset = offset + piece.readableBytes
          return piece
        }
        self.offset = nil
        next += 1
      }
      guard body.isWhole, !isOver else { return nil }
      isOver = true
      return body.writer.end
    }
  }

  /// Starts from the beginning.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }
}
