import NIOCore
import NIOHTTP1

/// One connection of a listener: takes requests and writes answers. Lives on its event loop.
final class WebListenerHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let isSecured: Bool
  private let limit: Int
  private let answer: @Sendable (ReceivedRequest) async -> WebReply
  private var request: ReceivedRequest?
  private var keepsAlive = true
  private var isTooLong = false

  init(isSecured: Bool, limit: Int, answer: @escaping @Sendable (ReceivedRequest) async -> WebReply) {
    self.isSecured = isSecured
    self.limit = limit
    self.answer = answer
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      isTooLong = false
      keepsAlive = head.isKeepAlive
      request = ReceivedRequest(
        method: head.method, target: head.uri, fields: head.headers,
        remoteHost: context.remoteAddress?.ipAddress ?? "", isSecured: isSecured)
      if head.headers.first(name: "expect")?.lowercased() == "100-continue" {
        context.writeAndFlush(
          wrapOutboundOut(.head(HTTPResponseHead(version: .http1_1, status: .continue))), promise: nil)
      }
    case .body(let buffer):
      guard !isTooLong, let held = request?.content.count else { return }
      guard buffer.readableBytes <= limit - held else {
        isTooLong = true
        return reply(WebReply(.payloadTooLarge), keepsAlive: false, context: context)
      }
      request?.content += buffer.readableBytesView
    case .end:
      guard !isTooLong, var request else { return }
      self.request = nil
      request.time = .now
      let (answer, taken, keepsAlive) = (answer, request, keepsAlive)
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      context.eventLoop.makeFutureWithTask { await answer(taken) }.whenSuccess { reply in
        let (handler, context) = bound.value
        guard context.channel.isActive else { return }
        handler.reply(reply, keepsAlive: keepsAlive, context: context)
      }
    }
  }

  private func reply(_ reply: WebReply, keepsAlive: Bool, context: ChannelHandlerContext) {
    var fields = reply.fields
    fields.replaceOrAdd(name: "Content-Length", value: "\(reply.length)")
    if !keepsAlive { fields.replaceOrAdd(name: "Connection", value: "close") }
    let head = HTTPResponseHead(version: .http1_1, status: reply.status, headers: fields)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    if let stream = reply.stream { return send(stream, keepsAlive: keepsAlive, context: context) }
    if reply.content.readableBytes > 0 {
      context.write(wrapOutboundOut(.body(.byteBuffer(reply.content))), promise: nil)
    }
    end(keepsAlive: keepsAlive, context: context)
  }

  private func end(keepsAlive: Bool, context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    if !keepsAlive { context.close(mode: .output, promise: nil) }
  }

  /// Sends content piece by piece: the next one is made when the one before it was handed to the network.
  private func send(_ stream: WebReply.Stream, keepsAlive: Bool, context: ChannelHandlerContext) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let loop = context.eventLoop
    loop.makeFutureWithTask {
      var left = stream.length
      for try await chunk in stream.chunks {
        guard chunk.readableBytes <= left else { throw StreamError.otherLength }
        left -= chunk.readableBytes
        try await loop.flatSubmit {
          let (handler, context) = bound.value
          return context.writeAndFlush(handler.wrapOutboundOut(.body(.byteBuffer(chunk))))
        }.get()
      }
      guard left == 0 else { throw StreamError.otherLength }
    }.whenComplete { result in
      let (handler, context) = bound.value
      guard context.channel.isActive else { return }
      switch result {
      case .success: handler.end(keepsAlive: keepsAlive, context: context)
      case .failure: context.close(promise: nil)
      }
    }
  }

  /// Why content can't be sent to its end.
  private enum StreamError: Error {
    /// It is shorter or longer than was said.
    case otherLength
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
