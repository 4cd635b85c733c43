import Foundation
import Testing

@testable import Evidence

@Suite("Merging runs")
struct RunMergeTests {
  /// A shard with records, each with a transcript of its own.
  private func shard(
    _ number: Int, of count: Int, second: Int = 0, seed: String = "seed", records: [EvidenceRecord],
    in folder: TemporaryFolder
  ) async throws -> RunMerge {
    let place = folder.url.appendingPathComponent("\(number)-\(second)-\(UUID().uuidString)")
    var manifest = RecordedParts.manifest(seed: seed)
    manifest.part = .init(
      run: manifest.id, number: number, count: count, sites: [], startedAt: "2026-11-24T08:00:0\(second).000Z",
      endedAt: "2026-11-24T08:0\(number % 10):0\(second).000Z")
    let writer = try RunDirectoryWriter(folder: place, manifest: manifest, replace: false)
    try await writer.add(Data("edition: 1\n".utf8), at: "specification/specification.yaml")
    for (index, record) in records.enumerated() {
      let path = try await writer.add(
        transcript: Transcript(entries: [
          .init(microseconds: Int64(second), direction: .event, summary: "\(number)", details: [], length: 0, hex: "")
        ]), of: record.requirement, number: "\(index + 1)-1")
      guard case .probe(var evidence) = record.content else { continue }
      evidence.steps[0].transcript = path
      var record = record
      record.content = .probe(evidence)
      try await writer.append(record)
    }
    try await writer.close(verdicts: nil)
    return try RunMerge(of: place)
  }

  /// Everything that a merged record writes.
  private func content(of merge: RunMerge) throws -> [String: Data] {
    var content = try merge.files.mapValues { try $0.bytes() }
    content["run.json"] = try RecordCoding.document(merge.manifest)
    content["evidence.jsonl"] = try merge.records.map { try RecordCoding.line($0) }.reduce(Data(), +)
    return content
  }

  @Test("Neither order nor grouping nor repetition of shards changes a byte", arguments: 0..<12)
  func laws(seed: Int) async throws {
    let folder = try TemporaryFolder()
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var shards: [RunMerge] = []
    for number in 1...3 {
      let records = (0..<draw(4)).map { _ in
        RecordedParts.record(10 + draw(6), second: draw(10), blame: draw(3) == 0 ? .harness : nil)
      }
      shards.append(try await shard(number, of: 4, second: draw(3), records: Array(Set(records)), in: folder))
    }
    let (a, b, c) = (shards[0], shards[1], shards[2])
    func join(_ left: RunMerge, _ right: RunMerge) throws -> RunMerge {
      try left.merged(with: right, called: "left", and: "right")
    }
    let whole = try content(of: join(join(a, b), c))
    #expect(try content(of: join(a, join(b, c))) == whole)
    #expect(try content(of: join(c, join(b, a))) == whole)
    #expect(try content(of: join(join(join(a, b), c), b)) == whole)
    #expect(try content(of: join(a, a)) == content(of: a))
    // Written and read again it is the same.
    let place = folder.url.appendingPathComponent("merged")
    try await join(join(b, a), c).write(to: place, replace: false)
    #expect(try content(of: RunMerge(of: place)) == whole)
    #expect(try RunSeal.verify(place).isEmpty)
  }

  @Test("A missing shard is named, and is not missing any more when it comes")
  func gaps() async throws {
    let folder = try TemporaryFolder()
    let first = try await shard(1, of: 3, records: [RecordedParts.record(10)], in: folder)
    let third = try await shard(3, of: 3, records: [RecordedParts.record(12)], in: folder)
    let partial = try first.merged(with: third, called: "1", and: "3")
    #expect(partial.gaps == ["shard 2/3"])
    #expect(partial.manifest.partialReason?.contains("shard 2/3") == true)
    let second = try await shard(2, of: 3, records: [RecordedParts.record(11)], in: folder)
    let whole = try partial.merged(with: second, called: "1, 3", and: "2")
    #expect(whole.gaps.isEmpty && whole.manifest.partialReason == nil && whole.records.count == 3)
  }

  @Test("Of what was gathered twice the later counts, and what a fault of the harness spoiled never does")
  func duplicates() async throws {
    let folder = try TemporaryFolder()
    let early = try await shard(
      1, of: 1, second: 1, records: [RecordedParts.record(10, second: 1, blame: .system)], in: folder)
    let late = try await shard(1, of: 1, second: 2, records: [RecordedParts.record(10, second: 2)], in: folder)
    let spoiled = try await shard(
      1, of: 1, second: 3, records: [RecordedParts.record(10, second: 3, blame: .harness)], in: folder)
    let all = try late.merged(with: spoiled, called: "", and: "").merged(with: early, called: "", and: "")
    #expect(all.duplicates.map(\.count) == [3])
    guard case .probe(let evidence)? = all.records.last?.content else {
      Issue.record("no evidence")
      return
    }
    #expect(evidence.steps[0].startedAt.hasSuffix("02.000Z") && evidence.steps[0].failure == nil)
  }

  @Test("A transcript that is changed between reading and writing is named, and no merged record is closed")
  func changed() async throws {
    let folder = try TemporaryFolder()
    let merge = try await shard(1, of: 1, records: [RecordedParts.record(10)], in: folder)
    let transcript = try #require(merge.files.first { $0.key.hasPrefix("transcripts/") }?.value)
    let file = transcript.folder.appendingPathComponent(transcript.path)
    try Data("{}".utf8).write(to: file)
    let place = folder.url.appendingPathComponent("merged")
    let error = await #expect(throws: RunDirectoryError.self) { try await merge.write(to: place, replace: false) }
    guard case .altered(file.path, _, _)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(!FileManager.default.fileExists(atPath: place.appendingPathComponent("SHA256SUMS").path))
  }

  @Test("Shards of other runs are refused, and what differs is named")
  func mismatch() async throws {
    let folder = try TemporaryFolder()
    let one = try await shard(1, of: 2, records: [], in: folder)
    let other = try await shard(2, of: 2, seed: "another", records: [], in: folder)
    let error = #expect(throws: RunMerge.Mismatch.self) { try one.merged(with: other, called: "a", and: "b") }
    #expect(error?.what.contains("seed") == true)
  }
}
