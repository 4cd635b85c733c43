import NIOCore
import NIOPosix
import TransportSecurity

/// Listens for LDAP over TCP or TLS.
final class DirectoryListener: Sendable {
  /// TCP port.
  let port: Int
  private let channel: any Channel
  private let connections: ListenerConnections

  /// Connections at a time; more are closed.
  private static let limit = 64
  /// How long a connection may be silent.
  private static let idle = TimeAmount.seconds(60)

  private init(_ channel: any Channel, _ connections: ListenerConnections) {
    self.channel = channel
    self.connections = connections
    port = channel.localAddress?.port ?? 0
  }

  /// Listens for a directory.
  static func start(
    host: String, port: Int, tls: ServerSecurity?, group: any EventLoopGroup, tree: ProviderTree
  ) async throws -> DirectoryListener {
    let connections = ListenerConnections(limit: limit)
    let session = try tls?.session()
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          guard let number = connections.begin(channel) else {
            channel.close(promise: nil)
            return
          }
          channel.closeFuture.whenComplete { _ in connections.end(number) }
          try session?.secure(channel.pipeline.syncOperations)
          try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: idle))
          try channel.pipeline.syncOperations.addHandler(DirectoryConnection(tree))
        }
      }
      .bind(host: host, port: port).get()
    return DirectoryListener(channel, connections)
  }

  /// Stops listening and closes every connection.
  func stop() async {
    try? await channel.close()
    for channel in connections.stop() { try? await channel.close() }
  }
}

/// One connection. Lives on its event loop.
private final class DirectoryConnection: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// Bytes of a request that are taken.
  private static let limit = 64 << 10

  private let tree: ProviderTree
  private var waiting: [UInt8] = []
  private var isKnown = false

  init(_ tree: ProviderTree) { self.tree = tree }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    waiting += unwrapInboundIn(data).readableBytesView
    do throws(EncodedElement.Fault) {
      while let extent = try EncodedElement.extent(of: waiting[...]) {
        guard extent.whole <= Self.limit else { throw EncodedElement.Fault() }
        guard extent.whole <= waiting.count else { return }
        let request = try DirectoryRequest(waiting.prefix(extent.whole))
        waiting.removeFirst(extent.whole)
        guard let answers = tree.answers(to: request, isKnown: &isKnown) else { throw EncodedElement.Fault() }
        for answer in answers { context.write(wrapOutboundOut(ByteBuffer(bytes: answer)), promise: nil) }
        context.flush()
      }
    } catch {
      // What is no request, and the end of the conversation, are answered alike (RFC 4511 §5.3).
      context.close(promise: nil)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is IdleStateHandler.IdleStateEvent { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
