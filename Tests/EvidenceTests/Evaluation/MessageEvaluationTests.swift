import Foundation
import HL7
import Specification
import Testing

@testable import Evidence

@Suite("Assertions on messages")
struct MessageEvaluationTests {
  private static let type: ValueType = .record([Field("message", .message, meaning: "A message.")])

  private static let text = """
    MSH|^~\\&|RIS|H|A|B|20240101||ORU^R01^ORU_R01|7|P|2.5||||||8859/1\r\
    PID|1||5^^^RXX^PI~999^^^NHS^NH||O'Neil^Ann\\T\\Co||""|\r\
    OBR|1|P1^HIS|F1^RIS|XR^Chest\rOBX|1|TX|A||one||||||F\rOBX|2|TX|B||||||||P\rOBX|3|TX|C||three\r
    """

  private func evaluate(_ text: String, failure: StepFailure? = nil) throws -> AssertionOutcome {
    let place = SourceSpan(file: "f", line: 1, column: 1)
    let (assertions, diagnostics) = AssertionBlock.parse(
      text, at: place, observation: Self.type, names: NameScope(["id": .string]))
    try #require(diagnostics.map(\.rendered) == [])
    let message = try MessageParser().parse(Array(Self.text.utf8))
    return AssertionEvaluator.evaluate(
      try #require(assertions.first), on: .record(["message": .message(message)]), schema: Self.type, failure: failure,
      variables: ["id": .string("5")])
  }

  @Test(
    "Values are read at their addresses; absent and empty are the same",
    arguments: [
      ("message.PID-3.1 == {{id}}", true), ("message.PID-3[2].5 == NH", true), ("message.PID-3.1 == 6", false),
      ("message.PID-5.2 == \"Ann&Co\"", true), ("message.PID-8 is absent", true), ("message.PID-8 exists", false),
      ("message.PID-30 is absent", true), ("message.PID-30 is empty", true), ("message.PID-8 is empty", true),
      ("message.PID-5.1 is empty", false), ("message.PID-5.1 exists", true), ("message.PID-30 == x", false),
      ("message.PID-30 != x", false), ("every message.OBX[*]-2 == TX", true), ("every message.OBX[*]-5 exists", false),
      ("some message.OBX[*]-5 == three", true), ("no message.OBX[*]-11 == C", true),
      ("message.OBX[*].count == 3", true),
      ("message.OBX[*]-5.count == 2", true), ("message.OBX[4]-1 is absent", true), ("message.NTE exists", false),
      ("message.PATIENT_RESULT.ORDER_OBSERVATION.OBSERVATION[3].OBX-5 == three", true),
      ("message.PID-7 == \"\\\"\\\"\"", true), ("some message.PID-3[*].1 == 999", true),
      ("message.PID-3[2].1 conforms to nhs-number", false),
    ])
  func values(_ text: String, holds: Bool) throws {
    switch try evaluate(text) {
    case .holds: #expect(holds, "\(text)")
    case .fails: #expect(!holds, "\(text)")
    case .undecided(let reason, _): Issue.record("\(text): \(reason)")
    }
  }

  @Test("An address with groups in a message without known structure is undecided, not failed")
  func unknownStructure() throws {
    let place = SourceSpan(file: "f", line: 1, column: 1)
    let (assertions, _) = AssertionBlock.parse(
      "message.PATIENT.PID-3 == 5", at: place, observation: Self.type, names: NameScope())
    let message = try MessageParser().parse(Array("MSH|^~\\&|A|B|C|D|1||ADT^A40|1|P|2.2\rPID|1||5\r".utf8))
    let outcome = AssertionEvaluator.evaluate(
      try #require(assertions.first), on: .record(["message": .message(message)]), schema: Self.type, failure: nil,
      variables: [:])
    guard case .undecided = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test("A message that departs from its edition does not conform, and the report says where")
  func edition() throws {
    // OBX-11 lacks in the third observation.
    guard case .fails(let report) = try evaluate("message conforms to hl7-v2") else {
      Issue.record("it conforms")
      return
    }
    #expect(report.found.contains("OBX-11 (observation result status) must have a value (HL7 v2.5.1 §2.6)"))
    let good = try MessageParser().parse(
      Array("MSH|^~\\&|A|B|C|D|20240101||ACK^A08^ACK|1|P|2.5\rMSA|AA|7\r".utf8))
    #expect(NamedChecker.problems(in: good) == [])
    let unknown = try MessageParser().parse(Array("MSH|^~\\&|A|B|C|D|20240101||ZZZ^Z01|1|P|2.8\rMSA|AA|7\r".utf8))
    #expect(NamedChecker.problems(in: unknown) == nil)
  }

  @Test("A message is recorded as text, or as bytes where it is not UTF-8, and read again")
  func recorded() throws {
    for bytes in [Array(Self.text.utf8), Array(Self.text.utf8) + [0x4E, 0x54, 0x45, 0x7C, 0xE9, 0x0D]] {
      let value = Value.record(["message": .message(try MessageParser().parse(bytes))])
      let data = try JSONEncoder().encode(value)
      #expect(try JSONDecoder().decode(Value.self, from: data) == value)
    }
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(Value.self, from: Data(#"{"$hl7": "PID|1"}"#.utf8))
    }
  }

  @Test("Names in a template are escaped in the message's character set")
  func template() throws {
    let span = SourceSpan(file: "f", line: 1, column: 1)
    func resolve(_ pieces: [TextTemplate.Piece], _ variables: [String: Value]) -> Result<
      Value, TemplateResolver.Problem
    > {
      TemplateResolver.resolve(.template(TextTemplate(pieces: pieces), .message, span), variables: variables)
    }
    let header = "MSH|^~\\&|A|B|C|D|20240101||ACK|1|P|2.5||||||8859/1\rMSA|AA|"
    guard
      case .success(.message(let message)) = resolve(
        [.literal(header), .name("x"), .literal("^y\r")], ["x": .string("Zoë|&")])
    else {
      Issue.record("no message")
      return
    }
    let value: [UInt8] = Array("Zo".utf8) + [0xEB] + Array("\\F\\\\T\\^y\r".utf8)
    #expect(Array(message.bytes.suffix(value.count)) == value)
    #expect(message.text(at: try Address("MSA-2.1")) == "Zoë|&")
    guard case .failure = resolve([.literal(header), .name("x")], ["x": .string("Łukasz")]),
      case .failure = resolve([.literal("PID|1")], [:]), case .failure = resolve([.literal(header), .name("y")], [:])
    else {
      Issue.record("a message came of what is none")
      return
    }
  }
}
