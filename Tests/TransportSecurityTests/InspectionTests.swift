import Foundation
import TestPeers
import Testing

@testable import TransportSecurity

@Suite("Inspection of TLS", .serialized, .timeLimit(.minutes(2)))
struct InspectionTests {
  private func authority() throws -> CertificateAuthority { try InspectionBench.authority.get() }

  private func server(
    _ names: String = "DNS:localhost,IP:127.0.0.1", days: Int = 2, key: CertificateAuthority.Key = .p256,
    extensions: [String] = []
  ) throws -> (key: String, certificate: String) {
    try authority().issue("s-\(UUID().uuidString)", names: names, days: days, key: key, extensions: extensions)
  }

  /// What was found, as `sslscan` writes it.
  private func shown(_ findings: TLSFindings) -> Set<String> {
    let names: [TLSVersion: String] = [
      .ssl3: "SSLv3", .tls10: "TLSv1.0", .tls11: "TLSv1.1", .tls12: "TLSv1.2", .tls13: "TLSv1.3",
    ]
    return Set(
      findings.suites.map { accepted in
        let code = String(accepted.suite.code, radix: 16, uppercase: true)
        return "\(names[accepted.version] ?? "") 0x\(String(repeating: "0", count: 4 - code.count))\(code)"
      })
  }

  @Test("A modern server: versions, suites as sslscan finds them, certificate, nothing in plain text")
  func modern() async throws {
    let certificate = try server(
      key: .rsa2048,
      extensions: [
        "extendedKeyUsage=serverAuth", "crlDistributionPoints=URI:http://crl.example/a.crl",
        "authorityInfoAccess=OCSP;URI:http://ocsp.example/", "basicConstraints=CA:FALSE",
      ])
    let peer = try await Nginx.start(
      key: certificate.key, certificate: certificate.certificate, settings: ["ssl_prefer_server_ciphers on;"])
    defer { peer.stop() }
    let result = await InspectionBench.inspect(
      InspectionBench.target(peer.port, trust: try authority().certificate))
    let findings = result.findings
    #expect(result.failure == nil)
    #expect(findings.speaksTLS == true)
    #expect(findings.versions == [.tls12, .tls13])
    #expect(shown(findings) == (try InspectionBench.sslscan(peer.port)))
    #expect(findings.ownOrder.contains(.tls12))
    #expect(findings.groups.map(\.name).contains("x25519"))
    #expect(findings.groups.map(\.name).contains("secp256r1"))
    #expect(findings.prefersLatest == true)
    #expect(findings.refusesFallback == true)
    #expect(findings.marksDowngrade == true)
    #expect(findings.compresses == false)
    #expect(findings.renegotiatesSecurely == true)
    #expect(findings.extendsMasterSecret == true)
    #expect(findings.staplesStatus == false)
    #expect(findings.asksForCertificate == false)
    #expect(findings.applicationProtocol == "http/1.1")
    #expect(findings.withoutName == .sameCertificate)
    #expect(findings.withUnknownName == .sameCertificate)
    guard case .answered(let bytes)? = findings.withoutCertificate else {
      Issue.record("\(String(describing: findings.withoutCertificate))")
      return
    }
    #expect(bytes.starts(with: Array("HTTP/1.1 200".utf8)))
    guard case .answered(let refusal)? = findings.plain else {
      Issue.record("\(String(describing: findings.plain))")
      return
    }
    #expect(refusal.starts(with: Array("HTTP/1.1 400".utf8)))
    let chain = try #require(findings.chain)
    let leaf = try #require(chain.leaf)
    #expect(chain.problem == nil)
    #expect(chain.isForHost && chain.isOrdered && chain.isValidNow && !chain.isSelfSigned)
    #expect((1...2).contains(chain.daysLeft))
    #expect(leaf.keyType == "RSA" && leaf.keyBits == 2_048 && leaf.isKeyLongEnough == true)
    #expect(leaf.signatureAlgorithm == "ecdsa-with-SHA256" && !leaf.hasWeakSignature)
    #expect(leaf.issuer == "CN=Test CA")
    #expect(leaf.namesForPeople == ["localhost", "127.0.0.1"])
    #expect(leaf.extendedKeyUsage == ["serverAuth"])
    #expect(leaf.distributionPoints == ["http://crl.example/a.crl"])
    #expect(leaf.responders == ["http://ocsp.example/"])
    #expect(leaf.isAuthority == false)
    #expect(SecureProfile.bcp195RFC9325.breaches(findings).isEmpty)
    // It lacks the CCM suites of TLS 1.3 that the modified profile demands.
    #expect(SecureProfile.modified.breaches(findings).contains { $0.what.contains("TLS_AES_128_CCM_SHA256") })
  }

