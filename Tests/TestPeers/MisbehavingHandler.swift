import Glibc
import NIOCore
import NIOPosix

/// One connection of the misbehaving peer.
final class MisbehavingHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let misbehaviour: Misbehaviour
  private let drip: TimeAmount
  private let maximumLength: UInt32
  private let window: Int
  private let log: SightingLog
  private let seats: Seats
  private var isSeated = false
  private var heldBack: [(id: UInt8, request: CommandFields)] = []
  private var received = ByteBuffer()
  private var flood: ByteBuffer?
  private var command: [UInt8] = []
  var request = CommandFields()

  init(
    _ misbehaviour: Misbehaviour, drip: TimeAmount, maximumLength: UInt32, window: Int, log: SightingLog, seats: Seats
  ) {
    self.misbehaviour = misbehaviour
    self.drip = drip
    self.maximumLength = maximumLength
    self.window = window
    self.log = log
    self.seats = seats
  }

  func channelActive(context: ChannelHandlerContext) {
    log.add(.connected)
    if misbehaviour.resets, let options = context.channel as? any SocketOptionProvider {
      options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { [log] _ in log.add(.optionRefused) }
    }
    switch misbehaviour {
    case .closesAtOnce, .resetsAtOnce: context.close(promise: nil)
    case .greetsAsSSH: send(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8), context)
    default: break
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    flood = nil
    if isSeated { seats.give() }
    log.add(.closed)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    while let type = received.getInteger(at: received.readerIndex, as: UInt8.self),
      let length = received.getInteger(at: received.readerIndex + 2, as: UInt32.self),
      received.readableBytes >= 6 + Int(length), var pdu = received.readSlice(length: 6 + Int(length))
    {
      pdu.moveReaderIndex(forwardBy: 6)
      switch type {
      case 1:
        log.add(.associate)
        answer(RequestedContexts.read(&pdu), context)
      case 4: values(&pdu, context)
      case 5:
        log.add(.release)
        release(context)
      case 7: log.add(.abort); context.close(promise: nil)
      default: context.close(promise: nil)
      }
    }
  }

  // MARK: Association

  private func answer(_ contexts: [RequestedContexts.Context], _ context: ChannelHandlerContext) {
    isSeated = seats.take()
    guard isSeated else { return }
    var answers = contexts.map { AnswerBytes.context($0.id, 0, $0.transferSyntaxes.first ?? "") }
    var user = AnswerBytes.userInformation(maximumLength: maximumLength, window: window)
    switch misbehaviour {
    case .closesAfterRequest, .resetsAfterRequest: return context.close(promise: nil)
    case .neverAnswersRequest, .greetsAsSSH: return
    case .announcesFourGigabyteAcceptance: return send([2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 1], context)
    case .answersHTTP:
      send(Array("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8), context)
      return context.close(promise: nil)
    case .answersTLSAlert:
      send([0x15, 3, 1, 0, 2, 2, 40], context)
      return context.close(promise: nil)
    case .answersUnknownPDUType: return send([0x42, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    case .answersHalfAHeader:
      send([2, 0, 0], context)
      return context.close(promise: nil)
    case .acceptsUnknownContext: answers.append(AnswerBytes.context(251, 0, "1.2.840.10008.1.2"))
    case .acceptsContextTwice: answers.append(contentsOf: answers)
    case .acceptsUnproposedTransferSyntax:
      answers = contexts.map { AnswerBytes.context($0.id, 0, "1.2.840.10008.1.2.4.70") }
    case .acceptsWithoutTransferSyntax: answers = contexts.map { AnswerBytes.item(0x21, [$0.id, 0, 0, 0]) }
    case .acceptsWithEvenContext: answers = contexts.map { AnswerBytes.context($0.id + 1, 0, "1.2.840.10008.1.2") }
    case .acceptsWithoutUserInformation: user = []
    case .acceptsWithLyingItemLength: user[3] = 0xFF
    case .acceptsWithMaximumLengthOne: user = AnswerBytes.userInformation(maximumLength: 1)
    case .acceptsWithoutImplementationClassUID:
      user = AnswerBytes.item(0x50, AnswerBytes.item(0x51, [0, 0, 0x40, 0]))
    case .rejectsWithUndefinedResult: return send([3, 0, 0, 0, 0, 4, 0, 9, 9, 9], context)
    case .rejectsWithReservedReason: return send([3, 0, 0, 0, 0, 4, 0, 1, 1, 9], context)
    case .rejectsTransiently: return send([3, 0, 0, 0, 0, 4, 0, 2, 3, 1], context)
    case .rejectsWithWrongLength: return send([3, 0, 0, 0, 0, 5, 0, 1, 1, 1, 0], context)
    case .abortsAtRequest: return send([7, 0, 0, 0, 0, 4, 0, 0, 2, 0], context)
    case .answersReleaseToRequest: return send([6, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    default: break
    }
    let accept = AnswerBytes.accept(answers.flatMap { $0 } + user)
    if misbehaviour == .dripsAcceptance { dribble(accept[...], context) } else { send(accept, context) }
    if misbehaviour == .floodsAcceptances { startFlood(accept, context) }
  }

  private func release(_ context: ChannelHandlerContext) {
    switch misbehaviour {
    case .neverAnswersRelease: break
    case .closesAtRelease: context.close(promise: nil)
    case .abortsAtRelease: send([7, 0, 0, 0, 0, 4, 0, 0, 2, 0], context)
    default: send([6, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    }
  }

  // MARK: Messages

  private func values(_ pdu: inout ByteBuffer, _ context: ChannelHandlerContext) {
    log.add(.data)
    while let length = pdu.readInteger(as: UInt32.self), let id = pdu.readInteger(as: UInt8.self),
      let control = pdu.readInteger(as: UInt8.self), let fragment = pdu.readBytes(length: Int(length) - 2)
    {
      if control & 1 == 1 { command += fragment }
      guard control & 2 == 2 else { continue }
      if control & 1 == 1 {
        request.read(command)
        command = []
      }
      if control & 2 == 2, control & 1 == 0 || !request.hasDataSet { hold(id, context) }
    }
  }

  /// Answers when as many requests are there as the window has.
  private func hold(_ id: UInt8, _ context: ChannelHandlerContext) {
    heldBack.append((id, request))
    guard heldBack.count >= window else { return }
    // The newest first: with several operations under way answers come in any order.
    for (id, held) in heldBack.reversed() {
      request = held
      respond(id, context)
    }
    heldBack = []
  }

  private func respond(_ id: UInt8, _ context: ChannelHandlerContext) {
    var response = CommandBytes(request)
    var pdu: [UInt8] { CommandBytes.pdu(id, response.bytes) }
    let dataSet: [UInt8] = [8, 0, 5, 0, 0, 0, 0, 0]
    switch misbehaviour {
    case .neverAnswersCommand: return
    case .closesAtCommand, .resetsAtCommand: return context.close(promise: nil)
    case .abortsAtCommand: return send([7, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    case .abortsAsProviderAtCommand: return send([7, 0, 0, 0, 0, 4, 0, 0, 2, 6], context)
    case .releasesAtCommand: return send([5, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    case .dripsResponse: return dribble(pdu[...], context)
    case .announcesFourGigabyteData: return send([4, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0], context)
    case .floodsResponses: return startFlood(pdu, context)
    case .floodsDataSet:
      response.set(0x0800, 0)
      send(pdu, context)
      return startFlood(CommandBytes.pdu(id, [UInt8](repeating: 0, count: 16_000), control: 0), context)
    case .floodsCommand:
      return startFlood(CommandBytes.pdu(id, [UInt8](repeating: 0, count: 16_000), control: 1), context)
    case .sendsLongerThanMaximum:
      return send(CommandBytes.pdu(id, [UInt8](repeating: 0, count: 20_000), control: 1), context)
    case .truncatesValue: return send([4, 0, 0, 0, 0, 8, 0, 0, 1, 0, id, 3, 0, 0], context)
    case .sendsEmptyData: return send([4, 0, 0, 0, 0, 0], context)
    case .usesUnknownContext: return send(CommandBytes.pdu(253, response.bytes), context)
    case .answersWithWrongMessageID: response.set(0x0120, 4_711)
    case .answersWithWrongCommandField: response.set(0x0100, 0x8110)
    case .answersWithRequest: response.set(0x0100, 0x0030)
    case .omitsStatus: response.set(0x0900, nil)
    case .omitsMessageID: response.set(0x0120, nil)
    case .omitsCommandField: response.set(0x0100, nil)
    case .announcesDataSetAndSendsNone: response.set(0x0800, 0)
    case .sendsDataSetOfEcho:
      response.set(0x0800, 0)
      return send(pdu + CommandBytes.pdu(id, dataSet, control: 2), context)
    case .sendsDataSetWithoutCommand: return send(CommandBytes.pdu(id, dataSet, control: 2), context)
    case .liesAboutGroupLength:
      var bytes = response.bytes
      bytes[8] ^= 0xFF
      return send(CommandBytes.pdu(id, bytes), context)
    case .sendsCommandOfOddLength: return send(CommandBytes.pdu(id, response.bytes + [0]), context)
    case .sendsGarbageCommand: return send(CommandBytes.pdu(id, Array("This is no command set!!".utf8)), context)
    case .answersTwice: return send(pdu + pdu, context)
    case .pendingForever:
      response.set(0x0900, 0xFF00)
      response.set(0x0800, 0)
      return startFlood(pdu + CommandBytes.pdu(id, dataSet, control: 2), context)
    case .pendingWithoutIdentifier: response.set(0x0900, 0xFF00)
    case .countsWrongly, .sendsForeignObject, .storesAfterFinal, .pendingRetrieveForever, .storesWithoutInstance,
      .neverFinal:
      return retrieve(id, response, context)
    default: break
    }
    send(pdu, context)
  }

  // MARK: Writing

  func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  private func dribble(_ bytes: ArraySlice<UInt8>, _ context: ChannelHandlerContext) {
    guard let first = bytes.first, context.channel.isActive else { return }
    send([first], context)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: drip) { bound.value.0.dribble(bytes.dropFirst(), bound.value.1) }
  }

  func startFlood(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    // A C-CANCEL does not turn the stream to another message: it goes on as it began.
    guard flood == nil else { return }
    var block = ByteBuffer()
    while block.readableBytes < 64 << 10 { block.writeBytes(bytes) }
    flood = block
    pour(context)
  }

  private func pour(_ context: ChannelHandlerContext) {
    guard let flood, context.channel.isActive else { return }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let promise = context.eventLoop.makePromise(of: Void.self)
    // The next block goes out when the kernel has taken this one, in a later turn of the loop.
    promise.futureResult.whenSuccess {
      bound.value.1.eventLoop.execute { bound.value.0.pour(bound.value.1) }
    }
    context.writeAndFlush(wrapOutboundOut(flood), promise: promise)
  }
}
