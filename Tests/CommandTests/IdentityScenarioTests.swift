import Foundation
import TestPeers
import Testing

/// The requirements on a patient index over HL7 v2, from their files to the verdict, against one that does well and some that do not.
@Suite("Messages and the patient index", .serialized, .timeLimit(.minutes(5)))
struct IdentityScenarioTests {
  /// What each defect breaks; all else is met.
  static let broken: [IdentityManager.Defect: [String: String]] = [
    .none: [:],
    .ignoresRegistrations: failing("ADT-001c", "IDN-003", "IDN-010b", "IDN-011b", "IDN-011i", "IDN-012c"),
    .unknownDomainEmpty: ["IDN-010b": "partly met 0.5"], .unknownPatientEmpty: ["IDN-010b": "partly met 0.5"],
    .missesDomain: failing("IDN-010b"), .mergesTwins: failing("IDN-012c"), .firstCandidate: failing("IDN-011b"),
    .wrongCandidates: failing("ADT-001c", "IDN-003", "IDN-011b", "IDN-011i"), .dropsStatus: failing("IDN-003"),
    .linksInvalidNumbers: failing("IDN-002b"), .visitAsDemographics: failing("IDN-011i"),
    .noVisit: failing("IDN-011i"), .ignoresWard: failing("IDN-011i"),
  ]

  private static func failing(_ requirements: String...) -> [String: String] {
    Dictionary(uniqueKeysWithValues: requirements.map { ($0, "not met") })
  }

  static let all = ["ADT-001c", "IDN-002b", "IDN-003", "IDN-010b", "IDN-011b", "IDN-011i", "IDN-012c"]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: IdentityManager.Defect.allCases)
  func verdicts(_ defect: IdentityManager.Defect) async throws {
    let peer = try await IdentityManager.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("patient-administration", "identity-messages", "visit-queries")
    try tender.shortenWaits(in: specification)
    if defect != .none { try tender.shortenRepetitions(in: specification) }
    try tender.offer("patient-index", endpoints: ["hl7: {host: 127.0.0.1, port: \(peer.port)}"])
    let ended = try await tender.start(specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == broken[id] ?? "met", "\(defect) \(requirement.explained)")
    }
  }
}
