import NIOCore
import NIOPosix

/// A line between a client and a peer, of a round trip and a bandwidth that are known: a relay in this process.
public final class ShapedLink: Sendable {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// The port on 127.0.0.1 that leads to the peer.
  public let port: Int
  private let channel: any Channel

  /// Opens the line.
  ///
  /// - Parameters:
  ///   - target: The peer's port on 127.0.0.1.
  ///   - roundTrip: Half of it is added on the way there and half on the way back.
  ///   - bytesPerSecond: Of each direction of each connection.
  public init(to target: Int, roundTrip: TimeAmount, bytesPerSecond: Int64) async throws {
    channel = try await ServerBootstrap(group: Self.group)
      .serverChannelOption(.backlog, value: 256)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { near in
        let delay = TimeAmount.nanoseconds(roundTrip.nanoseconds / 2)
        return ClientBootstrap(group: near.eventLoop)
          .channelOption(.tcpOption(.tcp_nodelay), value: 1)
          .channelInitializer { far in
            far.eventLoop.makeCompletedFuture {
              try far.pipeline.syncOperations.addHandler(
                LinkHandler(to: near, delay: delay, bytesPerSecond: bytesPerSecond))
            }
          }
          .connect(host: "127.0.0.1", port: target)
          .flatMapThrowing { far in
            try near.pipeline.syncOperations.addHandler(
              LinkHandler(to: far, delay: delay, bytesPerSecond: bytesPerSecond))
          }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  deinit { channel.close(promise: nil) }
}

/// One direction: each piece leaves when the line is free, and arrives so much later.
private final class LinkHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let other: any Channel
  private let delay: TimeAmount
  private let bytesPerSecond: Int64
  private var free = NIODeadline.now()

  init(to other: any Channel, delay: TimeAmount, bytesPerSecond: Int64) {
    self.other = other
    self.delay = delay
    self.bytesPerSecond = bytesPerSecond
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    free = max(free, .now()) + .nanoseconds(Int64(bytes.readableBytes) * 1_000_000_000 / bytesPerSecond)
    let other = other
    context.eventLoop.scheduleTask(deadline: free + delay) { other.writeAndFlush(bytes, promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    let other = other
    context.eventLoop.scheduleTask(deadline: max(free, .now()) + delay) { other.close(promise: nil) }
  }
}
