import JSONTree

/// The content of a request that a Subscription's channel brought, as far as it can be told without knowing the
/// Subscription (R4 subscription.html; Subscriptions R5 Backport, Notifications).
public struct SubscriptionNotice: Hashable, Sendable {
  /// Why it was sent.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Something happened that was subscribed to.
    case event
    /// The server tries the channel before it uses it.
    case handshake
    /// The server shows that it is there still.
    case heartbeat
    /// An answer to a question about the Subscription, or anything else that is no event.
    case status
  }

  /// Why it was sent. A request without a Bundle of topic-based notification is an event (R4).
  public var kind = Kind.event
  /// Type of the resource in it; nil where there is none.
  public var resourceType: String?
  /// References to what the event is about, of topic-based notification.
  public var focus: [String] = []
  /// Types of the resources that a Bundle brings besides its status.
  public var entries: [String] = []

  /// Bytes of a content that are looked into.
  public static let limit = 16 << 20
  private static let limits = JSONLimits(bytes: limit, depth: 64, nodes: 200_000)

  /// Reads a content in JSON; of any other, and of none, nothing is told.
  public init(_ content: [UInt8]) {
    guard !content.isEmpty, let node = try? JSONNode(parsing: content, limits: Self.limits),
      let type = node["resourceType"]?.text
    else { return }
    resourceType = type
    guard type == "Bundle" else { return }
    let resources = (node["entry"]?.elements ?? []).compactMap { $0["resource"] }
    let status = resources.first.flatMap {
      ["SubscriptionStatus", "Parameters"].contains($0["resourceType"]?.text) ? $0 : nil
    }
    entries = resources.dropFirst(status == nil ? 0 : 1).prefix(100).compactMap { $0["resourceType"]?.text }
    guard let status else { return }
    read(status)
  }

  private mutating func read(_ status: JSONNode) {
    let word: String?
    if status["resourceType"]?.text == "SubscriptionStatus" {
      word = status["type"]?.text
      for event in (status["notificationEvent"]?.elements ?? []).prefix(100) {
        if let reference = event["focus"]?["reference"]?.text { focus.append(reference) }
      }
    } else {
      let parameters = status["parameter"]?.elements ?? []
      word = parameters.first { $0["name"]?.text == "type" }?["valueCode"]?.text
      for event in parameters.filter({ $0["name"]?.text == "notification-event" }).prefix(100) {
        let parts = event["part"]?.elements ?? []
        for part in parts where part["name"]?.text == "focus" {
          if let reference = part["valueReference"]?["reference"]?.text { focus.append(reference) }
        }
      }
    }
    switch word {
    case nil: break
    case "event-notification": kind = .event
    case "handshake": kind = .handshake
    case "heartbeat": kind = .heartbeat
    default: kind = .status
    }
  }
}
