import NIOCore
import NIOPosix

/// What a server does wrong in a TLS handshake.
public enum TLSMisbehaviour: String, CaseIterable, Sendable {
  case saysNothing
  case closesAtOnce
  case closesAfterHello
  case answersRubbish
  case greetsAsSSH
  case dripsItsAnswer
  case choosesWhatWasNotOffered
  case choosesUnknownVersion
  case sendsHelloForEver
  case sendsHelloRequestsForEver
  case sendsEmptyRecordsForEver
  case sendsWarningsForEver
  case announcesSixteenMegabytes
  case sendsRubbishAsCertificate
  case sendsHundredCertificates
  case sendsUnknownMessage
  case sendsLyingVector
}

/// A server in this process that answers a ClientHello wrongly, with bytes of its own.
public final class MisbehavingTLSPeer: Sendable {
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// The port on 127.0.0.1.
  public let port: Int
  private let channel: any Channel

  /// Starts it.
  public init(_ misbehaviour: TLSMisbehaviour) async throws {
    channel = try await ServerBootstrap(group: Self.group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TLSMisbehaviourHandler(misbehaviour))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  deinit { stop() }

  /// Ends it.
  public func stop() { channel.close(promise: nil) }
}

private final class TLSMisbehaviourHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let misbehaviour: TLSMisbehaviour
  private var hasAnswered = false

  init(_ misbehaviour: TLSMisbehaviour) { self.misbehaviour = misbehaviour }

  func channelActive(context: ChannelHandlerContext) {
    switch misbehaviour {
    case .closesAtOnce: context.close(promise: nil)
    case .greetsAsSSH: send(Array("SSH-2.0-OpenSSH_9.2p1\r\n".utf8), context)
    default: break
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasAnswered else { return }
    hasAnswered = true
    let bytes = unwrapInboundIn(data)
    // Suites stand behind record and message headers, version, random and session identifier.
    let session = Int(bytes.getInteger(at: bytes.readerIndex + 43, as: UInt8.self) ?? 0)
    let offered = bytes.getBytes(at: bytes.readerIndex + 46 + session, length: 2) ?? [0, 0]
    let hello = Self.hello(suite: offered)
    switch misbehaviour {
    case .saysNothing, .greetsAsSSH: break
    case .closesAtOnce, .closesAfterHello: context.close(promise: nil)
    case .answersRubbish: send((0..<200).map { UInt8($0 * 37 & 0xFF | 0x80) }, context)
    case .dripsItsAnswer: drip(Self.record(22, hello), context)
    case .choosesWhatWasNotOffered: send(Self.record(22, Self.hello(suite: [0xEE, 0xEE])), context)
    case .choosesUnknownVersion: send(Self.record(22, Self.hello(suite: offered, version: [9, 9])), context)
    case .sendsHelloForEver: again(Self.record(22, hello), context)
    case .sendsHelloRequestsForEver: again(Self.record(22, [0, 0, 0, 0]), context)
    case .sendsEmptyRecordsForEver: again([22, 3, 3, 0, 0], context)
    case .sendsWarningsForEver: again([21, 3, 3, 0, 2, 1, 112], context)
    case .announcesSixteenMegabytes:
      send(Self.record(22, hello + [11, 0xFF, 0xFF, 0xFF, 0, 0, 0]), context)
    case .sendsRubbishAsCertificate:
      send(Self.record(22, hello + Self.certificates([[1, 2, 3, 4]]) + Self.done), context)
    case .sendsHundredCertificates:
      send(Self.record(22, hello + Self.certificates(Array(repeating: [0x30, 0], count: 100)) + Self.done), context)
    case .sendsUnknownMessage: send(Self.record(22, hello + [99, 0, 0, 0]), context)
    case .sendsLyingVector: send(Self.record(22, hello + [11, 0, 0, 3, 0xFF, 0xFF, 0xFF]), context)
    }
  }

  private static let done: [UInt8] = [14, 0, 0, 0]

  private static func hello(suite: [UInt8], version: [UInt8] = [3, 3]) -> [UInt8] {
    let body = version + [UInt8](repeating: 7, count: 32) + [0] + suite + [0]
    return [2, 0, 0, UInt8(body.count)] + body
  }

  private static func certificates(_ ders: [[UInt8]]) -> [UInt8] {
    func length(_ count: Int) -> [UInt8] { [UInt8(count >> 16), UInt8(count >> 8 & 0xFF), UInt8(count & 0xFF)] }
    let list = ders.flatMap { length($0.count) + $0 }
    return [11] + length(list.count + 3) + length(list.count) + list
  }

  private static func record(_ type: UInt8, _ contents: [UInt8]) -> [UInt8] {
    [type, 3, 3, UInt8(contents.count >> 8), UInt8(contents.count & 0xFF)] + contents
  }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }

  private func drip(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    guard let first = bytes.first, context.channel.isActive else { return }
    send([first], context)
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    let rest = Array(bytes.dropFirst())
    context.eventLoop.scheduleTask(in: .milliseconds(100)) { bound.value.0.drip(rest, bound.value.1) }
  }

  private func again(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    guard context.channel.isActive else { return }
    let many = Array(repeatElement(bytes, count: 100).joined())
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: many))).whenSuccess {
      bound.value.1.eventLoop.execute { bound.value.0.again(bytes, bound.value.1) }
    }
  }
}
