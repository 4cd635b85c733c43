import NIOCore
import NIOPosix

/// A connection to a DICOM application entity over which any bytes can be sent, to see what it makes of wrong ones.
///
/// Nothing is answered by itself: what comes is told as it comes, and who uses the connection decides. Every wait has
/// its deadline, and little is held of what a peer sends.
public final class BareConnection: Sendable {
  private let channel: any Channel
  private let handler: NIOLoopBound<BareHandler>

  private init(_ channel: any Channel, _ handler: NIOLoopBound<BareHandler>) {
    self.channel = channel
    self.handler = handler
  }

  deinit { channel.close(promise: nil) }

  /// Connects, with TLS where the address asks for it, and sends nothing.
  ///
  /// - Parameters:
  ///   - deadline: For name resolution, TCP and TLS.
  ///   - receiveBuffer: Bytes that the system holds of what the peer sends; its own choice where nil.
  ///   - recorder: Told everything as it happens.
  public static func open(
    to address: DICOMAddress, within deadline: Duration, receiveBuffer: Int? = nil,
    group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton, recorder: ExchangeRecorder? = nil
  ) async throws(AssociationFailure) -> BareConnection {
    guard (1...65_535).contains(address.port) else { throw .misuse("port \(address.port), 1 to 65535 can be") }
    let session = try address.session()
    recorder?.event("Connecting to \(address.host) port \(address.port)")
    let loop = group.next()
    let opened = loop.flatSubmit { () -> EventLoopFuture<BareConnection> in
      let handler = NIOLoopBound(BareHandler(loop: loop, recorder: recorder), eventLoop: loop)
      var bootstrap = ClientBootstrap(group: loop)
        .connectTimeout(TimeAmount(deadline))
        .channelOption(.autoRead, value: false)
        .channelOption(.tcpOption(.tcp_nodelay), value: 1)
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            try session?.secure(channel)
            try channel.pipeline.syncOperations.addHandler(handler.value)
          }
        }
      if let receiveBuffer {
        bootstrap = bootstrap.channelOption(.socketOption(.so_rcvbuf), value: receiveBuffer)
      }
      let connected =
        if let literal = try? SocketAddress(ipAddress: address.host, port: address.port) {
          bootstrap.connect(to: literal)
        } else {
          bootstrap.connect(host: address.host, port: address.port)
        }
      return connected.map { BareConnection($0, handler) }
    }
    do { return try await opened.get() } catch {
      let failure = AssociationDriver.failure(of: error)
      recorder?.event("No connection: \(failure.got)")
      throw failure
    }
  }

  /// Whether neither side has ended the connection, as far as is known.
  public var isOpen: Bool { channel.isActive }

  /// Sends bytes.
  ///
  /// - Parameter summary: What they are, for the transcript.
  /// - Returns: Whether the system took them before the deadline; false where the connection ended, or the peer does not
  ///   read.
  public func send(_ bytes: ByteBuffer, _ summary: String, until deadline: NIODeadline) async -> Bool {
    let handler = handler
    return await withTaskCancellationHandler {
      (try? await handler.eventLoop.flatSubmit { handler.value.send(bytes, summary, until: deadline) }.get()) ?? false
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  /// What comes next of the peer: a PDU, something else, the end of the connection, or nothing before the deadline.
  public func next(until deadline: NIODeadline) async -> BareArrival {
    let handler = handler
    return await withTaskCancellationHandler {
      (try? await handler.eventLoop.flatSubmit { handler.value.next(until: deadline) }.get()) ?? .ended
    } onCancel: {
      channel.close(promise: nil)
    }
  }

  /// Reads nothing more, so that what the peer sends fills the system's buffers and then the peer's.
  public func stopReading() async {
    let handler = handler
    try? await handler.eventLoop.submit { handler.value.reads = false }.get()
  }

  /// Ends the connection without a word.
  public func close() async {
    let handler = handler
    try? await handler.eventLoop.flatSubmit { handler.value.close() }.get()
  }
}

/// What comes over a bare connection.
public enum BareArrival: Sendable {
  /// A PDU in form.
  case pdu(PDU)
  /// Something that is no PDU of the standard; what follows can't be told apart any more.
  case unreadable(ProtocolViolation)
  /// The peer ended the connection.
  case ended
  /// Nothing before the deadline.
  case silence
}
