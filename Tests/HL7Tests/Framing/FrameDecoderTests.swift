import HL7
import TestPeers
import Testing

@Suite("Frames")
struct FrameDecoderTests {
  /// Contents and faults of what came in pieces of a length.
  private func read(_ text: String, by length: Int, finish: Bool = true) throws -> ([String], [FrameFault]) {
    var decoder = FrameDecoder()
    let bytes = Array(text.utf8)
    var frames: [FrameDecoder.Frame] = []
    for place in stride(from: 0, to: bytes.count, by: length) {
      frames += try decoder.take(bytes[place..<min(place + length, bytes.count)])
    }
    if finish { _ = decoder.finish() }
    for frame in frames { #expect(Array(bytes[frame.offset...].prefix(frame.content.count)) == frame.content) }
    return (frames.map { String(decoding: $0.content, as: UTF8.self) }, decoder.faults)
  }

  @Test(
    "Frames and faults are the same however the bytes are split",
    arguments: [
      ("\u{B}one\u{1C}\r", ["one"], []), ("\u{B}one\u{1C}\r\u{B}two\u{1C}\r", ["one", "two"], []), ("", [], []),
      ("\u{B}a\rb\r\u{1C}\r", ["a\rb\r"], []),
      ("\u{B}one\u{1C}\u{B}two\u{1C}\r", ["one", "two"], [(.missingCarriageReturn, 5)]),
      ("\u{B}one\u{1C}\u{1C}\r", ["one"], [(.missingCarriageReturn, 5), (.doubledEnd, 5)]),
      ("\u{B}one\u{1C}\r\u{1C}\r", ["one"], [(.doubledEnd, 6)]),
      ("\u{B}one\u{B}two\u{1C}\r", ["one", "two"], [(.missingEnd, 4)]),
      ("xy\u{B}one\u{1C}\r\r\n\u{B}two\u{1C}\r", ["one", "two"], [(.garbage(count: 2), 0), (.garbage(count: 2), 8)]),
      ("\u{B}\u{1C}\r", [], [(.emptyFrame, 1)]), ("\u{B}one", [], [(.truncated, 4)]),
      ("\u{B}one\u{1C}", ["one"], [(.missingCarriageReturn, 5)]), ("HTTP/1.1 400", [], [(.garbage(count: 12), 0)]),
      ("\u{B}\u{B}\u{B}x\u{1C}\r", ["x"], [(.missingEnd, 1), (.missingEnd, 2)]),
    ] as [(String, [String], [(FrameFault.Kind, Int)])])
  func faults(_ text: String, contents: [String], faults: [(FrameFault.Kind, Int)]) throws {
    for length in [1, 2, 3, 1_000] {
      let (found, seen) = try read(text, by: length)
      #expect(found == contents)
      #expect(seen == faults.map { FrameFault($0.0, offset: $0.1) })
    }
  }

  @Test("A frame that is too long is refused at its beginning, before more of it is kept")
  func overflow() throws {
    var decoder = FrameDecoder(maximumLength: 10)
    #expect(try decoder.take([0x0B] + [UInt8](repeating: 0x41, count: 10) + [0x1C, 0x0D]).count == 1)
    #expect(throws: FrameDecoder.Overflow(limit: 10, offset: 14)) {
      try decoder.take([0x0B] + [UInt8](repeating: 0x41, count: 11))
    }
  }

  @Test("A frame of 100 MB is refused when it passes the limit, not when it ends")
  func hugeFrame() throws {
    var decoder = FrameDecoder()
    let piece = [UInt8](repeating: 0x41, count: 1 << 20)
    #expect(try decoder.take([0x0B]).isEmpty)
    for _ in 0..<64 { #expect(try decoder.take(piece).isEmpty) }
    #expect(throws: FrameDecoder.Overflow(limit: 64 << 20, offset: 1)) { try decoder.take(piece) }
    #expect(decoder.position == 1 + 64 << 20)
  }

  @Test("A flood of faults is bounded")
  func flood() throws {
    var decoder = FrameDecoder()
    _ = try decoder.take([UInt8](repeating: 0x1C, count: 20_000))
    #expect(decoder.faults.count == 1_000)
  }

  @Test("What frames hold comes out of 20,000 mutated streams unchanged or with a fault")
  func mutants() throws {
    var generator = SeededGenerator(state: 7)
    let whole = Sample.all.prefix(6).flatMap { FrameBytes.frame($0.bytes) }
    var silent = 0
    for _ in 0..<20_000 {
      let bytes = MutationTests.mutant(of: Array(whole.prefix(800)), &generator)
      var decoder = FrameDecoder(maximumLength: 4_096)
      var frames: [FrameDecoder.Frame] = []
      do throws(FrameDecoder.Overflow) { frames = try decoder.take(bytes) } catch {
        if error.limit != 4_096 || !bytes.indices.contains(error.offset) { silent += 1 }
        continue
      }
      _ = decoder.finish()
      let taken = frames.reduce(0) { $0 + $1.content.count }
      let isWhole = frames.count == bytes.count { $0 == FrameBytes.start } || !decoder.faults.isEmpty
      if !isWhole || taken > bytes.count { silent += 1 }
    }
    #expect(silent == 0)
  }
}
