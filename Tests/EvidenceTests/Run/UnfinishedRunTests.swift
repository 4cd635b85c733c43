import Foundation
import Testing

@testable import Evidence

@Suite("Unfinished runs")
struct UnfinishedRunTests {
  /// A run under way: three pieces of evidence, nothing closed.
  private func begin(in folder: URL) async throws {
    let writer = try RunDirectoryWriter(folder: folder, manifest: RecordedParts.manifest(), replace: false)
    for number in 10...12 { try await writer.append(RecordedParts.record(number)) }
  }

  @Test("Wherever the last write was cut off, what is whole is read, and the chain goes on behind it")
  func cutAnywhere() async throws {
    let original = try TemporaryFolder()
    try await begin(in: original.url)
    let bytes = try Data(contentsOf: original.url.appendingPathComponent(RunLayout.evidence))
    let ends = bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
    #expect(ends.count == 3)
    for cut in Set((0...bytes.count).filter { $0 % 97 == 0 } + ends + ends.map { $0 - 1 }) {
      try? FileManager.default.removeItem(at: original.url.appendingPathComponent(RunLayout.sums))
      try bytes.prefix(cut).write(to: original.url.appendingPathComponent(RunLayout.evidence))
      let whole = ends.filter { $0 <= cut }.count
      #expect(try UnfinishedRun(folder: original.url).records.count == whole, "cut at \(cut)")
      do {
        let (writer, kept) = try RunDirectoryWriter.resume(original.url, at: "2026-11-24T09:00:00.000Z")
        #expect(kept.count == whole)
        try await writer.append(RecordedParts.record(20))
        try await writer.close(verdicts: nil)
      }
      let reader = try RunDirectoryReader(folder: original.url)
      #expect(try reader.records().count == whole + 1, "cut at \(cut)")
      #expect(reader.manifest.resumptions?.last?.kept == whole)
    }
  }

  @Test("A record that was never closed is not taken for a whole one, and the way to finish it is named")
  func notClosed() async throws {
    let folder = try TemporaryFolder()
    try await begin(in: folder.url)
    let error = #expect(throws: RunDirectoryError.self) { try RunDirectoryReader(folder: folder.url) }
    #expect(error?.description.contains("assay run --resume") == true)
  }

  @Test("Two processes never write one record")
  func lock() async throws {
    let folder = try TemporaryFolder()
    let writer = try RunDirectoryWriter(folder: folder.url, manifest: RecordedParts.manifest(), replace: false)
    #expect(throws: RunDirectoryError.inUse(path: folder.url.path)) {
      try RunDirectoryWriter.resume(folder.url, at: "2026-11-24T09:00:00.000Z")
    }
    try await writer.close(verdicts: nil)
  }

  @Test("Evidence is gathered again where its transcript is not there, or a fault of the harness spoiled it")
  func spoiled() async throws {
    let folder = try TemporaryFolder()
    let writer = try RunDirectoryWriter(folder: folder.url, manifest: RecordedParts.manifest(), replace: false)
    try await writer.append(RecordedParts.record(10))
    try await writer.append(RecordedParts.record(11, transcript: "transcripts/gone.json"))
    try await writer.append(RecordedParts.record(12, blame: .harness))
    try await writer.append(RecordedParts.record(13, blame: .system))
    try await writer.append(RecordedParts.record(14, blame: .network))
    try await writer.close(verdicts: nil)
    let run = try UnfinishedRun(folder: folder.url)
    #expect(run.settled.map(\.requirement) == ["STO-010@1", "STO-013@1", "STO-014@1"])
  }

  @Test("Between any two writes of a sealing the record holds", arguments: 0...4)
  func sealing(step: Int) async throws {
    let folder = try TemporaryFolder()
    try await begin(in: folder.url)
    let (writer, _) = try RunDirectoryWriter.resume(folder.url, at: "2026-11-24T09:00:00.000Z")
    try await writer.close(verdicts: Data("{}\n".utf8))
    // What a second sealing has written when it is ended: stand-ins, fingerprints to come, then name by name.
    let place = { folder.url.appendingPathComponent($0) }
    let old = try Data(contentsOf: place(RunLayout.sums))
    let before = try Data(contentsOf: place(RunLayout.manifest))
    var manifest = RecordedParts.manifest()
    manifest.judgements = [.init(specification: "s", now: "2026-11-24", tool: "t")]
    try RunSeal.write(
      manifest, verdicts: Data("{\"a\":1}\n".utf8), further: ["judged-by/x/specification.yaml": Data("x".utf8)],
      in: folder.url)
    let new = try Data(contentsOf: place(RunLayout.sums))
    let after = try Data(contentsOf: place(RunLayout.manifest))
    if step < 4 { try old.write(to: place(RunLayout.sums)) }
    if (1...3).contains(step) { try new.write(to: place(RunLayout.comingSums)) }
    if step < 3 { try FileManager.default.removeItem(at: place("judged-by/x/specification.yaml")) }
    if step < 2 { try Data("{}\n".utf8).write(to: place(RunLayout.verdicts)) }
    try (step < 1 ? before : after).write(to: place(RunLayout.manifest))
    try Data("half".utf8).write(to: place(".verdicts.json.partial"))
    #expect(try RunSeal.verify(folder.url).isEmpty)
    // And nothing else holds.
    try Data("other".utf8).write(to: place(RunLayout.verdicts))
    #expect(try RunSeal.verify(folder.url).count == 1)
  }

  @Test("A folder in which a run was ended before its manifest takes a new run")
  func nothingYet() async throws {
    let folder = try TemporaryFolder()
    try Data("half".utf8).write(to: folder.url.appendingPathComponent(".run.json.partial"))
    #expect(throws: RunDirectoryError.notBegun(path: folder.url.path)) { try UnfinishedRun(folder: folder.url) }
    let writer = try RunDirectoryWriter(folder: folder.url, manifest: RecordedParts.manifest(), replace: false)
    try await writer.close(verdicts: nil)
    #expect(try RunSeal.verify(folder.url).isEmpty)
  }

  @Test("A first sealing that was ended behind the manifest is done again, with everything that was gathered")
  func firstSealing() async throws {
    let folder = try TemporaryFolder()
    try await begin(in: folder.url)
    do {
      let (writer, _) = try RunDirectoryWriter.resume(folder.url, at: "2026-11-24T09:00:00.000Z")
      await writer.update { $0.endedAt = "2026-11-24T09:00:01.000Z" }
      try await writer.close(verdicts: nil)
    }
    let sums = folder.url.appendingPathComponent(RunLayout.sums)
    try FileManager.default.moveItem(at: sums, to: folder.url.appendingPathComponent(RunLayout.comingSums))
    let (writer, kept) = try RunDirectoryWriter.resume(folder.url, at: "2026-11-24T10:00:00.000Z")
    #expect(kept.count == 3)
    try await writer.close(verdicts: nil)
    #expect(try RunSeal.verify(folder.url).isEmpty)
  }
}
