import Foundation
import TestPeers
import Testing

/// Requirements of TLS, from the specification to the verdict, against real servers that keep and break them.
@Suite("Secure connections", .serialized, .timeLimit(.minutes(3)))
struct SecureConnectionTests {
  private static let authority = Result { try CertificateAuthority() }

  private static let dicom = ["SEC-001b", "SEC-001c", "SEC-001d", "SEC-002a", "SEC-003a"]
  private static let web = ["SEC-001e", "SEC-001f", "SEC-001g", "SEC-002b", "SEC-003b"]

  private struct Identity {
    var authority: CertificateAuthority
    var server: (key: String, certificate: String)
    var client: (key: String, certificate: String)

    /// The tls block of a network file beside which the files lie.
    static let block = "{trust: ca.pem, certificate: client.pem, key: client.key, server-name: localhost}"

    /// Puts the files beside a network file.
    func copy(into folder: URL) throws {
      for (path, name) in [
        (authority.certificate, "ca.pem"), (client.certificate, "client.pem"), (client.key, "client.key"),
      ] {
        try FileManager.default.copyItem(atPath: path, toPath: folder.appendingPathComponent(name).path)
      }
    }
  }

  private func identity(days: Int = 60) throws -> Identity {
    let authority = try Self.authority.get()
    return Identity(
      authority: authority,
      server: try authority.issue(
        "server-\(UUID().uuidString)", names: "DNS:localhost", days: days, key: .rsa2048,
        extensions: ["crlDistributionPoints=URI:http://crl.example/a.crl"]),
      client: try authority.issue("client-\(UUID().uuidString)", names: "DNS:client"))
  }

  /// States of the requirements after a run of the security group alone.
  private func states(
    of requirements: [String], endpoint: String, identity: Identity? = nil
  ) async throws -> [String: String] {
    let tender = try Tender(port: 1)
    try identity?.copy(into: tender.folder)
    let text = try String(contentsOfFile: tender.network, encoding: .utf8)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("dicom: {") ? String(line.prefix { $0 == " " }) + endpoint : String(line)
    }
    try tender.write(lines.joined(separator: "\n"), "network.yaml")
    let ended = try await tender.start(specification: try tender.specification("security")).ended()
    let verdicts = try tender.verdicts()
    return Dictionary(
      uniqueKeysWithValues: requirements.map { id in (id, verdicts[id]?.state ?? "none: \(ended.error)") })
  }

  @Test("storescp that wants certificates meets what a handshake shows of DICOM over TLS")
  func strict() async throws {
    let identity = try identity()
    let peer = try await STORESCP.start([
      "+tls", identity.server.key, identity.server.certificate, "-rc", "+cf", identity.authority.certificate,
    ])
    defer { peer.stop() }
    let states = try await states(
      of: Self.dicom,
      endpoint: "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: STORESCP, tls: \(Identity.block)}",
      identity: identity)
    #expect(states == Dictionary(uniqueKeysWithValues: Self.dicom.map { ($0, "met") }))
  }

  @Test("Where the network file gives the harness no certificate, nobody is blamed for letting nobody in")
  func uncertified() async throws {
    let identity = try identity()
    let peer = try await STORESCP.start([
      "+tls", identity.server.key, identity.server.certificate, "-rc", "+cf", identity.authority.certificate,
    ])
    defer { peer.stop() }
    let states = try await states(
      of: ["SEC-001b", "SEC-001c"],
      endpoint: """
        dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: STORESCP, tls: {trust: ca.pem, server-name: localhost}}
        """, identity: identity)
    #expect(states == ["SEC-001b": "met", "SEC-001c": "inconclusive"])
  }

  @Test(
    "Whose authority the network file does not name is not blamed for it; whose is not the one that it names, is",
    arguments: [false, true])
  func trusted(namesOther: Bool) async throws {
    var identity = try identity()
    let peer = try await STORESCP.start(["+tls", identity.server.key, identity.server.certificate, "-ic"])
    defer { peer.stop() }
    if namesOther { identity.authority = try CertificateAuthority() }
    let trust = namesOther ? "trust: ca.pem, " : ""
    let states = try await states(
      of: ["SEC-001b", "SEC-003a"],
      endpoint: """
        dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: STORESCP, tls: {\(trust)server-name: localhost}}
        """, identity: identity)
    #expect(states == ["SEC-001b": "met", "SEC-003a": namesOther ? "not met" : "inconclusive"])
  }

  @Test("Orthanc with TLS of its own does not: old versions, any client, a certificate for two days")
  func old() async throws {
    let identity = try identity(days: 2)
    let orthanc = try await Orthanc.start(settings: [
      "DicomTlsEnabled": true, "DicomTlsPrivateKey": identity.server.key,
      "DicomTlsCertificate": identity.server.certificate,
      "DicomTlsTrustedCertificates": identity.authority.certificate, "DicomTlsRemoteCertificateRequired": false,
    ])
    defer { orthanc.process.stop() }
    let states = try await states(
      of: Self.dicom,
      endpoint:
        "dicom: {host: 127.0.0.1, port: \(orthanc.process.port), ae-title: ORTHANC, tls: \(Identity.block)}",
      identity: identity)
    #expect(
      states == [
        "SEC-001b": "not met", "SEC-001c": "not met", "SEC-001d": "not met", "SEC-002a": "met", "SEC-003a": "not met",
      ])
  }

  @Test("A server in plain text meets none of it", arguments: [true, false])
  func plain(isDICOM: Bool) async throws {
    let peer = try await STORESCP.start()
    defer { peer.stop() }
    guard isDICOM else {
      // Nothing that answers there is a web server: nobody's failure.
      let states = try await states(of: Self.web, endpoint: "dicomweb: {url: \"http://127.0.0.1:\(peer.port)/\"}")
      #expect(Set(states.values) == ["inconclusive"])
      return
    }
    let states = try await states(
      of: Self.dicom, endpoint: "dicom: {host: 127.0.0.1, port: \(peer.port), ae-title: STORESCP}")
    #expect(states == Dictionary(uniqueKeysWithValues: Self.dicom.map { ($0, "not met") }))
  }

  @Test("nginx meets what a handshake shows of DICOMweb over TLS, or not, as it is set up", arguments: [true, false])
  func web(isStrict: Bool) async throws {
    let identity = try identity()
    let settings = ["ssl_client_certificate \(identity.authority.certificate);", "ssl_verify_client on;"]
    let peer = try await Nginx.start(
      key: identity.server.key, certificate: identity.server.certificate,
      protocols: isStrict ? "TLSv1.2 TLSv1.3" : "TLSv1 TLSv1.2",
      ciphers: isStrict ? "ECDHE+AESGCM" : "ALL:@SECLEVEL=0", settings: isStrict ? settings : [])
    defer { peer.stop() }
    let states = try await states(
      of: Self.web, endpoint: "dicomweb: {url: \"https://127.0.0.1:\(peer.port)/\", tls: \(Identity.block)}",
      identity: identity)
    let expected: [String: String] = [
      "SEC-001e": isStrict ? "met" : "not met", "SEC-001f": isStrict ? "met" : "not met",
      "SEC-001g": isStrict ? "met" : "not met", "SEC-002b": "met", "SEC-003b": "met",
    ]
    #expect(states == expected)
  }
}
