import HL7
import Testing

@testable import Specification

@Suite("Paths below messages")
struct MessagePathTests {
  private static let type: ValueType = .record([
    Field("message", .message, meaning: "A message."),
    Field("arrivals", .list(of: .record([Field("message", .message, meaning: "One.")]), key: nil), meaning: "Several."),
  ])

  @Test(
    "A path goes on with an address, stars ask for a quantifier, and several places are counted",
    arguments: [
      ("message.PID-3 == x", "PID-3", false), ("message.PID-3[2].1 == x", "PID-3[2].1", false),
      ("message.PID-3[2].4.2 == x", "PID-3[2].4.2", false), ("message.OBX[3]-5 == x", "OBX[3]-5", false),
      ("message.OBX[3]-5.2 exists", "OBX[3]-5.2", false), ("message.ZDS-1.4 == x", "ZDS-1.4", false),
      ("every message.OBX[*]-11 == F", "OBX[*]-11", true), ("arrivals[0].message.MSH-10 exists", "MSH-10", false),
      ("every arrivals[*].message.MSH-9.1 == ORU", "MSH-9.1", false),
      (
        "message.PATIENT_RESULT.ORDER_OBSERVATION[2].OBR-4.2 == x", "PATIENT_RESULT.ORDER_OBSERVATION[2].OBR-4.2", false
      ),
      ("message.OBX[*].count == 3", "OBX[*]", true), ("message.PID exists", "PID", false),
      ("message.OBX[3]-5 is empty", "OBX[3]-5", false),
    ])
  func addresses(_ text: String, address: String, isMultiple: Bool) throws {
    let (assertions, diagnostics) = Sample.parse(text, Self.type)
    #expect(diagnostics.map(\.rendered) == [])
    let wanted = try Address(address)
    #expect(assertions.first?.path.segments.contains(.address(wanted)) == true)
    #expect(wanted.isMultiple == isMultiple)
  }

  @Test(
    "What no edition has, and what is no address, is told at its place",
    arguments: [
      ("message.PID-99 == x", "PID has no field 99 in HL7 v2.5.1; it has 39"),
      ("message.ABC-1 exists", "has no segment ABC"),
      ("message.PID-5.22 == x", "PID-5 is XPN, which has 14 components"),
      ("message.PID-8.2 exists", "has no components"),
      ("message.PID-3[x] == x", "is no address in a message"), ("message.pid-3 == x", "is no address in a message"),
      ("message.OBX[*]-5 == x", "say how many of them are meant"), ("message == x", "message"),
      ("message.PID-3 conforms to hl7-v2", "checks a message"), ("message conforms to uid", "checks text"),
      ("message.OBX.count == 2", "one place"),
    ])
  func refused(_ text: String, part: String) {
    let (_, diagnostics) = Sample.parse(text, Self.type)
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.rendered.contains(part) == true, "\(diagnostics.first?.rendered ?? "")")
  }
}
