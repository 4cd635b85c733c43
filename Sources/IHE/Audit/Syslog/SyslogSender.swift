import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import TransportSecurity

/// Sends syslog messages to a repository, each with its length before it, over TLS (RFC 5425) or TCP (RFC 6587 §3.4.1).
public struct SyslogSender: Sendable {
  /// Host name or address.
  public var host: String
  /// TCP port.
  public var port: Int
  /// TLS settings; plain TCP where nil.
  public var security: ClientSecurity?
  /// Whether each message has its length before it; otherwise a line feed ends it (RFC 6587 §3.4.2), which TLS does not have.
  public var countsLengths = true

  /// Makes a sender.
  public init(host: String, port: Int, security: ClientSecurity? = nil) {
    self.host = host
    self.port = port
    self.security = security
  }

  /// Why messages could not be sent.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The harness's own settings can't be used.
    case settings(String)
    /// No connection came about.
    case unreachable(String)
    /// No TLS session came about.
    case security(String)
    /// The peer closed before everything was written.
    case closed(String)
    /// It took too long.
    case timedOut

    /// A sentence for people.
    public var description: String {
      switch self {
      case .settings(let detail): "the settings can't be used: \(detail)"
      case .unreachable(let detail): "no connection: \(detail)"
      case .security(let detail): "no TLS session: \(detail)"
      case .closed(let detail): "the connection was closed while the message was sent: \(detail)"
      case .timedOut: "no connection and no TLS session in time"
      }
    }
  }

  /// Opens a connection, sends messages in order and closes.
  public func send(
    _ messages: [SyslogMessage], within time: Duration,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws(Failure) {
    let session: ClientSession?
    do throws(SecurityFilesError) { session = try security?.session(for: host) } catch {
      throw .settings(error.description)
    }
    let loop = group.next()
    let ready = loop.makePromise(of: Void.self)
    let limit = loop.scheduleTask(in: TimeAmount(time)) { ready.fail(Failure.timedOut) }
    defer { limit.cancel() }
    let isSecured = session != nil
    let channel: any Channel
    do {
      channel = try await ClientBootstrap(group: loop)
        .connectTimeout(TimeAmount(time))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try session?.secure(channel)
            try channel.pipeline.syncOperations.addHandler(SyslogSenderHandler(ready, isSecured: isSecured))
          }
        }.connect(host: host, port: port).get()
    } catch {
      ready.fail(error)
      throw .unreachable("\(error)")
    }
    do { try await ready.futureResult.get() } catch {
      channel.close(promise: nil)
      throw error as? Failure ?? .security("\(error)")
    }
    do {
      for message in messages {
        try await channel.writeAndFlush(ByteBuffer(bytes: framed(message.bytes)))
      }
    } catch {
      channel.close(promise: nil)
      throw .closed("\(error)")
    }
    try? await channel.close()
  }

  private func framed(_ bytes: [UInt8]) -> [UInt8] {
    guard !countsLengths else { return Array("\(bytes.count) ".utf8) + bytes }
    // A line feed within would end the message.
    return bytes.map { $0 == 0x0A ? 0x20 : $0 } + [0x0A]
  }
}

/// Says when a connection is ready to be written to. Lives on its event loop.
private final class SyslogSenderHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let ready: EventLoopPromise<Void>
  private let isSecured: Bool

  init(_ ready: EventLoopPromise<Void>, isSecured: Bool) {
    self.ready = ready
    self.isSecured = isSecured
  }

  func channelActive(context: ChannelHandlerContext) {
    if !isSecured { ready.succeed() }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    ready.fail(SyslogSender.Failure.security("the peer closed the connection"))
    context.fireChannelInactive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? TLSUserEvent, case .handshakeCompleted = event { ready.succeed() }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    ready.fail(SyslogSender.Failure.security("\(error)"))
    context.close(promise: nil)
  }
}
