import Foundation
import TestPeers
import Testing

/// The requirements on a patient index over HL7 V3, from their files to the verdict, against one that does well and some that do not.
@Suite("A patient index over HL7 V3", .serialized, .timeLimit(.minutes(5)))
struct CrossReferenceScenarioTests {
  static let all = [
    "IDN-002c", "IDN-010c", "IDN-010d", "IDN-010e", "IDN-010j", "IDN-011c", "IDN-011d", "IDN-012e",
  ]

  /// What each defect breaks; all else is met.
  static let broken: [IdentityManagerV3.Defect: [String: String]] = [
    .none: [:],
    // Who tells nobody at all may not know the harness.
    .ignoresFeed: failing("IDN-010c", "IDN-010d", "IDN-010e", "IDN-011c", "IDN-011d", "IDN-012e")
      .merging(["IDN-010j": "not demonstrated"]) { $1 },
    .ignoresRevisions: ["IDN-010d": "partly met 0.5"],
    .ignoresMerge: ["IDN-010d": "partly met 0.3", "IDN-010j": "partly met 0.5"],
    .keepsSubsumed: ["IDN-010d": "partly met 0.3", "IDN-010j": "partly met 0.5"],
    .noUpdates: ["IDN-010j": "not demonstrated"], .partialUpdates: failing("IDN-010j"),
    .missesMerges: ["IDN-010j": "partly met 0.5"],
    .unknownDomainEmpty: ["IDN-010c": "partly met 0.5", "IDN-011c": "partly met 0.5"],
    .unknownPatientEmpty: ["IDN-010c": "partly met 0.5"],
    .noDetail: ["IDN-010c": "partly met 0.5", "IDN-011c": "partly met 0.5"],
    .ignoresWanted: failing("IDN-010c"), .returnsAsked: failing("IDN-010c"),
    // Whoever leaves an identifier out does so before a merge too.
    .missesDomain: ["IDN-010c": "not met", "IDN-010d": "partly met 0.3"],
    .mergesTwins: failing("IDN-012e"), .linksInvalidNumbers: failing("IDN-002c"),
    .firstCandidate: failing("IDN-011c", "IDN-011d"), .wrongCandidates: failing("IDN-011c", "IDN-011d"),
    .caseSensitiveSex: failing("IDN-011c"),
    .noPaging: failing("IDN-011d"), .stuckPaging: failing("IDN-011d"), .forgetsCancel: failing("IDN-011d"),
    .wrongCounts: failing("IDN-010e", "IDN-011d"),
    .wrongOrder: failing("IDN-010e"), .noQueryCopy: failing("IDN-010e"), .wrongAction: failing("IDN-010e"),
    .applicationAcknowledgement: failing("IDN-010e"),
    .textAuthorities: failing("IDN-010c", "IDN-010e", "IDN-010j"),
    .otherMessage: failing(
      "IDN-002c", "IDN-010c", "IDN-010d", "IDN-010e", "IDN-010j", "IDN-011c", "IDN-012e"),
    .fault: Dictionary(uniqueKeysWithValues: all.map { ($0, "not met") }),
    // Whoever answers with a page is not the index: nothing is known of it.
    .page: Dictionary(uniqueKeysWithValues: all.map { ($0, "inconclusive") }),
  ]

  private static func failing(_ requirements: String...) -> [String: String] {
    Dictionary(uniqueKeysWithValues: requirements.map { ($0, "not met") })
  }

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: IdentityManagerV3.Defect.allCases)
  func verdicts(_ defect: IdentityManagerV3.Defect) async throws {
    let consumer = try PeerProcess.freePort()
    let peer = try await IdentityManagerV3.start(defect, consumer: consumer)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("cross-reference")
    try tender.shortenWaits(in: specification)
    let address = "{url: \"http://127.0.0.1:\(peer.port)/\"}"
    try tender.offer(
      "patient-index-v3", endpoints: ["pixv3: \(address)", "pdqv3: \(address)"], revisionListener: consumer)
    let waits = ["notification-wait=1500 ms", "notification-time=1 s"]
    let ended = try await tender.start(waits.flatMap { ["--input", $0] }, specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == broken[id] ?? "met", "\(defect) \(requirement.explained)")
    }
  }
}
