import Foundation
import TestPeers
import Testing

/// The requirement on systems that ask the harness's registry and repository on behalf of a user, from its file to the verdict,
/// with assertions that pysaml2 makes and lxml carries.
@Suite("Systems that say who asks", .serialized, .timeLimit(.minutes(5)))
struct AssertingClientScenarioTests {
  /// What a client sends, and who signed it.
  enum Sent: Hashable, Sendable {
    /// An assertion of the issuer that is trusted.
    case asserted(SharingClients.Assertion)
    /// A good one of another issuer.
    case byStranger
    /// None.
    case nothing
  }

  private static let all: [Sent] = SharingClients.Assertion.allCases.map(Sent.asserted) + [.byStranger, .nothing]

  @Test("Who asserts rightly meets it, and nobody else", arguments: all)
  func verdicts(_ sent: Sent) async throws {
    let ended = try await Self.run(sent, judged: true)
    #expect(ended.shown == (sent == .asserted(.good) ? "met" : "not met"), "\(sent): \(ended.explained)")
  }

  @Test("Where the network file does not say whom to trust, nothing is held against the system")
  func untold() async throws {
    #expect(try await Self.run(.nothing, judged: false).shown == "inconclusive")
  }

  private static func run(_ sent: Sent, judged: Bool) async throws -> Verdicts.Requirement {
    let authority = try CertificateAuthority()
    let issuer = try authority.issue("issuer", names: "DNS:issuer.example", key: .rsa2048)
    let stranger = try authority.issue("stranger", names: "DNS:issuer.example", key: .rsa2048)
    let port = try PeerProcess.freePort()
    let assertion: (kind: SharingClients.Assertion, key: String, certificate: String)? =
      switch sent {
      case .asserted(let kind): (kind, issuer.key, issuer.certificate)
      case .byStranger: (.good, stranger.key, stranger.certificate)
      case .nothing: nil
      }
    let (peer, messagePort, webPort) = try await SharingClients.start(target: port, assertion: assertion)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    try FileManager.default.copyItem(atPath: issuer.certificate, toPath: tender.path("issuer.pem"))
    let trust = judged ? "assertions: {trust: issuer.pem, audience: \"http://registry/\"}" : ""
    try tender.writeNetwork(
      listeners: """
        soap-listeners:
          - id: actors
            host: 127.0.0.1
            port: \(port)
            plays: [document-registry, document-repository]
            \(trust)
        """,
      systems: """
        - id: clients
          vendor: Vendor
          product: Product
          roles: [document-consumer]
          permits: [read, write, listen]
          endpoints:
            hl7: {host: 127.0.0.1, port: \(messagePort)}
            xds: {url: "http://127.0.0.1:\(webPort)/"}
        """)
    try tender.writeBid(roles: "document-consumer")
    let waits = ["publication-wait=5 s", "consultation-wait=20 s"]
    let ended = try await tender.start(
      waits.flatMap { ["--input", $0] }, specification: try tender.specification("user-assertions")
    ).ended()
    return try #require(try tender.verdicts()["SEC-006d"], "\(ended.error)")
  }
}
