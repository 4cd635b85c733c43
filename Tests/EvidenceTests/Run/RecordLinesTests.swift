import Foundation
import Testing

@testable import Evidence

@Suite("Lines of a record")
struct RecordLinesTests {
  private func lines(of bytes: [UInt8], limit: Int = RecordLines.lineLimit) throws -> [RecordLines.Line] {
    let folder = try TemporaryFolder()
    let file = folder.url.appendingPathComponent("lines")
    try Data(bytes).write(to: file)
    var lines = try RecordLines(file, path: "lines", limit: limit)
    var read: [RecordLines.Line] = []
    while let line = try lines.next() { read.append(line) }
    #expect(try lines.next() == nil)
    return read
  }

  @Test(
    "are those between the line feeds, the last with or without one",
    arguments: ["", "\n", "a", "a\n", "a\n\nb", "\n\na\n", "a\r\nb\n", "é\u{0}\n\u{2028}"])
  func short(_ text: String) throws {
    var wanted = Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
    // What is behind the last line feed is a line only where there is something.
    if wanted.last == [] { wanted.removeLast() }
    let read = try lines(of: Array(text.utf8))
    #expect(read.map(\.bytes) == wanted)
    #expect(!read.dropLast().map(\.isEnded).contains(false))
    #expect((read.last?.isEnded ?? true) == (text.isEmpty || text.hasSuffix("\n")))
  }

  @Test("are put together where they are longer than what is read at once", arguments: [-1, 0, 1, 1_500_000])
  func long(_ more: Int) throws {
    let first = [UInt8](repeating: 0x61, count: 1 << 20 + more)
    let second = [UInt8](repeating: 0x62, count: 700_000)
    let read = try lines(of: first + [0x0A] + second + [0x0A, 0x63])
    #expect(read.map(\.bytes) == [first, second, [0x63]])
    #expect(read.map(\.isEnded) == [true, true, false])
  }

  @Test("are refused beyond the limit, by their number, and whatever is in the file behind them is not read")
  func limit() throws {
    #expect(try lines(of: Array("abc\nde\n".utf8), limit: 3).count == 2)
    for end in ["", "\n", "\n\n", String(repeating: "x", count: 3_000_000)] {
      let error = #expect(throws: RunDirectoryError.self) { try lines(of: Array("abc\nabcd\(end)".utf8), limit: 3) }
      guard case .malformed(let file, let line, let reason)? = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(file == "lines" && line == 2 && reason.contains("longer than 3 bytes"))
    }
  }

  @Test("of a file that is not there are missed")
  func missing() {
    #expect(throws: RunDirectoryError.missing(file: "lines")) {
      _ = try RecordLines(URL(fileURLWithPath: "/nowhere/lines"), path: "lines")
    }
  }
}

@Suite("Chains of evidence")
struct EvidenceChainTests {
  /// More records than are read at once.
  private static let count = 1_300

  private func write(to folder: URL) async throws -> [Data] {
    let writer = try RunDirectoryWriter(folder: folder, manifest: RecordedParts.manifest(), replace: false)
    for number in 0..<Self.count { try await writer.append(RecordedParts.record(number)) }
    try await writer.close(verdicts: nil)
    return try Data(contentsOf: folder.appendingPathComponent(RunLayout.evidence)).split(separator: 0x0A).map {
      Data($0)
    }
  }

  @Test("are read in the order in which they were gathered, and of a record only what is asked for is kept")
  func whole() async throws {
    let folder = try TemporaryFolder()
    _ = try await write(to: folder.url)
    let reader = try RunDirectoryReader(folder: folder.url)
    #expect(try reader.records() == (0..<Self.count).map { RecordedParts.record($0) })
    #expect(try reader.evidence(\.requirement) == (0..<Self.count).map { RecordedParts.record($0).requirement })
    #expect(try reader.endOfEvidence().count == Self.count)
  }

  enum Break: CaseIterable { case removed, doubled, swapped, garbled, unended }

  @Test(
    "hold up to the line that breaks them, which is named",
    arguments: Break.allCases, [1, 1_023, 1_024, 1_298])
  func broken(_ kind: Break, at place: Int) async throws {
    let folder = try TemporaryFolder()
    var lines = try await write(to: folder.url)
    switch kind {
    case .removed: lines.remove(at: place)
    case .doubled: lines.insert(lines[place], at: place + 1)
    case .swapped: lines.swapAt(place, place + 1)
    case .garbled: lines[place] = Data("{}".utf8)
    case .unended: lines.removeSubrange((place + 1)...)
    }
    var bytes = Data(lines.joined(separator: [0x0A]))
    if kind != .unended { bytes.append(0x0A) }
    let file = folder.url.appendingPathComponent(RunLayout.evidence)
    try bytes.write(to: file)
    let holds = kind == .doubled ? place + 1 : place

    let closed = try EvidenceChain.read(file, isClosed: true) { $0.requirement }
    #expect(closed.kept.count == (kind == .unended ? place + 1 : holds))
    guard kind != .unended else {
      #expect(closed.fault == nil)
      let open = try EvidenceChain.read(file, isClosed: false) { $0.requirement }
      #expect(open.kept.count == place)
      #expect(open.end.length == lines.prefix(place).reduce(0) { $0 + $1.count + 1 })
      return
    }
    guard case .malformed(_, let line, _)? = closed.fault else {
      Issue.record("\(String(describing: closed.fault))")
      return
    }
    #expect(line == holds + 1)
    // A run that was ended too early goes on behind what holds.
    try FileManager.default.removeItem(at: folder.url.appendingPathComponent(RunLayout.sums))
    #expect(try UnfinishedRun(folder: folder.url).records.count == holds)
  }

  @Test("are not read beyond the limit of a line, and nothing is taken for their end")
  func limit() async throws {
    let folder = try TemporaryFolder()
    let lines = try await write(to: folder.url)
    let file = folder.url.appendingPathComponent(RunLayout.evidence)
    let longest = lines.map(\.count).max() ?? 0
    #expect(try EvidenceChain.read(file, isClosed: true, limit: longest) { $0 }.kept.count == Self.count)
    for isClosed in [true, false] {
      #expect(throws: RunDirectoryError.self) {
        try EvidenceChain.read(file, isClosed: isClosed, limit: longest - 1) { $0 }
      }
    }
  }

  @Test("Fingerprints that were held against before are kept: what was altered since does not hold")
  func known() async throws {
    let folder = try TemporaryFolder()
    _ = try await write(to: folder.url)
    let (faults, fingerprints) = try RunSeal.verified(folder.url)
    #expect(faults.isEmpty && fingerprints[RunLayout.evidence] != nil)
    try RunSeal.write(RecordedParts.manifest(), verdicts: Data("{}\n".utf8), known: fingerprints, in: folder.url)
    #expect(try RunSeal.verify(folder.url).isEmpty)
    let file = folder.url.appendingPathComponent(RunLayout.evidence)
    try (Data(contentsOf: file) + Data("x".utf8)).write(to: file)
    try RunSeal.write(RecordedParts.manifest(), verdicts: Data("{}\n".utf8), known: fingerprints, in: folder.url)
    #expect(try RunSeal.verify(folder.url).count == 1)
  }
}
