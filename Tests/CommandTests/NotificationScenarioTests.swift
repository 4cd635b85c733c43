import Foundation
import TestPeers
import Testing

/// The requirements on notifications of documents, from their files to the verdict, against a broker that does well and
/// ones that do not.
@Suite("Notifications of documents", .serialized, .timeLimit(.minutes(5)))
struct NotificationScenarioTests {
  /// What each defect comes to; all else is met. Who tells nobody is held to nothing: it may not reach the harness.
  static let outcomes: [NotificationBroker.Defect: [String: String]] = [
    .none: [:], .olderReferences: [:], .symbol: ["XDS-015b": "not met"],
    .never: ["XDS-015a": "not demonstrated", "XDS-015b": "not demonstrated"],
    .otherPatient: ["XDS-015a": "not met"], .ignoresFilter: ["XDS-015a": "not met"],
    .afterEnd: ["XDS-015a": "not met"], .twice: ["XDS-015a": "not met"], .soap11: ["XDS-015a": "not met"],
    .wrongContent: ["XDS-015a": "not met", "XDS-015b": "not met"],
    .otherTopic: ["XDS-015a": "not met", "XDS-015b": "not met"], .anyTopic: ["XDS-015b": "not met"],
    .noReference: ["XDS-015a": "not met", "XDS-015b": "not met"],
    .fault: ["XDS-015a": "not met", "XDS-015b": "not met"],
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: NotificationBroker.Defect.allCases)
  func verdicts(_ defect: NotificationBroker.Defect) async throws {
    let peer = try await NotificationBroker.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    try tender.writeNetwork(
      listeners: """
        soap-listeners: [{id: hook, host: 127.0.0.1, port: \(try PeerProcess.freePort()), plays: [notification-recipient]}]
        """,
      systems: """
        - id: broker
          vendor: Vendor
          product: Product
          roles: [notification-broker, document-repository]
          permits: [read, write, listen]
          endpoints:
            xds: {url: "http://127.0.0.1:\(peer.port)/"}
            dsub: {url: "http://127.0.0.1:\(peer.port)/"}
        """)
    try tender.writeBid(roles: "notification-broker, document-repository")
    let ended = try await tender.start(
      ["--input", "subscription-wait=1 s", "--input", "subscription-silence=300 ms"],
      specification: try tender.specification("notifications")
    ).ended()
    let verdicts = try tender.verdicts()
    for id in ["XDS-015a", "XDS-015b"] {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(
        requirement.shown == Self.outcomes[defect]?[id] ?? "met",
        "\(defect) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
  }
}
