import Foundation
import TestPeers
import Testing

/// The requirements on what messages do to an archive, from their files to the verdict, against an archive that does well and
/// archives that do not.
@Suite("Messages and archives", .serialized, .timeLimit(.minutes(10)))
struct ImageManagerScenarioTests {
  /// What each defect breaks; all else is met. A merge may be undone by a tool that nobody declared here.
  static let broken: [ImageManager.Defect: [String: String]] = [
    .none: [:],
    .ignoresMerge: [
      "ADT-002a": "not met", "ADT-002c": "not met", "ADT-004": "not met", "ADT-004a": "not met",
      "ADT-005": "not demonstrated",
    ],
    .losesStudy: failing("ADT-002a", "ADT-004a"), .newInstances: failing("ADT-002a"), .staleWeb: failing("ADT-002c"),
    .ignoresCorrections: failing("ADT-003b", "IDN-012d"), .forgetsOriginal: failing("ADT-003b"),
    .spoilsPixels: failing("ADT-003b"), .dropsTemporary: failing("ADT-004", "ADT-004a"),
    .leavesReports: failing("ADT-004a"),
    .ignoresUnmerge: ["ADT-005": "not demonstrated"],
    .ignoresProcedures: failing("ORD-003", "IDN-006c"), .ownStudyUID: failing("ORD-003"),
    .ignoresUpdates: failing("ORD-003"), .correctsTwins: failing("IDN-012d"),
    .joinsAccessions: failing("IDN-006c"), .hidesIssuer: failing("IDN-006b", "IDN-006c"),
    // Who moves studies one after the other is not late before the time is over.
    .unhurried: [:],
  ]

  private static func failing(_ requirements: String...) -> [String: String] {
    Dictionary(uniqueKeysWithValues: requirements.map { ($0, "not met") })
  }

  static let all = [
    "ADT-002a", "ADT-002c", "ADT-003b", "ADT-004", "ADT-004a", "ADT-005", "ORD-003", "IDN-006b", "IDN-006c", "IDN-012d",
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: ImageManager.Defect.allCases)
  func verdicts(_ defect: ImageManager.Defect) async throws {
    let (peer, messagePort, webPort) = try await ImageManager.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("patient-administration", "identity-messages")
    try tender.shortenWaits(in: specification)
    try tender.offer(
      "archive",
      endpoints: [
        "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: \(ImageManager.aeTitle)}",
        "hl7: {host: 127.0.0.1, port: \(messagePort)}",
        "dicomweb: {url: \"http://127.0.0.1:\(webPort)\"}",
      ], objectListener: PeerProcess.freePort())
    let ended = try await tender.start(specification: specification).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == broken[id] ?? "met", "\(defect) \(requirement.explained)")
    }
  }
}
