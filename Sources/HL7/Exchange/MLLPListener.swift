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

  private let socket: ListeningSocket

  private init(_ socket: ListeningSocket) { self.socket = socket }

  /// The port that it listens on.
  public var port: Int { socket.port }

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
    let bootstrap = ServerBootstrap(group: group)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.socketOption(.so_keepalive), value: 1)
    do {
      return MLLPListener(
        try await .open(
          bootstrap, host: settings.host, port: settings.port, limit: settings.maximumConnections
        ) { channel, number in
          connected(channel.remoteAddress?.ipAddress ?? "")
          let pipeline = channel.pipeline.syncOperations
          try session?.secure(pipeline)
          try pipeline.addHandler(IdleStateHandler(readTimeout: TimeAmount(settings.idle)))
          try pipeline.addHandler(handler(number, session != nil))
        })
    } catch {
      throw .unreachable(.other, detail: error.description)
    }
  }

  /// Stops listening and closes every connection.
  public func stop() async { await socket.stop() }
}
