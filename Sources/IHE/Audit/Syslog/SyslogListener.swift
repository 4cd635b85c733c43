import NIOCore
import NIOPosix
import TransportSecurity

/// Listens for syslog messages over TLS (RFC 5425), TCP (RFC 6587) or UDP (RFC 5426). Nothing is answered: none of them has
/// an acknowledgement.
public final class SyslogListener: Sendable {
  /// What messages come over.
  public enum Transport: Hashable, Sendable {
    case udp
    case tcp
    case tls(ServerSecurity)
  }

  /// How it listens.
  public struct Settings: Hashable, Sendable {
    /// Host name or address of this machine.
    public var host: String
    /// Port; 0 for a free one.
    public var port: Int
    /// What messages come over.
    public var transport: Transport
    /// Bytes of a message that are taken.
    public var maximumLength = 1 << 20
    /// Connections at a time; more are closed.
    public var maximumConnections = 64
    /// How long a connection may be silent; senders hold theirs open for the next event.
    public var idle = Duration.seconds(3_600)

    /// Makes settings.
    public init(host: String, port: Int, transport: Transport) {
      self.host = host
      self.port = port
      self.transport = transport
    }
  }

  /// Why it can't listen.
  public struct Failure: Error, CustomStringConvertible {
    /// A sentence for people.
    public let description: String
  }

  private let socket: ListeningSocket

  private init(_ socket: ListeningSocket) { self.socket = socket }

  /// The port that it listens on.
  public var port: Int { socket.port }

  /// Begins to listen.
  ///
  /// - Parameter receive: Told of each message, on the connection's thread.
  public static func start(
    _ settings: Settings, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    receive: @escaping @Sendable (ReceivedSyslog) -> Void
  ) async throws(Failure) -> SyslogListener {
    var session: ServerSession?
    var isAuthenticated = false
    if case .tls(let security) = settings.transport {
      do throws(SecurityFilesError) { session = try security.session() } catch {
        throw Failure(description: error.description)
      }
      isAuthenticated = security.trustRootsFile != nil
    }
    do {
      if case .udp = settings.transport {
        let bootstrap = DatagramBootstrap(group: group)
          .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: 1 << 16))
          .channelInitializer { channel in
            channel.eventLoop.makeCompletedFuture {
              try channel.pipeline.syncOperations.addHandler(SyslogDatagramHandler(receive))
            }
          }
        return SyslogListener(try await .open(bootstrap, host: settings.host, port: settings.port))
      }
      let (session, isAuthenticated) = (session, isAuthenticated)
      let bootstrap = ServerBootstrap(group: group).childChannelOption(.socketOption(.so_keepalive), value: 1)
      return SyslogListener(
        try await .open(
          bootstrap, host: settings.host, port: settings.port, limit: settings.maximumConnections
        ) { channel, _ in
          let pipeline = channel.pipeline.syncOperations
          try session?.secure(pipeline)
          try pipeline.addHandler(IdleStateHandler(readTimeout: TimeAmount(SyslogStreamHandler.pause)))
          try pipeline.addHandler(
            SyslogStreamHandler(
              settings, isSecured: session != nil, isAuthenticated: isAuthenticated, receive: receive))
        })
    } catch {
      throw Failure(description: error.description)
    }
  }

  /// Stops listening and closes every connection.
  public func stop() async { await socket.stop() }
}
