import Foundation
import TestPeers
import Testing

/// The requirements on a patient index over HL7 v2 that tells of changes, from their files to the verdict, against one that does
/// well and some that do not.
@Suite("A patient index that tells of changes", .serialized, .timeLimit(.minutes(5)))
struct IdentityNotificationScenarioTests {
  static let all = ["IDN-010h", "IDN-010i"]

  /// What each defect breaks; all else is met. Silence is no proof that nothing is sent: the harness may not be known.
  static let broken: [NotifyingIdentityManager.Defect: [String: String]] = [
    .none: [:], .ignoresMerge: ["IDN-010i": "not met"], .noNotification: ["IDN-010h": "not demonstrated"],
    .partialNotification: ["IDN-010h": "not met"], .bareNotification: ["IDN-010h": "not met"],
  ]

  @Test(
    "Each requirement is met by who keeps it, and by nobody else", arguments: NotifyingIdentityManager.Defect.allCases)
  func verdicts(_ defect: NotifyingIdentityManager.Defect) async throws {
    let consumer = try PeerProcess.freePort()
    let peer = try await NotifyingIdentityManager.start(defect, consumer: consumer)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("cross-reference")
    try tender.shortenWaits(in: specification)
    try tender.offer("patient-index", endpoints: ["hl7: {host: 127.0.0.1, port: \(peer.port)}"], listener: consumer)
    let ended = try await tender.start(specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == broken[id] ?? "met", "\(defect) \(requirement.explained)")
    }
  }
}
