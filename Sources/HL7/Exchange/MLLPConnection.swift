import NIOCore
import NIOPosix
import TransportSecurity

/// A connection to a listener of HL7 messages, over TCP or TLS, for as many messages as wanted.
public final class MLLPConnection: Sendable {
  /// Where a listener is.
  public struct Endpoint: Hashable, Sendable {
    /// Host name or address.
    public var host: String
    /// TCP port.
    public var port: Int
    /// TLS settings; plain TCP where nil.
    public var security: ConnectionSecurity?

    /// Makes an endpoint.
    public init(host: String, port: Int, security: ConnectionSecurity? = nil) {
      self.host = host
      self.port = port
      self.security = security
    }
  }

  /// What went over it.
  public let recorder: ConnectionRecorder
  private let channel: any Channel
  private let handler: NIOLoopBound<FrameHandler>
  private let executor: LoopExecutor

  private init(channel: any Channel, handler: NIOLoopBound<FrameHandler>, recorder: ConnectionRecorder) {
    self.channel = channel
    self.handler = handler
    self.recorder = recorder
    executor = LoopExecutor(channel.eventLoop)
  }

  deinit { channel.close(promise: nil) }

  /// Opens a connection; with TLS the handshake is part of it.
  ///
  /// - Parameters:
  ///   - time: For connecting, and again for the handshake.
  ///   - maximumLength: Bytes of a frame that are taken.
  public static func open(
    to endpoint: Endpoint, within time: Duration, maximumLength: Int = ParsingLimits.standard.maximumLength,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton,
    recorder: ConnectionRecorder = ConnectionRecorder()
  ) async throws(ConnectionFailure) -> MLLPConnection {
    guard (1...65_535).contains(endpoint.port) else { throw .misuse("there is no port \(endpoint.port)") }
    let session: ClientSession?
    do { session = try endpoint.security?.session(for: endpoint.host) } catch {
      throw .security(.settings, detail: error.description)
    }
    let loop = group.next()
    recorder.event("Connecting to \(endpoint.host) port \(endpoint.port)")
    let opened = loop.makePromise(of: Void.self)
    let expectsTLS = session != nil
    let connecting: EventLoopFuture<MLLPConnection> = loop.flatSubmit {
      let handler = NIOLoopBound(
        FrameHandler(expectsTLS: expectsTLS, maximumLength: maximumLength, opened: opened), eventLoop: loop)
      let bootstrap = ClientBootstrap(group: loop)
        .connectTimeout(TimeAmount(time))
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelOption(.socketOption(.so_keepalive), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try session?.secure(channel)
            try channel.pipeline.syncOperations.addHandler(handler.value)
          }
        }
      let connected =
        if let literal = try? SocketAddress(ipAddress: endpoint.host, port: endpoint.port) {
          bootstrap.connect(to: literal)
        } else {
          bootstrap.connect(host: endpoint.host, port: endpoint.port)
        }
      connected.whenFailure { opened.fail($0) }
      return connected.flatMap { channel in
        let limit = loop.scheduleTask(in: TimeAmount(time)) {
          opened.fail(ConnectionFailure.security(.silent, detail: "\(endpoint.host) port \(endpoint.port)"))
        }
        return opened.futureResult.flatMapErrorThrowing { error in
          limit.cancel()
          channel.close(promise: nil)
          throw error
        }.map {
          limit.cancel()
          return MLLPConnection(channel: channel, handler: handler, recorder: recorder)
        }
      }
    }
    let result: Result<MLLPConnection, ConnectionFailure> = await withTaskCancellationHandler {
      do { return .success(try await connecting.get()) } catch { return .failure(failure(of: error)) }
    } onCancel: {
      opened.fail(ConnectionFailure.cancelled)
    }
    if case .failure(let failure) = result { recorder.event("\(failure)") }
    return try result.get()
  }

  /// Does work that sends and receives much, on the connection's own thread: messages go out and answers come in without
  /// a change of threads. What takes long beside that holds up every connection of the thread.
  public func run<Success: Sendable, Failure: Error>(
    _ work: @Sendable () async throws(Failure) -> Success
  ) async throws(Failure) -> Success {
    let result = await withTaskExecutorPreference(executor) { () async -> Result<Success, Failure> in
      do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Sends a message in its frame.
  public func send(_ message: [UInt8]) async throws(ConnectionFailure) {
    recorder.frame(.sent, message)
    try await write(ByteBuffer(bytes: FrameBytes.frame(message)))
  }

  /// Sends bytes as they are: pieces of frames, or frames that break the rules.
  public func sendRaw(_ bytes: [UInt8]) async throws(ConnectionFailure) {
    recorder.event("Sending \(bytes.count) bytes as they are")
    try await write(ByteBuffer(bytes: bytes))
  }

  private func write(_ bytes: ByteBuffer) async throws(ConnectionFailure) {
    if Task.isCancelled { throw .cancelled }
    do { try await channel.writeAndFlush(bytes) } catch {
      let received = (try? await channel.eventLoop.submit { self.handler.value.bytesReceived }.get()) ?? 0
      throw .closed(bytesReceived: received, isInsideFrame: false)
    }
  }

  /// The next frame that the peer sends.
  ///
  /// - Throws: `ConnectionFailure`; after a time-out one may wait again.
  public func receive(within time: Duration) async throws(ConnectionFailure) -> FrameDecoder.Frame {
    let result: Result<FrameDecoder.Frame, ConnectionFailure> = await withTaskCancellationHandler {
      do {
        return .success(try await nextFrame(within: TimeAmount(time)).get())
      } catch let failure as ConnectionFailure {
        return .failure(Task.isCancelled ? .cancelled : failure)
      } catch {
        return .failure(Self.failure(of: error))
      }
    } onCancel: {
      channel.close(promise: nil)
    }
    switch result {
    case .success(let frame): recorder.frame(.received, frame.content)
    case .failure(let failure): recorder.event("\(failure)")
    }
    return try result.get()
  }

  private func nextFrame(within time: TimeAmount) -> EventLoopFuture<FrameDecoder.Frame> {
    let loop = channel.eventLoop
    if loop.inEventLoop { return handler.value.frame(within: time, on: loop) }
    return loop.flatSubmit { self.handler.value.frame(within: time, on: loop) }
  }

  /// Faults of the framing seen so far.
  public var faults: [FrameFault] {
    get async { (try? await channel.eventLoop.submit { self.handler.value.decoder.faults }.get()) ?? [] }
  }

  /// Closes the connection.
  public func close() async {
    try? await channel.close()
  }

  private static func failure(of error: any Error) -> ConnectionFailure {
    switch error {
    case let failure as ConnectionFailure: return failure
    case let error as NIOConnectionError:
      if let first = error.connectionErrors.first { return failure(of: first.error) }
      return .unreachable(.unknownHost, detail: "the name \(error.host) can't be resolved")
    case ChannelError.connectTimeout: return .unreachable(.timedOut, detail: "no connection in time")
    case let error as IOError:
      if let shortage = error.ownShortage { return .misuse(shortage) }
      switch error.errnoCode {
      case ECONNREFUSED: return .unreachable(.refused, detail: error.description)
      case EHOSTUNREACH, ENETUNREACH: return .unreachable(.noRoute, detail: error.description)
      case ETIMEDOUT: return .unreachable(.timedOut, detail: error.description)
      case ECONNRESET, EPIPE, ENOTCONN: return .closed(bytesReceived: 0, isInsideFrame: false)
      default: return .unreachable(.other, detail: error.description)
      }
    default: return .unreachable(.other, detail: "\(error)")
    }
  }
}
