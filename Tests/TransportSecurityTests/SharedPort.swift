import NIOCore
import NIOPosix

/// A port that serves plain text, and passes handshakes of TLS on, keeps silent to them or closes.
final class SharedPort: Sendable {
  enum Handshake: Sendable {
    case passed(to: Int)
    case silence
    case close
  }

  let port: Int
  private let channel: any Channel

  init(_ handshake: Handshake) async throws {
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(FirstByte(handshake))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  deinit { channel.close(promise: nil) }
}

/// Tells a handshake (RFC 8446 §5.1) from plain text by its first byte.
private final class FirstByte: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let handshake: SharedPort.Handshake

  init(_ handshake: SharedPort.Handshake) { self.handshake = handshake }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    guard bytes.readableBytesView.first == 22 else {
      let answer = ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
      return context.writeAndFlush(wrapOutboundOut(answer), promise: nil)
    }
    switch handshake {
    case .silence: return
    case .close: context.close(promise: nil)
    case .passed(let port):
      let channel = context.channel
      ClientBootstrap(group: channel.eventLoop)
        .channelInitializer { other in
          other.eventLoop.makeCompletedFuture {
            try other.pipeline.syncOperations.addHandler(Passing(to: channel))
          }
        }
        .connect(host: "127.0.0.1", port: port)
        .assumeIsolated()
        .whenSuccess { other in
          other.writeAndFlush(bytes, promise: nil)
          try? channel.pipeline.syncOperations.addHandler(Passing(to: other))
          channel.pipeline.syncOperations.removeHandler(self, promise: nil)
        }
    }
  }
}
