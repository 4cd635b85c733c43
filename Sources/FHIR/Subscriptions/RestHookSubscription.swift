import Foundation

/// A Subscription by which a server calls a web address (R4 subscription.html; Subscriptions R5 Backport 1.1).
public struct RestHookSubscription: Hashable, Sendable {
  /// How much a topic-based notification tells (Subscriptions R5 Backport, Payload Types).
  public enum Content: String, CaseIterable, Hashable, Sendable {
    case empty
    case idOnly = "id-only"
    case fullResource = "full-resource"
  }

  /// A search, `ImagingStudy?status=available`; with a topic its filter.
  public var criteria: String
  /// Canonical address of a topic; nil for a Subscription by a search alone.
  public var topic: String?
  /// Where the server calls.
  public var endpoint: String
  /// Media type of the content that the server sends; nil for none.
  public var payload: String?
  /// How much a topic-based notification tells.
  public var content: Content?
  /// Header fields that the server sends, `Name: value`.
  public var header: [String]
  /// When the server may forget it.
  public var end: Date
  /// Why it is there, for the server's people.
  public var reason: String

  /// Makes one.
  public init(
    criteria: String, topic: String? = nil, endpoint: String, payload: String? = nil, content: Content? = nil,
    header: [String] = [], end: Date, reason: String
  ) {
    self.criteria = criteria
    self.topic = topic
    self.endpoint = endpoint
    self.payload = payload
    self.content = content
    self.header = header
    self.end = end
    self.reason = reason
  }

  private static let backport = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/"

  /// The resource in JSON.
  public func json() throws -> Data {
    var channel = Resource.Channel(type: "rest-hook", endpoint: endpoint)
    channel.payload = payload
    channel.header = header.isEmpty ? nil : header
    if let content {
      channel.payloadExtensions = .init([
        .init(url: Self.backport + "backport-payload-content", valueCode: content.rawValue)
      ])
    }
    var resource = Resource(
      reason: reason, criteria: topic ?? criteria, end: end.formatted(.iso8601), channel: channel)
    if topic != nil {
      resource.meta = .init(profile: [Self.backport + "backport-subscription"])
      if !criteria.isEmpty {
        resource.criteriaExtensions = .init([
          .init(url: Self.backport + "backport-filter-criteria", valueString: criteria)
        ])
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(resource)
  }

  private struct Resource: Encodable {
    let resourceType = "Subscription"
    let status = "requested"
    var meta: Meta?
    var reason: String
    var criteria: String
    var criteriaExtensions: Extensions?
    var end: String
    var channel: Channel

    struct Meta: Encodable {
      var profile: [String]
    }

    struct Channel: Encodable {
      var type: String
      var endpoint: String
      var payload: String?
      var payloadExtensions: Extensions?
      var header: [String]?

      enum CodingKeys: String, CodingKey {
        case type, endpoint, payload, header
        case payloadExtensions = "_payload"
      }
    }

    enum CodingKeys: String, CodingKey {
      case resourceType, status, meta, reason, criteria, end, channel
      case criteriaExtensions = "_criteria"
    }
  }

  private struct Extensions: Encodable {
    var list: [Extension]

    init(_ list: [Extension]) { self.list = list }

    enum CodingKeys: String, CodingKey { case list = "extension" }
  }

  private struct Extension: Encodable {
    var url: String
    var valueCode: String?
    var valueString: String?
  }
}
