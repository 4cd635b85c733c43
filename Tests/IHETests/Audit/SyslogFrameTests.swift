import Foundation
import IHE
import TestPeers
import Testing

@Suite("Frames of syslog")
struct SyslogFrameTests {
  private static func frames(_ text: String, pieces: Int = .max) throws -> [SyslogFrameDecoder.Frame] {
    var decoder = SyslogFrameDecoder()
    var rest = Array(text.utf8)[...]
    var frames: [SyslogFrameDecoder.Frame] = []
    while !rest.isEmpty {
      frames += try decoder.take(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
    }
    return frames + [decoder.finish()].compactMap { $0 }
  }

  @Test("Messages with their lengths are cut however they are split", arguments: [1, 2, 3, 7, 100])
  func counted(pieces: Int) throws {
    let frames = try Self.frames("8 <85>1 ab11 <85>1 c\nd e", pieces: pieces)
    #expect(frames.map { String(decoding: $0.content, as: UTF8.self) } == ["<85>1 ab", "<85>1 c\nd e"])
    #expect(frames.map(\.offset) == [2, 13])
    #expect(frames.allSatisfy { $0.framing == .counted && !$0.isTruncated })
  }

  @Test("Messages without a length are seen as such, with and without a line feed at the end")
  func lines() throws {
    let frames = try Self.frames("<85>1 a\r\n<85>1 b\n8 <85>1 cd\n<85>1 e")
    let texts = frames.map { String(decoding: $0.content, as: UTF8.self) }
    #expect(texts == ["<85>1 a", "<85>1 b", "<85>1 cd", "<85>1 e"])
    #expect(frames.map(\.framing) == [.line, .line, .counted, .line])
  }

  @Test("A message that the connection ends in is told as cut off")
  func truncated() throws {
    let frames = try Self.frames("20 <85>1 ab")
    #expect(frames.count == 1 && frames[0].isTruncated && frames[0].content.count == 8)
  }

  @Test(
    "What begins no frame, and what is too long, ends reading at its place",
    arguments: [
      ("GET / HTTP/1.1", "no-frame", 0), ("08 <85>1 ab", "no-frame", 0), ("8x", "no-frame", 1),
      ("99999999999999999999 x", "too-long", 0), ("4 <1>x\u{16}\u{03}", "no-frame", 6),
    ])
  func violations(text: String, reason: String, offset: Int) {
    do {
      let frames = try Self.frames(text)
      Issue.record("\(frames)")
    } catch let violation as SyslogFrameDecoder.Violation {
      #expect(violation.reason.rawValue == reason && violation.offset == offset)
    } catch {
      Issue.record("\(error)")
    }
  }

  @Test("None of 20,000 mutants traps or holds more than the limit")
  func mutants() {
    let sample = Array("8 <85>1 ab11 <85>1 c\nd e<85>1 line\n300 <85>1 - - - - - - ".utf8)
    var mutator = Mutator(generator: SeededGenerator(state: 32), pieces: SyslogMessageTests.pieces)
    var (whole, broken) = (0, 0)
    for _ in 0..<20_000 {
      let bytes = mutator.mutant(of: sample)
      var decoder = SyslogFrameDecoder(maximumLength: 256)
      do {
        var frames = try decoder.take(bytes[..<(bytes.count / 2)])
        frames += try decoder.take(bytes[(bytes.count / 2)...])
        frames += [decoder.finish()].compactMap { $0 }
        whole += 1
        #expect(frames.allSatisfy { $0.content.count <= 256 })
        #expect(decoder.position == bytes.count)
      } catch {
        broken += 1
        #expect((0...bytes.count).contains(error.offset))
      }
    }
    #expect(whole > 100 && broken > 1_000)
  }
}
