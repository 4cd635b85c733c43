import NIOCore
import NIOPosix
import Synchronization

/// A DICOM peer in this process that verifies as it should, until it is treated badly or has too much to do. What it
/// does then is its temper.
public final class StressedPeer: Sendable {
  /// What it does under stress.
  public enum Temper: Hashable, Sendable {
    /// Aborts what is wrong, and goes on.
    case steady
    /// Ends with all its connections.
    case dies
    /// Takes connections and answers nobody any more.
    case hangs
    /// Answers nobody for so many milliseconds, then goes on.
    case pauses(milliseconds: Int64)
    /// Answers success to what is wrong.
    case takesAnything
    /// Says nothing to what is wrong.
    case ignores
    /// Serves one connection at a time; the others wait until it has ended.
    case servesOneAtATime
    /// Answers every tenth C-ECHO with a failure.
    case failsEveryTenth
    /// Takes so many milliseconds longer for each C-ECHO than for the one before.
    case slows(milliseconds: Int64)
    /// Takes so many milliseconds for each C-ECHO.
    case takes(milliseconds: Int64)
    /// Rejects associations beyond so many at a time, for the moment.
    case refusesBeyond(Int)
    /// Aborts every third association at its first message.
    case abortsEveryThird
    /// Closes connections beyond so many at a time without a word.
    case dropsBeyond(Int)
    /// Answers so many C-ECHO, then nobody.
    case hangsAfter(Int)
    /// Answers so many C-ECHO, then ends.
    case diesAfter(Int)
  }

  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  /// The port on 127.0.0.1.
  public let port: Int
  private let channel: any Channel

  /// Starts it.
  public init(_ temper: Temper) async throws {
    let state = StressedState(temper)
    channel = try await ServerBootstrap(group: Self.group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .serverChannelOption(.backlog, value: 512)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(StressedHandler(state))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
    state.listen(channel)
  }

  deinit { channel.close(promise: nil) }
}

/// What the connections of one peer share.
final class StressedState: Sendable {
  struct Values {
    var listener: (any Channel)?
    var open = 0
    var associations = 0
    var echoes: Int64 = 0
    var isMute = false
    var serving: ObjectIdentifier?
    var waiting: [(id: ObjectIdentifier, wake: @Sendable () -> Void)] = []
    var connections: [ObjectIdentifier: any Channel] = [:]
  }

  let temper: StressedPeer.Temper
  let values = Mutex(Values())

  init(_ temper: StressedPeer.Temper) { self.temper = temper }

  func listen(_ channel: any Channel) { values.withLock { $0.listener = channel } }

  /// Ends everything.
  func die() {
    let channels = values.withLock { values in
      [values.listener].compactMap { $0 } + values.connections.values
    }
    for channel in channels { channel.close(promise: nil) }
  }
}

/// One connection of the stressed peer.
private final class StressedHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let state: StressedState
  private var received = ByteBuffer()
  private var isAssociated = false
  private var isReleased = false
  private var accepted: Set<UInt8> = []
  private var number = 0

  init(_ state: StressedState) { self.state = state }

  private var id: ObjectIdentifier { ObjectIdentifier(self) }

