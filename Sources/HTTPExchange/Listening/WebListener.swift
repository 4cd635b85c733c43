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

  private let socket: ListeningSocket

  private init(_ socket: ListeningSocket) { self.socket = socket }

  /// The port that it listens on.
  public var port: Int { socket.port }

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
    let bootstrap = ServerBootstrap(group: group).childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
    do {
      return WebListener(
        try await .open(
          bootstrap, host: settings.host, port: settings.port, limit: settings.maximumConnections
        ) { channel, _ in
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
        })
    } catch {
      throw .unreachable(.other, detail: error.description)
    }
  }

  /// Stops listening and closes every connection.
  public func stop() async { await socket.stop() }
}
