import NIOCore
import NIOPosix
import TransportSecurity

extension AssociationDriver {
  /// Opens the connection.
  static func connect(
    to address: DICOMAddress, request: AssociationRequest, messageLimits: MessageLimits, deadlines: Deadlines,
    group: any EventLoopGroup, recorder: ExchangeRecorder?
  ) async throws(AssociationFailure) -> AssociationDriver {
    guard (1...65_535).contains(address.port) else { throw .misuse("port \(address.port), 1 to 65535 can be") }
    if Task.isCancelled { throw .cancelled }
    let session = try address.session()
    recorder?.event("Connecting to \(address.host) port \(address.port)")
    let loop = group.next()
    let gate = loop.makePromise(of: AssociationDriver.self)
    let connected = loop.flatSubmit { () -> EventLoopFuture<AssociationDriver> in
      let handler = NIOLoopBound(
        UpperLayerHandler(
          side: .requestor, expectsTLS: session != nil, maximumLength: request.maximumLength,
          messageLimits: messageLimits, deadlines: deadlines, recorder: recorder),
        eventLoop: loop)
      let bootstrap = ClientBootstrap(group: loop)
        .connectTimeout(TimeAmount(deadlines.connect))
        .channelOption(.autoRead, value: false)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelOption(.writeBufferWaterMark, value: .init(low: 256 << 10, high: 512 << 10))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(QuickAcknowledgementHandler())
            try session?.secure(channel)
            try pipeline.addHandler(handler.value)
          }
        }
      // An address needs no resolver and none of its threads.
      let opened =
        if let literal = try? SocketAddress(ipAddress: address.host, port: address.port) {
          bootstrap.connect(to: literal)
        } else {
          bootstrap.connect(host: address.host, port: address.port)
        }
      return opened.map { AssociationDriver(channel: $0, handler: handler, deadlines: deadlines) }
    }
    connected.whenComplete { result in
      switch result {
      case .success(let driver):
        gate.succeed(driver)
        // Whoever waited may have gone.
        gate.futureResult.whenFailure { _ in driver.close() }
      case .failure(let error): gate.fail(error)
      }
    }
    let result: Result<AssociationDriver, AssociationFailure> = await withTaskCancellationHandler {
      do { return .success(try await gate.futureResult.get()) } catch { return .failure(failure(of: error)) }
    } onCancel: {
      gate.fail(AssociationFailure.cancelled)
    }
    if case .failure(let failure) = result { recorder?.event("No connection: \(failure.got)") }
    return try result.get()
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
