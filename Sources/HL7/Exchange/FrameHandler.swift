import NIOCore
import NIOSSL
import NIOTLS

/// Turns what comes over a connection into frames and hands them out one at a time. Lives on its event loop.
final class FrameHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// Bytes of frames that wait to be taken; beyond them reading pauses.
  static let waitingLimit = 4 << 20

  private let expectsTLS: Bool
  private let opened: EventLoopPromise<Void>
  private(set) var decoder: FrameDecoder
  /// The first bytes that came, to tell what answers.
  private var beginning: [UInt8] = []
  private var waiting = CircularBuffer<FrameDecoder.Frame>()
  private var waitingBytes = 0
  private var next: EventLoopPromise<FrameDecoder.Frame>?
  private var deadline: Scheduled<Void>?
  private var failure: ConnectionFailure?
  private var isOpen = false
  private var channel: (any Channel)?

  init(expectsTLS: Bool, maximumLength: Int, opened: EventLoopPromise<Void>) {
    self.expectsTLS = expectsTLS
    self.opened = opened
    decoder = FrameDecoder(maximumLength: maximumLength)
  }

  /// How many bytes came.
  var bytesReceived: Int { decoder.position }

  // MARK: The caller's side

  /// The next frame, within a time.
  func frame(within time: TimeAmount, on loop: any EventLoop) -> EventLoopFuture<FrameDecoder.Frame> {
    if !waiting.isEmpty {
      let frame = waiting.removeFirst()
      waitingBytes -= frame.content.count
      resume()
      return loop.makeSucceededFuture(frame)
    }
    if let failure { return loop.makeFailedFuture(failure) }
    guard next == nil else { return loop.makeFailedFuture(ConnectionFailure.misuse("two wait for one connection")) }
    let promise = loop.makePromise(of: FrameDecoder.Frame.self)
    next = promise
    deadline = loop.assumeIsolated().scheduleTask(in: time) {
      self.fail(
        ConnectionFailure.timedOut(
          seconds: Double(time.nanoseconds) / 1e9, bytesReceived: self.bytesReceived,
          isInsideFrame: self.decoder.isInside))
    }
    return promise.futureResult
  }

  /// Ends the waiting of the caller, who may wait again unless the connection has ended.
  private func fail(_ failure: ConnectionFailure) {
    deadline?.cancel()
    deadline = nil
    next?.fail(failure)
    next = nil
  }

  /// The connection is over.
  private func end(_ failure: ConnectionFailure) {
    if self.failure == nil { self.failure = failure }
    if !isOpen {
      isOpen = true
      opened.fail(failure)
    }
    fail(failure)
  }

  // MARK: The channel's side

  func channelActive(context: ChannelHandlerContext) {
    channel = context.channel
    if !expectsTLS { open() }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? TLSUserEvent, case .handshakeCompleted = event { open() }
    context.fireUserInboundEventTriggered(event)
  }

  private func open() {
    guard !isOpen else { return }
    isOpen = true
    opened.succeed()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if beginning.count < 32 { beginning += buffer.readableBytesView.prefix(32 - beginning.count) }
    do {
      for frame in try decoder.take(buffer.readableBytesView) { give(frame) }
    } catch {
      end(.overflow(error))
      context.close(promise: nil)
    }
  }

  private func give(_ frame: FrameDecoder.Frame) {
    if let next {
      self.next = nil
      deadline?.cancel()
      deadline = nil
      next.succeed(frame)
    } else {
      waiting.append(frame)
      waitingBytes += frame.content.count
      if waitingBytes > Self.waitingLimit || waiting.count > 10_000 {
        _ = channel?.setOption(.autoRead, value: false)
      }
    }
  }

  private func resume() {
    if waiting.isEmpty { _ = channel?.setOption(.autoRead, value: true) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    let isInside = decoder.isInside
    _ = decoder.finish()
    if !isOpen, expectsTLS {
      end(.ofHandshake(nil))
    } else if isForeign {
      end(.wrongService(beginning: Self.shown(beginning)))
    } else {
      end(.closed(bytesReceived: bytesReceived, isInsideFrame: isInside))
    }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if !isOpen, expectsTLS {
      end(.ofHandshake(error))
    } else {
      end(.closed(bytesReceived: bytesReceived, isInsideFrame: decoder.isInside))
    }
    context.close(promise: nil)
  }

  /// Whether bytes came and no start block among them.
  private var isForeign: Bool {
    bytesReceived > 0 && !beginning.contains(FrameBytes.start)
      && decoder.faults.allSatisfy {
        if case .garbage = $0.kind { true } else { false }
      }
  }

  private static func shown(_ bytes: [UInt8]) -> String {
    let text = bytes.map { (0x20..<0x7F).contains($0) ? Character(Unicode.Scalar($0)) : "." }
    return "`\(String(text))`"
  }
}
