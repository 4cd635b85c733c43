import NIOCore

/// One connection of a listener whose messages an application answers, each in its turn. Lives on its event loop.
final class ResponseHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// Messages that wait for their turn before nothing more is read.
  private static let limit = 16
  private let number: Int
  private let isSecured: Bool
  private let respond: @Sendable (ReceivedMessage) async -> ListenerResponse
  private let recorder = ConnectionRecorder()
  private var decoder: FrameDecoder
  private var waiting: [ReceivedMessage] = []
  private var isBusy = false

  init(
    number: Int, isSecured: Bool, maximumLength: Int,
    respond: @escaping @Sendable (ReceivedMessage) async -> ListenerResponse
  ) {
    self.number = number
    self.isSecured = isSecured
    self.respond = respond
    decoder = FrameDecoder(maximumLength: maximumLength)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do throws(FrameDecoder.Overflow) {
      for frame in try decoder.take(unwrapInboundIn(data).readableBytesView) {
        let message: Result<Message, ParsingError>
        do { message = .success(try MessageParser().parse(frame.content)) } catch { message = .failure(error) }
        waiting.append(
          ReceivedMessage(
            content: frame.content, message: message, remoteHost: context.remoteAddress?.ipAddress ?? "",
            connection: number, isSecured: isSecured, time: .now, faults: decoder.faults, recorder: recorder))
      }
    } catch {
      context.close(promise: nil)
      return
    }
    if waiting.count > Self.limit { _ = context.channel.setOption(.autoRead, value: false) }
    work(context)
  }

  private func work(_ context: ChannelHandlerContext) {
    guard !isBusy, !waiting.isEmpty else { return }
    isBusy = true
    let (next, respond) = (waiting.removeFirst(), respond)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.makeFutureWithTask { await respond(next) }.whenSuccess { response in
      let (handler, context) = bound.value
      handler.isBusy = false
      guard context.channel.isActive else { return }
      if !response.bytes.isEmpty {
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: response.bytes)), promise: nil)
      }
      if response.closes {
        context.close(promise: nil)
        return
      }
      if handler.waiting.isEmpty { _ = context.channel.setOption(.autoRead, value: true) }
      handler.work(context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
