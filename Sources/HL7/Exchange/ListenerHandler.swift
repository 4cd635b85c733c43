import NIOCore

/// One connection of a listener: takes frames and writes answers. Lives on its event loop.
final class ListenerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let number: Int
  private let isSecured: Bool
  private let answer: @Sendable (ReceivedMessage) -> ListenerAnswer?
  private let recorder = ConnectionRecorder()
  private var decoder: FrameDecoder
  private var answered = 0

  init(
    number: Int, isSecured: Bool, maximumLength: Int, answer: @escaping @Sendable (ReceivedMessage) -> ListenerAnswer?
  ) {
    self.number = number
    self.isSecured = isSecured
    self.answer = answer
    decoder = FrameDecoder(maximumLength: maximumLength)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    do throws(FrameDecoder.Overflow) {
      for frame in try decoder.take(unwrapInboundIn(data).readableBytesView) {
        receive(frame.content, context: context)
      }
    } catch {
      recorder.event("\(error)")
      context.close(promise: nil)
    }
  }

  private func receive(_ content: [UInt8], context: ChannelHandlerContext) {
    recorder.frame(.received, content)
    let message: Result<Message, ParsingError>
    do { message = .success(try MessageParser().parse(content)) } catch { message = .failure(error) }
    let received = ReceivedMessage(
      content: content, message: message, remoteHost: context.remoteAddress?.ipAddress ?? "", connection: number,
      isSecured: isSecured, time: .now, faults: decoder.faults, recorder: recorder)
    guard let answer = answer(received), case .success(let message) = message else { return }
    guard answer.delay > .zero else { return reply(answer, to: message, context: context) }
    let context = NIOLoopBound(context, eventLoop: context.eventLoop)
    let handler = NIOLoopBound(self, eventLoop: context.value.eventLoop)
    context.value.eventLoop.scheduleTask(in: TimeAmount(answer.delay)) {
      guard context.value.channel.isActive else { return }
      handler.value.reply(answer, to: message, context: context.value)
    }
  }

  private func reply(_ answer: ListenerAnswer, to message: Message, context: ChannelHandlerContext) {
    answered += 1
    let writer = AcknowledgementWriter(
      code: answer.code, text: answer.text, controlID: answer.conduct == .wrongControlID ? "0" : nil)
    let bytes =
      answer.content ?? writer.bytes(for: message, id: "\(number)-\(answered)", time: MessageTime.now())
    switch answer.conduct {
    case .silent: return
    case .close:
      recorder.event("Closing the connection instead of an answer")
      context.close(promise: nil)
      return
    case .plain, .wrongControlID: write(FrameBytes.frame(bytes), content: bytes, context: context)
    case .twice: for _ in 0..<2 { write(FrameBytes.frame(bytes), content: bytes, context: context) }
    case .unterminated: write([FrameBytes.start] + bytes, content: bytes, context: context)
    }
    context.flush()
  }

  private func write(_ bytes: [UInt8], content: [UInt8], context: ChannelHandlerContext) {
    recorder.frame(.sent, content)
    context.write(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      recorder.event("Nothing came for too long")
      context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    recorder.event("\(error)")
    context.close(promise: nil)
  }
}
