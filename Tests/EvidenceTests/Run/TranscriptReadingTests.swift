import Foundation
import TestPeers
import Testing

@testable import Evidence

/// Transcripts are read straight from their tree; what is taken and refused is what `Decodable` takes and refuses.
@Suite("How transcripts are read")
struct TranscriptReadingTests {
  private static func entry(_ changed: String = "", without left: String = "") -> String {
    let members = [
      "microseconds": "1500", "direction": "\"sent\"", "summary": "\"C-ECHO-RQ\"", "details": "[\"a\", \"b\\n\"]",
      "length": "12", "hex": "\"00ff\"",
    ]
    let written = members.filter { $0.key != left && !changed.contains("\"\($0.key)\"") }.sorted { $0.key < $1.key }
    let all = written.map { "\"\($0.key)\": \($0.value)" } + (changed.isEmpty ? [] : [changed])
    return "{\"entries\": [{\(all.joined(separator: ", "))}]}"
  }

  private static let sound = [
    entry(), "{\"entries\": []}", entry("\"note\": {\"of\": 1}"), entry("\"microseconds\": -3"),
    // Numbers that are whole, however they are written.
    entry("\"length\": 1.2e1"), entry("\"microseconds\": 1500.0"), entry("\"details\": []"),
    entry("\"direction\": \"event\""),
  ]

  @Test("a transcript is taken as it was written", arguments: sound)
  func taken(_ text: String) throws {
    let read = try Transcript(RecordCoding.tree(of: Array(text.utf8)))
    #expect(try read == JSONDecoder().decode(Transcript.self, from: Data(text.utf8)))
  }

  @Test(
    "what is no transcript is refused",
    arguments: [
      "[]", "{}", "{\"entries\": {}}", "{\"entries\": [1]}", entry("\"direction\": \"sideways\""),
      entry("\"length\": \"12\""), entry("\"length\": 1.5"), entry("\"details\": [1]"), entry("\"hex\": null"),
    ] + ["microseconds", "direction", "summary", "details", "length", "hex"].map { entry(without: $0) })
  func refused(_ text: String) {
    #expect(throws: (any Error).self) { try Transcript(RecordCoding.tree(of: Array(text.utf8))) }
    #expect(throws: (any Error).self) { try JSONDecoder().decode(Transcript.self, from: Data(text.utf8)) }
  }

  private static let written = Transcript(entries: [
    .init(microseconds: -7, direction: .event, summary: "Connecting", details: [], length: 0, hex: ""),
    .init(
      microseconds: 1_500, direction: .sent, summary: "„C-ECHO“ \\ \"1\"", details: ["a", "", "PID|1\r\tMüller"],
      length: 4,
      hex: "010000ff"),
  ])

  @Test("what a record holds of a transcript is read without a tree, and gives the same")
  func short() throws {
    for bytes in [try RecordCoding.document(Self.written), try RecordCoding.line(Self.written)] {
      #expect(TranscriptReader.read(Array(bytes)) == Self.written)
      #expect(try Transcript(RecordCoding.tree(of: Array(bytes))) == Self.written)
    }
  }

  @Test(
    "what is of another form than that is left to the reader of all JSON",
    arguments: [
      entry("\"note\": {\"of\": 1}"), entry("\"length\": 1.2e1"), entry("\"microseconds\": 1500.0"),
      entry("\"length\": 012"), entry("\"length\": 12, \"length\": 12"), entry("\"summary\": \"\\u00e9\""),
      entry("\"direction\": \"sideways\""), entry(without: "hex"), entry() + "x", "{\"entries\": [", "{\"entries\": []",
      "", "{}",
    ])
  func left(_ text: String) { #expect(TranscriptReader.read(Array(text.utf8)) == nil) }

  @Test("of 20,000 mutants whatever is read without a tree is read with one too, and gives the same")
  func mutants() throws {
    var mutator = Mutator(
      generator: SeededGenerator(state: 59),
      pieces: ["\"", "\\", "\\n", "{}", "[]", ",", "-", "0", "99999999999999999999", "\"hex\":\"\"", " "].map {
        Array($0.utf8)
      })
    let original = Array(try RecordCoding.line(Self.written))
    var (read, differing) = (0, 0)
    for _ in 0..<20_000 {
      let mutant = mutator.mutant(of: original)
      guard let short = TranscriptReader.read(mutant) else { continue }
      read += 1
      if short != (try? Transcript(RecordCoding.tree(of: mutant))) { differing += 1 }
    }
    #expect(differing == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }
}
