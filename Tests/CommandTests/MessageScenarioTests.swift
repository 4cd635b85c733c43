import Foundation
import TestPeers
import Testing

/// The requirements on messages, from their files to the verdict, against a RIS that does well and RISs that do not.
@Suite("Messages and worklists", .serialized, .timeLimit(.minutes(10)))
struct MessageScenarioTests {
  /// What each defect breaks; all else is met.
  static let broken: [SmallRIS.Defect: [String: String]] = [
    .none: [:],
    .ignoresOrders: failing(
      "ORD-001", "ORD-001b", "ORD-001c", "ORD-001d", "ORD-001e", "ORD-002", "ORD-004a", "ORD-005a", "ORD-009b",
      "ADT-002b", "ADT-003a", "ADT-008a", "ADT-008b", "ADT-009"),
    .ignoresChanges: failing("ORD-001b"), .keepsCancelled: failing("ORD-001", "ADT-008a"),
    .losesPlacerNumber: failing("ORD-001c"),
    .oldVersionOnly: ["ORD-001d": "not met", "ADT-009": "partly met 0.5"], .freeText: failing("ORD-004a"),
    .dropsReferral: failing("ORD-005a"), .ignoresOffset: failing("ORD-001e"), .wrongStatus: failing("ORD-002"),
    .noStatus: ["ORD-002": "not demonstrated"], .ignoresCorrections: failing("ADT-003a", "ADT-008b"),
    .ignoresMerge: failing("ADT-002b"), .overwritesNewer: failing("ADT-008b"), .refusesTransfers: failing("ADT-001b"),
    .acceptsEvents: ["ADT-006b": "partly met 0.5"], .linksInvalidNumbers: failing("IDN-002a"),
    .acceptsAnything: ["ADT-006b": "not met", "IDN-002a": "not demonstrated"], .doublesOrders: failing("ADT-008a"),
    .wrongLetters: failing("ADT-009"), .ignoresCancel: failing("ORD-009b"), .closes: ["ADT-006a": "partly met 0.5"],
  ]

  private static func failing(_ requirements: String...) -> [String: String] {
    Dictionary(uniqueKeysWithValues: requirements.map { ($0, "not met") })
  }

  static let all = [
    "ORD-001", "ORD-001b", "ORD-001c", "ORD-001d", "ORD-001e", "ORD-002", "ORD-004a", "ORD-005a", "ORD-009b",
    "ADT-001b", "ADT-002b", "ADT-003a", "ADT-006a", "ADT-006b", "ADT-008a", "ADT-008b", "ADT-009", "IDN-002a",
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: SmallRIS.Defect.allCases)
  func verdicts(_ defect: SmallRIS.Defect) async throws {
    let statusPort = try PeerProcess.freePort()
    let (peer, messagePort) = try await SmallRIS.start(defect, options: ["status-port": statusPort])
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("messages", "orders", "identity-messages")
    try tender.shortenWaits(in: specification)
    if defect != .none { try tender.shortenRepetitions(in: specification) }
    try tender.offer(
      "scheduler",
      endpoints: [
        "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: \(SmallRIS.aeTitle)}",
        "hl7: {host: 127.0.0.1, port: \(messagePort), receiving-application: RIS, sending-application: ASSAY}",
      ], listener: statusPort)
    let ended = try await tender.start(specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == broken[id] ?? "met", "\(defect) \(requirement.explained)")
    }
  }
}
