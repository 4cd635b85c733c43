import Foundation
import HL7
import Testing

@Suite("Acknowledgements")
struct AcknowledgementTests {
  private func read(_ text: String) throws -> Acknowledgement? {
    Acknowledgement(try MessageParser().parse(Array(text.utf8)))
  }

  @Test("Code, control id, text and errors are read as each edition writes them")
  func errors() throws {
    let header = "MSH|^~\\&|A|B|C|D|20240101||ACK|1|P|2.5.1\r"
    let new = try #require(
      try read(header + "MSA|AE|77\rERR||PID^1^3^2^4|101^Required field missing^HL70357|E|||PID-3 lacks|Ask again\r"))
    #expect(new.code == .applicationError)
    #expect(new.controlID == "77")
    #expect(new.faults.map(\.location) == [try Address("PID-3[2].4")])
    #expect(new.faults.map(\.code) == ["101"])
    #expect(new.faults.map(\.severity) == ["E"])
    #expect(new.text == "Required field missing; PID-3 lacks; Ask again")
    let old = try #require(
      try read(
        "MSH|^~\\&|A|B|C|D|20240101||ACK|1|P|2.3.1\rMSA|AR|77|No\rERR|PID^1^5^101&Required&HL70357~OBX^2^5^102\r"))
    #expect(old.code == .applicationReject)
    #expect(old.text == "No")
    #expect(old.faults.map(\.location) == [try Address("PID-5"), try Address("OBX[2]-5")])
    #expect(old.faults.map(\.code) == ["101", "102"])
    #expect(old.faults.map(\.text) == ["Required", ""])
  }

  @Test(
    "Of a place of an error the numbers that no message can have are left out",
    arguments: [
      ("PID^99999999999999999999^3", "PID-3"), ("PID^-1^99999999999999999999^1^2", "PID"), ("PID^0^3^0^0^9", "PID-3"),
      ("PID^1^3^2^100000^4", "PID-3[2]"), ("pid^1^3", nil), ("PIDS^1^3", nil), ("", nil),
    ])
  func farPlaces(_ place: String, address: String?) throws {
    let acknowledgement = try #require(
      try read("MSH|^~\\&|A|B|C|D|20240101||ACK|1|P|2.5.1\rMSA|AE|77\rERR||\(place)|101|E\r"))
    #expect(acknowledgement.faults.map { $0.location?.description } == [address])
  }

  @Test("A code outside table 0008 is kept and is none of its codes; without MSA there is no acknowledgement")
  func unknown() throws {
    let header = "MSH|^~\\&|A|B|C|D|20240101||ACK|1|P|2.4\r"
    let odd = try #require(try read(header + "MSA|OK|77\r"))
    #expect(odd.code == nil)
    #expect(odd.codeText == "OK")
    #expect(try read(header + "PID|1\r") == nil)
    #expect(try read(header + "MSA\r")?.codeText == "")
  }

  @Test("hl7apy and python-hl7 read what is written", arguments: Acknowledgement.Code.allCases)
  func written(_ code: Acknowledgement.Code) throws {
    let message = try MessageParser().parse(
      Array("MSH|^~\\&|A|B|C|D|20240101||ADT^A08^ADT_A01|M7|P|2.5||||||8859/1\rEVN||2024\r".utf8))
    let writer = AcknowledgementWriter(code: code, text: "Grüße | ^")
    let bytes = writer.bytes(for: message, id: "9", time: "20240101101500")
    let answer = try MessageParser().parse(bytes)
    let read = try #require(Acknowledgement(answer))
    #expect(read.code == code)
    #expect(read.text == "Grüße | ^")
    #expect(read.code?.isCommit == code.rawValue.hasPrefix("C"))
    let output = try Python.run(
      """
      import sys, hl7
      from hl7apy.parser import parse_message
      text = sys.stdin.buffer.read().decode('iso8859-1')
      other = hl7.parse(text)
      message = parse_message(text, validation_level=1)
      print(message.msa.msa_1.value, message.msh.msh_5.value, other['MSA'][0][2], other['MSH'][0][9], other['MSH'][0][18])
      """, input: Data(bytes))
    #expect(output == "\(code.rawValue) A M7 ACK^A08^ACK 8859/1\n")
  }

  @Test(
    "What a message asks for decides what is awaited",
    arguments: [
      ("", "", true, false, true), ("AL", "AL", false, true, true), ("AL", "NE", false, true, false),
      ("NE", "AL", false, false, true), ("AL", "", false, true, false), ("", "AL", false, false, true),
      ("ER", "ER", false, false, false),
    ])
  func mode(_ commit: String, application: String, isOriginal: Bool, awaitsCommit: Bool, awaitsApplication: Bool) throws
  {
    let text = "MSH|^~\\&|A|B|C|D|20240101||ADT^A08|1|P|2.5|||\(commit)|\(application)\r"
    let mode = AcknowledgementMode(try MessageParser().parse(Array(text.utf8)))
    #expect(mode.isOriginal == isOriginal)
    #expect(mode.awaitsCommit == awaitsCommit)
    #expect(mode.awaitsApplication == awaitsApplication)
  }

  @Test("Moments are written with the offset of their zone, summer and winter")
  func time() throws {
    let london = try #require(TimeZone(identifier: "Europe/London"))
    #expect(MessageTime.text(of: Date(timeIntervalSince1970: 1_711_846_799), in: london) == "20240331005959+0000")
    #expect(MessageTime.text(of: Date(timeIntervalSince1970: 1_711_846_800), in: london) == "20240331020000+0100")
    let newfoundland = try #require(TimeZone(identifier: "America/St_Johns"))
    #expect(MessageTime.text(of: Date(timeIntervalSince1970: 1_711_846_800), in: newfoundland) == "20240330223000-0230")
  }
}
