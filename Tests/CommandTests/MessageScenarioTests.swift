import Foundation
import TestPeers
import Testing

/// The requirements on messages, from their files to the verdict, against a RIS that does well and RISs that do not.
@Suite("Messages and worklists", .serialized, .timeLimit(.minutes(5)))
struct MessageScenarioTests {
  /// What each defect breaks; all else is met.
  static let broken: [SmallRIS.Defect: [String: String]] = [
    .none: [:],
    .ignoresOrders: ["ORD-001": "not met", "ADT-003a": "not met", "ADT-008a": "not met", "ADT-009": "not met"],
    .keepsCancelled: ["ORD-001": "not met"], .ignoresCorrections: ["ADT-003a": "not met"],
    .acceptsAnything: ["ADT-006b": "not met"], .doublesOrders: ["ADT-008a": "not met"],
    .wrongLetters: ["ADT-009": "not met"],
    .closes: ["ADT-006a": "partly met 0.5"],
  ]

  static let all = ["ORD-001", "ADT-001b", "ADT-003a", "ADT-006a", "ADT-006b", "ADT-008a", "ADT-009"]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: SmallRIS.Defect.allCases)
  func verdicts(_ defect: SmallRIS.Defect) async throws {
    let (peer, messagePort) = try await SmallRIS.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("messages")
    // Nobody waits a minute for what does not come.
    let rows = "\(specification)/groups/messages.yaml"
    try String(contentsOfFile: rows, encoding: .utf8).replacing(
      "every: 2 s, for: 60 s", with: "every: 100 ms, for: 1 s"
    )
    .write(toFile: rows, atomically: true, encoding: .utf8)
    try tender.write(
      """
      edition: 1
      kind: network
      id: test
      title: Test network
      sites:
        - id: a
          name: Site A
          systems:
            - id: ris
              vendor: Vendor
              product: Product
              roles: [scheduler]
              permits: [read, write, load]
              endpoints:
                dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: \(SmallRIS.aeTitle)}
                hl7: {host: 127.0.0.1, port: \(messagePort), receiving-application: RIS, sending-application: ASSAY}

      """, "network.yaml")
    try tender.write(
      """
      edition: 1
      kind: bid
      id: test-bid
      bidder: Bidder
      documents:
        - {id: statement, path: statement.txt, title: Conformance statement}
      offers:
        - {roles: [scheduler], vendor: Vendor, product: Product, documents: [statement]}

      """, "bid/bid.yaml")
    let ended = try await tender.start(specification: specification).ended()
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
