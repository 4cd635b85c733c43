import HL7
import Testing

@Suite("Parser")
struct ParserTests {
  private func parse(_ text: String, limits: ParsingLimits = .standard) throws -> Message {
    try MessageParser(limits: limits).parse(Array(text.utf8))
  }

  @Test(
    "What is no message is refused at its byte",
    arguments: [
      ("", .empty, 0), ("PID|1", .wrongFirstSegment(expected: ["MSH"]), 0), ("MSH", .headerTooShort, 3),
      ("MSH\r", .headerTooShort, 4), ("MSH|", .headerTooShort, 4), ("MSH|^\r", .headerTooShort, 5),
      ("MSHA^~\\&A", .notADelimiter(0x41), 3), ("MSH|^~\\ |A", .notADelimiter(0x20), 7),
      ("MSH|^^\\&|A", .sameDelimiter(0x5E), 5), ("MSH|^~\\&#!|A", .tooManyEncodingCharacters(6), 9),
      ("MSH|^~\\&|A\rpid|1\r", .notASegmentName, 11), ("MSH|^~\\&|A\rPI\r", .notASegmentName, 11),
      ("MSH|^~\\&|A\rPIDX|1\r", .noFieldSeparator, 14), ("M\0S\0H\0", .wideCharacters, 0),
      ("\u{FEFF}PID|1", .wrongFirstSegment(expected: ["MSH"]), 3),
    ] as [(String, ParsingError.Reason, Int)])
  func refused(_ text: String, reason: ParsingError.Reason, offset: Int) {
    #expect(throws: ParsingError(reason, offset: offset)) { try parse(text) }
    #expect(ParsingError(reason, offset: offset).description.contains("at byte \(offset)"))
  }

  @Test(
    "UTF-16 and UTF-32 are refused whatever marks them",
    arguments: [
      [0xFF, 0xFE, 0x4D, 0], [0xFE, 0xFF, 0, 0x4D], [0, 0x4D, 0, 0x53], [0x4D, 0, 0x53, 0], [0, 0, 0, 0x4D],
    ] as [[UInt8]])
  func wide(_ bytes: [UInt8]) {
    #expect(throws: ParsingError(.wideCharacters, offset: 0)) { try MessageParser().parse(bytes) }
  }

  @Test(
    "What can be read nevertheless is noted",
    arguments: [
      ("MSH|^~\\&|A\nPID|1\n", [.lineFeed, .lineFeed], ["MSH", "PID"]),
      ("MSH|^~\\&|A\r\nPID|1\r\n", [.lineFeed, .lineFeed], ["MSH", "PID"]),
      ("MSH|^~\\&|A\r\rPID|1\r", [.emptySegment], ["MSH", "PID"]),
      ("MSH|^~\\&|A\rPID|1", [.unterminated], ["MSH", "PID"]),
      ("\u{FEFF}MSH|^~\\&|A\r", [.byteOrderMark], ["MSH"]),
      ("MSH|^~\\|A\r", [.fewEncodingCharacters(3)], ["MSH"]),
      ("MSH|^~\\&|A\rPID|1\0\r", [.zeroByte], ["MSH", "PID"]),
      ("MSH|^~\\&|A\rNTE|1||a line\nand another\r", [.lineFeedInField], ["MSH", "NTE"]),
      ("MSH|^~\\&|A\rNTE|1||a line\nPID and more\r", [.lineFeedInField], ["MSH", "NTE"]),
    ] as [(String, [ParsingNote.Kind], [String])])
  func noted(_ text: String, notes: [ParsingNote.Kind], names: [String]) throws {
    let message = try parse(text)
    #expect(message.notes.map(\.kind) == notes)
    #expect(message.segments.map(\.name) == names)
    #expect(message.bytes == Array(text.utf8))
  }

  @Test("A line feed in a text is a character of it")
  func lineFeed() throws {
    let message = try parse("MSH|^~\\&|A\rNTE|1||a\nb|c\rOBX|1\r")
    #expect(message.text(at: try Address("NTE-3")) == "a\nb")
    #expect(message.text(at: try Address("NTE-4")) == "c")
  }

  @Test("Absent, empty and null are told apart")
  func absence() throws {
    let message = try parse("MSH|^~\\&|A\rPID|1||\"\"|x^\"\"^|\r")
    let segment = try #require(message.segments("PID").first)
    #expect(segment.field(2)?.isEmpty == true)
    #expect(segment.field(3)?.isNull == true)
    #expect(segment.field(3)?.isValued == false)
    #expect(segment.field(4)?.part(1)?.part(2)?.isNull == true)
    #expect(segment.field(4)?.part(1)?.part(3)?.isEmpty == true)
    #expect(segment.field(4)?.part(1)?.part(4) == nil)
    #expect(segment.field(5)?.isEmpty == true)
    #expect(segment.field(6) == nil)
    #expect(segment.fieldCount == 5)
  }

  @Test("The parts of a segment are its fields, a header's separator first")
  func segmentParts() throws {
    let message = try parse("MSH|^~\\&|A\rPID|1|2\r")
    let header = try #require(message.parts(at: Address("MSH")).first)
    #expect(header.parts.map { String(decoding: $0.bytes, as: UTF8.self) } == ["|", "^~\\&", "A"])
    #expect(header.part(2)?.parts.count == 1)
    let patient = try #require(message.parts(at: Address("PID")).first)
    #expect(patient.parts.map { String(decoding: $0.bytes, as: UTF8.self) } == ["1", "2"])
    #expect(patient.part(3) == nil)
  }

  @Test("Each limit ends the reading with an error that says so")
  func limits() {
    let header = "MSH|^~\\&|A\r"
    var limits = ParsingLimits(maximumLength: 40, maximumSegments: 3, maximumFields: 6, maximumFieldLength: 10)
    let cases: [(String, ParsingError)] = [
      (header + String(repeating: "A", count: 40), ParsingError(.tooLong(length: 51, limit: 40), offset: 40)),
      (header + "PID\rPID\rPID\r", ParsingError(.tooManySegments(limit: 3), offset: 19)),
      (header + "PID|||||||\r", ParsingError(.tooManyFields(limit: 6), offset: 20)),
      (header + "PID|12345678901\r", ParsingError(.fieldTooLong(length: 11, limit: 10), offset: 15)),
    ]
    for (text, error) in cases {
      #expect(throws: error) { try parse(text, limits: limits) }
      #expect(error.isLimit)
      #expect(error.description.hasSuffix("(limit of this program)"))
    }
    limits.maximumNotes = 1
    #expect(throws: Never.self) {
      let message = try parse(header + "\r\r\r", limits: limits)
      #expect(message.notes.count == 1)
    }
  }

  @Test("A number beyond all numbers of parts finds nothing", arguments: [0, -1, .min, 4_097, .max - 1, .max])
  func farNumbers(_ number: Int) throws {
    let message = try parse("MSH|^~\\&|A|B\rPID|1|a^b~c&d\r")
    for segment in message.segments {
      #expect(segment.field(number) == nil)
      for field in segment.fields {
        #expect(field.part(number) == nil)
        #expect(field.parts.allSatisfy { $0.part(number) == nil })
      }
    }
  }

  @Test("A field of 100 MB is refused before it is looked into")
  func hugeField() {
    let bytes = Array("MSH|^~\\&|A\rOBX|1|ED|x||".utf8) + [UInt8](repeating: 0x41, count: 100 << 20)
    #expect(throws: ParsingError(.tooLong(length: bytes.count, limit: 64 << 20), offset: 64 << 20)) {
      try MessageParser().parse(bytes)
    }
  }
}
