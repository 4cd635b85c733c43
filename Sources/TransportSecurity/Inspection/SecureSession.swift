import Crypto
import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization
import X509

/// A whole handshake with a certificate of ours or none, to see whom the peer lets in.
struct SecureSession: Sendable {
  let target: InspectionTarget
  let group: any EventLoopGroup
  /// The version to speak; the library's choice where nil.
  var maximumVersion: NIOSSL.TLSVersion?

  /// Whose certificate is shown.
  enum Identity: Sendable {
    case none
    case ours
    /// One that was made a moment ago by nobody whom anybody trusts.
    case stranger
  }

  /// What came of it.
  struct Outcome: Sendable {
    /// Certificates in DER as the peer sent them.
    var certificates: [[UInt8]] = []
    /// Whether the client's side of the handshake was completed.
    var isComplete = false
    /// The application protocol agreed on.
    var applicationProtocol: String?
    /// What the service answered to the greeting.
    var answer: [UInt8] = []
    /// How it ended before an answer, for people; nil when an answer came or the deadline passed.
    var refusal: String?
    var timedOut = false
  }

  func open(as identity: Identity, within time: Duration) async throws(InspectionFailure) -> Outcome {
    if Task.isCancelled { throw .cancelled }
    let context = try settings(for: identity)
    let loop = group.next()
    let promise = loop.makePromise(of: Outcome.self)
    let chain = ChainBox()
    let name = target.indication
    let greeting = target.greeting
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(time))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // Trust is judged apart from the handshake: here only the peer's view of us counts.
          let secure = try NIOSSLClientHandler(
            context: context, serverHostname: name,
            customVerificationCallback: { certificates, verdict in
              chain.keep(certificates)
              verdict.succeed(.certificateVerified)
            })
          try channel.pipeline.syncOperations.addHandlers(
            secure, SessionHandler(greeting: greeting, within: time, chain: chain, promise: promise))
        }
      }
    let opened =
      if let literal = try? SocketAddress(ipAddress: target.host, port: target.port) {
        bootstrap.connect(to: literal)
      } else {
        bootstrap.connect(host: target.host, port: target.port)
      }
    opened.whenFailure { promise.fail($0) }
    opened.whenSuccess { channel in promise.futureResult.whenComplete { _ in channel.close(promise: nil) } }
    let result: Result<Outcome, InspectionFailure> = await withTaskCancellationHandler {
      do {
        return .success(try await promise.futureResult.get())
      } catch {
        return .failure(RawConnection.failure(error, time))
      }
    } onCancel: {
      promise.fail(InspectionFailure.cancelled)
    }
    return try result.get()
  }

  private func settings(for identity: Identity) throws(InspectionFailure) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv1
    configuration.maximumTLSVersion = maximumVersion
    configuration.certificateVerification = .noHostnameVerification
    configuration.applicationProtocols = target.applicationProtocols.filter { $0 == "http/1.1" }
    do {
      switch identity {
      case .none: break
      case .ours:
        guard let certificate = target.clientCertificateFile, let key = target.clientKeyFile else { break }
        configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) }
        configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: key, format: .pem))
      case .stranger:
        let (certificate, key) = try Self.stranger()
        configuration.certificateChain = [.certificate(certificate)]
        configuration.privateKey = .privateKey(key)
      }
      return try NIOSSLContext(configuration: configuration)
    } catch {
      throw .settings("the certificates or the key can't be read: \(error)")
    }
  }

  private static func stranger() throws -> (NIOSSLCertificate, NIOSSLPrivateKey) {
    let key = P256.Signing.PrivateKey()
    let name = try DistinguishedName { CommonName("unknown") }
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: Certificate.PublicKey(key.publicKey),
      notValidBefore: Date(timeIntervalSinceNow: -3_600), notValidAfter: Date(timeIntervalSinceNow: 86_400),
      issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions {
        try ExtendedKeyUsage([.clientAuth])
      },
      issuerPrivateKey: Certificate.PrivateKey(key))
    return (
      try NIOSSLCertificate(bytes: Array(certificate.serializeAsPEM().derBytes), format: .der),
      try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der)
    )
  }
}

/// The certificates that came, kept from the library's callback.
private final class ChainBox: Sendable {
  private let ders = Mutex<[[UInt8]]>([])

  func keep(_ certificates: [NIOSSLCertificate]) {
    let read = certificates.compactMap { try? $0.toDERBytes() }
    ders.withLock { $0 = read }
  }

  var all: [[UInt8]] { ders.withLock { $0 } }
}

private final class SessionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let greeting: [UInt8]
  private let time: Duration
  private let chain: ChainBox
  private let promise: EventLoopPromise<SecureSession.Outcome>
  private var outcome = SecureSession.Outcome()
  private var isOver = false

  init(greeting: [UInt8], within time: Duration, chain: ChainBox, promise: EventLoopPromise<SecureSession.Outcome>) {
    self.greeting = greeting
    self.time = time
    self.chain = chain
    self.promise = promise
  }

  func channelActive(context: ChannelHandlerContext) {
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let deadline = context.eventLoop.scheduleTask(in: TimeAmount(time)) {
      bound.value.outcome.timedOut = true
      bound.value.end()
    }
    promise.futureResult.whenComplete { _ in deadline.cancel() }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard let event = event as? TLSUserEvent, case .handshakeCompleted(let negotiated) = event else { return }
    outcome.isComplete = true
    outcome.applicationProtocol = negotiated
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: greeting)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    outcome.answer += unwrapInboundIn(data).readableBytesView.prefix(1_024)
    end()
  }

  func channelInactive(context: ChannelHandlerContext) {
    if outcome.refusal == nil { outcome.refusal = "connection closed" }
    end()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    outcome.refusal = String("\(error)".prefix(200))
    end()
  }

  private func end() {
    guard !isOver else { return }
    isOver = true
    outcome.certificates = chain.all
    promise.succeed(outcome)
  }
}
