import NIOCore
import NIOSSL

/// Drives the upper layer machine over a channel, as requestor or acceptor: decodes, answers, keeps what came until it is asked for.
///
/// Bound to its event loop. At most one caller waits at a time. What the peer can make it hold is bounded: reads stop
/// while the inbox is full.
final class UpperLayerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// A message with the time when its last byte was read.
  struct Received {
    var message: DIMSEMessage
    var time: NIODeadline
  }

  /// Which side of the association this is.
  enum Side { case requestor, acceptor }

  /// What a caller waits for.
  enum Condition {
    case secured
    case answered
    /// An A-ASSOCIATE-RQ.
    case requested
    /// A message; a peer that wants to release instead fails the wait.
    case message
    /// A message or the peer's wish to release.
    case messageOrRelease
    case writable
    case released
  }

  struct Waiter {
    var condition: Condition
    var what: String
    /// Whether the association goes on when the time is over.
    var isPatient: Bool
    var continuation: CheckedContinuation<Result<Void, AssociationFailure>, Never>
    /// How long it waits at most.
    var duration: Duration
    /// When that is over.
    var deadline: NIODeadline
  }

  static let inboxBytes = 1 << 20
  static let inboxMessages = 512

  /// Below this handler in the pipeline.
  let acknowledgement = QuickAcknowledgementHandler()
  let side: Side
  let recorder: ExchangeRecorder?
  let deadlines: Deadlines
  let expectsTLS: Bool
  // Shared with the extensions of this type only.
  var context: ChannelHandlerContext?
  var machine = UpperLayer()
  var decoder: PDUDecoder
  var assembler: MessageAssembler
  var inbox: CircularBuffer<Received> = []
  var inboxLength = 0
  /// Takes the data sets of C-STORE-RQ where they may be long.
  var spool: DataSetSpool?
  var accept: AssociateAccept?
  /// The peer's A-ASSOCIATE-RQ.
  var requested: AssociateRequest?
  /// Whether the peer, as requestor, asked for release.
  var isReleaseRequested = false
  /// Transfer syntax of the accepted contexts by ID; fragments in others are refused.
  var acceptedContexts: [UInt8: String] = [:]
  var failure: AssociationFailure?
  var isReleased = false
  var isSecured = false
  var isClosed = false
  var bytesReceived = 0
  var pdusReceived = 0
  var discarded = 0
  var readPending = false
  var connectionError: (any Error)?
  /// When the certificate that the peer showed is valid, in seconds since 1970.
  var peerValidity: ClosedRange<Int>?
  var waiter: Waiter?
  var artim: Scheduled<Void>?
  /// When the whole exchange has to be over; nil when nothing more can come of it.
  var exchangeDeadline: NIODeadline?
  /// The timer of the event loop, which serves all deadlines.
  var alarm: (callback: NIOScheduledCallback, time: NIODeadline)?
  var outgoing = ByteBuffer()
  /// The first bytes of the connection, at most 64; they tell what speaks there when it is not DICOM.
  var firstBytes: [UInt8] = []
  /// When the last byte of each request was handed to the kernel, by message ID.
  var sentTimes: [UInt16: NIODeadline] = [:]

  init(
    side: Side, expectsTLS: Bool, maximumLength: UInt32, messageLimits: MessageLimits, deadlines: Deadlines,
    recorder: ExchangeRecorder?
  ) {
    self.side = side
    self.expectsTLS = expectsTLS
    self.deadlines = deadlines
    self.recorder = recorder
    decoder = PDUDecoder(limits: PDULimits(announcing: maximumLength))
    assembler = MessageAssembler(limits: messageLimits)
  }

  // MARK: Channel

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }

  func handlerRemoved(context: ChannelHandlerContext) {
    self.context = nil
    closed()
  }

  func channelActive(context: ChannelHandlerContext) {
    recorder?.event("TCP connection open")
    if !expectsTLS { secured() }
    readIfRoom()
    context.fireChannelActive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let bytes = unwrapInboundIn(data)
    bytesReceived += bytes.readableBytes
    // After a failure nothing that comes matters; it is read only to see the end. Who floods us then is left.
    guard failure == nil else {
      discarded += bytes.readableBytes
      if discarded > Self.inboxBytes { context.close(promise: nil) }
      return
    }
    if pdusReceived == 0 { firstBytes += bytes.readableBytesView.prefix(64 - firstBytes.count) }
    decoder.append(bytes)
    decode()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    readPending = false
    readIfRoom()
    context.fireChannelReadComplete()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    wake()
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if expectsTLS, TLSDiagnosis.isHandshakeCompleted(event) {
      recorder?.event("TLS session established")
      secured()
      wake()
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func secured() {
    isSecured = true
    if side == .acceptor { perform(.transportIndicated) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if connectionError == nil { connectionError = error }
    if expectsTLS, peerValidity == nil {
      peerValidity = TLSDiagnosis.validity(of: try? context.pipeline.syncOperations.nioSSL_peerCertificate())
    }
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    closed()
    context.fireChannelInactive()
  }

  func closed() {
    guard !isClosed else { return }
    isClosed = true
    recorder?.event("Connection closed")
    artim?.cancel()
    exchangeDeadline = nil
    disarm()
    spool?.discard()
    if failure == nil, !isReleased { conclude(closure()) }
    if machine.state != .sta1 { perform(.transportClosed) }
    wake()
  }

  func closure() -> AssociationFailure {
    // In TLS 1.3 a peer refuses our certificate after the session stands for us.
    let isTLSError = connectionError is NIOSSLError || connectionError is BoringSSLError
    if expectsTLS, !isSecured || (isTLSError && pdusReceived == 0) {
      return TLSDiagnosis.failure(of: connectionError, peerValidity: peerValidity)
    }
    if pdusReceived == 0, let service = ServiceRecognition.service(of: firstBytes) {
      return .wrongService(service, firstBytes: firstBytes)
    }
    let isReset = (connectionError as? IOError).map { $0.errnoCode != 0 } ?? false
    return .closed(isReset ? .reset : .closed, waitingFor: due, bytesReceived: bytesReceived)
  }

  /// What is due from the peer, for people.
  var due: String {
    if let waiter { return assembler.missing.map { "\($0) (\(waiter.what))" } ?? waiter.what }
    return assembler.missing ?? "the end of the association by us"
  }

  // MARK: The machine

  /// Hands an event to the machine and does what it says.
  @discardableResult
  func perform(_ input: UpperLayer.Input) -> Bool {
    let outputs: [UpperLayer.Output]
    do { outputs = try machine.handle(input) } catch { return false }
    for output in outputs {
      switch output {
      case .openTransport: break
      case .send(let pdu): send(pdu)
      case .closeTransport: context?.close(promise: nil)
      case .startARTIM: startARTIM()
      case .stopARTIM: artim?.cancel()
      case .indicate(let indication): indicate(indication)
      }
    }
    return true
  }

  func send(_ pdu: PDU) {
    if case .data = pdu {
      PDUEncoder.write(pdu, into: &outgoing)
      return
    }
    let bytes = PDUEncoder.encode(pdu)
    recorder?.message(
      .sent, pdu.summary, details: pdu.details, bytes: pdu.redacted.map { PDUEncoder.encode($0) } ?? bytes)
    context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }

  func startARTIM() {
    artim?.cancel()
    guard let context, !isClosed else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let duration = machine.state == .sta2 ? deadlines.association : deadlines.release
    artim = context.eventLoop.scheduleTask(in: TimeAmount(duration)) {
      bound.value.recorder?.event("ARTIM timer expired")
      bound.value.expireARTIM(after: duration)
    }
  }

  private func expireARTIM(after duration: Duration) {
    if machine.state == .sta2 {
      conclude(.timedOut(waitingFor: due, after: duration, bytesReceived: bytesReceived))
    }
    perform(.artimExpired)
  }

  func indicate(_ indication: UpperLayer.Indication) {
    switch indication {
    case .accepted(let value):
      accept = value
      wake()
    case .rejected(let reject): conclude(.rejected(reject))
    case .released:
      isReleased = true
      wake()
    case .releaseCollided: perform(.releaseResponse)
    case .releaseRequested where side == .acceptor:
      isReleaseRequested = true
      wake()
    case .releaseRequested:
      let failure = AssociationFailure.closed(.released, waitingFor: due, bytesReceived: bytesReceived)
      perform(.releaseResponse)
      conclude(failure)
    case .aborted(let abort), .providerAborted(.byPeer(let abort)): conclude(.aborted(abort, waitingFor: due))
    case .providerAborted(.unexpected(let type, let state)):
      conclude(
        .malformed(
          ProtocolViolation(
            offset: 0, rule: "PS3.8 Table 9-10", expected: due, got: "\(type.name), unexpected in \(state.name)")))
    // The bytes' own fault, or the closing, is told where it was found.
    case .providerAborted(.invalidPDU), .providerAborted(.transportClosed), .data: break
    case .associateRequested(let request):
      requested = request
      wake()
    }
  }

  /// Ends the exchange with a failure; the first one counts.
  /// - Parameter input: how to tell the peer.
  func conclude(_ failure: AssociationFailure, by input: UpperLayer.Input? = nil) {
    guard self.failure == nil else { return }
    self.failure = failure
    exchangeDeadline = nil
    if let input, !isClosed { perform(input) }
    wake()
    readIfRoom()
  }
}
