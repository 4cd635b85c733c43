import HL7
import Testing

@Suite("Editing")
struct EditorTests {
  private static let text =
    "MSH|^~\\&|A|B|C|D|20240101||ADT^A08|1|P|2.5||||||8859/1\rEVN||2024\rPID|1||5^^^B^MR~6||Old^Ann&x\rOBX|1\rOBX|2\r"

  private func edited(_ change: (inout MessageEditor) throws -> Void) throws -> String {
    var editor = MessageEditor(try MessageParser().parse(Array(Self.text.utf8)))
    try change(&editor)
    return String(decoding: editor.message.bytes, as: UTF8.self)
  }

  @Test(
    "A text is written at its address, and nothing else changes",
    arguments: [
      ("PID-5.1", "New", "Old^Ann&x", "New^Ann&x"), ("PID-5.2", "New", "Old^Ann&x", "Old^New"),
      ("PID-5.2.2", "New", "Old^Ann&x", "Old^Ann&New"), ("PID-5", "a^b", "Old^Ann&x", "a\\S\\b"),
      ("PID-3[2].4.3", "ISO", "~6|", "~6^^^&&ISO|"), ("PID-3[3]", "7", "~6|", "~6~7|"),
      ("PID-3", "9", "5^^^B^MR~6", "9"),
      ("PID-8", "F", "Ann&x\r", "Ann&x|||F\r"), ("OBX[2]-5.2", "v", "OBX|2\r", "OBX|2||||^v\r"),
      ("MSH-10", "77", "|1|P", "|77|P"), ("MSH-19.2", "en", "8859/1\r", "8859/1|^en\r"), ("PID-5.1", "", "Old^", "^"),
      ("PID-5.1", "a|b\r\n\\", "Old^", "a\\F\\b\\X0D\\\\X0A\\\\E\\^"),
    ])
  func set(_ address: String, value: String, before: String, after: String) throws {
    let result = try edited { try $0.set(Address(address), to: value) }
    #expect(result == Self.text.replacing(before, with: after, maxReplacements: 1))
  }

  @Test("A text is written in the message's character set")
  func characterSet() throws {
    var editor = MessageEditor(try MessageParser().parse(Array(Self.text.utf8)))
    try editor.set(Address("PID-5.1"), to: "Müller")
    #expect(editor.message.bytes.contains(0xFC))
    #expect(editor.message.text(at: try Address("PID-5.1")) == "Müller")
    #expect(throws: EditingError.unwritable(try Address("PID-5.1"))) {
      try editor.set(Address("PID-5.1"), to: "Łukasz")
    }
    #expect(editor.message.text(at: try Address("PID-5.1")) == "Müller")
  }

  @Test(
    "What is removed is gone with its delimiters where it was one of several",
    arguments: [
      ("EVN", "EVN||2024\r", ""), ("OBX[2]", "OBX|2\r", ""), ("PID-3[1]", "5^^^B^MR~6", "6"),
      ("PID-3[2]", "5^^^B^MR~6", "5^^^B^MR"), ("PID-3", "5^^^B^MR~6", ""), ("PID-5.2", "Old^Ann&x", "Old^"),
      ("PID-5.2.1", "Ann&x", "&x"), ("MSH-9", "ADT^A08", ""),
    ])
  func remove(_ address: String, before: String, after: String) throws {
    #expect(
      try edited { try $0.remove(Address(address)) } == Self.text.replacing(before, with: after, maxReplacements: 1))
  }

  @Test("Segments and repetitions are repeated, segments put between")
  func more() throws {
    #expect(
      try edited { try $0.repeat(Address("OBX[2]"), times: 2) }
        == Self.text.replacing("OBX|2\r", with: "OBX|2\rOBX|2\rOBX|2\r"))
    #expect(
      try edited { try $0.repeat(Address("PID-3[1]")) }
        == Self.text.replacing("5^^^B^MR~", with: "5^^^B^MR~5^^^B^MR~"))
    #expect(
      try edited { try $0.insert(Array("NTE|1".utf8), after: Address("PID")) }
        == Self.text.replacing("Ann&x\r", with: "Ann&x\rNTE|1\r"))
    #expect(try edited { try $0.write(Array("a^b~c".utf8), at: Address("OBX-5")) }.contains("OBX|1||||a^b~c\r"))
  }

  @Test("A segment is taken away whatever ends it", arguments: ["\n", "\r\n", ""])
  func terminators(_ end: String) throws {
    let text = "MSH|^~\\&|A\(end.isEmpty ? "\r" : end)PID|1\(end)"
    var editor = MessageEditor(try MessageParser().parse(Array(text.utf8)))
    try editor.remove(Address("PID"))
    #expect(editor.message.bytes == Array("MSH|^~\\&|A\(end.isEmpty ? "\r" : end)".utf8))
  }

  @Test(
    "What cannot be changed is refused and leaves the message as it was",
    arguments: [
      ("PV1-2", .nothingThere), ("OBX[3]-1", .nothingThere), ("MSH-1", .delimiters), ("MSH-2", .delimiters),
      ("OBX[*]-1", .notOnePlace), ("PID-3[*].1", .notOnePlace), ("PATIENT.PID-3", .notOnePlace), ("PID-1001", .tooFar),
    ] as [(String, Refusal)])
  func refused(_ text: String, refusal: Refusal) throws {
    let address = try Address(text)
    let error: EditingError =
      switch refusal {
      case .nothingThere: .nothingThere(address)
      case .delimiters: .delimiters(address)
      case .notOnePlace: .notOnePlace(address)
      case .tooFar: .tooFar(address, limit: 1_000)
      }
    #expect(throws: error) { try edited { try $0.set(address, to: "x") } }
  }

  enum Refusal: Sendable { case nothingThere, delimiters, notOnePlace, tooFar }

  @Test("Removing what is not there is refused")
  func nothing() throws {
    #expect(throws: EditingError.nothingThere(try Address("PID-19"))) {
      try edited { try $0.remove(Address("PID-19")) }
    }
    #expect(throws: EditingError.delimiters(try Address("MSH"))) { try edited { try $0.remove(Address("MSH")) } }
  }

  @Test("Each kind of damage does what it says", arguments: Damage.allCases)
  func damage(_ damage: Damage) throws {
    let message = try MessageParser().parse(Array(Self.text.utf8))
    let bytes = try damage.apply(to: message, at: Address("PID-5.1"))
    #expect(bytes != message.bytes)
    switch damage {
    case .cut: #expect(message.bytes.starts(with: bytes) && bytes.last == UInt8(ascii: "O"))
    case .invalidCharacter: #expect(bytes.contains(0xFF))
    case .separator: #expect(String(decoding: bytes, as: UTF8.self).contains("O|ld^"))
    case .startBlock: #expect(bytes.contains(0x0B))
    case .overlong: #expect(bytes.count == message.bytes.count + 65_536)
    case .lowerCaseName:
      #expect(throws: ParsingError(.notASegmentName, offset: 65)) { try MessageParser().parse(bytes) }
    case .lineFeeds: #expect(!bytes.contains(0x0D) && bytes.count == message.bytes.count)
    }
    #expect(throws: EditingError.nothingThere(try Address("PV1"))) { try damage.apply(to: message, at: Address("PV1")) }
  }
}
