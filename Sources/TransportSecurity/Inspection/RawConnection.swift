import NIOCore
import NIOPosix

/// What came over one connection after bytes of ours.
struct RawAnswer: Sendable {
  /// How it ended.
  enum End: Sendable {
    /// The peer has said what it had to say.
    case answered
    case closed
    case reset
    case timedOut(Duration)
    case violated(TLSViolation)
    case tooMuch
  }

  var reader: ServerFlightReader
  /// Bytes of a plain answer.
  var plain: [UInt8]
  var end: End

  var received: Int { max(reader.received, plain.count) }
  var firstBytes: [UInt8] { plain.isEmpty ? reader.firstBytes : plain }
}

/// One TCP connection: bytes are sent, the answer is read until it is complete, and the connection is closed.
struct RawConnection {
  let host: String
  let port: Int
  let group: any EventLoopGroup

  /// What the answer is read as.
  enum Reading: Sendable {
    case serverFlight
    case plainText
  }

  func exchange(
    _ bytes: [UInt8], as reading: Reading, within time: Duration
  ) async throws(InspectionFailure) -> RawAnswer {
    guard (1...65_535).contains(port) else { throw .settings("port \(port), 1 to 65535 can be") }
    if Task.isCancelled { throw .cancelled }
    let loop = group.next()
    let promise = loop.makePromise(of: RawAnswer.self)
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(time))
      .channelOption(.tcpOption(.tcp_nodelay), value: 1)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            AnswerHandler(sending: bytes, as: reading, within: time, promise: promise))
        }
      }
    let opened =
      if let literal = try? SocketAddress(ipAddress: host, port: port) {
        bootstrap.connect(to: literal)
      } else {
        bootstrap.connect(host: host, port: port)
      }
    opened.whenFailure { promise.fail($0) }
    opened.whenSuccess { channel in promise.futureResult.whenComplete { _ in channel.close(promise: nil) } }
    let result: Result<RawAnswer, InspectionFailure> = await withTaskCancellationHandler {
      do { return .success(try await promise.futureResult.get()) } catch { return .failure(Self.failure(error, time)) }
    } onCancel: {
      promise.fail(InspectionFailure.cancelled)
    }
    return try result.get()
  }

  static func failure(_ error: any Error, _ time: Duration) -> InspectionFailure {
    switch error {
    case let failure as InspectionFailure: return failure
    case let error as NIOConnectionError:
      guard let first = error.connectionErrors.first else { return .unreachable("no address for \(error.host)") }
      return failure(first.error, time)
    case ChannelError.connectTimeout: return .timedOut(waitingFor: "a TCP connection", after: time, bytesReceived: 0)
    case let error as IOError where error.ownShortage != nil: return .settings(error.ownShortage ?? "")
    case let error as IOError: return .unreachable(error.description)
    default: return .unreachable("\(error)")
    }
  }
}

private final class AnswerHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let bytes: [UInt8]
  private let reading: RawConnection.Reading
  private let time: Duration
  private let promise: EventLoopPromise<RawAnswer>
  private var answer = RawAnswer(reader: ServerFlightReader(), plain: [], end: .closed)
  private var isOver = false

  init(
    sending bytes: [UInt8], as reading: RawConnection.Reading, within time: Duration,
    promise: EventLoopPromise<RawAnswer>
  ) {
    self.bytes = bytes
    self.reading = reading
    self.time = time
    self.promise = promise
  }

  func channelActive(context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let deadline = context.eventLoop.scheduleTask(in: TimeAmount(time)) { bound.value.end(.timedOut(bound.value.time)) }
    promise.futureResult.whenComplete { _ in deadline.cancel() }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !isOver else { return }
    let buffer = unwrapInboundIn(data)
    switch reading {
    case .plainText:
      answer.plain += buffer.readableBytesView.prefix(512)
      end(.answered)
    case .serverFlight:
      do throws(TLSViolation) {
        try answer.reader.append(buffer.readableBytesView)
      } catch {
        return end(.violated(error))
      }
      if answer.reader.isDone {
        end(.answered)
      } else if answer.reader.received > ServerFlightReader.limit {
        end(.tooMuch)
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) { end(.closed) }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { end(.reset) }

  private func end(_ how: RawAnswer.End) {
    guard !isOver else { return }
    isOver = true
    answer.end = how
    promise.succeed(answer)
  }
}
