import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// An error on a connection, with what the connection had brought until then.
struct ConnectionFault: Error {
  var error: any Error
  /// Bytes since the request that was under way.
  var bytesReceived: Int
  /// The first of them.
  var firstBytes: [UInt8]
  /// Whether no answer had come on the connection before.
  var isFirstAnswer: Bool
}

/// Watches an HTTP/1.1 connection from both sides of the decoder: counts what comes, limits what header fields may take
/// together, and says with every error what had come before it.
///
/// The decoder limits each header field and not their number. HTTP/2 limits the whole list by itself.
final class ConnectionWatch {
  /// Bytes of a status line with all its header fields.
  static let headLimit = 256 << 10

  private var bytes = 0
  private var headBytes = 0
  private var firstBytes: [UInt8] = []
  private var answers = 0
  private var isInBody = false
  private var isInterim = false

  /// Puts the two sides around the decoder.
  static func watch(_ channel: any Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.submit {
      let pipeline = channel.pipeline.syncOperations
      let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
      let watch = ConnectionWatch()
      try pipeline.addHandler(Before(watch), position: .before(decoder))
      try pipeline.addHandler(After(watch), position: .after(decoder))
    }
  }

  private func take(_ buffer: ByteBuffer) -> (any Error)? {
    bytes += buffer.readableBytes
    if firstBytes.count < 64 { firstBytes += buffer.readableBytesView.prefix(64 - firstBytes.count) }
    guard !isInBody else { return nil }
    headBytes += buffer.readableBytes
    return headBytes > Self.headLimit
      ? WebFailure.limitExceeded(what: "header fields", limit: Self.headLimit) : nil
  }

  private func take(_ part: HTTPClientResponsePart) {
    switch part {
    case .head(let head):
      isInterim = (100..<200).contains(head.status.code)
      isInBody = !isInterim
    case .body: break
    case .end:
      guard !isInterim else { return }
      isInBody = false
      answers += 1
      (bytes, headBytes) = (0, 0)
      firstBytes = []
    }
  }

  private func fault(_ error: any Error) -> ConnectionFault {
    ConnectionFault(error: error, bytesReceived: bytes, firstBytes: firstBytes, isFirstAnswer: answers == 0)
  }

  /// The side of the bytes.
  private final class Before: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer
    let watch: ConnectionWatch

    init(_ watch: ConnectionWatch) { self.watch = watch }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      if let error = watch.take(unwrapInboundIn(data)) {
        context.fireErrorCaught(error)
        context.close(promise: nil)
      } else {
        context.fireChannelRead(data)
      }
    }
  }

  /// The side of the messages.
  private final class After: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart
    let watch: ConnectionWatch

    init(_ watch: ConnectionWatch) { self.watch = watch }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      watch.take(unwrapInboundIn(data))
      context.fireChannelRead(data)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
      context.fireErrorCaught(watch.fault(error))
    }

    func channelInactive(context: ChannelHandlerContext) {
      // An interim status and then the end is no error of the decoder's.
      if watch.isInterim { context.fireErrorCaught(watch.fault(HTTPClientError.remoteConnectionClosed)) }
      context.fireChannelInactive()
    }
  }
}
