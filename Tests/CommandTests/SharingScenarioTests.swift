import Foundation
import TestPeers
import Testing

/// The requirements on sharing documents, from their files to the verdict, against a registry and repository that do well
/// and ones that do not.
@Suite("Sharing documents", .serialized, .timeLimit(.minutes(5)))
struct SharingScenarioTests {
  static let all = ["XDS-006a", "XDS-007a", "XDS-007b", "XDS-008a", "XDS-011a"]

  /// What each defect breaks; all else is met.
  static let broken: [DocumentRegistry.Defect: [String: String]] = [
    .none: [:],
    .wrongHash: ["XDS-008a": "not met"], .wrongSize: ["XDS-008a": "not met"], .otherDocument: ["XDS-008a": "not met"],
    .truncates: ["XDS-008a": "not met"], .inline: ["XDS-008a": "not met"], .unknownIsSuccess: ["XDS-008a": "not met"],
    .keepsReplaced: ["XDS-011a": "not met"], .ignoresStatus: ["XDS-011a": "not met"],
    .ignoresClass: ["XDS-007a": "not met"], .ignoresTime: ["XDS-007a": "not met"],
    .ignoresEvent: ["XDS-007a": "not met"], .otherPatients: ["XDS-007a": "not met"],
    .neverEmpty: ["XDS-007a": "not met"], .wholeObjects: ["XDS-007a": "not met"],
    .noRelation: ["XDS-007a": "not met"], .soap11: ["XDS-007a": "not met"],
    .losesReferences: ["XDS-006a": "not met"],
    .nullQuery: ["XDS-007b": "partly met 0.5"], .missingParameterIgnored: ["XDS-007b": "partly met 0.5"],
    .takesDuplicates: ["XDS-007b": "partly met 0.3"], .takesStrangers: ["XDS-007b": "partly met 0.3"],
    .takesIncomplete: ["XDS-007b": "partly met 0.3"],
    .fault: Dictionary(uniqueKeysWithValues: all.map { ($0, "not met") }),
    // Whoever answers with a page is not the registry: nothing is known of it.
    .page: Dictionary(uniqueKeysWithValues: all.map { ($0, "inconclusive") }),
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: DocumentRegistry.Defect.allCases)
  func verdicts(_ defect: DocumentRegistry.Defect) async throws {
    let peer = try await DocumentRegistry.start(defect)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    let specification = try tender.specification("sharing")
    // Nobody waits a minute for what does not come.
    let rows = "\(specification)/groups/sharing.yaml"
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
            - id: registry
              vendor: Vendor
              product: Product
              roles: [document-registry, document-repository]
              permits: [read, write]
              endpoints:
                xds: {url: "http://127.0.0.1:\(peer.port)/", repository-unique-id: \(DocumentRegistry.repositoryUniqueID)}

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
        - {roles: [document-registry, document-repository], vendor: Vendor, product: Product, documents: [statement]}

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
