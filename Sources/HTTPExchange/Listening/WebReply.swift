import NIOCore
import NIOHTTP1

/// What a listener of ours answers a request with.
public struct WebReply: Sendable {
  /// Status code and reason.
  public var status: HTTPResponseStatus
  /// Header fields, without the length.
  public var fields: HTTPHeaders
  /// The content.
  public var content: ByteBuffer

  /// Makes an answer.
  public init(_ status: HTTPResponseStatus, fields: HTTPHeaders = [:], content: ByteBuffer = ByteBuffer()) {
    self.status = status
    self.fields = fields
    self.content = content
  }
}
