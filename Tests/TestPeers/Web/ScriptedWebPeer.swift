import NIOCore
import NIOPosix
import Synchronization

/// A web server in this process that answers each request as a script says, in form or not.
public final class ScriptedWebPeer: Sendable {
  /// Threads of its own, so that a flood does not take the client's.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

  /// The port on 127.0.0.1.
  public let port: Int
  private let channel: any Channel
  private let log = WebLog()

  /// Its address without a slash at the end.
  public var url: String { "http://127.0.0.1:\(port)" }

  /// Starts it.
  /// - Parameters:
  ///   - pause: time between two bytes of a drip.
  ///   - script: what to do with a request.
  public init(
    pause: TimeAmount = .milliseconds(20), _ script: @escaping @Sendable (WebSighting) -> [WebAct]
  ) async throws {
    let log = log
    channel = try await ServerBootstrap(group: Self.group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ScriptedWebHandler(pause: pause, log: log, script: script))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  /// Starts one that misbehaves.
  public convenience init(_ misbehaviour: WebMisbehaviour, type: String = "text/plain", body: [UInt8] = []) async throws
  {
    try await self.init { _ in misbehaviour.acts(type: type, body: body) }
  }

  deinit { stop() }

  /// Ends it.
  public func stop() { channel.close(promise: nil) }

  /// The requests so far, over all connections.
  public var sightings: [WebSighting] { log.all }
}

/// What was seen.
final class WebLog: Sendable {
  private let state = Mutex<[WebSighting]>([])

  var all: [WebSighting] { state.withLock { $0 } }

  func add(_ sighting: WebSighting) { state.withLock { $0.append(sighting) } }
}
