import HTTPExchange
import NIOCore

/// A multipart message read whole, as tests look at it.
struct ReadMessage: Equatable {
  struct Part: Equatable {
    var head: MultipartHead
    var body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  var parts: [Part] = []
  var notes: [MultipartNote] = []

  /// Reads a message that comes in pieces of a length.
  static func read(
    _ bytes: [UInt8], boundary: String = "b", pieces: Int = .max, limits: MultipartLimits = .standard
  ) throws -> ReadMessage {
    var reader = MultipartReader(try MultipartBoundary(boundary), limits: limits)
    var message = ReadMessage()
    var start = 0
    while start < bytes.count {
      let end = bytes.count - start > pieces ? start + pieces : bytes.count
      reader.append(ByteBuffer(bytes: bytes[start..<end]))
      start = end
      try message.take(&reader)
    }
    try reader.finish()
    message.notes = reader.notes
    return message
  }

  private mutating func take(_ reader: inout MultipartReader) throws {
    while let event = try reader.next() {
      switch event {
      case .head(let head): parts.append(Part(head: head, body: []))
      case .body(let piece): parts[parts.count - 1].body += Array(piece.readableBytesView)
      case .end(let length):
        guard parts[parts.count - 1].body.count == length else { throw WrongLength() }
      }
    }
  }

  /// The reader says another length than it handed on.
  struct WrongLength: Error {}
}
