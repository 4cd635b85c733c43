import NIOCore
import NIOPosix
import Synchronization
import TransportSecurity

/// Stands before an endpoint for the line to its site: passes on bytes both ways after half a round trip, no more of them
/// than the line carries, and lets connections break off.
final class LineRelay: Sendable {
  /// The port that it listens on.
  let port: Int
  private let channel: any Channel
  private let connections: ListenerConnections

  private init(port: Int, channel: any Channel, connections: ListenerConnections) {
    self.port = port
    self.channel = channel
    self.connections = connections
  }

  /// Begins to listen.
  ///
  /// - Parameter target: Port of this machine to which it passes on.
  static func start(
    host: String, port: Int, to target: Int, over traffic: LineTraffic, group: any EventLoopGroup
  ) async throws -> LineRelay {
    let line = traffic.line
    let connections = ListenerConnections(limit: 256)
    let count = Mutex(0)
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { near in
        guard let place = connections.begin(near) else {
          near.close(promise: nil)
          return near.eventLoop.makeSucceededVoidFuture()
        }
        near.closeFuture.whenComplete { _ in connections.end(place) }
        let number = count.withLock { count in
          count += 1
          return count
        }
        return ClientBootstrap(group: near.eventLoop)
          .channelOption(.autoRead, value: false)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .connect(host: "127.0.0.1", port: target)
          .flatMapThrowing { far in
            try near.pipeline.syncOperations.addHandler(
              LineRelayHandler(to: far, traffic, .there, breaksOff: false))
            try far.pipeline.syncOperations.addHandler(
              LineRelayHandler(to: near, traffic, .back, breaksOff: line.breaks(connection: number)))
            far.setOption(.autoRead, value: true).and(near.setOption(.autoRead, value: true)).whenComplete { _ in }
          }
      }
      .bind(host: host, port: port).get()
    return LineRelay(port: channel.localAddress?.port ?? port, channel: channel, connections: connections)
  }

  /// Stops listening and closes every connection.
  func stop() async {
    try? await channel.close()
    for channel in connections.stop() { try? await channel.close() }
  }
}

/// Passes what comes from one side to the other. Lives on the event loop that both sides share.
private final class LineRelayHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// Bytes under way beyond which nothing more is read.
  private static let limit = 4 << 20

  private let other: any Channel
  private let traffic: LineTraffic
  private let direction: LineTraffic.Direction
  private let breaksOff: Bool
  private var underWay = 0

  init(to other: any Channel, _ traffic: LineTraffic, _ direction: LineTraffic.Direction, breaksOff: Bool) {
    self.other = other
    self.traffic = traffic
    self.direction = direction
    self.breaksOff = breaksOff
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    guard !breaksOff else {
      other.close(promise: nil)
      context.close(promise: nil)
      return
    }
    underWay += bytes.readableBytes
    let own = context.channel
    if underWay > Self.limit { own.setOption(.autoRead, value: false).whenComplete { _ in } }
    let here = NIOLoopBound(self, eventLoop: context.eventLoop)
    let other = other
    context.eventLoop.scheduleTask(deadline: traffic.arrival(of: bytes.readableBytes, direction)) {
      other.writeAndFlush(bytes).whenComplete { _ in
        let handler = here.value
        let wasFull = handler.underWay > Self.limit
        handler.underWay -= bytes.readableBytes
        if wasFull, handler.underWay <= Self.limit { own.setOption(.autoRead, value: true).whenComplete { _ in } }
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    let other = other
    context.eventLoop.scheduleTask(deadline: traffic.arrival(of: 0, direction)) { other.close(promise: nil) }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
