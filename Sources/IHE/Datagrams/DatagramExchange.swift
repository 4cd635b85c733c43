import NIOCore
import NIOPosix

/// Sends datagrams to one address and waits for those that answer.
public struct DatagramExchange: Sendable {
  /// Host name or address.
  public let host: String
  /// UDP port.
  public let port: Int
  private let group: any EventLoopGroup

  /// Datagrams that are looked at for one answer; the others were sent by somebody else.
  static let strangersLimit = 64

  /// Makes an exchange.
  public init(host: String, port: Int, group: any EventLoopGroup) {
    self.host = host
    self.port = port
    self.group = group
  }

  /// An answer and its times.
  public struct Answer: Sendable {
    /// The datagram.
    public var bytes: [UInt8]
    /// When it came.
    public var arrival: ContinuousClock.Instant
  }

  /// Why no answer came.
  public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name has no address, or nothing listens there.
    case unreachable(String)
    /// Nothing that answers came in time; how many datagrams came that do not.
    case timedOut(after: Duration, strangers: Int)

    /// A sentence for people.
    public var description: String {
      switch self {
      case .unreachable(let detail): "it can't be reached over UDP: \(detail)"
      case .timedOut(let time, 0): "no datagram came within \(time)"
      case .timedOut(let time, let count): "of \(count) datagrams that came within \(time) none answers what was sent"
      }
    }
  }

  /// Sends one datagram and waits.
  ///
  /// - Parameter isAnswer: Whether a datagram answers what was sent; others are passed over.
  public func ask(
    _ bytes: [UInt8], within time: Duration, isAnswer: @escaping @Sendable ([UInt8]) -> Bool
  ) async throws(Failure) -> Answer {
    let promise = group.next().makePromise(of: Answer.self)
    let opened = DatagramBootstrap(group: promise.futureResult.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            DatagramHandler(bytes, within: time, isAnswer: isAnswer, promise: promise))
        }
      }
      .connect(host: host, port: port)
    opened.whenFailure { promise.fail(Failure.unreachable("\($0)")) }
    opened.whenSuccess { channel in promise.futureResult.whenComplete { _ in channel.close(promise: nil) } }
    let result: Result<Answer, Failure> = await withTaskCancellationHandler {
      do { return .success(try await promise.futureResult.get()) } catch {
        return .failure(error as? Failure ?? .unreachable("\(error)"))
      }
    } onCancel: {
      promise.fail(Failure.timedOut(after: .zero, strangers: 0))
    }
    return try result.get()
  }
}

/// One socket. Lives on its event loop.
private final class DatagramHandler: ChannelInboundHandler {
  typealias InboundIn = AddressedEnvelope<ByteBuffer>
  typealias OutboundOut = ByteBuffer

  private let question: [UInt8]
  private let time: Duration
  private let isAnswer: @Sendable ([UInt8]) -> Bool
  private let promise: EventLoopPromise<DatagramExchange.Answer>
  private var sent = ContinuousClock.now
  private var strangers = 0

  init(
    _ question: [UInt8], within time: Duration, isAnswer: @escaping @Sendable ([UInt8]) -> Bool,
    promise: EventLoopPromise<DatagramExchange.Answer>
  ) {
    self.question = question
    self.time = time
    self.isAnswer = isAnswer
    self.promise = promise
  }

  func channelActive(context: ChannelHandlerContext) {
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let deadline = context.eventLoop.scheduleTask(in: TimeAmount(time)) {
      let handler = bound.value
      handler.promise.fail(DatagramExchange.Failure.timedOut(after: handler.time, strangers: handler.strangers))
    }
    promise.futureResult.whenComplete { _ in deadline.cancel() }
    sent = .now
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: question)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let arrival = ContinuousClock.now
    let bytes = Array(unwrapInboundIn(data).data.readableBytesView)
    guard isAnswer(bytes) else {
      strangers += 1
      if strangers >= DatagramExchange.strangersLimit {
        promise.fail(DatagramExchange.Failure.timedOut(after: arrival - sent, strangers: strangers))
      }
      return
    }
    promise.succeed(DatagramExchange.Answer(bytes: bytes, arrival: arrival))
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    promise.fail(DatagramExchange.Failure.unreachable("\(error)"))
  }
}
