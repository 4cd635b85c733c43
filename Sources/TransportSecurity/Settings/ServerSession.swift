import NIOCore
import NIOSSL
import NIOTLS

/// What the connections of one listener need to be secured: read once, used for as many as come.
package struct ServerSession: Sendable {
  let context: NIOSSLContext
  let takesPlainText: Bool
  let takesAnyCertificate: Bool

  /// Secures a connection; on its event loop, before anything else stands in its pipeline that reads or writes.
  package func secure(_ pipeline: ChannelPipeline.SynchronousOperations) throws {
    let handler =
      takesAnyCertificate
      ? NIOSSLServerHandler(context: context, customVerificationCallback: { $1.succeed(.certificateVerified) })
      : NIOSSLServerHandler(context: context)
    try pipeline.addHandler(takesPlainText ? FirstByteHandler(handler) : handler)
  }
}

/// Lets a client go on without TLS that does not begin with it.
private final class FirstByteHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = ByteBuffer

  /// The first byte of a handshake (RFC 8446 §5.1).
  private static let handshake: UInt8 = 22

  private let secured: NIOSSLServerHandler

  init(_ secured: NIOSSLServerHandler) { self.secured = secured }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    guard let first = bytes.getInteger(at: bytes.readerIndex, as: UInt8.self) else { return }
    if first == Self.handshake {
      try? context.pipeline.syncOperations.addHandler(secured, position: .after(self))
    } else {
      // Whoever waits for the session goes on without one.
      context.fireUserInboundEventTriggered(TLSUserEvent.handshakeCompleted(negotiatedProtocol: nil))
    }
    context.fireChannelRead(data)
    context.pipeline.syncOperations.removeHandler(self, promise: nil)
  }
}
