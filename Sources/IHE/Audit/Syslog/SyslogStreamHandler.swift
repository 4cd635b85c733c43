import NIOCore

/// One connection of a listener for syslog. Lives on its event loop.
final class SyslogStreamHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// Silence after which a message whose end only a line feed could show is taken as it is.
  static let pause = Duration.seconds(1)
  private let idle: Duration
  private let isSecured: Bool
  private let isAuthenticated: Bool
  private let receive: @Sendable (ReceivedSyslog) -> Void
  private var decoder: SyslogFrameDecoder
  private var lastRead = ContinuousClock.now

  init(
    _ settings: SyslogListener.Settings, isSecured: Bool, isAuthenticated: Bool,
    receive: @escaping @Sendable (ReceivedSyslog) -> Void
  ) {
    idle = settings.idle
    self.isSecured = isSecured
    self.isAuthenticated = isAuthenticated
    self.receive = receive
    decoder = SyslogFrameDecoder(maximumLength: settings.maximumLength)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    lastRead = .now
    do throws(SyslogFrameDecoder.Violation) {
      for frame in try decoder.take(unwrapInboundIn(data).readableBytesView) { give(frame, context: context) }
    } catch {
      context.close(promise: nil)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    if let frame = decoder.finish() { give(frame, context: context) }
    context.fireChannelInactive()
  }

  private func give(_ frame: SyslogFrameDecoder.Frame, context: ChannelHandlerContext) {
    receive(
      ReceivedSyslog(
        frame.content, framing: frame.framing, isTruncated: frame.isTruncated,
        remoteHost: context.remoteAddress?.ipAddress ?? "", isSecured: isSecured, isAuthenticated: isAuthenticated))
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent {
      if decoder.isInLine, let frame = decoder.finish() { give(frame, context: context) }
      if ContinuousClock.now - lastRead > idle { context.close(promise: nil) }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

/// Takes syslog messages of one datagram each.
final class SyslogDatagramHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>

  private let receive: @Sendable (ReceivedSyslog) -> Void

  init(_ receive: @escaping @Sendable (ReceivedSyslog) -> Void) { self.receive = receive }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let datagram = unwrapInboundIn(data)
    receive(
      ReceivedSyslog(
        Array(datagram.data.readableBytesView), framing: .datagram,
        remoteHost: datagram.remoteAddress.ipAddress ?? ""))
  }
}
