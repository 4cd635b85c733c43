import Evidence
import Rendering
import Synchronization
import TestPeers
import Testing

@testable import Reports

/// What a page draws when a reader opens it.
@Suite("Parts drawn when they are opened")
struct DrawnOnDemandTests {
  private static func pieces(_ markup: HTML) -> [String] {
    var pieces: [String] = []
    CutMarkup(markup).forEach { piece, _ in pieces.append(String(decoding: piece, as: UTF8.self)) }
    return pieces
  }

  @Test("Markup is cut before each tag and behind each line, and nothing of it is lost")
  func cut() {
    #expect(Self.pieces("<p>caf\u{E9}\n<p>plain") == ["<p>caf\u{E9}\n", "<p>plain"])
    #expect(Self.pieces("a<b>\n\nc<") == ["a", "<b>\n", "\n", "c", "<"])
    #expect(Self.pieces("") == [])
  }

  @Test("The same bytes are kept once, and texts that only look alike apart")
  func table() {
    var table = PieceTable()
    func numbers(_ markup: HTML) -> [Int] {
      var numbers: [Int] = []
      CutMarkup(markup).forEach { numbers.append(table.number(of: $0, fingerprint: $1)) }
      return numbers
    }
    #expect(numbers("<p>caf\u{E9}\n<p>plain") == [0, 1])
    #expect(numbers("<p>cafe\u{301}\n<p>plain") == [2, 1])
    #expect(table.texts == ["<p>caf\u{E9}\n", "<p>plain", "<p>cafe\u{301}\n"])
  }

  @Test("Pieces whose fingerprints are the same are told apart, however many there are")
  func collisions() {
    var table = PieceTable()
    for round in 0..<2 {
      for number in 0..<3_000 {
        let text = Array("piece \(number)".utf8)
        let found = text.withUnsafeBytes { table.number(of: $0, fingerprint: UInt64(number % 50)) }
        #expect(found == number, "in round \(round)")
      }
    }
    #expect(table.count == 3_000 && table.texts[2_999] == "piece 2999")
  }

  @Test("A dump shows offset, hex and printable bytes, and stops at its limit")
  func dump() {
    #expect(
      HexDump("01004142", limit: 64).text == "0000  01 00 41 42 \(String(repeating: " ", count: 36)) ..AB")
    #expect(HexDump(String(repeating: "41", count: 40), limit: 17).text.split(separator: "\n").count == 2)
    #expect(
      HexDump(String(repeating: "41 ", count: 40), limit: 17).text.hasSuffix(
        "\n0010  41 \(String(repeating: " ", count: 45)) A"))
    #expect(HexDump("zz", limit: 4).text.hasPrefix("0000  zz"))
    #expect(HexDump("", limit: 4).isEmpty && HexDump("", limit: 4).text == "" && HexDump("4", limit: 4).isEmpty)
  }

  @Test(
    "A dump is escaped in markup, whatever stands in the place of its digits",
    arguments: ["3C26 3E27", "<é\u{7}é<", "3c3", "zz3C"])
  func escaped(_ hex: String) {
    var markup: [UInt8] = []
    let dump = HexDump(hex, limit: 3)
    dump.append(to: &markup)
    #expect(String(decoding: markup, as: UTF8.self) == ("\(dump.text)" as HTML).text)
  }

  @Test("A transcript is written as markup would be that is put together of texts")
  func transcript() {
    let transcript = Transcript(entries: [
      .init(microseconds: -1_005, direction: .event, summary: "a < b & \u{202E}c", details: [], length: 0, hex: ""),
      .init(
        microseconds: 12_345, direction: .sent, summary: "C-ECHO-RQ", details: ["x: 'é'", "<\u{0}>"], length: 5,
        hex: "3c 00"),
      .init(microseconds: 7, direction: .received, summary: "P-DATA", details: [], length: 1, hex: "41"),
    ])
    let dumps = [HexDump("3c00", limit: 64).text, HexDump("41", limit: 64).text]
    let expected: HTML = """
      <ol class="tl"><li><span class="t">\("−1.005 ms")</span><span>\("· event")</span><span>\("a < b & \u{202E}c")</span>\
      <li><span class="t">\("12.345 ms")</span><span>\("→ sent")</span><details><summary>\("C-ECHO-RQ") \
      <span class="muted nowrap">\("5 bytes")</span></summary><pre>\("x: 'é'\n<\u{0}>")</pre>\
      <pre class="hex">\("first 2 of 5 bytes\n")\(dumps[0])</pre></details>\
      <li><span class="t">\("0.007 ms")</span><span>\("← received")</span><details><summary>\("P-DATA") \
      <span class="muted nowrap">\("1 byte")</span></summary><pre class="hex">\(dumps[1])</pre></details></ol>
      """
    #expect(String(decoding: TranscriptMarkup(transcript, hexBytes: 64).bytes, as: UTF8.self) == expected.text)
  }

  @Test("What is made ahead is made once, whatever is asked for and in which order", arguments: [1, 2, 7, 500])
  func ahead(window: Int) {
    let names = (0..<200).map { "\($0)" }
    let made = Mutex<[String]>([])
    let drawing = DrawingAhead(names + names, window: window) { name in
      made.withLock { $0.append(name) }
      return Int(name).map { $0 * 2 }
    }
    var generator = SeededGenerator(state: UInt64(window))
    for name in names.shuffled(using: &generator) + ["none"] { #expect(drawing.take(name) == Int(name).map { $0 * 2 }) }
    #expect(made.withLock { $0.sorted() } == (names + ["none"]).sorted())
  }
}
