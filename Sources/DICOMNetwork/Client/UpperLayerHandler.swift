import NIOCore
import NIOSSL

/// Drives the upper layer machine over a channel: decodes, answers, keeps what came until it is asked for.
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

  /// What a caller waits for.
  enum Condition {
    case secured
    case answered
    case message
    case writable
    case released
  }

  private struct Waiter {
    var condition: Condition
    var what: String
    var continuation: CheckedContinuation<Result<Void, AssociationFailure>, Never>
    var timer: Scheduled<Void>?
  }

  static let inboxBytes = 1 << 20
  static let inboxMessages = 512

  let recorder: ExchangeRecorder?
  let deadlines: Deadlines
  private let expectsTLS: Bool
  private var context: ChannelHandlerContext?
  private(set) var machine = UpperLayer()
  private var decoder: PDUDecoder
  private var assembler: MessageAssembler
  private(set) var inbox: CircularBuffer<Received> = []
  private var inboxLength = 0
  private(set) var accept: AssociateAccept?
  /// Accepted contexts; fragments in others are refused.
  /// Transfer syntax by context ID.
  var acceptedContexts: [UInt8: String] = [:]
  private(set) var failure: AssociationFailure?
  private(set) var isReleased = false
  private var isSecured = false
  private(set) var isClosed = false
  private(set) var bytesReceived = 0
  private var pdusReceived = 0
  private var discarded = 0
  private var readPending = false
  private var connectionError: (any Error)?
  /// When the certificate that the peer showed is valid, in seconds since 1970.
  private var peerValidity: ClosedRange<Int>?
  private var waiter: Waiter?
  private var artim: Scheduled<Void>?
  private var exchangeTimer: Scheduled<Void>?
  private var outgoing = ByteBuffer()
  /// The first bytes of the connection, at most 64; they tell what speaks there when it is not DICOM.
  private var firstBytes: [UInt8] = []
  /// When the last byte of each request was handed to the kernel, by message ID.
  private var sentTimes: [UInt16: NIODeadline] = [:]

  init(
    expectsTLS: Bool, maximumLength: UInt32, messageLimits: MessageLimits, deadlines: Deadlines,
    recorder: ExchangeRecorder?
  ) {
    self.expectsTLS = expectsTLS
    self.deadlines = deadlines
    self.recorder = recorder
    let data = maximumLength == 0 ? PDULimits.unlimitedData : Int(maximumLength)
    decoder = PDUDecoder(limits: PDULimits(associate: PDULimits.standard.associate, data: data))
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
    if !expectsTLS { isSecured = true }
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
      isSecured = true
      recorder?.event("TLS session established")
      wake()
    }
    context.fireUserInboundEventTriggered(event)
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

  private func closed() {
    guard !isClosed else { return }
    isClosed = true
    recorder?.event("Connection closed")
    artim?.cancel()
    exchangeTimer?.cancel()
    if failure == nil, !isReleased { conclude(closure()) }
    if machine.state != .sta1 { perform(.transportClosed) }
    wake()
  }

  private func closure() -> AssociationFailure {
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
  private var due: String {
    if let waiter { return assembler.missing.map { "\($0) (\(waiter.what))" } ?? waiter.what }
    return assembler.missing ?? "the end of the association by us"
  }

  // MARK: Receiving

  private func readIfRoom() {
    guard let context, !readPending, !isClosed else { return }
    guard failure != nil || (inboxLength < Self.inboxBytes && inbox.count < Self.inboxMessages) else { return }
    readPending = true
    context.read()
  }

  private func decode() {
    do {
      while failure == nil, let (pdu, bytes) = try decoder.next() {
        pdusReceived += 1
        receive(pdu, bytes)
      }
    } catch {
      refuse(error)
    }
  }

  private func refuse(_ violation: ProtocolViolation) {
    if pdusReceived == 0, let service = ServiceRecognition.service(of: firstBytes) {
      conclude(.wrongService(service, firstBytes: firstBytes), by: nil)
      context?.close(promise: nil)
      return
    }
    recorder?.event("Breach of the standard: \(violation)")
    conclude(.malformed(violation), by: .invalidPDU)
  }

  private func receive(_ pdu: PDU, _ bytes: ByteBuffer) {
    guard case .data(let values) = pdu else {
      recorder?.message(.received, pdu.summary, details: pdu.details, bytes: bytes)
      perform(.received(pdu))
      return
    }
    var note: (summary: String, details: [String])?
    var problem: MessageAssembler.Failure?
    var complete: [DIMSEMessage] = []
    let usable = machine.state == .sta6 || machine.state == .sta7
    if usable {
      for value in values {
        guard let transferSyntax = acceptedContexts[value.contextID] else {
          problem = .violation(
            ProtocolViolation(
              offset: PDUDecoder.headerLength + 4, rule: "PS3.8 §9.3.5.1",
              expected: "a presentation context that was accepted", got: "context \(value.contextID)"))
          break
        }
        do throws(MessageAssembler.Failure) {
          let before = assembler.command
          let message = try assembler.add(value)
          if recorder?.isFull == false {
            if let command = message?.command ?? assembler.command, before == nil {
              note = (command.summary, (note?.details ?? []) + command.details)
            }
            if let message, let dataSet = message.dataSet {
              let lines = DataSetDescription.lines(dataSet, transferSyntax: transferSyntax)
              note = (
                message.command.summary + ", data set",
                (note?.details ?? []) + ["Data set of \(dataSet.readableBytes) bytes:"] + lines
              )
            }
          }
          if let message { complete.append(message) }
        } catch {
          problem = error
          break
        }
      }
    }
    if note == nil, complete.isEmpty, problem == nil, values.allSatisfy({ !$0.isCommand }) {
      recorder?.fragment(length: bytes.readableBytes)
    } else {
      recorder?.message(
        .received, note.map { "P-DATA-TF: \($0.summary)" } ?? pdu.summary, details: pdu.details + (note?.details ?? []),
        bytes: bytes)
    }
    perform(.received(pdu))
    let now = NIODeadline.now()
    for message in complete {
      inbox.append(Received(message: message, time: now))
      inboxLength += message.length
    }
    wake()
    switch problem {
    case .violation(let violation):
      recorder?.event("Breach of the standard: \(violation)")
      conclude(.malformed(violation), by: .abort)
    case .tooLong(let what, let limit): conclude(.limitExceeded(what: what, limit: limit), by: .abort)
    case nil: break
    }
  }

  /// Takes the oldest message.
  func takeMessage() -> Received? {
    guard let received = inbox.popFirst() else { return nil }
    inboxLength -= received.message.length
    readIfRoom()
    return received
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

  private func send(_ pdu: PDU) {
    if case .data = pdu {
      PDUEncoder.write(pdu, into: &outgoing)
      return
    }
    let bytes = PDUEncoder.encode(pdu)
    recorder?.message(.sent, pdu.summary, details: pdu.details, bytes: bytes)
    context?.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
  }

  private func startARTIM() {
    artim?.cancel()
    guard let context, !isClosed else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    artim = context.eventLoop.scheduleTask(in: TimeAmount(deadlines.release)) {
      bound.value.recorder?.event("ARTIM timer expired")
      bound.value.perform(.artimExpired)
    }
  }

  private func indicate(_ indication: UpperLayer.Indication) {
    switch indication {
    case .accepted(let value):
      accept = value
      wake()
    case .rejected(let reject): conclude(.rejected(reject))
    case .released:
      isReleased = true
      wake()
    case .releaseCollided: perform(.releaseResponse)
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
    case .providerAborted(.invalidPDU), .providerAborted(.transportClosed), .data, .associateRequested: break
    }
  }

  /// Ends the exchange with a failure; the first one counts.
  /// - Parameter input: how to tell the peer.
  func conclude(_ failure: AssociationFailure, by input: UpperLayer.Input? = nil) {
    guard self.failure == nil else { return }
    self.failure = failure
    exchangeTimer?.cancel()
    if let input, !isClosed { perform(input) }
    wake()
    readIfRoom()
  }

  // MARK: Sending

  /// Puts a value into the next write.
  func add(_ value: PresentationDataValue, note: (summary: String, details: [String])?, isMiddle: Bool) -> Bool {
    let start = outgoing.writerIndex
    guard perform(.data([value])) else { return false }
    guard let recorder else { return true }
    if isMiddle || recorder.isFull {
      recorder.fragment(length: outgoing.writerIndex - start)
    } else {
      let pdu = PDU.data([value])
      let bytes = outgoing.getSlice(at: start, length: outgoing.writerIndex - start) ?? ByteBuffer()
      recorder.message(
        .sent, note.map { "P-DATA-TF: \($0.summary)" } ?? pdu.summary, details: pdu.details + (note?.details ?? []),
        bytes: bytes)
    }
    return true
  }

  /// Bytes that wait for the next write.
  var outgoingBytes: Int { outgoing.readableBytes }

  /// Writes what was put together.
  /// - Parameter id: message ID of the request that ends here; the time is noted when the kernel has taken it.
  func flush(endOf id: UInt16? = nil) {
    let bytes = outgoing
    outgoing = ByteBuffer()
    guard let context, !isClosed else { return }
    guard let id else {
      context.writeAndFlush(wrapOutboundOut(bytes), promise: nil)
      return
    }
    sentTimes[id] = .now()
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let promise = context.eventLoop.makePromise(of: Void.self)
    // A response that overtakes the write's completion has taken the time away already.
    promise.futureResult.whenSuccess { if bound.value.sentTimes[id] != nil { bound.value.sentTimes[id] = .now() } }
    context.writeAndFlush(wrapOutboundOut(bytes), promise: promise)
  }

  /// When the request was sent; forgets it unless more responses are due.
  func sentTime(_ id: UInt16, isFinal: Bool) -> NIODeadline? {
    isFinal ? sentTimes.removeValue(forKey: id) : sentTimes[id]
  }

  // MARK: Waiting

  /// Resumes when the condition holds, the exchange failed or the time is over.
  func wait(
    for condition: Condition, what: String, within duration: Duration,
    _ continuation: CheckedContinuation<Result<Void, AssociationFailure>, Never>
  ) {
    guard waiter == nil else {
      continuation.resume(returning: .failure(.misuse("two operations at once on one association")))
      return
    }
    waiter = Waiter(condition: condition, what: what, continuation: continuation, timer: nil)
    wake()
    guard waiter != nil, let context else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    waiter?.timer = context.eventLoop.scheduleTask(in: TimeAmount(duration)) {
      bound.value.timeOut(after: duration)
    }
  }

  private func timeOut(after duration: Duration) {
    let what = due
    recorder?.event("Deadline of \(duration) passed waiting for \(what)")
    conclude(.timedOut(waitingFor: what, after: duration, bytesReceived: bytesReceived), by: .abort)
    // A connection that never came so far as an association is not worth an ARTIM timer.
    if machine.state == .sta1 { context?.close(promise: nil) }
  }

  /// Bounds the whole exchange.
  func startExchange(_ request: AssociateRequest, at start: NIODeadline) {
    perform(.associateRequest(request))
    guard let context, !isClosed else { return }
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    exchangeTimer = context.eventLoop.scheduleTask(deadline: start + TimeAmount(deadlines.exchange)) {
      bound.value.timeOut(after: bound.value.deadlines.exchange)
    }
  }

  private func wake() {
    guard let waiter else { return }
    let result: Result<Void, AssociationFailure>
    if holds(waiter.condition) {
      result = .success(())
    } else if let failure {
      result = .failure(failure)
    } else if isClosed {
      result = .failure(.misuse("the association has ended"))
    } else {
      return
    }
    waiter.timer?.cancel()
    self.waiter = nil
    waiter.continuation.resume(returning: result)
  }

  private func holds(_ condition: Condition) -> Bool {
    switch condition {
    case .secured: isSecured && failure == nil
    case .answered: accept != nil && failure == nil
    case .message: !inbox.isEmpty
    case .writable: failure == nil && (context?.channel.isWritable ?? false)
    case .released: isReleased
    }
  }

  /// Ends at once because the local task was cancelled.
  func cancel() {
    recorder?.event("Cancelled")
    conclude(.cancelled, by: .abort)
    if machine.state == .sta1 { context?.close(promise: nil) }
  }

  /// Nobody listens any more.
  func forget() {
    guard !isClosed, !isReleased else { return }
    if failure == nil { conclude(.misuse("the association was forgotten"), by: .abort) }
    if machine.state == .sta1 || machine.state == .sta4 { context?.close(promise: nil) }
  }
}
