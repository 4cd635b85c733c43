import NIOCore
import NIOPosix
import TransportSecurity

extension AssociationDriver {
  /// Opens the connection.
  /// - Parameter isolation: where the caller runs, and waits.
  static func connect(
    to address: DICOMAddress, request: AssociationRequest, messageLimits: MessageLimits, deadlines: Deadlines,
    group: any EventLoopGroup, recorder: ExchangeRecorder?, isolation: isolated (any Actor)? = #isolation
  ) async throws(AssociationFailure) -> AssociationDriver {
    guard (1...65_535).contains(address.port) else { throw .misuse("port \(address.port), 1 to 65535 can be") }
    if Task.isCancelled { throw .cancelled }
    let session = try address.session()
    recorder?.event("Connecting to \(address.host) port \(address.port)")
    let loop = group.next()
    let thread = isolation as? LoopThread
    let executor = thread.flatMap { $0.loop === loop ? $0.executor : nil } ?? LoopThreadExecutor(loop)
    let gate = loop.makePromise(of: AssociationDriver.self)
    let begin = { @Sendable in
      let opened = open(address, within: deadlines.connect, session: session, on: loop) {
        UpperLayerHandler(
          side: .requestor, expectsTLS: session != nil, maximumLength: request.maximumLength,
          messageLimits: messageLimits, deadlines: deadlines, recorder: recorder)
      }
      opened.whenComplete { result in
        do {
          let channel = try result.get()
          let handler = try channel.pipeline.syncOperations.handler(type: UpperLayerHandler.self)
          let driver = AssociationDriver(
            channel: channel, handler: NIOLoopBound(handler, eventLoop: loop), deadlines: deadlines,
            executor: executor)
          gate.succeed(driver)
          // Whoever waited may have gone.
          gate.futureResult.whenFailure { _ in driver.close() }
        } catch {
          gate.fail(error)
        }
      }
    }
    let result: Result<AssociationDriver, AssociationFailure> = await withTaskCancellationHandler {
      _ = isolation
      return await withCheckedContinuation { continuation in
        gate.futureResult.whenComplete { continuation.resume(returning: $0.mapError(failure)) }
        if loop.inEventLoop { begin() } else { loop.execute(begin) }
      }
    } onCancel: {
      gate.fail(AssociationFailure.cancelled)
    }
    if case .failure(let failure) = result { recorder?.event("No connection: \(failure.got)") }
    return try result.get()
  }

  /// Opens the channel.
  /// - Parameter makeHandler: called for each address of a name that is tried.
  private static func open(
    _ address: DICOMAddress, within time: Duration, session: ClientSession?, on loop: any EventLoop,
    makeHandler: @escaping @Sendable () -> UpperLayerHandler
  ) -> EventLoopFuture<any Channel> {
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(time))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          // Set here and not by the bootstrap, which waits for a future of each.
          try channel.syncOptions?.setOption(.autoRead, value: false)
          try channel.syncOptions?.setOption(.writeBufferWaterMark, value: .init(low: 256 << 10, high: 512 << 10))
          let pipeline = channel.pipeline.syncOperations
          let handler = makeHandler()
          try pipeline.addHandler(handler.acknowledgement)
          try session?.secure(channel)
          try pipeline.addHandler(handler)
        }
      }
    // An address needs no resolver and none of its threads.
    if let literal = try? SocketAddress(ipAddress: address.host, port: address.port) {
      return bootstrap.connect(to: literal)
    }
    return bootstrap.connect(host: address.host, port: address.port)
  }

  static func failure(of error: any Error) -> AssociationFailure {
    switch error {
    case let failure as AssociationFailure: return failure
    case let error as NIOConnectionError:
      if let first = error.connectionErrors.first { return failure(of: first.error) }
      if error.dnsAError != nil || error.dnsAAAAError != nil {
        return .unreachable(.unknownHost, detail: "the name \(error.host) can't be resolved")
      }
      return .unreachable(.other, detail: "no address for \(error.host)")
    case let error as ChannelError:
      if case .connectTimeout = error { return .unreachable(.timedOut, detail: "no answer in time") }
      return .unreachable(.other, detail: "\(error)")
    case let error as IOError:
      if let shortage = error.ownShortage { return .misuse(shortage) }
      switch error.errnoCode {
      case ECONNREFUSED: return .unreachable(.refused, detail: error.description)
      case EHOSTUNREACH, ENETUNREACH: return .unreachable(.noRoute, detail: error.description)
      // The connection stood, and was reset before anything was sent over it.
      case ECONNRESET, EPIPE, ENOTCONN:
        return .closed(.reset, waitingFor: "A-ASSOCIATE-AC or -RJ", bytesReceived: 0)
      case ETIMEDOUT: return .unreachable(.timedOut, detail: error.description)
      default: return .unreachable(.other, detail: error.description)
      }
    default: return .unreachable(.other, detail: "\(error)")
    }
  }
}
