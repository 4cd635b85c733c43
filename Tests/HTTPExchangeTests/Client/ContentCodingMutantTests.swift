import NIOCore
import TestPeers
import Testing

@testable import HTTPExchange

@Suite("Content that says it is packed")
struct ContentCodingMutantTests {
  /// The content; nil where it is refused.
  private static func content(_ bytes: [UInt8], pieces: Int, limit: Int) -> [UInt8]? {
    do {
      var intake = try BodyIntake(BodyLimits(memory: limit, total: limit), fields: ["content-encoding": "gzip"])
      for start in stride(from: 0, to: bytes.count, by: pieces) {
        try intake.add(ByteBuffer(bytes: bytes[start..<min(start + pieces, bytes.count)]))
      }
      try intake.end()
      guard case .memory(let content) = intake.finish() else { return nil }
      return Array(content.readableBytesView)
    } catch { return nil }
  }

  @Test("None of 20,000 mutants traps or gives more than the limit, and each means the same in one piece and in many")
  func mutants() {
    let text = Array(String(repeating: "{\"resourceType\":\"Patient\"}\n", count: 9).utf8)
    let sources = [
      GzipBytes.member(text), GzipBytes.member(zeros: 9_000), GzipBytes.member([1]) + GzipBytes.member(text),
    ]
    var mutator = Mutator(
      generator: SeededGenerator(state: 1_952),
      pieces: [[0x1F, 0x8B, 8], [0, 0, 0xFF, 0xFF], [0xED, 0xC1], [0x78, 0x9C]])
    var (read, different, over) = (0, 0, 0)
    for number in 0..<20_000 {
      let bytes = mutator.mutant(of: sources[number % sources.count])
      let one = Self.content(bytes, pieces: max(bytes.count, 1), limit: 4_096)
      if one != Self.content(bytes, pieces: 5, limit: 4_096) { different += 1 }
      if one?.count ?? 0 > 4_096 { over += 1 }
      if one != nil { read += 1 }
    }
    #expect(different == 0 && over == 0)
    #expect(read > 100 && read < 19_000, "\(read)")
  }
}
