import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Listens for HTTP requests over TCP or TLS and answers each with a status alone.
public final class WebListener: Sendable {
  /// How it listens.
  public struct Settings: Sendable {
    /// Host name or address of this machine.
    public var host: String
    /// TCP port; 0 for a free one.
    public var port: Int
    /// TLS settings; plain TCP where nil.
    public var tls: TLS?
    /// Bytes of a content that are taken; more get the status 413.
    public var maximumLength = 16 << 20
    /// Connections at a time; more are closed.
    public var maximumConnections = 64
    /// How long a connection may be silent.
    public var idle = Duration.seconds(60)

    /// TLS of a listener; paths are absolute.
    public struct TLS: Hashable, Sendable {
      /// PEM file of the certificate chain, leaf first.
      public var certificateFile: String
      /// PEM file of the private key.
      public var privateKeyFile: String
      /// PEM file of the authorities that a client's certificate must come from; nil to ask for none.
      public var trustRootsFile: String?

      /// Makes settings.
      public init(certificateFile: String, privateKeyFile: String, trustRootsFile: String? = nil) {
        self.certificateFile = certificateFile
        self.privateKeyFile = privateKeyFile
        self.trustRootsFile = trustRootsFile
      }

      /// The settings as NIOSSL wants them; files are read now.
      func context() throws(WebFailure) -> NIOSSLContext {
        do {
          var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificateFile).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: privateKeyFile, format: .pem)))
          configuration.minimumTLSVersion = .tlsv12
          if let trustRootsFile {
            configuration.trustRoots = .file(trustRootsFile)
            configuration.certificateVerification = .noHostnameVerification
          }
          return try NIOSSLContext(configuration: configuration)
        } catch {
          throw .tls(.settings, detail: "the certificates or the key can't be read: \(error)")
        }
      }
    }

    /// Makes settings.
    public init(host: String, port: Int, tls: TLS? = nil) {
      self.host = host
      self.port = port
      self.tls = tls
    }
  }

  /// The port that it listens on.
  public let port: Int
  private let channel: any Channel
  private let connections: WebConnections

  private init(port: Int, channel: any Channel, connections: WebConnections) {
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
  /// - Parameter answer: Told of each request, on the connection's thread; the status that answers it.
  public static func start(
    _ settings: Settings, group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    answer: @escaping @Sendable (ReceivedRequest) -> HTTPResponseStatus
  ) async throws(WebFailure) -> WebListener {
    let context = try settings.tls?.context()
    let connections = WebConnections(limit: settings.maximumConnections)
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
          if let context { try pipeline.addHandler(NIOSSLServerHandler(context: context)) }
          try pipeline.addHandler(IdleStateHandler(allTimeout: TimeAmount(settings.idle)))
          try pipeline.configureHTTPServerPipeline(withErrorHandling: true)
          try pipeline.addHandler(
            WebListenerHandler(isSecured: context != nil, limit: settings.maximumLength, answer: answer))
        }
      }
    do {
      let channel = try await bootstrap.bind(host: settings.host, port: settings.port).get()
      return WebListener(port: channel.localAddress?.port ?? settings.port, channel: channel, connections: connections)
    } catch {
      throw .unreachable(.other, detail: "\(settings.host) port \(settings.port) can't be listened on: \(error)")
    }
  }

  /// Stops listening and closes every connection.
  public func stop() async {
    try? await channel.close()
    for channel in connections.stop() { try? await channel.close() }
  }
}

/// The connections that a listener has under way.
private final class WebConnections: Sendable {
  private struct State {
    var next = 0
    var channels: [Int: any Channel] = [:]
    var isStopped = false
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// The number of a new connection; nil where there are too many.
  func begin(_ channel: any Channel) -> Int? {
    state.withLock { state in
      guard !state.isStopped, state.channels.count < limit else { return nil }
      state.next += 1
      state.channels[state.next] = channel
      return state.next
    }
  }

  func end(_ number: Int) { state.withLock { _ = $0.channels.removeValue(forKey: number) } }

  /// No more connections; those under way.
  func stop() -> [any Channel] {
    state.withLock { state in
      state.isStopped = true
      return Array(state.channels.values)
    }
  }
}
