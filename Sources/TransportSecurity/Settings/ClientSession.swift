import NIOCore
import NIOSSL
import NIOTLS

/// What connections to one host need to be secured: read once, used for as many as wanted.
package struct ClientSession: Sendable {
  let context: NIOSSLContext
  /// The name that the peer's certificate must bear.
  package let name: String

  /// Secures a connection; on its event loop, before anything else stands in its pipeline that reads or writes.
  ///
  /// What the connection is for begins with `TLSUserEvent.handshakeCompleted`: what is written before may reach a peer of
  /// another name.
  package func secure(_ channel: any Channel) throws {
    // SNI can't carry an address.
    let isAddress = CertificateFacts.address(name) != nil
    try channel.pipeline.syncOperations.addHandlers(
      NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : name), PeerNameHandler(name))
  }
}

/// Lets nothing pass from a peer whose certificate is for another name.
private final class PeerNameHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let name: String
  private var isRefused = false

  init(_ name: String) { self.name = name }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? TLSUserEvent, case .handshakeCompleted = event {
      do throws(PeerNameMismatch) {
        try PeerName.require(name, on: context.pipeline.syncOperations)
      } catch {
        isRefused = true
        context.fireErrorCaught(error)
        context.close(promise: nil)
        return
      }
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if !isRefused { context.fireChannelRead(data) }
  }
}
