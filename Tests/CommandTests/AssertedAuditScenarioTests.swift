import Foundation
import TestPeers
import Testing

/// The requirements on what an audit record says of who asked, from their files to the verdict, against a registry that asks
/// for assertions and audits what they say, and ones that lose some of it.
@Suite("Who asked, in the audit record", .serialized, .timeLimit(.minutes(5)))
struct AssertedAuditScenarioTests {
  private static let all = ["SEC-006c", "SEC-007c"]

  /// What each defect comes to; all else is met.
  private static let broken: [AuditedPeers.Defect: [String: String]] = [
    .none: [:], .noUser: ["SEC-006c": "not met", "SEC-007c": "not met"],
    .bareUser: ["SEC-006c": "not met", "SEC-007c": "not met"],
    .noRole: ["SEC-006c": "partly met 0.6"],
    .noPurpose: ["SEC-006c": "partly met 0.6", "SEC-007c": "not met"],
    .onePurpose: ["SEC-007c": "not met"],
    // Whoever says nothing at all may not know where to.
    .silent: ["SEC-006c": "not demonstrated", "SEC-007c": "not demonstrated"],
  ]

  private static func verdicts(
    _ defect: AuditedPeers.Defect, asserts: Bool = true
  ) async throws -> (verdicts: Verdicts, text: String) {
    let registry = try await AssertedRegistry()
    defer { registry.stop() }
    let trail = try PeerProcess.freePort()
    let peer = try await AuditedPeers.sharing(
      before: registry.port, auditingTo: .init(transport: "tcp", port: trail, defect: defect))
    defer { peer.stop() }
    let tender = try Tender(port: 104)
    let specification = try tender.specification("user-audit")
    try tender.shortenWaits(in: specification)
    let rows = "\(specification)/groups/user-audit.yaml"
    try String(contentsOfFile: rows, encoding: .utf8).replacing("within: 60 s", with: "within: 500 ms")
      .replacing("timeout: 70 s", with: "timeout: 1 s").write(toFile: rows, atomically: true, encoding: .utf8)
    try FileManager.default.copyItem(atPath: registry.issuer.key, toPath: tender.path("issuer.key"))
    try FileManager.default.copyItem(atPath: registry.issuer.certificate, toPath: tender.path("issuer.pem"))
    let authorization = """
      , authorization: {assertion: {issuer: "urn:assay:issuer", certificate: issuer.pem, key: {file: issuer.key}, \
      audience: "\(AssertedRegistry.audience)", subject: orla, role: {code: "\(AssertedRegistry.role)", \
      scheme: 2.16.840.1.113883.6.96}, purpose-of-use: {code: TREAT, scheme: 2.16.840.1.113883.5.8}}}
      """
    try tender.writeNetwork(
      listeners: """
        audit-listeners:
          - {id: trail, host: 127.0.0.1, port: \(trail), transport: tcp}
        """,
      systems: """
        - id: registry
          vendor: Vendor
          product: Product
          roles: [document-registry, document-repository]
          permits: [read, write, listen]
          endpoints:
            xds: {url: "http://127.0.0.1:\(peer.port)/", repository-unique-id: \(DocumentRegistry.repositoryUniqueID)\(asserts ? authorization : "")}
        """)
    try tender.writeBid(roles: "document-registry, document-repository")
    let ended = try await tender.start(specification: specification).ended()
    return (try tender.verdicts(), ended.output + ended.error)
  }

  @Test(
    "Each requirement is met by who keeps it, and by nobody else", arguments: broken.keys.sorted { "\($0)" < "\($1)" })
  func each(_ defect: AuditedPeers.Defect) async throws {
    let (verdicts, text) = try await Self.verdicts(defect)
    for id in Self.all {
      let requirement = try #require(verdicts[id], "\(text)")
      #expect(requirement.shown == Self.broken[defect]?[id] ?? "met", "\(defect) \(requirement.explained)")
    }
  }

  @Test("Without an assertion in the network file nothing is shown")
  func none() async throws {
    let (verdicts, text) = try await Self.verdicts(.none, asserts: false)
    for id in Self.all { #expect(verdicts[id]?.shown == "not demonstrated", "\(verdicts[id]?.explained ?? text)") }
  }
}
