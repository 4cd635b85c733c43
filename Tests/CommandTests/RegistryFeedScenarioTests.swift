import Foundation
import TestPeers
import Testing

/// The requirements on a registry that is told of patients, from their files to the verdict, against one that does well and
/// some that do not.
@Suite("A registry that is told of patients", .serialized, .timeLimit(.minutes(5)))
struct RegistryFeedScenarioTests {
  static let all = ["ADT-002d", "IDN-010g"]

  /// What each defect breaks; all else is met. One way of telling is enough.
  static let broken: [FedRegistry.Defect: [String: String]] = [
    .none: [:], .v2Only: [:], .v3Only: [:],
    .ignoresFeed: ["ADT-002d": "not met", "IDN-010g": "not met"],
    .ignoresMerge: ["ADT-002d": "not met"], .losesMerged: ["ADT-002d": "not met"], .listsBoth: ["ADT-002d": "not met"],
    .takesSubsumed: ["ADT-002d": "not met"],
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: FedRegistry.Defect.allCases)
  func verdicts(_ defect: FedRegistry.Defect) async throws {
    let (peer, messagePort) = try await FedRegistry.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("cross-reference")
    try tender.shortenWaits(in: specification)
    try tender.offer(
      "document-registry, document-repository",
      endpoints: [
        "xds: {url: \"http://127.0.0.1:\(peer.port)/\", repository-unique-id: 1.2.3}",
        "hl7: {host: 127.0.0.1, port: \(messagePort)}",
      ])
    let ended = try await tender.start(specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == broken[id] ?? "met", "\(defect) \(requirement.explained)")
    }
  }
}
