import FHIR
import Foundation
import TestPeers
import Testing

@Suite("Subscriptions and their notifications")
struct SubscriptionTests {
  static let status = """
    {"resourceType":"Bundle","type":"history","entry":[{"resource":{"resourceType":"Parameters","parameter":[
    {"name":"type","valueCode":"event-notification"},{"name":"notification-event","part":[{"name":"event-number",
    "valueString":"2"},{"name":"focus","valueReference":{"reference":"ImagingStudy/1"}}]}]}},
    {"resource":{"resourceType":"ImagingStudy","id":"1"}}]}
    """

  @Test("A notification of R4 with a topic is read")
  func backport() {
    let notice = SubscriptionNotice(Array(Self.status.utf8))
    #expect(notice.kind == .event && notice.focus == ["ImagingStudy/1"] && notice.entries == ["ImagingStudy"])
  }

  @Test(
    "A notification of R4B says by its status what it is",
    arguments: [
      ("handshake", SubscriptionNotice.Kind.handshake), ("heartbeat", .heartbeat), ("event-notification", .event),
      ("query-status", .status),
    ])
  func kinds(_ word: String, _ kind: SubscriptionNotice.Kind) {
    let text = """
      {"resourceType":"Bundle","entry":[{"resource":{"resourceType":"SubscriptionStatus","type":"\(word)",
      "notificationEvent":[{"focus":{"reference":"Task/7"}}]}}]}
      """
    let notice = SubscriptionNotice(Array(text.utf8))
    #expect(notice.kind == kind && notice.focus == ["Task/7"])
  }

  @Test(
    "An empty call, and one with another content, are events",
    arguments: ["", "<Patient/>", "{}", #"{"resourceType":"Task"}"#])
  func plain(_ text: String) { #expect(SubscriptionNotice(Array(text.utf8)).kind == .event) }

  @Test("A Subscription is written as R4 and the backport have it")
  func written() throws {
    var subscription = RestHookSubscription(
      criteria: "ImagingStudy?status=available", endpoint: "https://harness.example/x",
      end: Date(timeIntervalSince1970: 0), reason: "Test")
    func object() throws -> NSDictionary {
      try #require(JSONSerialization.jsonObject(with: subscription.json()) as? NSDictionary)
    }
    let plain: NSDictionary = [
      "resourceType": "Subscription", "status": "requested", "reason": "Test", "end": "1970-01-01T00:00:00Z",
      "criteria": "ImagingStudy?status=available",
      "channel": ["type": "rest-hook", "endpoint": "https://harness.example/x"],
    ]
    #expect(try object() == plain)
    subscription.topic = "http://example.org/topic"
    subscription.payload = "application/fhir+json"
    subscription.content = .idOnly
    let written = try object()
    #expect(written["criteria"] as? String == "http://example.org/topic")
    #expect("\(try #require(written["_criteria"]))".contains("ImagingStudy?status=available"))
    #expect("\(try #require(written["channel"]))".contains("id-only"))
  }

  @Test("No mutant of a notification makes the reader trap")
  func mutants() {
    var mutator = Mutator(
      generator: SeededGenerator(state: 41),
      pieces: ["[", "]", "{}", "null", "\"type\"", "handshake", "1e9"].map { Array($0.utf8) })
    var read = 0
    for _ in 0..<20_000 where SubscriptionNotice(mutator.mutant(of: Array(Self.status.utf8))).resourceType != nil {
      read += 1
    }
    #expect(read > 1_000)
  }
}
