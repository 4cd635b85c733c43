import NIOCore
import NIOHTTP1
import NIOPosix
import TransportSecurity

/// Listens for HTTP requests over TCP or TLS and answers each.
public final class WebListener: Sendable {
  /// How it listens.
  public struct Settings: Sendable {
    /// Host name or address of this machine.
    public var host: String
    /// TCP port; 0 for a free one.
    public var port: Int
    /// TLS settings; plain TCP where nil.
    public var tls: ServerSecurity?
    /// Bytes of a content that are taken; more get the status 413.
    public var maximumLength = 16 << 20
    /// Connections at a time; more are closed.
    public var maximumConnections = 64
    /// How long a connection may be silent.
    public var idle = Duration.seconds(60)

    /// Makes settings.
    public init(host: String, port: Int, tls: ServerSecurity? = nil) {
      self.host = host
      self.port = port
      self.tls = tls
    }
  }

  /// The port that it listens on.
  public let port: Int
  private let channel: any Channel
  private let connections: ListenerConnections

  private init(port: Int, channel: any Channel, connections: ListenerConnections) {
    self.port = port
    self.channel = channel
    self.connections = connections
  }

  deinit {
    channel.close(promise: nil)
    for channel in connections.stop() { channel.close(promise: nil) }
  }

  /// Begins to listen.
  ///
  /// - Parameters:
  ///   - upgraders: Made for each connection: to which other protocols its first request may change it.
  ///   - answer: Told of each request; what answers it. Requests of one connection come one after the other.
  public static func start(
    _ settings: Settings, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    upgraders: @escaping @Sendable () -> [any HTTPServerProtocolUpgrader] = { [] },
    answer: @escaping @Sendable (ReceivedRequest) async -> WebReply
  ) async throws(WebFailure) -> WebListener {
    let session: ServerSession?
    do { session = try settings.tls?.session() } catch { throw .tls(.settings, detail: error.description) }
    let connections = ListenerConnections(limit: settings.maximumConnections)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let number = connections.begin(channel) else {
            channel.close(promise: nil)
            return
          }
          channel.closeFuture.whenComplete { _ in connections.end(number) }
          let pipeline = channel.pipeline.syncOperations
          try session?.secure(pipeline)
          try pipeline.addHandler(IdleStateHandler(allTimeout: TimeAmount(settings.idle)))
          let handler = WebListenerHandler(isSecured: session != nil, limit: settings.maximumLength, answer: answer)
          let upgraders = upgraders()
          if upgraders.isEmpty {
            try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          } else {
            let bound = NIOLoopBound(handler, eventLoop: channel.eventLoop)
            try pipeline.configureHTTPServerPipeline(
              withServerUpgrade: (upgraders, { $0.pipeline.syncOperations.removeHandler(bound.value, promise: nil) }),
              withErrorHandling: true)
          }
          try pipeline.addHandler(handler)
        }
      }
    do {
      let channel = try await bootstrap.bind(host: settings.host, port: settings.port).get()
      return WebListener(port: channel.localAddress?.port ?? settings.port, channel: channel, connections: connections)
    } catch {
      throw .unreachable(
        .other, detail: "\(settings.host) port \(settings.port) can't be listened on: \(error.socketReason)")
    }
  }

  /// Stops listening and closes every connection.
  public func stop() async {
    try? await channel.close()
    for channel in connections.stop() { try? await channel.close() }
  }
}
