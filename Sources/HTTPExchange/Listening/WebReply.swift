import NIOCore
import NIOHTTP1

/// What a listener of ours answers a request with.
public struct WebReply: Sendable {
  /// Status code and reason.
  public var status: HTTPResponseStatus
  /// Header fields, without the length.
  public var fields: HTTPHeaders
  /// The content; empty where it is streamed.
  public var content: ByteBuffer
  /// Content that is made while it is sent, instead of the one in memory.
  public var stream: Stream?

  /// Content that is made while it is sent.
  public struct Stream: Sendable {
    /// Its length in bytes.
    public var length: Int
    /// Its pieces, each asked for when the one before it went out.
    public var chunks: any AsyncSequence<ByteBuffer, any Error> & Sendable
  }

  /// Makes an answer.
  public init(_ status: HTTPResponseStatus, fields: HTTPHeaders = [:], content: ByteBuffer = ByteBuffer()) {
    self.status = status
    self.fields = fields
    self.content = content
  }

  /// Makes an answer whose content is made while it is sent. Where that fails, or its length is another one, the connection
  /// is closed, so that no receiver takes what it has for the whole.
  public init(
    _ status: HTTPResponseStatus, fields: HTTPHeaders = [:], length: Int,
    chunks: any AsyncSequence<ByteBuffer, any Error> & Sendable
  ) {
    self.init(status, fields: fields)
    stream = Stream(length: length, chunks: chunks)
  }

  /// Length of the content in bytes.
  var length: Int { stream?.length ?? content.readableBytes }
}
