import NIOCore
import NIOPosix
import TransportSecurity

/// Listens for LDAP over TCP or TLS.
final class DirectoryListener: Sendable {
  private let socket: ListeningSocket

  /// Connections at a time; more are closed.
  private static let limit = 64
  /// How long a connection may be silent.
  private static let idle = TimeAmount.seconds(60)

  private init(_ socket: ListeningSocket) { self.socket = socket }

  /// TCP port.
  var port: Int { socket.port }

  /// Listens for a directory.
  static func start(
    host: String, port: Int, tls: ServerSecurity?, group: any EventLoopGroup, tree: ProviderTree
  ) async throws -> DirectoryListener {
    let session = try tls?.session()
    do throws(ListeningFailure) {
      return DirectoryListener(
        try await .open(ServerBootstrap(group: group), host: host, port: port, limit: limit) { channel, _ in
          try session?.secure(channel.pipeline.syncOperations)
          try channel.pipeline.syncOperations.addHandler(IdleStateHandler(readTimeout: idle))
          try channel.pipeline.syncOperations.addHandler(DirectoryConnection(tree))
        })
    } catch {
      throw error.cause
    }
  }

  /// Stops listening and closes every connection.
  func stop() async { await socket.stop() }
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