  @Test("An old server: TLS 1.0 to 1.2, suites as sslscan finds them, and the rules that it breaks")
  func old() async throws {
    let certificate = try server(key: .rsa1024)
    let peer = try await Nginx.start(
      key: certificate.key, certificate: certificate.certificate, protocols: "TLSv1 TLSv1.1 TLSv1.2",
      ciphers: "ALL:COMPLEMENTOFALL:@SECLEVEL=0")
    defer { peer.stop() }
    let result = await InspectionBench.inspect(
      InspectionBench.target(peer.port, trust: try authority().certificate))
    let findings = result.findings
    #expect(result.failure == nil)
    #expect(findings.versions == [.tls10, .tls11, .tls12])
    // sslscan's own library offers neither ARIA nor suites without encryption.
    let seen = try InspectionBench.sslscan(peer.port)
    #expect(seen.subtracting(shown(findings)).isEmpty)
    #expect(seen.count > 20)
    #expect(findings.suites.contains { $0.suite.name == "TLS_RSA_WITH_NULL_SHA256" })
    #expect(findings.suites.contains { !$0.suite.isAuthenticated })
    #expect(findings.chain?.leaf?.keyBits == 1_024)
    #expect(findings.chain?.problem != nil)
    let breaches = SecureProfile.bcp195RFC9325.breaches(findings).map(\.what)
    for part in ["TLS 1.0 is accepted", "TLS 1.1 is accepted", "NULL", "_anon_", "RSA key of 1024"] {
      #expect(breaches.contains { $0.contains(part) }, "\(part)")
    }
  }

  @Test("A server of TLS 1.3 alone shows its certificate within the session")
  func latestOnly() async throws {
    let certificate = try server()
    let peer = try await Nginx.start(
      key: certificate.key, certificate: certificate.certificate, protocols: "TLSv1.3")
    defer { peer.stop() }
    let result = await InspectionBench.inspect(
      InspectionBench.target(peer.port, trust: try authority().certificate))
    #expect(result.failure == nil)
    #expect(result.findings.versions == [.tls13])
    #expect(shown(result.findings) == (try InspectionBench.sslscan(peer.port)))
    #expect(result.findings.chain?.problem == nil)
    #expect(result.findings.chain?.isForHost == true)
    #expect(result.findings.prefersLatest == nil)
    #expect(result.findings.compresses == nil)
  }

  @Test(
    "A certificate is held against time, name and trust",
    arguments: ["expired", "elsewhere", "self-signed", "own", "unnamed", "expired-unnamed"])
  func certificates(kind: String) async throws {
    let authority = try authority()
    let certificate =
      switch kind {
      case "expired", "expired-unnamed": try server(days: -1)
      case "elsewhere": try server("DNS:elsewhere.example")
      case "unnamed": try server()
      default: try authority.selfSigned("alone-\(UUID().uuidString)", names: "DNS:localhost")
      }
    let peer = try await Nginx.start(key: certificate.key, certificate: certificate.certificate)
    defer { peer.stop() }
    let trust: String? =
      switch kind {
      case "own": certificate.certificate
      case "unnamed", "expired-unnamed": nil
      default: authority.certificate
      }
    let chain = try #require(
      await InspectionBench.inspect(InspectionBench.target(peer.port, trust: trust)).findings.chain)
    #expect((chain.problem == nil) == (kind == "elsewhere" || kind == "own"), "\(chain.problem ?? "")")
    // Who may be trusted by an authority that nobody named is not known to be untrusted.
    #expect(chain.isTrusted == (kind == "unnamed" ? nil : kind == "elsewhere" || kind == "own"))
    let isExpired = kind.hasPrefix("expired")
    #expect(chain.isValidNow == !isExpired)
    #expect((chain.daysLeft < 0) == isExpired)
    #expect(chain.isForHost == (kind != "elsewhere"))
    #expect(chain.isSelfSigned == (kind == "self-signed" || kind == "own"))
  }

  @Test(
    "A server that wants a certificate is told from one that asks and one that does not care",
    arguments: ["on", "optional", "off"])
  func clients(verify: String) async throws {
    let authority = try authority()
    let certificate = try server()
    let client = try authority.issue("client-\(UUID().uuidString)", names: "DNS:client")
    let peer = try await Nginx.start(
      key: certificate.key, certificate: certificate.certificate,
      settings: ["ssl_client_certificate \(authority.certificate);", "ssl_verify_client \(verify);"])
    defer { peer.stop() }
    let findings = await InspectionBench.inspect(
      InspectionBench.target(peer.port, trust: authority.certificate, client: client)
    ).findings
    func status(_ reaction: TLSFindings.ClientReaction?) -> String {
      guard case .answered(let bytes)? = reaction else { return "\(String(describing: reaction))" }
      return String(decoding: bytes.prefix(12), as: UTF8.self)
    }
    #expect(findings.asksForCertificate == (verify != "off"))
    #expect(status(findings.withOurCertificate) == "HTTP/1.1 200")
    #expect(status(findings.withoutCertificate) == (verify == "on" ? "HTTP/1.1 400" : "HTTP/1.1 200"))
    #expect(status(findings.withStrangersCertificate) == (verify == "off" ? "HTTP/1.1 200" : "HTTP/1.1 400"))
  }
}
