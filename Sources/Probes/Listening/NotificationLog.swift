import FHIR
import HTTPExchange
import NIOHTTP1
import Synchronization

/// A request that a Subscription's channel brought to a listener of the harness.
struct NotificationArrival: Sendable {
  /// Name of the listener.
  var listener: String
  /// What came.
  var request: ReceivedRequest
  /// The path below the channel's own.
  var subpath: String
  /// What its content tells.
  var notice: SubscriptionNotice
  /// Status that answered it.
  var status: Int

  /// Whether it was answered as received.
  var isAccepted: Bool { (200..<300).contains(status) }
}

/// What came to the channels of Subscriptions, and how the harness answers. Each channel has a path that nobody can guess;
/// whatever comes to another path belongs to nobody and is not kept.
final class NotificationLog: Sendable {
  /// What a channel does.
  private struct Channel {
    /// Notifications that are answered 500 before one is accepted.
    var failures: Int
    var arrivals: [NotificationArrival] = []
    var bytes = 0
  }

  /// Requests of one channel that are held.
  static let countLimit = 1_000
  /// Bytes of one channel that are held.
  static let byteLimit = 256 << 20
  private let state = Mutex<[String: Channel]>([:])

  /// Opens a channel; its path has no slash.
  /// - Parameter failures: Notifications that are refused before one is accepted, so that the server has to try again.
  func open(failures: Int) -> String {
    var generator = SystemRandomNumberGenerator()
    let path = (0..<2).map { _ in String(UInt64.random(in: .min ... .max, using: &generator), radix: 36) }.joined()
    state.withLock { $0[path] = Channel(failures: failures) }
    return path
  }

  /// Whether there is a channel of this path.
  func has(_ path: String) -> Bool { state.withLock { $0[path] != nil } }

  /// Keeps a request and says how it is answered.
  func add(_ request: ReceivedRequest, at listener: String) -> HTTPResponseStatus {
    let parts = request.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
    guard let path = parts.first.map({ String($0) }), has(path) else { return .notFound }
    // The content is looked into without keeping others waiting.
    let notice = SubscriptionNotice(request.content)
    return state.withLock { channels in
      guard var channel = channels[path] else { return .notFound }
      guard channel.arrivals.count < Self.countLimit, channel.bytes + request.content.count <= Self.byteLimit else {
        return .serviceUnavailable
      }
      let isRefused = notice.kind == .event && channel.failures > 0
      if isRefused { channel.failures -= 1 }
      let status: HTTPResponseStatus = isRefused ? .internalServerError : .ok
      channel.bytes += request.content.count
      channel.arrivals.append(
        NotificationArrival(
          listener: listener, request: request, subpath: parts.count > 1 ? "/\(parts[1])" : "", notice: notice,
          status: Int(status.code)))
      channels[path] = channel
      return status
    }
  }

  /// What came to a channel, as soon as there is enough of it or the time is over. It stays there for others to see.
  func arrivals(
    at path: String, until end: ContinuousClock.Instant, isEnough: ([NotificationArrival]) -> Bool
  ) async -> [NotificationArrival] {
    while true {
      let arrivals = state.withLock { $0[path]?.arrivals ?? [] }
      guard !isEnough(arrivals), ContinuousClock.now < end, !Task.isCancelled else { return arrivals }
      try? await ContinuousClock().sleep(for: .milliseconds(20))
    }
  }
}
