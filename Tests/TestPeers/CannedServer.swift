import NIOCore
import NIOPosix
import Synchronization

/// A server on 127.0.0.1 that answers each end of an MLLP frame with bytes laid down before, whatever was asked.
public final class CannedServer: Sendable {
  /// What it does at the next end block that comes.
  public enum Move: Sendable {
    /// Sends bytes, in as many writes as there are pieces.
    case send([[UInt8]])
    /// Sends bytes and closes.
    case sendAndClose([UInt8])
    case close
    case nothing

    /// Sends a text in one piece.
    public static func text(_ text: String) -> Move { .send([Array(text.utf8)]) }
  }

  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// The port.
  public let port: Int
  private let channel: any Channel
  private let received: Received

  /// Starts it.
  ///
  /// - Parameters:
  ///   - moves: In order, over all connections; the last one is made again and again.
  ///   - greeting: Bytes that it sends as soon as somebody connects.
  public init(_ moves: [Move], greeting: [UInt8] = []) async throws {
    let script = Script(moves)
    let received = Received()
    self.received = received
    channel = try await ServerBootstrap(group: Self.group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            CannedHandler(script: script, greeting: greeting, received: received))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  deinit { channel.close(promise: nil) }

  /// Everything that came, over all connections.
  public var bytes: [UInt8] { received.bytes.withLock { $0 } }
}

private final class Received: Sendable {
  let bytes = Mutex<[UInt8]>([])
}

private final class Script: Sendable {
  private let moves: Mutex<[CannedServer.Move]>

  init(_ moves: [CannedServer.Move]) { self.moves = Mutex(moves) }

  func next() -> CannedServer.Move {
    moves.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .nothing }
  }
}

private final class CannedHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let script: Script
  private let greeting: [UInt8]
  private let received: Received

  init(script: Script, greeting: [UInt8], received: Received) {
    self.script = script
    self.greeting = greeting
    self.received = received
  }

  func channelActive(context: ChannelHandlerContext) {
    if !greeting.isEmpty { context.writeAndFlush(NIOAny(ByteBuffer(bytes: greeting)), promise: nil) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = Array(unwrapInboundIn(data).readableBytesView)
    received.bytes.withLock { $0 += bytes }
    for byte in bytes where byte == 0x1C {
      switch script.next() {
      case .nothing: break
      case .close: context.close(promise: nil)
      case .send(let pieces):
        for piece in pieces { context.writeAndFlush(NIOAny(ByteBuffer(bytes: piece)), promise: nil) }
      case .sendAndClose(let bytes):
        context.writeAndFlush(NIOAny(ByteBuffer(bytes: bytes)), promise: nil)
        context.close(promise: nil)
      }
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
