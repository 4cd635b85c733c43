import Foundation
import TestPeers
import Testing
import TransportSecurity

/// Certificates that are made for a run, as openssl sees them.
@Suite("Certificate issuer", .timeLimit(.minutes(1)))
struct CertificateIssuerTests {
  private static func verified(
    _ certificate: String, by authority: String, _ arguments: String...
  ) throws -> (isRight: Bool, text: String) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("issuer-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [("ca.pem", authority), ("leaf.pem", certificate)] {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let process = Process()
    process.executableURL = try PeerProcess.find("openssl")
    process.arguments = ["verify", "-x509_strict", "-CAfile", "ca.pem"] + arguments + ["leaf.pem"]
    process.currentDirectoryURL = folder
    let output = Pipe()
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus == 0, text)
  }

  @Test("What it issues is valid for the names it was issued for, as a server's and as a client's")
  func valid() throws {
    let issuer = try CertificateIssuer(name: "Authority")
    let issued = try issuer.issue("system", hosts: ["archive.example"], addresses: [[127, 0, 0, 1]])
    for purpose in ["sslserver", "sslclient"] {
      let name = try Self.verified(
        issued.certificate, by: issuer.certificate, "-purpose", purpose, "-verify_hostname", "archive.example")
      #expect(name.isRight, "\(name.text)")
    }
    #expect(try Self.verified(issued.certificate, by: issuer.certificate, "-verify_ip", "127.0.0.1").isRight)
    #expect(try !Self.verified(issued.certificate, by: issuer.certificate, "-verify_hostname", "b.example").isRight)
  }

  @Test("What has expired, or comes of another authority of the same name, is not")
  func invalid() throws {
    let issuer = try CertificateIssuer(name: "Authority")
    let ended = try issuer.issue("system", hosts: ["a.example"], validity: .ended)
    let old = try Self.verified(ended.certificate, by: issuer.certificate)
    #expect(!old.isRight && old.text.contains("expired"), "\(old.text)")
    let other = try CertificateIssuer(name: "Authority").issue("system", hosts: ["a.example"])
    #expect(try !Self.verified(other.certificate, by: issuer.certificate).isRight)
  }
}
