import NIOCore
import NIOPosix
import Synchronization

/// Passes bytes on to a port, for so many connections; those that come later are closed at once.
final class LimitingProxy: Sendable {
  let port: Int
  private let channel: any Channel

  init(to upstream: Int, connections: Int) async throws {
    let counter = Counter(connections)
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        guard counter.take() else { return channel.close() }
        return ClientBootstrap(group: channel.eventLoop)
          .channelInitializer { other in
            other.eventLoop.makeCompletedFuture {
              try other.pipeline.syncOperations.addHandler(Passing(to: channel))
            }
          }
          .connect(host: "127.0.0.1", port: upstream)
          .flatMapThrowing { other in try channel.pipeline.syncOperations.addHandler(Passing(to: other)) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  deinit { channel.close(promise: nil) }
}

private final class Counter: Sendable {
  private let left: Mutex<Int>

  init(_ count: Int) { left = Mutex(count) }

  func take() -> Bool {
    left.withLock { left in
      left -= 1
      return left >= 0
    }
  }
}

final class Passing: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let other: any Channel

  init(to other: any Channel) { self.other = other }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    other.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { other.close(promise: nil) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
