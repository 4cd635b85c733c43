import Foundation
import TestPeers
import Testing

/// The requirements that hold messages against profiles, from the profile's file to the verdict.
@Suite("Message profiles", .serialized, .timeLimit(.minutes(3)))
struct MessageProfileTests {
  /// What each defect breaks, and what the report says of it.
  static let broken: [Acknowledger.Defect: [String: String]] = [
    .none: [:],
    .localSegment: ["DOC-005a": "the profile has no segment ZAK", "DOC-005b": "the profile has no segment ZAK"],
    .otherEdition: ["DOC-005a": "fixes it to `2.4`", "DOC-005b": "fixes it to `2.4`"],
    .bareRefusal: ["DOC-005b": "MSH-11 (processing id) was not sent"],
  ]

  @Test(
    "Messages that keep to their profile meet the requirement, and others do not",
    arguments: Acknowledger.Defect.allCases)
  func verdicts(_ defect: Acknowledger.Defect) async throws {
    let peer = try await Acknowledger.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    try tender.writeNetwork(
      systems: """
        - id: ris
          vendor: Vendor
          product: Product
          roles: [scheduler]
          permits: [read, write]
          endpoints:
            hl7: {host: 127.0.0.1, port: \(peer.port), receiving-application: PEER, sending-application: ASSAY}
        """)
    try tender.writeBid(roles: "scheduler")
    let ended = try await tender.start(specification: try tender.specification("message-profiles")).ended()
    let verdicts = try tender.verdicts()
    let broken = try #require(Self.broken[defect])
    for id in ["DOC-005a", "DOC-005b"] {
      let requirement = try #require(verdicts[id], "\(ended.error)")
      #expect(requirement.shown == (broken[id] == nil ? "met" : "not met"), "\(defect) \(id): \(requirement.why)")
    }
    let run = URL(fileURLWithPath: tender.out)
    let held = FileManager.default.fileExists(
      atPath: run.appendingPathComponent("specification/hl7-profiles/ack.xml").path)
    #expect(held, "the record holds the profile")
    let report = try String(contentsOf: run.appendingPathComponent("verdicts.json"), encoding: .utf8)
    for words in broken.values { #expect(report.contains(words), "\(words)") }
  }
}
