import Foundation
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
}
