import Foundation
import TestPeers
import Testing

/// A part of the proof that the bundled specification bites. `make prove` is the whole of it; `Proof.tsv` is what it found:
/// for each requirement a defect that it notices.
@Suite("Proof of the bundled specification", .timeLimit(.minutes(10)))
struct BundledProofTests {
  private static let specification = "Specs/nhs-imaging-network"
  private static let sixSites = "\(specification)/reference-network-six-sites.yaml"

  /// A requirement, and a defect that it notices.
  private struct Pair {
    var requirement: String
    var defect: String
  }

  private static func pairs() throws -> [Pair] {
    let file = Project.root.appendingPathComponent("Tests/CommandTests/Proof.tsv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: "\t").map(String.init)
      return Pair(requirement: cells[0], defect: cells[1])
    }
  }

  /// What a proof says of some requirements and defects.
  private struct Found: Decodable {
    struct Row: Decodable {
      var id: String
      var sound: String
      var why: String?
    }
    struct Trial: Decodable {
      var name: String
      var noticed: [String]
      var apart: [String]
    }
    var rows: [Row]
    var trials: [Trial]
  }

  private static func prove(_ pairs: [Pair], _ arguments: String...) async throws -> (found: Found, bytes: Data) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("proof-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let ended = try await AssayProcess(
      [
        "prove", specification, "--only", pairs.map(\.requirement).joined(separator: ","), "--defects",
        pairs.map(\.defect).joined(separator: ","), "--out", folder.path, "--quiet",
      ] + arguments, in: nil
    ).ended()
    // 4 says that a requirement of the part fails for none of its defects; which one, the table is held against.
    #expect([0, 4].contains(ended.status), "\(ended.error)")
    let bytes = try Data(contentsOf: folder.appendingPathComponent("proof.json"))
    return (try JSONDecoder().decode(Found.self, from: bytes), bytes)
  }

  @Test("Requirements are met without a defect, and fail with the one that is kept for them")
  func sample() async throws {
    let all = try Self.pairs()
    // What is about speed wants a machine of its own.
    let pairs = stride(from: 0, to: all.count, by: 16).map { all[$0] }.filter { !$0.requirement.hasPrefix("PRF") }
    let found = try await Self.prove(pairs).found
    for row in found.rows { #expect(row.sound == "met", "\(row.id): \(row.why ?? "")") }
    for pair in pairs {
      let trial = try #require(found.trials.first { $0.name == pair.defect })
      #expect(trial.noticed.contains(pair.requirement), "\(pair.requirement) does not notice \(pair.defect)")
      #expect(trial.noticed.allSatisfy { !trial.apart.contains($0) }, "\(pair.defect) fails \(trial.noticed)")
    }
  }

  @Test("Six sites with roles of their own meet what they are held against, to the byte the same whatever the order")
  func sixSites() async throws {
    let all = try Self.pairs()
    let pairs = stride(from: 5, to: all.count, by: 24).map { all[$0] }
    let one = try await Self.prove(pairs, "--network", Self.sixSites, "--jobs", "1")
    let shuffled = try await Self.prove(pairs.reversed(), "--network", Self.sixSites, "--jobs", "4")
    for row in one.found.rows { #expect(row.sound == "met", "\(row.id): \(row.why ?? "")") }
    #expect(one.bytes == shuffled.bytes)
  }

  @Test(
    """
    What secured connections, tokens, messages to an archive, imaging document sources and gateways between communities show is \
    met where it is right, and defects are noticed
    """,
    arguments: [
      ["tls.", "records.access.", "records.tokens."], ["manager."],
      ["source.", "imaging-gateway.", "initiating-gateway.", "initiating-imaging-gateway."],
    ])
  func parts(_ kinds: [String]) async throws {
    let pairs = try Self.pairs().filter { pair in
      // To wait for what is late takes long: the whole proof tries it.
      kinds.contains { pair.defect.hasPrefix($0) } && !pair.requirement.hasPrefix("FHR")
        && !pair.defect.hasSuffix(".waits")
    }
    try #require(pairs.count > 5)
    let found = try await Self.prove(pairs).found
    #expect(found.rows.count == Set(pairs.map(\.requirement)).count)
    for row in found.rows { #expect(row.sound == "met", "\(row.id): \(row.why ?? "")") }
    for pair in pairs {
      let trial = try #require(found.trials.first { $0.name == pair.defect })
      #expect(trial.noticed.contains(pair.requirement), "\(pair.requirement) does not notice \(pair.defect)")
    }
  }
}
