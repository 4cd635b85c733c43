import Foundation
import TestPeers
import Testing

/// `assay judge`: verdicts from the record alone.
@Suite("Judging a record again")
struct JudgeTests {
  private func bytes(_ tender: Tender) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: tender.out).appendingPathComponent("verdicts.json"))
  }

  @Test("Judging a record again, without any server, gives the same verdicts byte for byte")
  func identity() async throws {
    let tender = try await RecordedSample.copy()
    let before = try bytes(tender)
    for _ in 1...2 {
      let ended = try await Assay.run("judge", tender.out, in: tender.folder)
      #expect(ended.status == 4, "\(ended.error)")
      #expect(try bytes(tender) == before)
    }
  }

  @Test(
    "An altered record is refused with 2, and the altered file is named",
    arguments: ["evidence.jsonl", "transcripts", "network/network.yaml", "bid/statement.txt", "verdicts.json"])
  func alteration(file: String) async throws {
    let tender = try await RecordedSample.copy()
    var name = file
    if file == "transcripts" {
      let first = try FileManager.default.contentsOfDirectory(atPath: "\(tender.out)/transcripts").sorted().first
      name = "transcripts/\(try #require(first))"
    }
    let url = URL(fileURLWithPath: tender.out).appendingPathComponent(name)
    var content = try Data(contentsOf: url)
    content[content.count / 2] ^= 1
    try content.write(to: url)
    for command in ["judge", "report"] {
      let ended = try await Assay.run(command, tender.out)
      #expect(ended.status == 2, "\(command): \(ended.error)")
      #expect(ended.error.contains(name), "\(command): \(ended.error)")
    }
  }

  @Test("A file that was added to a record or taken from it is named")
  func addition() async throws {
    let tender = try await RecordedSample.copy()
    try tender.write("edition: 1\n", "out/bid/added.yaml")
    let added = try await Assay.run("judge", tender.out)
    #expect(added.status == 2 && added.error.contains("bid/added.yaml"), "\(added.error)")
    try FileManager.default.removeItem(atPath: tender.path("out/bid/added.yaml"))
    try FileManager.default.removeItem(atPath: tender.path("out/bid/statement.txt"))
    let removed = try await Assay.run("judge", tender.out)
    #expect(removed.status == 2 && removed.error.contains("bid/statement.txt"), "\(removed.error)")
  }

  private func waivers(_ tender: Tender, expires: String) throws -> String {
    let failing = try tender.verdicts().gate.failing
    let entries = failing.map { id in
      """
        - requirement: \(id)@1
          reason: The new version is in acceptance.
          approver: Network board
          granted: 2026-01-01
          expires: \(expires)

      """
    }
    return try tender.write("edition: 1\nkind: waivers\nwaivers:\n\(entries.joined())", "waivers.yaml")
  }

  @Test("A waiver lifts the gate and leaves state and credit; after its last day it lifts nothing, with 6")
  func waiver() async throws {
    let tender = try await RecordedSample.copy()
    let file = try waivers(tender, expires: "2026-06-30")
    let before = try #require(try tender.verdicts()["DST-001a"])
    let valid = try await Assay.run("judge", tender.out, "--waivers", file, "--out", tender.path("waived"))
    let waived = try Verdicts(URL(fileURLWithPath: tender.path("waived/report.json")))
    #expect(waived.gate.state != "failed", "\(valid.output)")
    #expect(valid.status != 4 && valid.status != 6 && valid.status != 2, "\(valid.error)")
    #expect(waived["DST-001a"]?.state == before.state)
    #expect(waived["DST-001a"]?.creditLow.exact == before.creditLow.exact)
    #expect(waived["DST-001a"]?.waiver?.expires == "2026-06-30")

    let later = try await Assay.run(
      "judge", tender.out, "--waivers", file, "--now", "2026-07-01", "--out", tender.path("later"))
    #expect(later.status == 6, "\(later.error)")
    let expired = try Verdicts(URL(fileURLWithPath: tender.path("later/report.json")))
    #expect(expired.gate.state == "failed")
    #expect(expired.run.now == "2026-07-01")
    #expect(expired.problems.contains { $0.area == "waiver" })
  }

  @Test("Another specification gives other numbers, and the record stays as it was")
  func otherSpecification() async throws {
    let tender = try await RecordedSample.copy()
    let other = try tender.specification("association", "documents")
    let group = "\(other)/groups/association.yaml"
    let text = try String(contentsOfFile: group, encoding: .utf8)
    let changed = text.replacing("weight: 4\n", with: "weight: 9\n", maxReplacements: 1)
    #expect(changed != text)
    try changed.write(toFile: group, atomically: true, encoding: .utf8)
    let evidence = try Data(contentsOf: URL(fileURLWithPath: tender.path("out/evidence.jsonl")))
    let specification = try Data(contentsOf: URL(fileURLWithPath: tender.path("out/specification/specification.yaml")))
    let before = try tender.verdicts()

    let ended = try await Assay.run("judge", tender.out, "--spec", other)
    #expect(ended.status == 4, "\(ended.error)")
    let after = try tender.verdicts()
    #expect(
      after.score.coverage.exact != before.score.coverage.exact || after.score.low.exact != before.score.low.exact)
    #expect(after["DST-001a"]?.state == before["DST-001a"]?.state)
    #expect(try Data(contentsOf: URL(fileURLWithPath: tender.path("out/evidence.jsonl"))) == evidence)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: tender.path("out/specification/specification.yaml"))) == specification)
    // The record is sound still, with what it was judged by beside it.
    let report = try await Assay.run("report", tender.out, "--format", "json")
    #expect(report.status == 0, "\(report.error)")
    // And its own specification gives the first numbers again.
    _ = try await Assay.run("judge", tender.out)
    #expect(try tender.verdicts().score.low.exact == before.score.low.exact)
  }
}
