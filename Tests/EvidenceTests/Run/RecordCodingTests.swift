import DICOM
import Evidence
import FHIR
import Foundation
import HL7
import Specification
import Testing

@Suite("How records are read")
struct RecordCodingTests {
  private static func message() throws -> HL7.Message {
    try MessageParser().parse(Array("MSH|^~\\&|A|B|C|D|20260101||ADT^A01^ADT_A01|1|P|2.5.1\rPID|1\r".utf8))
  }

  private static let samples: [Value] = [
    .boolean(true), .boolean(false), .number(0), .number(Decimal(string: "-12.50") ?? 0), .number(1_000_000),
    .number(Decimal(string: "123456789012345678901234567890") ?? 0), .string(""), .string("true"), .string("1"),
    .string("$uid"), .duration(nanoseconds: 1_500_000), .size(bytes: 16_384), .uid("1.2.840.10008.1.1"),
    .date("2026-04-01"), .tag(Tag(rawValue: 0x0010_0020)), .list([]), .list([.number(1), .list([.string("a")])]),
    .record([:]), .record(["a": .boolean(false), "$b": .number(2)]), .record(["a": .record(["b": .uid("1.2")])]),
  ]

  @Test("each kind of value comes back as it was written", arguments: samples)
  func values(_ value: Value) throws {
    let line = try RecordCoding.line(value)
    #expect(try RecordCoding.read(Value.self, from: line) == value)
    #expect(try RecordCoding.read(Value.self, from: line) == JSONDecoder().decode(Value.self, from: line))
    #expect(try RecordCoding.line(RecordCoding.read(Value.self, from: line)) == line)
  }

  @Test("messages, resources and data sets come back as they were received")
  func payloads() throws {
    let resource = try Resource(
      json: Array(#"{"resourceType": "Patient", "id": "1", "multipleBirthInteger": 1.10}"#.utf8))
    let json =
      #"{"00100010":{"vr":"PN","Value":[{"Alphabetic":"A^B"}]},"00280010":{"vr":"US","Value":[512]},"#
      + #""00280030":{"vr":"DS","Value":["0.50","0.5"]},"00081140":{"vr":"SQ","Value":[{"00080018":{"vr":"UI"}}]}}"#
    let dataSet = try JSONDecoder().decode(DataSet.self, from: Data(json.utf8))
    for value in [
      Value.message(try Self.message()), .resource(resource), .dataSet(dataSet), .list([.dataSet(dataSet)]),
    ] {
      let line = try RecordCoding.line(value)
      #expect(try RecordCoding.read(Value.self, from: line) == value)
    }
  }

  @Test(
    "what is no recorded value is refused",
    arguments: [
      "null", "[null]", #"{"a": null}"#, #"{"$other": 1}"#, #"{"$duration": "1"}"#, #"{"$hl7": "PID|1"}"#,
      #"{"$fhir": "{}"}"#, #"{"a": 1, "a": 2}"#, "", "{", "1 2", "nul",
    ])
  func refused(_ written: String) {
    #expect(throws: (any Error).self) { try RecordCoding.read(Value.self, from: Array(written.utf8)) }
  }
}
