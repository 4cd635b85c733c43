import NIOCore
import NIOPosix
import Synchronization

/// A DICOM peer in this process that goes wrong on purpose, at one place. It writes its bytes by itself, so that it
/// shares no fault with the code under test.
public final class MisbehavingPeer: Sendable {
  /// What a connection saw of the client.
  public enum Sighting: String, Sendable {
    case connected, associate, data, release, abort, closed
    /// The kernel did not let the peer end its connections as it should.
    case optionRefused
  }

  /// Threads of their own, so that a flood does not take the client's.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  /// The port on 127.0.0.1.
  public let port: Int
  private let channel: any Channel
  private let log: SightingLog

  /// Starts the peer.
  /// - Parameters:
  ///   - drip: time between two bytes where the misbehaviour is to drip.
  ///   - maximumLength: what it states when nothing else is wrong with it.
  ///   - window: operations at a time; it answers none before it has got as many. 1 is the synchronous peer.
  ///   - seats: associations at a time; it leaves further requests without an answer.
  public init(
    _ misbehaviour: Misbehaviour, drip: TimeAmount = .milliseconds(20), maximumLength: UInt32 = 16_384,
    window: Int = 1, seats: Int = .max
  ) async throws {
    let log = SightingLog()
    let seats = Seats(seats)
    self.log = log
    channel = try await ServerBootstrap(group: Self.group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // Without reads a listening socket accepts nobody; the kernel still completes the connection.
      .serverChannelOption(.autoRead, value: misbehaviour != .acceptsNoConnection)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(
            MisbehavingHandler(
              misbehaviour, drip: drip, maximumLength: maximumLength, window: window, log: log, seats: seats))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  deinit { stop() }

  /// Ends it.
  public func stop() { channel.close(promise: nil) }

  /// What the client did so far, over all connections.
  public var sightings: [Sighting] { log.all }

  /// Waits until a connection was closed by either side.
  public func connectionClosed() async { await log.sees(.closed) }

  /// Waits until a connection saw something of the client.
  public func sees(_ sighting: Sighting) async { await log.sees(sighting) }
}

extension Misbehaviour {
  /// Whether it ends its connections by a reset.
  var resets: Bool { self == .resetsAtOnce || self == .resetsAfterRequest || self == .resetsAtCommand }
}

/// The associations that a peer has room for.
final class Seats: Sendable {
  private let free: Mutex<Int>

  init(_ count: Int) { free = Mutex(count) }

  func take() -> Bool {
    free.withLock { free in
      guard free > 0 else { return false }
      free -= 1
      return true
    }
  }

  func give() { free.withLock { $0 += 1 } }
}

/// What was seen, and who waits for the end.
final class SightingLog: Sendable {
  private struct State {
    var all: [MisbehavingPeer.Sighting] = []
    var waiting: [(sighting: MisbehavingPeer.Sighting, continuation: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var all: [MisbehavingPeer.Sighting] { state.withLock { $0.all } }

  func add(_ sighting: MisbehavingPeer.Sighting) {
    let due = state.withLock { state in
      state.all.append(sighting)
      defer { state.waiting.removeAll { $0.sighting == sighting } }
      return state.waiting.filter { $0.sighting == sighting }
    }
    for waiter in due { waiter.continuation.resume() }
  }

  func sees(_ sighting: MisbehavingPeer.Sighting) async {
    await withCheckedContinuation { continuation in
      let isSeen = state.withLock { state -> Bool in
        if state.all.contains(sighting) { return true }
        state.waiting.append((sighting, continuation))
        return false
      }
      if isSeen { continuation.resume() }
    }
  }
}
