import Foundation
import TestPeers
import Testing

/// The requirements on other communities, from their files to the verdict, against gateways that do well and ones that do
/// not.
@Suite("Documents of other communities", .serialized, .timeLimit(.minutes(5)))
struct CommunityScenarioTests {
  static let all = [
    "XCA-001a", "XCA-001b", "XCA-002a", "XCA-002b", "XCA-003a", "XCA-009a", "XCA-010a", "NET-004a",
  ]

  /// What each defect breaks; all else is met.
  static let broken: [CommunityGateways.Defect: Set<String>] = [
    .none: [],
    .noHome: ["XCA-001a", "XCA-002a", "XCA-009a"], .bareHome: ["XCA-001a", "XCA-002a", "XCA-009a"],
    .otherHome: ["XCA-001a", "XCA-002a", "XCA-009a"],
    .noHomeRetrieved: ["XCA-001a", "XCA-002a"], .takesAnyHome: ["XCA-002b"], .takesNoHome: ["XCA-002b"],
    .noLocation: ["XCA-002b", "NET-004a"], .localAction: ["XCA-002a"],
    .truncates: ["XCA-001a", "XCA-002a", "NET-004a"], .inline: ["XCA-001a", "XCA-002a"], .slow: ["XCA-003a"],
    .dropsHomes: ["XCA-001a", "XCA-009a"], .firstOnly: ["XCA-001a", "XCA-009a", "NET-004a"],
    .allOrNothing: ["XCA-001a", "NET-004a"], .hidesSilence: ["NET-004a"], .namelessSilence: ["NET-004a"],
    .generalSilence: ["NET-004a"], .asksAll: ["XCA-009a", "NET-004a"], .takesStrangers: ["XCA-001b"],
    .ignoresTime: ["XCA-009a"], .repeats: ["XCA-001a", "NET-004a"], .waits: ["XCA-010a"],
  ]

  @Test("Each requirement is met by who keeps it, and by nobody else", arguments: CommunityGateways.Defect.allCases)
  func verdicts(_ defect: CommunityGateways.Defect) async throws {
    let peer = try await CommunityGateways.start(defect)
    defer { peer.stop() }
    let verdicts = try await Self.verdicts(
      port: peer.port, ["--input", "silent-community=\(CommunityGateways.silent)"])
    let broken = try #require(Self.broken[defect])
    for id in Self.all {
      let requirement = try #require(verdicts[id])
      #expect(
        requirement.shown == (broken.contains(id) ? "not met" : "met"),
        "\(defect) \(id): \(requirement.why) \(requirement.evidence.map { "\($0.id): \($0.result), \($0.why)" })")
    }
  }

  @Test("A gateway that was not told of the silent community is not blamed for it")
  func unprepared() async throws {
    let peer = try await CommunityGateways.start()
    defer { peer.stop() }
    let verdicts = try await Self.verdicts(port: peer.port, ["--only", "NET-004a,XCA-010a"])
    for id in ["NET-004a", "XCA-010a"] { #expect(verdicts[id]?.shown == "inconclusive", "\(id)") }
  }

  /// The verdicts on gateways behind a port.
  private static func verdicts(port: Int, _ arguments: [String]) async throws -> Verdicts {
    let tender = try Tender(port: port)
    let specification = try tender.specification("communities")
    try tender.shortenWaits(in: specification)
    func system(_ name: String, _ endpoints: [String], role: String) -> String {
      """
        - id: site-\(name)
          name: Site \(name)
          systems:
            - id: \(name)
              vendor: Vendor
              product: Product
              roles: [\(role)]
              permits: [read, write]
              endpoints:
      \(endpoints.map { "          \($0)\n" }.joined())
      """
    }
    func responding(_ name: String, _ community: String) -> String {
      system(
        name,
        [
          "xca: {url: \"http://127.0.0.1:\(port)/\(name)/gateway\", home-community-id: \(community)}",
          "xds: {url: \"http://127.0.0.1:\(port)/\(name)/repository\"}",
        ], role: "responding-gateway")
    }
    try tender.write(
      """
      edition: 1
      kind: network
      id: test
      title: Test network
      sites:

      """
        + system("here", ["xca: {url: \"http://127.0.0.1:\(port)/gateway\"}"], role: "initiating-gateway")
        + responding("a", CommunityGateways.communities.a) + responding("b", CommunityGateways.communities.b),
      "network.yaml")
    try tender.write(
      """
      edition: 1
      kind: bid
      id: test-bid
      bidder: Bidder
      documents:
        - {id: statement, path: statement.txt, title: Conformance statement}
      offers:
        - roles: [initiating-gateway, responding-gateway]
          vendor: Vendor
          product: Product
          documents: [statement]

      """, "bid/bid.yaml")
    // Two answers show whether a peer is slow, and two seconds whether it gives up.
    let fast = ["community-queries=2", "community-time=1200 ms", "silence-time=1700 ms"]
    _ = try await tender.start(arguments + fast.flatMap { ["--input", $0] }, specification: specification).ended()
    return try tender.verdicts()
  }
}
