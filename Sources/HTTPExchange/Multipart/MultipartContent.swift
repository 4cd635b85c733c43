import NIOCore

/// A multipart message that was received, as the places of its parts: the parts stay where the message is, in memory or
/// in a file.
public struct MultipartContent: Hashable, Sendable {
  /// A part.
  public struct Part: Hashable, Sendable {
    /// Its headers.
    public var head: MultipartHead
    /// Where its body is in the message.
    public var range: Range<Int>
  }

  /// Why there are no parts.
  public enum Fault: Error, Hashable, Sendable {
    /// No multipart message by the letter.
    case multipart(MultipartError)
    /// The file that the message was kept in can't be read again.
    case lost
  }

  /// The parts in order.
  public private(set) var parts: [Part] = []
  /// What is peculiar about the message.
  public private(set) var notes: [MultipartNote] = []
  /// The message.
  public let body: ReceivedBody

  /// Bytes looked at at a time.
  private static let chunk = 256 << 10

  /// Reads a message to its end.
  ///
  /// - Throws: What is wrong with it, or that the file it was kept in is gone.
  public init(_ body: ReceivedBody, boundary: MultipartBoundary) throws(Fault) {
    self.body = body
    var reader = MultipartReader(boundary)
    var head: MultipartHead?
    var start = 0
    for offset in stride(from: 0, to: body.length, by: Self.chunk) {
      guard let bytes = body.bytes(in: offset..<offset + Self.chunk) else { throw .lost }
      reader.append(bytes)
      do throws(MultipartError) {
        while let event = try reader.next() {
          switch event {
          case .head(let next): (head, start) = (next, reader.offset)
          case .body: break
          case .end(let length):
            if let head { parts.append(Part(head: head, range: start..<start + length)) }
            head = nil
          }
        }
      } catch { throw .multipart(error) }
    }
    do throws(MultipartError) { try reader.finish() } catch { throw .multipart(error) }
    notes = reader.notes
  }

  /// The body of a part; nil where it is longer than the limit or the file can't be read.
  public func bytes(of part: Part, upTo limit: Int) -> ByteBuffer? {
    part.range.count <= limit ? body.bytes(in: part.range) : nil
  }
}
