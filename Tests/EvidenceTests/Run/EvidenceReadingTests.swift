import DICOM
import FHIR
import Foundation
import HL7
import Specification
import TestPeers
import Testing

@testable import Evidence

/// Lines of evidence are read without a tree; what is taken and what it gives is what the reader of all JSON has.
@Suite("How lines of evidence are read")
struct EvidenceReadingTests {
  private static func line(_ record: EvidenceRecord) throws -> [UInt8] {
    Array(try RecordCoding.line(EvidenceLink(sequence: 7, previous: "00ff", record: record)))
  }

  private static func record(observing observation: Value) -> EvidenceRecord {
    var record = RecordedParts.record(1, blame: .system, transcript: "transcripts/1.json")
    guard case .probe(var evidence) = record.content else { return record }
    evidence.steps[0].observation = observation
    evidence.steps[0].foreignPatients = 3
    evidence.steps[0].unlinkedPseudonyms = 2
    evidence.steps[0].captured = ["study": .uid("1.2.3"), "count": .number(12)]
    evidence.steps.append(evidence.steps[0])
    record.content = .probe(evidence)
    record.variables = ["limit": .duration(nanoseconds: 5), "name": .string("Müller \"x\" \u{8}")]
    return record
  }

  private static func values() throws -> [Value] {
    let message = try MessageParser().parse(
      Array("MSH|^~\\&|A|B|C|D|20260101||ADT^A01^ADT_A01|1|P|2.5.1\rPID|1\r".utf8))
    let resource = try Resource(json: Array(#"{"resourceType": "Patient", "id": "1"}"#.utf8))
    let json = #"{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A^B"}]},"00280010":{"vr":"US","Value":[512]}}"#
    let dataSet = try JSONDecoder().decode(DataSet.self, from: Data(json.utf8))
    return [
      .boolean(true), .boolean(false), .number(0), .number(Decimal(string: "-12.50") ?? 0), .number(-3),
      .number(Decimal(string: "123456789012345678901234567890") ?? 0), .number(999_999_999_999_999_999), .string(""),
      .string("a\\\n\r\t\u{1}\u{7F}é😀/"), .duration(nanoseconds: -1), .duration(nanoseconds: .max),
      .size(bytes: 16_384),
      .uid("1.2.840.10008.1.1"), .date("2026-04-01"), .tag(Tag(rawValue: 0x0010_0020)), .list([]),
      .list([.number(1), .list([.record([:])]), .string("a")]), .record([:]),
      .record(["$b": .number(2), "a": .uid("1")]),
      .record(["": .boolean(true), "B": .number(1), "a": .number(2), "aa": .number(3)]), .message(message),
      .resource(resource), .dataSet(dataSet), .list([.dataSet(dataSet), .dataSet(dataSet)]),
    ]
  }

  @Test("what a record holds is read without a tree, and gives the same")
  func short() throws {
    let all = try Self.values()
    for value in all + [.list(all)] {
      let line = try Self.line(Self.record(observing: value))
      let read = try #require(EvidenceReader.read(line), "\(value)")
      #expect(read.record == Self.record(observing: value))
      #expect(try read.record == RecordCoding.read(EvidenceLink.self, from: line).record)
      #expect(read.sequence == 7 && read.previous == "00ff")
    }
  }

  @Test("evidence from papers, and what was not gathered, too")
  func others() throws {
    var record = RecordedParts.record(1)
    for content: EvidenceRecord.Content in [
      .notGathered(reason: "no bid"), .probe(ProbeEvidence(steps: [])),
      .declaration(
        DeclarationEvidence(observation: .string("full"), source: SourceSpan(file: "a.yaml", line: 1, column: 2))),
      .statement(StatementEvidence(documents: ["a.pdf"], observation: .list([]), claims: [], problems: [])),
    ] {
      record.content = content
      #expect(EvidenceReader.read(try Self.line(record))?.record == record)
    }
  }

  private static func text(_ change: (inout String) -> Void) throws -> [UInt8] {
    var text = String(
      decoding: try line(record(observing: .record(["a": .number(1), "b": .number(2)]))), as: UTF8.self)
    let before = text
    change(&text)
    #expect(text != before)
    return Array(text.utf8)
  }

  @Test(
    "what is of another form than that is left to the reader of all JSON",
    arguments: [
      ("\"a\":1,\"b\":2", "\"b\":2,\"a\":1"), ("\"a\":1,\"b\":2", "\"a\":1,\"a\":2"), ("\"a\":1", "\"é\":1"),
      ("\"a\":1", "\"\\u0061\":1"), ("\"a\":1", "\"a\":null"), ("\"a\":1", "\"a\":01"),
      ("\"a\":1", "\"a\":{\"$other\":1}"),
      ("\"previous\"", "\"more\":1,\"previous\""), ("\"sequence\":7", "\"sequence\":7.0"), ("}", "} "),
      ("\"attempts\":1", "\"attempts\":\"1\""), ("\"transcript\":", "\"transcripts\":"), ("\"a\":1", "\"a\": 1,"),
    ])
  func left(_ old: String, _ new: String) throws {
    let bytes = try Self.text { $0 = $0.replacing(old, with: new) }
    #expect(EvidenceReader.read(bytes) == nil)
  }

  @Test("values that are nested too deep are refused, however they are read")
  func deep() throws {
    let nested = String(repeating: "[", count: 600) + "1" + String(repeating: "]", count: 600)
    let bytes = try Self.text { $0 = $0.replacing("\"a\":1", with: "\"a\":\(nested)") }
    #expect(EvidenceReader.read(bytes) == nil)
    #expect(throws: (any Error).self) { try RecordCoding.read(EvidenceLink.self, from: bytes) }
  }

  @Test("of 20,000 mutants whatever is read without a tree is read with one too, and gives the same")
  func mutants() throws {
    var mutator = Mutator(
      generator: SeededGenerator(state: 61),
      pieces: [
        "\"", "\\", "\\n", "{}", "[]", ",", "-", "0", "null", "99999999999999999999", "\"$uid\":\"\"", "{\"$size\":1}",
        " ",
        "\"a\":1", "\\u0061",
      ].map { Array($0.utf8) })
    let original = try Self.line(Self.record(observing: .list(Self.values())))
    var (read, differing) = (0, 0)
    for _ in 0..<20_000 {
      let mutant = mutator.mutant(of: original)
      guard let short = EvidenceReader.read(mutant) else { continue }
      read += 1
      let whole = try? RecordCoding.read(EvidenceLink.self, from: mutant)
      if short.record != whole?.record || short.previous != whole?.previous || short.sequence != whole?.sequence {
        differing += 1
      }
    }
    #expect(differing == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("the parts of a record are written whole, and their names in order")
  func names() throws {
    let record = Self.record(observing: .list([]))
    guard case .probe(let evidence) = record.content else { return }
    let step = try #require(evidence.steps.first)
    let entry = Transcript.Entry(microseconds: 0, direction: .sent, summary: "", details: [], length: 0, hex: "")
    let parts: [(any Sendable, [String])] = [
      (record, EvidenceRecord.CodingKeys.allCases.map(\.rawValue)),
      (step, StepRecord.CodingKeys.allCases.map(\.rawValue)),
      (try #require(step.failure), StepFailure.CodingKeys.allCases.map(\.rawValue)),
      (entry, Transcript.Entry.CodingKeys.allCases.map(\.rawValue)),
      (EvidenceLink(sequence: 0, previous: "", record: record), EvidenceLink.CodingKeys.allCases.map(\.rawValue)),
    ]
    for (part, names) in parts {
      #expect(names == Mirror(reflecting: part).children.compactMap(\.label).sorted(), "\(type(of: part))")
    }
  }
}
