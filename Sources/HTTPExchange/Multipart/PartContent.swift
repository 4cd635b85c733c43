import NIOCore

/// Content of a part of a message that goes out: made when it is its turn.
public enum PartContent: Sendable {
  /// Made as a whole; the same bytes each time.
  case made(@Sendable () throws -> ByteBuffer)
  /// Read piece by piece, so that no more than a piece is in memory: its length in bytes, and what reads a range of it.
  case read(length: Int, bytes: @Sendable (Range<Int>) throws -> ByteBuffer)

  /// Content in memory.
  public init(_ bytes: ByteBuffer) { self = .made { bytes } }

  /// Content that was received before, wherever it is kept.
  public init(_ body: ReceivedBody) {
    switch body {
    case .memory(let bytes): self.init(bytes)
    case .file(let file):
      self = .read(length: file.length) { range in
        guard let bytes = file.bytes(in: range) else {
          throw WebFailure.misuse("the file \(file.path), in which content was kept, can't be read")
        }
        return bytes
      }
    }
  }

  /// Bytes of a piece.
  static let piece = 256 << 10

  /// Whether it is read piece by piece.
  var isRead: Bool {
    if case .read = self { true } else { false }
  }

  /// Its length in bytes. Makes the content where it is made as a whole.
  public func length() throws -> Int {
    switch self {
    case .made(let make): try make().readableBytes
    case .read(let length, _): length
    }
  }

  /// All of it in memory.
  public func whole() throws -> ByteBuffer {
    switch self {
    case .made(let make): return try make()
    case .read(let length, _):
      var whole = ByteBuffer()
      while let piece = try piece(at: whole.readableBytes) { whole.writeImmutableBuffer(piece) }
      guard whole.readableBytes == length else { throw Self.shortened(length) }
      return whole
    }
  }

  /// The piece that begins at an offset; nil at the end.
  ///
  /// - Throws: What reading it throws, and a failure where less can be read than there is.
  func piece(at offset: Int) throws -> ByteBuffer? {
    switch self {
    case .made(let make):
      guard offset == 0 else { return nil }
      let content = try make()
      return content.readableBytes > 0 ? content : nil
    case .read(let length, let bytes):
      guard offset < length else { return nil }
      let range = offset..<min(length, offset + Self.piece)
      let piece = try bytes(range)
      guard piece.readableBytes == range.count else { throw Self.shortened(length) }
      return piece
    }
  }

  private static func shortened(_ length: Int) -> WebFailure {
    .misuse("content of \(length) bytes can't be read to its end")
  }
}
