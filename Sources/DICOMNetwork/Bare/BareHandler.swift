import NIOCore
import NIOSSL

/// The channel's side of a bare connection: reads while there is room, decodes, hands over.
final class BareHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  /// PDUs held for a reader; beyond them the peer's bytes stay with the system.
  private static let room = 64

  private let loop: any EventLoop
  /// Whether what the peer sends is read.
  var reads = true
  private let recorder: ExchangeRecorder?
  private var decoder = PDUDecoder()
  private var context: ChannelHandlerContext?
  private var arrivals: [BareArrival] = []
  private var hasEnded = false
  private var isLost = false
  private var readPending = false
  private var waiter: (promise: EventLoopPromise<BareArrival>, timer: Scheduled<Void>)?

  init(loop: any EventLoop, recorder: ExchangeRecorder?) {
    self.loop = loop
    self.recorder = recorder
  }

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    recorder?.event("Connected")
    readIfRoom()
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    guard !hasEnded else { return }
    hasEnded = true
    recorder?.event("Connection closed")
    handOver()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    recorder?.event("Connection broken: \(AssociationDriver.failure(of: error).got)")
    context.close(promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isLost else { return }
    let bytes = unwrapInboundIn(data)
    decoder.append(bytes)
    do throws(ProtocolViolation) {
      while let (pdu, whole) = try decoder.next() {
        recorder?.message(.received, Self.summary(of: pdu), details: Self.details(of: pdu), bytes: whole)
        arrivals.append(.pdu(pdu))
      }
    } catch {
      isLost = true
      recorder?.message(.received, "Bytes that are no PDU: \(error)", details: [], bytes: bytes)
      arrivals.append(.unreadable(error))
    }
    handOver()
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    readPending = false
    readIfRoom()
  }

  private func readIfRoom() {
    guard let context, reads, !readPending, arrivals.count < Self.room else { return }
    readPending = true
    context.read()
  }

  // MARK: For the user

  /// Writes bytes, and tells whether the system took them before the deadline.
  func send(_ bytes: ByteBuffer, _ summary: String, until deadline: NIODeadline) -> EventLoopFuture<Bool> {
    guard let context else { return loop.makeSucceededFuture(false) }
    recorder?.message(.sent, summary, details: [], bytes: bytes)
    let told = loop.makePromise(of: Bool.self)
    let written = loop.makePromise(of: Void.self)
    let isTold = NIOLoopBoundBox(false, eventLoop: loop)
    let timer = loop.scheduleTask(deadline: deadline) {
      guard !isTold.value else { return }
      isTold.value = true
      told.succeed(false)
    }
    written.futureResult.whenComplete { result in
      timer.cancel()
      guard !isTold.value else { return }
      isTold.value = true
      if case .success = result { told.succeed(true) } else { told.succeed(false) }
    }
    context.writeAndFlush(wrapOutboundOut(bytes), promise: written)
    return told.futureResult
  }

  /// Ends the connection. Where nothing is read any more, TLS goes first: the peer's farewell, behind all that it sent, would be
  /// waited for in vain.
  func close() -> EventLoopFuture<Void> {
    guard let context else { return loop.makeSucceededVoidFuture() }
    let channel = context.channel
    let pipeline = context.pipeline.syncOperations
    guard !reads, let security = try? pipeline.handler(type: NIOSSLClientHandler.self) else { return channel.close() }
    return pipeline.removeHandler(security).flatMap { channel.close() }
  }

  /// What comes next; one waits at a time, and who waited before hears of nothing more.
  func next(until deadline: NIODeadline) -> EventLoopFuture<BareArrival> {
    give(.silence)
    let promise = loop.makePromise(of: BareArrival.self)
    let bound = NIOLoopBound(self, eventLoop: loop)
    waiter = (promise, loop.scheduleTask(deadline: deadline) { bound.value.give(.silence) })
    handOver()
    return promise.futureResult
  }

  private func handOver() {
    guard waiter != nil else { return }
    if !arrivals.isEmpty {
      give(arrivals.removeFirst())
      readIfRoom()
    } else if hasEnded {
      give(.ended)
    }
  }

  private func give(_ arrival: BareArrival) {
    guard let waiter else { return }
    self.waiter = nil
    waiter.timer.cancel()
    waiter.promise.succeed(arrival)
  }

  // MARK: For the transcript

  private static func summary(of pdu: PDU) -> String {
    command(in: pdu).map { "P-DATA-TF: \($0.summary)" } ?? pdu.summary
  }

  private static func details(of pdu: PDU) -> [String] { pdu.details + (command(in: pdu)?.details ?? []) }

  private static func command(in pdu: PDU) -> CommandSet? {
    guard case .data(let values) = pdu, let value = values.first, value.isCommand, value.isLast else { return nil }
    return try? CommandSet(decoding: value.bytes)
  }
}
