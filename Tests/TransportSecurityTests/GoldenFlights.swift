import Foundation
import TestPeers
import Testing

@testable import TransportSecurity

/// Flights that openssl sent (`generate.py`).
enum GoldenFlights {
  static let all: [(name: String, bytes: [UInt8])] = {
    let file = Project.root.appendingPathComponent("Tests/TransportSecurityTests/Golden/flights.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map { line in
      let words = line.split(separator: " ")
      let digits = Array(words[1].utf8)
      let bytes = stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) ?? 0
      }
      return (String(words[0]), bytes)
    }
  }()

  static func flight(_ name: String) throws -> ServerFlight {
    var reader = ServerFlightReader()
    try reader.append(try #require(all.first { $0.name == name }?.bytes))
    #expect(reader.isDone)
    return reader.flight
  }
}

@Suite("Flights of a server")
struct FlightTests {
  @Test("TLS 1.2 with an elliptic curve, two certificates and a request for the client's")
  func ellipticCurve() throws {
    let flight = try GoldenFlights.flight("tls12-ecdhe-ecdsa")
    #expect(flight.hello?.version == .tls12)
    #expect(flight.hello?.suite.keyExchange == .ecdhe)
    #expect(flight.hello?.extensionTypes.contains(0xFF01) == true)
    #expect(flight.certificates.count == 2)
    #expect(flight.asksForCertificate)
    #expect(flight.keyExchange == .ellipticCurve(NamedGroup(code: 29)))
    #expect(flight.hello?.tellsDowngrade == true)
  }

  @Test("TLS 1.2 with a finite field, with RSA, TLS 1.0, TLS 1.3 and an alert")
  func others() throws {
    guard case .finiteField(let bits)? = try GoldenFlights.flight("tls12-dhe-rsa").keyExchange else {
      Issue.record("no finite field")
      return
    }
    #expect(bits >= 2_048)
    #expect(try GoldenFlights.flight("tls12-rsa").hello?.suite.keyExchange == .rsa)
    #expect(try GoldenFlights.flight("tls10-ecdhe-rsa").hello?.version == .tls10)
    #expect(try GoldenFlights.flight("tls13").hello?.version == .tls13)
    #expect(try GoldenFlights.flight("alert").alert == 70)
  }

  @Test("A certificate says what openssl put into it")
  func certificate() throws {
    let ders = try GoldenFlights.flight("tls12-ecdhe-ecdsa").certificates
    let leaf = try CertificateReader.read(try #require(ders.first))
    #expect(leaf.subject == "C=GB, O=Example Ünit, CN=archive.example")
    #expect(leaf.issuer == "C=GB, O=Example, CN=Test CA")
    #expect(leaf.serialNumber == "1234")
    #expect(leaf.namesForPeople == ["archive.example", "*.pacs.example", "127.0.0.1", "::1"])
    #expect(leaf.keyType == "EC" && leaf.curve == "secp256r1" && leaf.keyBits == 256)
    #expect(leaf.signatureAlgorithm == "sha256WithRSAEncryption")
    #expect(leaf.keyUsage == ["digitalSignature"])
    #expect(leaf.extendedKeyUsage == ["serverAuth", "clientAuth"])
    #expect(leaf.distributionPoints == ["http://crl.example/a.crl"])
    #expect(leaf.responders == ["http://ocsp.example/"])
    #expect(leaf.isAuthority == false && leaf.demandsStapling && !leaf.isSelfIssued)
    #expect(leaf.notAfter - leaf.notBefore == 3_650 * 86_400)
    let root = try CertificateReader.read(try #require(ders.last))
    #expect(root.isSelfIssued && root.isAuthority == true && root.keyBits == 2_048)
    let weak = try CertificateReader.read(
      try #require(try GoldenFlights.flight("tls12-rsa").certificates.first))
    #expect(weak.hasWeakSignature && weak.signatureAlgorithm == "sha1WithRSAEncryption")
  }

  @Test(
    "A certificate is for the names that it bears alone",
    arguments: [
      ("archive.example", true), ("ARCHIVE.example.", true), ("a.pacs.example", true), ("127.0.0.1", true),
      ("::1", true), ("a.b.pacs.example", false), ("pacs.example", false), ("127.0.0.2", false),
      ("archive.example.org", false), ("", false), ("*.pacs.example", true),
    ])
  func names(host: String, expected: Bool) throws {
    let leaf = try CertificateReader.read(
      try #require(try GoldenFlights.flight("tls12-ecdhe-ecdsa").certificates.first))
    #expect(leaf.isFor(host) == expected)
  }

  @Test(
    "Times of certificates",
    arguments: [
      (0x17, "700101000000Z", 0), (0x17, "491231235959Z", 2_524_607_999), (0x18, "20260229000000Z", 1_772_323_200),
      (0x18, "19691231235959Z", -1), (0x18, "20000229120000Z", 951_825_600),
    ] as [(UInt8, String, Int64)])
  func times(tag: UInt8, text: String, seconds: Int64) throws {
    let contents = Array(text.utf8)
    let element = DERReader.Element(tag: tag, contents: contents[...], whole: contents[...], offset: 0)
    #expect(try DERReader.time(element) == seconds)
  }

  @Test("Suites are what their names say")
  func suites() {
    func suite(_ code: UInt16) -> CipherSuite { CipherSuite(code: code) }
    #expect(suite(0xC02F).name == "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
    #expect(suite(0xC02F).strength == .recommended && suite(0xC02F).encryption == "AES_128_GCM")
    #expect(suite(0x1302).strength == .recommended && suite(0x1302).bits == 256)
    #expect(suite(0xC0AF).encryption == "AES_256_CCM_8" && suite(0xC0AF).isAuthenticatedEncryption)
    #expect(suite(0x0005).strength == .forbidden && suite(0x003B).bits == 0)
    #expect(suite(0x000A).bits == 112 && suite(0x000A).strength == .discouraged)
    #expect(suite(0x0034).strength == .forbidden && !suite(0x0034).isAuthenticated)
    #expect(suite(0x0014).bits == 40 && suite(0x0062).bits == 56)
    #expect(suite(0xC013).strength == .acceptable && suite(0x009E).strength == .discouraged)
    #expect(suite(0xFEFE).name == "suite 0xFEFE" && suite(0xFEFE).keyExchange == nil)
  }
}
