import NIOCore
import NIOPosix
import TransportSecurity

/// Listens for HL7 messages over TCP or TLS and answers each as it is told to.
public final class MLLPListener: Sendable {
  /// How it listens.
  public struct Settings: Sendable {
    /// Host name or address of this machine.
    public var host: String
    /// TCP port; 0 for a free one.
    public var port: Int
    /// TLS settings; plain TCP where nil.
    public var security: ListenerSecurity?
    /// Bytes of a frame that are taken; default 64 MiB.
    public var maximumLength: Int
    /// Connections at a time; more are closed; default 64.
    public var maximumConnections: Int
    /// How long a connection may be silent; default 10 minutes.
    public var idle: Duration

    /// Makes settings.
    public init(
      host: String, port: Int, security: ListenerSecurity? = nil,
      maximumLength: Int = ParsingLimits.standard.maximumLength, maximumConnections: Int = 64,
      idle: Duration = .seconds(600)
    ) {
      self.host = host
      self.port = port
      self.security = security
      self.maximumLength = maximumLength
      self.maximumConnections = maximumConnections
      self.idle = idle
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
  ///   - connected: Told of each connection with the address of who opened it, on the connection's thread.
  ///   - answer: Told of each frame, on the connection's thread; how it is answered, nil for not at all.
  public static func start(
    _ settings: Settings, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    connected: @escaping @Sendable (String) -> Void = { _ in },
    answer: @escaping @Sendable (ReceivedMessage) -> ListenerAnswer?
  ) async throws(ConnectionFailure) -> MLLPListener {
    try await listen(settings, group: group, connected: connected) { number, isSecured in
      ListenerHandler(
        number: number, isSecured: isSecured, maximumLength: settings.maximumLength, answer: answer)
    }
  }

  /// Begins to listen for an application that answers with messages of its own.
  ///
  /// - Parameter respond: Told of each frame; what is sent for it. Messages of one connection come one after the other.
  public static func start(
    _ settings: Settings, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    respond: @escaping @Sendable (ReceivedMessage) async -> ListenerResponse
  ) async throws(ConnectionFailure) -> MLLPListener {
    try await listen(settings, group: group, connected: { _ in }) { number, isSecured in
      ResponseHandler(
        number: number, isSecured: isSecured, maximumLength: settings.maximumLength, respond: respond)
    }
  }

  private static func listen(
    _ settings: Settings, group: any EventLoopGroup, connected: @escaping @Sendable (String) -> Void,
    handler: @escaping @Sendable (Int, Bool) -> any ChannelHandler
  ) async throws(ConnectionFailure) -> MLLPListener {
    let session: ServerSession?
    do { session = try settings.security?.session() } catch {
      throw .security(.settings, detail: error.description)
    }
    let connections = ListenerConnections(limit: settings.maximumConnections)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let number = connections.begin(channel) else {
            channel.close(promise: nil)
            return
          }
          channel.closeFuture.whenComplete { _ in connections.end(number) }
          connected(channel.remoteAddress?.ipAddress ?? "")
          let pipeline = channel.pipeline.syncOperations
          try session?.secure(pipeline)
          try pipeline.addHandler(IdleStateHandler(readTimeout: TimeAmount(settings.idle)))
          try pipeline.addHandler(handler(number, session != nil))
        }
      }
    do {
      let channel = try await bootstrap.bind(host: settings.host, port: settings.port).get()
      return MLLPListener(
        port: channel.localAddress?.port ?? settings.port, channel: channel, connections: connections)
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
