import DICOMNetwork
import NIOCore
import NIOPosix
import TestPeers
import Testing
import TransportSecurity

@Suite("Bare connections", .timeLimit(.minutes(1)))
struct BareConnectionTests {
  private static let authority = Result { try CertificateAuthority() }

  @Test(
    "A connection is ended over TLS with a farewell where answers are read, and without one where it would be waited for",
    arguments: [true, false])
  func end(reads: Bool) async throws {
    let authority = try Self.authority.get()
    let certificate = try authority.issue("bare-\(reads)", names: "IP:127.0.0.1")
    let session = try ServerSecurity(
      certificateFile: certificate.certificate, privateKeyFile: certificate.key
    ).session()
    let (ends, told) = AsyncStream<String>.makeStream()
    let server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try session.secure(channel.pipeline.syncOperations)
          try channel.pipeline.syncOperations.addHandler(EndWatch(told))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let port = try #require(server.localAddress?.port)
    let connection = try await BareConnection.open(
      to: DICOMAddress(
        host: "127.0.0.1", port: port, tls: TLSClientSettings(trustRootsFile: authority.certificate)),
      within: .seconds(30))
    #expect(await connection.send(ByteBuffer(string: "?"), "?", until: .now() + .seconds(30)))
    if !reads { await connection.stopReading() }
    await connection.close()
    #expect(!connection.isOpen)
    var seen: [String] = []
    for await end in ends { seen.append(end) }
    #expect(seen.isEmpty == reads, "\(seen)")
    try await server.close()
  }
}

/// Tells how a peer ends a connection.
private final class EndWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let told: AsyncStream<String>.Continuation

  init(_ told: AsyncStream<String>.Continuation) { self.told = told }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    told.yield("\(error)")
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { told.finish() }
}
