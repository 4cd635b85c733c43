import HL7
import Testing

@Suite("Addresses")
struct AddressTests {
  @Test(
    "An address is written as it is read",
    arguments: [
      "PID", "PID-3", "PID-3[2].1", "OBX[3]-5", "OBX[*]-5[*].2.1", "MSH-9.1", "ZDS-1.4",
      "PATIENT_RESULT.ORDER_OBSERVATION[2].OBR-4.2", "PATIENT_RESULT[*].PID", "NK1[2]-2",
    ])
  func written(_ text: String) throws {
    #expect(try Address(text).description == text)
  }

  @Test(
    "What is no address is refused at its character",
    arguments: [
      ("", .expectedName, 0), ("pid-3", .expectedName, 0), ("PI-3", .expectedName, 0), ("PID-", .expectedNumber, 4),
      ("PID-x", .expectedNumber, 4), ("PID-0", .numberOutOfRange, 4), ("PID-100000", .numberOutOfRange, 4),
      ("PID-99999999999999999999", .numberOutOfRange, 4), ("PID[0]-3", .numberOutOfRange, 4),
      ("OBX-5[18446744073709551616]", .numberOutOfRange, 6),
      ("PID-3[", .expectedNumber, 6), ("PID-3[1", .expectedClosingBracket, 7), ("PID-3.1.2.3", .unexpected("."), 9),
      ("PID 3", .unexpected(" "), 3), (".PID", .expectedName, 0), ("PID-3.", .expectedNumber, 6),
      ("PATIENT_RESULT-3", .expectedName, 0), (String(repeating: "A", count: 1_001), .tooLong, 0),
    ] as [(String, AddressError.Reason, Int)])
  func refused(_ text: String, reason: AddressError.Reason, offset: Int) {
    #expect(throws: AddressError(reason: reason, offset: offset)) { try Address(text) }
  }

  @Test(
    "Stars give every one, numbers beyond the last give none",
    arguments: [
      ("OBX[*]-5", ["a", "b~c"]), ("OBX[*]-5[*]", ["a", "b", "c"]), ("OBX[2]-5[2]", ["c"]), ("OBX[3]-5", []),
      ("OBX-5[2]", []), ("OBX-9", []), ("NTE-1", []), ("OBX[*]-3.1.2", ["y"]), ("OBX-3.1", ["x&y"]),
      ("OBX-3", ["x&y^z"]),
    ] as [(String, [String])])
  func several(_ address: String, values: [String]) throws {
    let text = "MSH|^~\\&|A\rOBX|1|ST|x&y^z||a\rOBX|2|ST|w||b~c\r"
    let message = try MessageParser().parse(Array(text.utf8))
    #expect(message.parts(at: try Address(address)).map { String(decoding: $0.bytes, as: UTF8.self) } == values)
  }

  @Test("An address with groups finds nothing in a message without structure")
  func ungrouped() throws {
    let message = try MessageParser().parse(Array("MSH|^~\\&|A\rPID|1\r".utf8))
    #expect(message.parts(at: try Address("PATIENT.PID-1")).isEmpty)
  }
}
