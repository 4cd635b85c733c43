import Foundation
import TestPeers
import Testing

@testable import Procurement

/// Tokens of OpenSSL's time-stamping authority.
@Suite("Time stamps")
struct TimeStampTests {
  private static func file() throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("stamped-\(UUID().uuidString)").path
    try Data("what was stamped".utf8).write(to: URL(fileURLWithPath: file))
    return file
  }

  private static func bytes(_ file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: file)))
  }

  @Test(
    "A token holds by the authority above it and by its own certificate, whatever it hashes with",
    arguments: [("sha256", CertificateAuthority.Key.p256), ("sha384", .rsa2048), ("sha512", .rsa2048)])
  func holds(digest: String, key: CertificateAuthority.Key) async throws {
    let file = try Self.file()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let authority = try StampingAuthority(digest: digest, key: key)
    let token = try TimeStampToken(try Self.bytes(try await authority.stamp(file, digest: digest)))
    #expect(abs(token.moment.timeIntervalSinceNow) < 600 && token.policy == "1.2.3.4.1")
    for trusted in [authority.root, authority.certificate] {
      try await token.verify(
        of: try Self.bytes(file), authorities: try String(contentsOfFile: trusted, encoding: .utf8))
    }
    await #expect(throws: TimeStampFault.otherBytes) {
      try await token.verify(of: [1, 2, 3], authorities: try String(contentsOfFile: authority.root, encoding: .utf8))
    }
  }

  @Test("A certificate for something else, a stranger's, and none at all are refused by name")
  func refused() async throws {
    let file = try Self.file()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let authority = try StampingAuthority()
    let token = try TimeStampToken(try Self.bytes(try await authority.stamp(file)))
    let stranger = try StampingAuthority()
    let content = try Self.bytes(file)
    await #expect(throws: TimeStampFault.untrusted) {
      try await token.verify(of: content, authorities: try String(contentsOfFile: stranger.root, encoding: .utf8))
    }
    await #expect(throws: TimeStampFault.authorities) { try await token.verify(of: content, authorities: "") }
  }

  @Test("No token changed by chance passes for another time or other bytes")
  func mutants() async throws {
    let file = try Self.file()
    defer { try? FileManager.default.removeItem(atPath: file) }
    let authority = try StampingAuthority()
    let bytes = try Self.bytes(try await authority.stamp(file))
    let original = try TimeStampToken(bytes)
    let root = try String(contentsOfFile: authority.root, encoding: .utf8)
    let content = try Self.bytes(file)
    var mutator = Mutator(
      generator: SeededGenerator(state: 3_161),
      pieces: [[0x30, 0x82], [0x04, 0x20], [0xA0, 0x80], [0x30, 0x84, 0xFF, 0xFF]])
    var read = 0
    for _ in 0..<20_000 {
      guard let token = try? TimeStampToken(mutator.mutant(of: bytes)) else { continue }
      read += 1
      // Verifying takes the arithmetic of elliptic curves: a part of them is enough.
      guard read % 8 == 0 || token.moment != original.moment else { continue }
      guard (try? await token.verify(of: content, authorities: root)) != nil else { continue }
      #expect(token.moment == original.moment && token.policy == original.policy)
    }
    #expect(read > 100)
  }
}