  func channelActive(context: ChannelHandlerContext) {
    let channel = context.channel
    let open = state.values.withLock { values in
      values.open += 1
      values.connections[id] = channel
      if values.serving == nil { values.serving = id }
      return values.open
    }
    if case .dropsBeyond(let limit) = state.temper, open > limit { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    let next = state.values.withLock { values -> (@Sendable () -> Void)? in
      values.open -= 1
      values.connections[id] = nil
      if isAssociated { values.associations -= 1 }
      values.waiting.removeAll { $0.id == id }
      guard values.serving == id else { return nil }
      let next = values.waiting.isEmpty ? nil : values.waiting.removeFirst()
      values.serving = next?.id
      return next?.wake
    }
    next?()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = unwrapInboundIn(data)
    received.writeBuffer(&bytes)
    if state.temper == .servesOneAtATime {
      let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
      let loop = context.eventLoop
      let isMine = state.values.withLock { values in
        if values.serving == nil { values.serving = id }
        guard values.serving != id else { return true }
        values.waiting.append((id, { loop.execute { bound.value.0.work(bound.value.1) } }))
        return false
      }
      guard isMine else { return }
    }
    work(context)
  }

  private func work(_ context: ChannelHandlerContext) {
    while context.channel.isActive, let type = received.getInteger(at: received.readerIndex, as: UInt8.self),
      let length = received.getInteger(at: received.readerIndex + 2, as: UInt32.self)
    {
      if state.values.withLock({ $0.isMute }) { return }
      guard (1...7).contains(type), length < 1 << 20 else { return bad(context) }
      guard received.readableBytes >= 6 + Int(length), var pdu = received.readSlice(length: 6 + Int(length)) else {
        return
      }
      pdu.moveReaderIndex(forwardBy: 6)
      take(type, &pdu, context)
    }
  }

  private func take(_ type: UInt8, _ pdu: inout ByteBuffer, _ context: ChannelHandlerContext) {
    switch (type, isAssociated) {
    case (1, false): associate(&pdu, context)
    case (4, true): message(&pdu, context)
    case (5, true):
      isReleased = true
      send([6, 0, 0, 0, 0, 4, 0, 0, 0, 0], context)
    case (7, _): context.close(promise: nil)
    default: bad(context)
    }
  }

  private func associate(_ pdu: inout ByteBuffer, _ context: ChannelHandlerContext) {
    guard isWhole(pdu) else { return bad(context) }
    let contexts = RequestedContexts.read(&pdu)
    guard !contexts.isEmpty else { return bad(context) }
    accepted = Set(contexts.map(\.id))
    let count = state.values.withLock { values in
      values.associations += 1
      number += 1
      return values.associations
    }
    if case .refusesBeyond(let limit) = state.temper, count > limit {
      state.values.withLock { $0.associations -= 1 }
      return send([3, 0, 0, 0, 0, 4, 0, 2, 3, 2], context)
    }
    isAssociated = true
    send(
      AnswerBytes.accept(
        contexts.flatMap { AnswerBytes.context($0.id, 0, $0.transferSyntaxes.first ?? "") }
          + AnswerBytes.userInformation(maximumLength: 16_384)), context)
  }

  /// Whether the items of a request end where the PDU ends, with user information as the last.
  private func isWhole(_ pdu: ByteBuffer) -> Bool {
    var pdu = pdu
    var last: UInt8 = 0
    pdu.moveReaderIndex(forwardBy: min(68, pdu.readableBytes))
    while let type = pdu.readInteger(as: UInt8.self) {
      guard pdu.readInteger(as: UInt8.self) != nil, let length = pdu.readInteger(as: UInt16.self),
        pdu.readSlice(length: Int(length)) != nil
      else { return false }
      last = type
    }
    return last == 0x50
  }

  private func message(_ pdu: inout ByteBuffer, _ context: ChannelHandlerContext) {
    guard let length = pdu.readInteger(as: UInt32.self), length >= 2, var value = pdu.readSlice(length: Int(length)),
      let contextID = value.readInteger(as: UInt8.self), value.readInteger(as: UInt8.self) == 3
    else { return bad(context) }
    var fields = CommandFields()
    fields.read(Array(value.readableBytesView))
    guard accepted.contains(contextID), fields.values[0x0100] == [0x30, 0], !isReleased else {
      return bad(context, contextID, fields)
    }
    let number = state.values.withLock { values in
      values.echoes += 1
      return values.echoes
    }
    var response = CommandBytes(fields)
    var delay: Int64 = 0
    switch state.temper {
    case .failsEveryTenth where number % 10 == 0: response.set(0x0900, 0x0110)
    case .slows(let milliseconds): delay = milliseconds * number
    case .takes(let milliseconds): delay = milliseconds
    case .abortsEveryThird where number % 3 == 0: return send([7, 0, 0, 0, 0, 4, 0, 0, 2, 0], context)
    case .hangsAfter(let limit) where number > limit: return state.values.withLock { $0.isMute = true }
    case .diesAfter(let limit) where number > limit: return state.die()
    default: break
    }
    let bytes = CommandBytes.pdu(contextID, response.bytes)
    guard delay > 0 else { return send(bytes, context) }
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: .milliseconds(delay)) { bound.value.0.send(bytes, bound.value.1) }
  }

  /// Something that the standard does not allow has come.
  private func bad(_ context: ChannelHandlerContext, _ contextID: UInt8 = 1, _ fields: CommandFields? = nil) {
    received.clear()
    switch state.temper {
    case .dies: state.die()
    case .hangs: state.values.withLock { $0.isMute = true }
    case .pauses(let milliseconds):
      state.values.withLock { $0.isMute = true }
      let state = state
      context.eventLoop.scheduleTask(in: .milliseconds(milliseconds)) { state.values.withLock { $0.isMute = false } }
    case .takesAnything:
      var response = CommandBytes(fields ?? CommandFields())
      response.set(0x0100, 0x8030)
      response.set(0x0900, 0)
      send(CommandBytes.pdu(contextID, response.bytes), context)
    case .ignores: break
    default: send([7, 0, 0, 0, 0, 4, 0, 0, 2, 2], context)
    }
  }

  private func send(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
  }
}
