import Foundation
import TestPeers
import Testing

/// The requirements on announcements, from their files to the verdict, against a record system that makes them and ones
/// that do not.
@Suite("Announcements", .serialized, .timeLimit(.minutes(5)))
struct AnnouncementScenarioTests {
  /// What each defect comes to; all else is met. Who makes no call is held to nothing: it may not reach the harness.
  static let outcomes: [RecordSystem.Defect: [String: String]] = [
    .none: [:],
    .wantsTLS: ["FHR-008a": "inconclusive", "FHR-008b": "inconclusive", "FHR-008c": "inconclusive"],
    .takesNone: ["FHR-008a": "not met", "FHR-008b": "not met", "FHR-008c": "not met"],
    .tellsNobody: [
      "FHR-008a": "not demonstrated", "FHR-008b": "not demonstrated", "FHR-008c": "not demonstrated",
    ],
    .neverAgain: ["FHR-008b": "not demonstrated"],
    .sendsPatient: ["FHR-008c": "not met"],
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: Array(outcomes.keys))
  func verdicts(_ defect: RecordSystem.Defect) async throws {
    let (process, webPort) = try await RecordSystem.start(defect)
    defer { process.stop() }
    let tender = try Tender(port: process.port)
    try tender.writeNetwork(
      listeners: """
        http-listeners: [{id: hook, host: 127.0.0.1, port: \(try PeerProcess.freePort())}]
        """,
      systems: """
        - id: archive
          vendor: Vendor
          product: Product
          roles: [archive, fhir-server]
          permits: [read, write, listen]
          endpoints:
            dicom: {host: 127.0.0.1, port: \(process.port), ae-title: \(RecordSystem.aeTitle)}
            fhir: {url: "http://127.0.0.1:\(webPort)/fhir"}
        """)
    let ended = try await tender.start(
      ["--input", "notification-wait=3 s", "--input", "retry-wait=3 s"],
      specification: try tender.specification("access")
    ).ended()
    let verdicts = try tender.verdicts()
    for id in ["FHR-008a", "FHR-008b", "FHR-008c"] {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(
        requirement.shown == Self.outcomes[defect]?[id] ?? "met",
        "\(defect) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
  }
}
