import HTTPExchange
import NIOCore
import NIOHTTP1
import NIOTLS
import NIOWebSocket

/// Sends the opening handshake and, once it is answered, lets frames through.
final class WebSocketOpeningHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let handshake: WebSocketHandshake
  private let request: ByteBuffer
  private let expectsTLS: Bool
  private let opened: EventLoopPromise<WebSocketHandshake.Answer>
  private let inbox: EventInbox
  private var received = ByteBuffer()
  private var isOpen = false

  init(
    _ handshake: WebSocketHandshake, request: ByteBuffer, expectsTLS: Bool,
    opened: EventLoopPromise<WebSocketHandshake.Answer>, inbox: EventInbox
  ) {
    self.handshake = handshake
    self.request = request
    self.expectsTLS = expectsTLS
    self.opened = opened
    self.inbox = inbox
  }

  func channelActive(context: ChannelHandlerContext) {
    if !expectsTLS { send(context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if expectsTLS, let event = event as? TLSUserEvent, case .handshakeCompleted = event { send(context) }
    context.fireUserInboundEventTriggered(event)
  }

  private func send(_ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(request), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isOpen { return context.fireChannelRead(data) }
    var bytes = unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    let end = Array("\r\n\r\n".utf8)
    let view = received.readableBytesView
    // The head is short, and looked at from its beginning at most a few times.
    guard let place = view.firstRange(of: end)?.lowerBound else {
      if received.readableBytes > WebSocketHandshake.headLimit {
        fail(.limitExceeded(what: "the head of an answer", limit: WebSocketHandshake.headLimit), context)
      }
      return
    }
    let head = String(decoding: view[..<place], as: UTF8.self)
    do throws(WebFailure) {
      let answer = try handshake.answer(head)
      guard answer == .open else {
        opened.succeed(answer)
        context.close(promise: nil)
        return
      }
      received.moveReaderIndex(forwardBy: place - view.startIndex + end.count)
      isOpen = true
      do {
        let pipeline = context.pipeline.syncOperations
        try pipeline.addHandlers(
          [
            WebSocketFrameEncoder(),
            ByteToMessageHandler(WebSocketFrameDecoder(maxFrameSize: EventFrameHandler.limit)),
            EventFrameHandler(inbox),
          ], position: .after(self))
      } catch { return fail(.misuse("\(error)"), context) }
      opened.succeed(.open)
      if received.readableBytes > 0 { context.fireChannelRead(wrapInboundOut(received)) }
      received = ByteBuffer()
    } catch { fail(error, context) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    opened.fail(
      WebFailure.closed(
        .closed, waitingFor: "the answer to a WebSocket handshake", bytesReceived: received.readableBytes))
    inbox.end(.lost)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    opened.fail(error)
    inbox.end(.lost)
    context.close(promise: nil)
  }

  private func fail(_ failure: WebFailure, _ context: ChannelHandlerContext) {
    opened.fail(failure)
    context.close(promise: nil)
  }
}

/// Puts frames together to messages and answers those of the protocol itself.
final class EventFrameHandler: ChannelInboundHandler {
  typealias InboundIn = WebSocketFrame
  typealias OutboundOut = WebSocketFrame

  /// Bytes of one message.
  static let limit = 1 << 20

  private let inbox: EventInbox
  private var message: (isText: Bool, content: ByteBuffer)?

  init(_ inbox: EventInbox) { self.inbox = inbox }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let frame = unwrapInboundIn(data)
    if frame.maskKey != nil { return fail("a masked frame", "RFC 6455 §5.1", .protocolError, context) }
    switch frame.opcode {
    case .text, .binary:
      guard message == nil else {
        return fail("a new message before the last fragment of another", "RFC 6455 §5.4", .protocolError, context)
      }
      message = (frame.opcode == .text, frame.data)
      take(frame, context)
    case .continuation:
      guard let begun = message else {
        return fail("a fragment of no message", "RFC 6455 §5.4", .protocolError, context)
      }
      guard begun.content.readableBytes + frame.data.readableBytes <= Self.limit else {
        return fail("a message of more than \(Self.limit) bytes", "", .messageTooLarge, context)
      }
      var data = frame.data
      message?.content.writeBuffer(&data)
      take(frame, context)
    case .ping: send(.pong, frame.data, context)
    case .pong: break
    case .connectionClose:
      var data = frame.data
      let code = data.readInteger(as: UInt16.self).map { Int($0) }
      inbox.end(.closed(code: code))
      send(.connectionClose, frame.data, context)
      context.close(promise: nil)
    default: fail("a frame of opcode \(frame.opcode)", "RFC 6455 §5.2", .protocolError, context)
    }
  }

  private func take(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
    guard frame.fin, let whole = message else { return }
    message = nil
    inbox.add(EventMessage(isText: whole.isText, content: whole.content, arrival: .now))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if let error = error as? NIOWebSocketError {
      let rule = error == .invalidFrameLength ? "" : "RFC 6455 §5.5"
      fail("\(error)", rule, .protocolError, context)
    } else {
      context.fireErrorCaught(error)
    }
  }

  private func fail(_ what: String, _ rule: String, _ code: WebSocketErrorCode, _ context: ChannelHandlerContext) {
    inbox.end(.fault(what, rule: rule))
    var data = ByteBuffer()
    data.write(webSocketErrorCode: code)
    send(.connectionClose, data, context)
    context.close(promise: nil)
  }

  private func send(_ opcode: WebSocketOpcode, _ data: ByteBuffer, _ context: ChannelHandlerContext) {
    context.writeAndFlush(
      wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, maskKey: .random(), data: data)), promise: nil)
  }
}
