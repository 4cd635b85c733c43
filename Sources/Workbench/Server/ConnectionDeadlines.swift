import NIOCore
import NIOHTTPTypes

/// Closes a connection whose other side takes too long: to send a request, its content, or to take what it is sent.
final class ConnectionDeadlines: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let limits: WorkbenchLimits
  private let ledger: ConnectionLedger
  private var timer: RepeatedTask?
  /// The time of the loop that the connection is on.
  private var now = NIODeadline.now
  /// Since when the other side has nothing to wait for, or owes the rest of a content.
  private var waiting = NIODeadline.now()
  /// Since when the head of a request is coming in; nil while none is.
  private var arriving: NIODeadline?
  /// Requests that have no whole answer yet.
  private var unanswered = 0
  private var isReadingContent = false
  /// Bytes of the content that is being read.
  private var contentLength = 0
  /// Pieces of answers that the other side has not taken, and since when it took none.
  private var untaken = 0
  private var taken = NIODeadline.now()

  init(limits: WorkbenchLimits, ledger: ConnectionLedger) {
    self.limits = limits
    self.ledger = ledger
  }

  func handlerAdded(context: ChannelHandlerContext) {
    let loop = context.eventLoop
    now = { loop.now }
    (waiting, taken) = (now(), now())
    let watch = ArrivalWatch { self.bytesCame() }
    try? context.pipeline.syncOperations.addHandler(watch, position: .first)
    if context.channel.isActive { begin(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { end(context) }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(context)
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head:
      unanswered += 1
      isReadingContent = true
      contentLength = 0
      arriving = nil
      waiting = now()
      ledger.mark(context.channel, isIdle: false)
    case .body(let part):
      contentLength += part.readableBytes
      // What is over the limit is answered with 413 and read away, so that the answer arrives; not without end.
      if contentLength > limits.contentLength * 8 { return context.close(promise: nil) }
    case .end: isReadingContent = false
    }
    context.fireChannelRead(data)
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) {
      unanswered = max(0, unanswered - 1)
      if unanswered == 0 {
        waiting = now()
        // What came meanwhile was nobody's delay.
        if arriving != nil { arriving = waiting }
        ledger.mark(context.channel, isIdle: true)
      }
    }
    if untaken == 0 { taken = now() }
    untaken += 1
    let promise = promise ?? context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    promise.futureResult.whenComplete { _ in
      bound.value.untaken -= 1
      bound.value.taken = bound.value.now()
    }
    context.write(data, promise: promise)
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard timer == nil else { return }
    waiting = now()
    guard ledger.open(context.channel) else { return refuse(context) }
    let pause = TimeAmount(min(limits.head, limits.content, limits.stall, limits.idle) / 2)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    timer = context.eventLoop.scheduleRepeatedTask(initialDelay: pause, delay: pause) { _ in
      let (handler, context) = bound.value
      if handler.isLate { context.close(promise: nil) }
    }
  }

  /// Says that there is no room, before anything is read.
  private func refuse(_ context: ChannelHandlerContext) {
    let text = "All connections that this server takes are at work. Try again in a minute.\n"
    let answer = """
      HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: \(text.utf8.count)\r
      Retry-After: 60\r\nConnection: close\r\n\r\n\(text)
      """
    guard let first = try? context.pipeline.syncOperations.context(handlerType: ArrivalWatch.self) else {
      return context.close(promise: nil)
    }
    let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
    let written = context.eventLoop.makePromise(of: Void.self)
    written.futureResult.whenComplete { _ in bound.value.close(promise: nil) }
    first.writeAndFlush(NIOAny(ByteBuffer(string: answer)), promise: written)
  }

  private func end(_ context: ChannelHandlerContext) {
    timer?.cancel()
    timer = nil
    ledger.close(context.channel)
  }

  /// Something came, of what may be a request's head.
  private func bytesCame() { if arriving == nil, !isReadingContent { arriving = now() } }

  private var isLate: Bool {
    let now = now()
    if untaken > 0 { return now - taken > TimeAmount(limits.stall) }
    if isReadingContent { return now - waiting > TimeAmount(limits.content) }
    guard unanswered == 0 else { return false }
    if let arriving { return now - arriving > TimeAmount(limits.head) }
    return now - waiting > TimeAmount(limits.idle)
  }
}

/// Tells when bytes come, before they are read as requests.
private final class ArrivalWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let told: () -> Void

  init(_ told: @escaping () -> Void) { self.told = told }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    told()
    context.fireChannelRead(data)
  }
}
