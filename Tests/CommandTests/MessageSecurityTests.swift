import Foundation
import TestPeers
import Testing

/// The requirement on TLS for messages, from its file to the verdict, against ports that keep and break it.
@Suite("Messages over TLS", .serialized, .timeLimit(.minutes(3)))
struct MessageSecurityTests {
  /// How the port of the RIS is set up.
  enum Setting: String, CaseIterable {
    case mutual
    case anyClient
    case plain
  }

  @Test(
    "Mutual TLS meets it, any client and plain text do not",
    arguments: zip(Setting.allCases, ["met", "not met", "not met"]))
  func verdict(_ setting: Setting, _ state: String) async throws {
    let authority = try CertificateAuthority()
    let server = try authority.issue("server", names: "DNS:localhost")
    let client = try authority.issue("client", names: "DNS:client")
    var options: [String: any Sendable] = [:]
    if setting != .plain { options = ["certificate": server.certificate, "key": server.key] }
    if setting == .mutual { options["authority"] = authority.certificate }
    let (peer, messagePort) = try await SmallRIS.start(.none, options: options)
    defer { peer.stop() }
    let tender = try Tender(port: peer.port)
    for (path, name) in [
      (authority.certificate, "ca.pem"), (client.certificate, "client.pem"), (client.key, "client.key"),
    ] {
      try FileManager.default.copyItem(atPath: path, toPath: tender.path(name))
    }
    try tender.offer(
      "scheduler",
      endpoints: [
        "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: \(SmallRIS.aeTitle)}",
        """
        hl7: {host: 127.0.0.1, port: \(messagePort), tls: {trust: ca.pem, certificate: client.pem, key: client.key, \
        server-name: localhost}}
        """,
      ])
    let ended = try await tender.start(
      ["--only", "ADT-007"], specification: tender.specification("patient-administration")
    ).ended()
    let requirement = try #require(try tender.verdicts()["ADT-007"], "\(ended.error)")
    #expect(requirement.shown == state, "\(requirement.explained)")
  }
}
