import Foundation
import TestPeers
import Testing

/// The requirements on reports and their codes, from their files to the verdict, against a reporting system that does well
/// and others that do not.
@Suite("Reports and codes", .serialized, .timeLimit(.minutes(15)))
struct ReportScenarioTests {
  /// What each defect breaks; all else is met.
  static let broken: [SmallReporter.Defect: [String: String]] = [
    .none: [:],
    // A report that never comes is missing wherever both receivers are looked at.
    .dropsSecond: ["RPT-001b": "not met", "RPT-004a": "not met", "RPT-005a": "not met", "RPT-007a": "not met"],
    .losesPlacer: ["RPT-001b": "not met"],
    .neverFinal: ["RPT-001b": "not met", "RPT-002b": "not met", "RPT-003a": "not met"],
    // Section and operator are fields of the profile too.
    .fewFields: ["RPT-002a": "not met", "RPT-002b": "not met"], .offProfile: ["RPT-002b": "not met"],
    .correctsAsFinal: ["RPT-003a": "not met"],
    .givesUp: ["RPT-004a": "not met", "RPT-007a": "not met"], .repeats: ["RPT-004a": "not met"],
    .reorders: ["RPT-004a": "not met"], .otherText: ["RPT-005a": "not met"], .alertAsText: ["RPT-006a": "not met"],
    .overwrites: ["RPT-010": "not met"], .cutsPDF: ["RPT-011a": "not met"],
    .foreignDocuments: ["RPT-011a": "partly met 0.7"], .localCode: ["TRM-001a": "not met"],
    .noOffset: ["TRM-004a": "not met"], .shifted: ["TRM-004a": "not met"], .unlinked: ["ORD-007a": "not met"],
    .noShowLost: ["ORD-007a": "partly met 0.7"], .refusesVersions: ["RPT-003b": "not met"],
    .refusesAlerts: ["RPT-006b": "not met"], .refusesDocuments: ["RPT-011b": "not met"],
    .acceptsAnything: ["RPT-001c": "partly met 0.5", "RPT-011b": "partly met 0.6"],
    .refusesAppointments: ["ORD-007b": "not met"],
    // A preliminary report before the final one, and coded results of other kinds, are nobody's fault.
    .thorough: [:],
    // A second copy that lost what the first had is looked at as well.
    .scraps: [
      "RPT-001b": "not met", "RPT-002a": "not met", "RPT-003a": "not met", "RPT-004a": "not met", "RPT-005a": "not met",
      "RPT-010": "not met",
    ],
  ]

  static let all = [
    "RPT-001b", "RPT-001c", "RPT-002a", "RPT-002b", "RPT-003a", "RPT-003b", "RPT-004a", "RPT-005a", "RPT-006a",
    "RPT-006b", "RPT-007a", "RPT-010", "RPT-011a", "RPT-011b", "ORD-007a", "ORD-007b", "TRM-001a", "TRM-004a",
  ]

  /// Four at a time: they mostly wait.
  static let groups = stride(from: 0, to: SmallReporter.Defect.allCases.count, by: 4).map { place in
    Array(SmallReporter.Defect.allCases[place..<min(place + 4, SmallReporter.Defect.allCases.count)])
  }

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: groups)
  func verdicts(_ defects: [SmallReporter.Defect]) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      for defect in defects { group.addTask { try await verdicts(of: defect) } }
      try await group.waitForAll()
    }
  }

  private func verdicts(of defect: SmallReporter.Defect) async throws {
    let receivers = try (0..<2).map { _ in try PeerProcess.freePort() }
    let peer = try await SmallReporter.start(defect, receivers: receivers)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("reports", "terminology")
    try tender.writeNetwork(
      listeners: """
        hl7-listeners:
          - {id: ris, host: 127.0.0.1, port: \(receivers[0])}
          - {id: epr, host: 127.0.0.1, port: \(receivers[1])}
        """,
      systems: """
        - id: reporter
          vendor: Vendor
          product: Product
          roles: [reporting, record, scheduler]
          permits: [read, write, listen]
          endpoints:
            hl7: {host: 127.0.0.1, port: \(peer.port), receiving-application: REPORTER, sending-application: ASSAY}
        """)
    try tender.writeBid(roles: "reporting, record, scheduler")
    // Nobody waits ten minutes for what does not come, nor half an hour for a receiver.
    let times = ["report-time=5 s", "receiver-outage=1 s", "unanswered-time=1500 ms", "linger-time=300 ms"]
    let ended = try await tender.start(times.flatMap { ["--input", $0] }, specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(
        requirement.shown == broken[id] ?? "met",
        "\(defect) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
  }
}
