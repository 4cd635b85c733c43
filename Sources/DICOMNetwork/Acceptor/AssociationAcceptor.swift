import NIOCore
import NIOPosix
import TransportSecurity

/// Listens for associations and serves them, many at a time.
public final class AssociationAcceptor: Sendable {
  /// How one association went.
  public struct Ended: Sendable {
    /// Address of the peer, without its port.
    public var remoteHost: String
    /// What the peer asked for; nil where it never did.
    public var request: AssociateRequest?
    /// What went wrong; nil where the peer released it.
    public var failure: AssociationFailure?
    /// The exchange.
    public var recorder: ExchangeRecorder
  }

  /// The port that it listens on.
  public let port: Int
  private let channel: any Channel
  private let state: AcceptedTasks

  private init(port: Int, channel: any Channel, state: AcceptedTasks) {
    self.port = port
    self.channel = channel
    self.state = state
  }

  deinit {
    channel.close(promise: nil)
    state.cancelAll()
  }

  /// Begins to listen.
  /// - Parameter onEnd: told of each connection when it has ended, whatever became of it.
  public static func start(
    _ settings: AcceptorSettings, handlers: RequestHandlers,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    onEnd: @escaping @Sendable (Ended) -> Void = { _ in }
  ) async throws(AcceptorFailure) -> AssociationAcceptor {
    let tls: ServerSession?
    do { tls = try settings.tls?.session() } catch { throw .certificates(error.detail) }
    let state = AcceptedTasks(
      associationLimit: settings.maximumAssociations, connectionLimit: settings.maximumAssociations * 2)
    let bootstrap = ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelOption(.writeBufferWaterMark, value: .init(low: 256 << 10, high: 512 << 10))
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let recorder = ExchangeRecorder()
          let handler = NIOLoopBound(
            UpperLayerHandler(
              side: .acceptor, expectsTLS: tls != nil, maximumLength: settings.policy.maximumLength,
              messageLimits: settings.messageLimits, deadlines: settings.deadlines, recorder: recorder),
            eventLoop: channel.eventLoop)
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(handler.value.acknowledgement)
          try tls?.secure(pipeline)
          try pipeline.addHandler(handler.value)
          let connection = AcceptedConnection(
            driver: AssociationDriver(channel: channel, handler: handler, deadlines: settings.deadlines),
            remoteHost: channel.remoteAddress?.ipAddress ?? "", recorder: recorder, settings: settings,
            handlers: handlers, tasks: state, onEnd: onEnd)
          // A flood of connections gets no task each.
          if !state.begin(connection) { channel.close(promise: nil) }
        }
      }
    do {
      let channel = try await bootstrap.bind(host: settings.host, port: settings.port).get()
      return AssociationAcceptor(port: channel.localAddress?.port ?? settings.port, channel: channel, state: state)
    } catch {
      throw .address(host: settings.host, port: settings.port, detail: error.socketReason)
    }
  }

  /// Stops listening, aborts what is under way, and waits until every connection is closed.
  public func stop() async {
    try? await channel.close()
    await state.finish()
  }
}
