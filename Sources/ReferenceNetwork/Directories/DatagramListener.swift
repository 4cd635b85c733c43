import NIOCore
import NIOPosix

/// Takes datagrams at one address and answers each to who sent it.
final class DatagramListener: Sendable {
  /// UDP port.
  let port: Int
  private let channel: any Channel

  private init(_ channel: any Channel) {
    self.channel = channel
    port = channel.localAddress?.port ?? 0
  }

  /// Listens.
  ///
  /// - Parameter answer: The answer to a datagram; nil for one that gets none.
  static func start(
    host: String, port: Int, group: any EventLoopGroup, answer: @escaping @Sendable ([UInt8]) -> [UInt8]?
  ) async throws -> DatagramListener {
    let channel = try await DatagramBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(DatagramAnswers(answer))
        }
      }
      .bind(host: host, port: port).get()
    return DatagramListener(channel)
  }

  /// Stops listening.
  func stop() async { try? await channel.close() }
}

/// One socket. Lives on its event loop.
private final class DatagramAnswers: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = AddressedEnvelope<ByteBuffer>

  private let answer: @Sendable ([UInt8]) -> [UInt8]?

  init(_ answer: @escaping @Sendable ([UInt8]) -> [UInt8]?) { self.answer = answer }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let envelope = unwrapInboundIn(data)
    guard let bytes = answer(Array(envelope.data.readableBytesView)) else { return }
    let reply = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: bytes))
    context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
  }
}
