import NIOCore
import NIOPosix

/// A requestor in this process that goes wrong on purpose, at one place. It writes its bytes by itself.
public enum MisbehavingRequestor {
  /// What it saw.
  public struct Seen: Sendable {
    /// Types of the PDUs received, in order.
    public var types: [UInt8]
    /// Whether the acceptor closed the connection in time.
    public var isClosed: Bool
  }

  /// The context that it proposes: CT storage in implicit VR little endian.
  public static let abstractSyntax = "1.2.840.10008.5.1.4.1.1.2"

  /// Calls an acceptor and reads until the connection is closed.
  /// - Parameter patience: how long it waits for the end.
  public static func call(
    port: Int, _ misbehaviour: RequestorMisbehaviour, patience: TimeAmount = .seconds(30)
  ) async throws -> Seen {
    let group = MultiThreadedEventLoopGroup.singleton
    let loop = group.next()
    let done = loop.makePromise(of: Seen.self)
    let channel = try await ClientBootstrap(group: loop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(RequestorHandler(misbehaviour, done: done))
        }
      }
      .connect(host: "127.0.0.1", port: port).get()
    loop.scheduleTask(in: patience) { channel.close(promise: nil) }
    return try await done.futureResult.get()
  }
}

/// One connection of the misbehaving requestor.
private final class RequestorHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let misbehaviour: RequestorMisbehaviour
  private let done: EventLoopPromise<MisbehavingRequestor.Seen>
  private let start = NIODeadline.now()
  private var received = ByteBuffer()
  private var types: [UInt8] = []
  private var isFlooding = false

  init(_ misbehaviour: RequestorMisbehaviour, done: EventLoopPromise<MisbehavingRequestor.Seen>) {
    self.misbehaviour = misbehaviour
    self.done = done
  }

  func channelActive(context: ChannelHandlerContext) {
    switch misbehaviour {
    case .saysNothing: break
    case .closesAtOnce: context.close(promise: nil)
    case .speaksHTTP: send(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8), context)
    case .speaksTLS: send([0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3, 3], context)
    case .sendsHalfARequest: send(Array(RequestBytes.request().prefix(40)), context)
    case .announcesFourGigabyteRequest: send([1, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0, 1], context)
    case .sendsUnknownPDUType: send([0x42, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    case .sendsDataFirst: send(CommandBytes.pdu(1, [0, 0]), context)
    case .sendsReleaseFirst: send([5, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    case .sendsAcceptance: send(AnswerBytes.accept([]), context)
    case .proposesNoContext: send(RequestBytes.request(contexts: []), context)
    case .proposesContextTwice: send(RequestBytes.request(contexts: [1, 1]), context)
    case .proposesEvenContext: send(RequestBytes.request(contexts: [2]), context)
    case .omitsUserInformation: send(RequestBytes.request(hasUserInformation: false), context)
    case .asksForVersionTwo: send(RequestBytes.request(version: 2), context)
    default: send(RequestBytes.request(), context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    while let type = received.getInteger(at: received.readerIndex, as: UInt8.self),
      let length = received.getInteger(at: received.readerIndex + 2, as: UInt32.self),
      received.readableBytes >= 6 + Int(length)
    {
      received.moveReaderIndex(forwardBy: 6 + Int(length))
      types.append(type)
      switch type {
      case 2: goOn(context)
      case 4: send([5, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
      case 6: if misbehaviour != .neverClosesAfterRelease { context.close(promise: nil) }
      case 7: context.close(promise: nil)
      default: break
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    isFlooding = false
    done.succeed(MisbehavingRequestor.Seen(types: types, isClosed: .now() - start < .seconds(25)))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func goOn(_ context: ChannelHandlerContext) {
    let store = RequestBytes.store()
    switch misbehaviour {
    case .requestsTwice: send(RequestBytes.request(), context)
    case .sendsDataInUnknownContext: send(CommandBytes.pdu(99, store), context)
    case .sendsLongerThanMaximum:
      send(CommandBytes.pdu(1, [UInt8](repeating: 0, count: 40_000), control: 1), context)
    case .sendsEmptyData: send([4, 0, 0, 0, 0, 0], context)
    case .sendsGarbageCommand: send(CommandBytes.pdu(1, Array("This is no command set!!".utf8)), context)
    case .sendsResponse: send(CommandBytes.pdu(1, RequestBytes.store(field: 0x8001, hasDataSet: false)), context)
    case .omitsMessageID: send(CommandBytes.pdu(1, RequestBytes.store(messageID: nil, hasDataSet: false)), context)
    case .omitsSOPClassOfQuery:
      let query = RequestBytes.store(field: 0x0020, sopClass: nil)
      send(CommandBytes.pdu(1, query) + CommandBytes.pdu(1, [8, 0, 5, 0, 0, 0, 0, 0], control: 2), context)
    case .sendsDataSetWithoutCommand: send(CommandBytes.pdu(1, [8, 0, 5, 0, 0, 0, 0, 0], control: 2), context)
    case .neverSendsDataSet: send(CommandBytes.pdu(1, store), context)
    case .floodsDataSet:
      send(CommandBytes.pdu(1, store), context)
      isFlooding = true
      flood(CommandBytes.pdu(1, [UInt8](repeating: 0, count: 16_000), control: 0), context)
    case .floodsCommand:
      isFlooding = true
      flood(CommandBytes.pdu(1, [UInt8](repeating: 0, count: 16_000), control: 1), context)
    case .abortsInDataSet:
      let abort: [UInt8] = [7, 0, 0, 0, 0, 4, 0, 0, 0, 0]
      send(CommandBytes.pdu(1, store) + CommandBytes.pdu(1, [8, 0], control: 0) + abort, context)
    case .closesInDataSet:
      send(CommandBytes.pdu(1, store) + CommandBytes.pdu(1, [8, 0], control: 0), context)
      context.close(promise: nil)
    case .releasesAndGoesOn:
      send([5, 0, 0, 0, 0, 4, 0, 0, 0, 0] + CommandBytes.pdu(1, store), context)
    default:
      send(CommandBytes.pdu(1, store) + CommandBytes.pdu(1, [8, 0, 5, 0, 0, 0, 0, 0], control: 2), context)
    }
  }

  private func flood(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    guard isFlooding, context.channel.isActive else { return }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let promise = context.eventLoop.makePromise(of: Void.self)
    promise.futureResult.whenSuccess {
      bound.value.1.eventLoop.execute { bound.value.0.flood(bytes, bound.value.1) }
    }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: promise)
  }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }
}

/// Bytes of what a requestor sends.
enum RequestBytes {
  static func request(version: UInt8 = 1, contexts: [UInt8] = [1], hasUserInformation: Bool = true) -> [UInt8] {
    func title(_ text: String) -> [UInt8] {
      Array(text.utf8) + [UInt8](repeating: 0x20, count: 16 - text.utf8.count)
    }
    let syntaxes =
      AnswerBytes.item(0x30, Array(MisbehavingRequestor.abstractSyntax.utf8))
      + AnswerBytes.item(0x40, Array("1.2.840.10008.1.2".utf8))
    let items = contexts.flatMap { AnswerBytes.item(0x20, [$0, 0, 0, 0] + syntaxes) }
    let user = hasUserInformation ? AnswerBytes.userInformation(maximumLength: 16_384) : []
    let body =
      [0, version, 0, 0] + title("ACCEPTOR") + title("CROOKED") + [UInt8](repeating: 0, count: 32)
      + AnswerBytes.item(0x10, Array("1.2.840.10008.3.1.1.1".utf8)) + items + user
    return [1, 0, 0, 0, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
  }

  /// The command set of a C-STORE-RQ, or of another request with its fields.
  static func store(
    field: UInt16 = 0x0001, sopClass: String? = MisbehavingRequestor.abstractSyntax, messageID: UInt16? = 1,
    sopInstance: String? = "2.25.1", hasDataSet: Bool = true
  ) -> [UInt8] {
    func number(_ value: UInt16) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8)] }
    func uid(_ text: String) -> [UInt8] { Array(text.utf8) + (text.utf8.count % 2 == 1 ? [0] : []) }
    func element(_ tag: UInt16, _ value: [UInt8]) -> [UInt8] {
      [0, 0] + number(tag) + [UInt8(value.count & 0xFF), UInt8(value.count >> 8), 0, 0] + value
    }
    var bytes: [UInt8] = []
    if let sopClass { bytes += element(0x0002, uid(sopClass)) }
    bytes += element(0x0100, number(field))
    if let messageID { bytes += element(field & 0x8000 == 0 ? 0x0110 : 0x0120, number(messageID)) }
    bytes += element(0x0700, [0, 0]) + element(0x0800, hasDataSet ? [0, 0] : [1, 1])
    if let sopInstance { bytes += element(0x1000, uid(sopInstance)) }
    return element(0, number(UInt16(bytes.count)) + [0, 0]) + bytes
  }
}
