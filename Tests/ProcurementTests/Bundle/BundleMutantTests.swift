import Evidence
import Foundation
import TestPeers
import Testing

@testable import Procurement

/// Bundles against what was changed in them by chance.
@Suite("Bundles, changed by chance")
struct BundleMutantTests {
  private static let tally = 20_000

  private static func bundle() throws -> (bytes: [UInt8], key: PinnedKey) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bundle-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [
      ("run.json", "{}"), ("evidence.jsonl", "{\"a\":1}\n"), ("verdicts.json", "[]"), ("SHA256SUMS", ""),
    ] {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let key = BundleKey()
    let manifest = BundleManifest(
      tool: "assay", run: "1", signedAt: "2026-06-01T00:00:00.000Z", specification: "f", profile: nil, redactions: [],
      allowed: [])
    let bytes = try BundleMaker.make(folder, manifest: manifest, search: PatientSearch(canaries: []), key: key)
    #expect(try BundleMaker.make(folder, manifest: manifest, search: PatientSearch(canaries: []), key: key).count > 0)
    return (Array(bytes), try PinnedKey(key.identity.fingerprint))
  }

  @Test("No change by chance passes: whatever is read as a sound bundle holds the same files")
  func mutants() throws {
    let (bytes, key) = try Self.bundle()
    let original = try BundleArchive.unpack(bytes)
    #expect(try OpenedBundle(Data(bytes)).faults(pinned: key).isEmpty)
    var mutator = Mutator(
      generator: SeededGenerator(state: 20_260_601),
      pieces: [
        Array("PK\u{1}\u{2}".utf8), Array("PK\u{3}\u{4}".utf8), Array("PK\u{5}\u{6}".utf8), Array("../../x".utf8),
        [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0],
      ])
    var refused = 0
    for _ in 0..<Self.tally {
      let mutant = mutator.mutant(of: bytes)
      guard let opened = try? OpenedBundle(Data(mutant)), opened.faults(pinned: key).isEmpty else {
        refused += 1
        continue
      }
      // What is left are bytes that nobody reads: times, attributes, what stands between the members.
      let members = try BundleArchive.unpack(mutant)
      #expect(Set(members) == Set(original))
    }
    #expect(refused > Self.tally / 2, "\(refused)")
  }

  @Test("The same members give the same archive")
  func deterministic() throws {
    let members = (0..<40).map {
      BundleArchive.Member(path: "run/\($0)", bytes: Array(repeating: UInt8($0), count: $0 * 100))
    }
    #expect(try BundleArchive.pack(members) == BundleArchive.pack(members))
    #expect(try BundleArchive.unpack(BundleArchive.pack(members)) == members)
  }

  @Test("An archive that unpacks to more than its limits is refused by size, by number, and by ratio")
  func bombs() throws {
    let zeros = BundleArchive.Member(path: "run/a", bytes: Array(repeating: 0, count: 1 << 20))
    let bytes = try BundleArchive.pack([zeros, .init(path: "run/b", bytes: zeros.bytes)])
    for limits in [
      BundleArchive.Limits(memberBytes: 1 << 19), .init(totalBytes: (1 << 20) + 1), .init(members: 1),
      .init(ratio: 100, ratioFrom: 1 << 18), .init(pathBytes: 4),
    ] {
      #expect { try BundleArchive.unpack(bytes, limits: limits) } throws: { error in
        if case .tooLarge? = error as? BundleFault { true } else { false }
      }
    }
    #expect(try BundleArchive.unpack(bytes).count == 2)
  }
}
