import HL7
import Testing

@Suite("Batches and files")
struct MessageFileTests {
  private static let message = "MSH|^~\\&|A|B|C|D|20240101||ACK|1|P|2.4\rMSA|AA|1\r"

  private func read(_ text: String, limits: ParsingLimits = .standard) throws -> MessageFile {
    try MessageFile(Array(text.utf8), limits: limits)
  }

  @Test("A file gives its batches and messages, each with its place")
  func whole() throws {
    let text =
      "FHS|^~\\&|LAB\rBHS|^~\\&|LAB||||||||77\r" + Self.message + Self.message + "BTS|2\rBHS|^~\\&|LAB\r"
      + Self.message + "BTS|1\rFTS|2\r"
    let file = try read(text)
    #expect(file.findings.isEmpty)
    #expect(file.header?.name == "FHS")
    #expect(file.trailer?.field(1).map { Array($0.bytes) } == Array("2".utf8))
    #expect(file.batches.map(\.messages.count) == [2, 1])
    #expect(file.batches.map { $0.header?.name } == ["BHS", "BHS"])
    #expect(file.batches.map { $0.trailer?.name } == ["BTS", "BTS"])
    for entry in file.batches.flatMap(\.messages) {
      #expect(Array(text.utf8)[entry.offset...].starts(with: entry.message.bytes))
    }
  }

  @Test(
    "Headers and trailers may be left out",
    arguments: [
      (message + message, [2]), ("BHS|^~\\&|LAB\r" + message + "BTS|1\r", [1]), ("BHS|^~\\&|LAB\rBTS|0\r", [0]),
      ("\r\n" + message, [1]), ("FHS|^~\\&|LAB\rFTS|0\r", []), (message.replacing("\r", with: "\n") + message, [2]),
    ] as [(String, [Int])])
  func partial(_ text: String, counts: [Int]) throws {
    let file = try read(text)
    #expect(file.batches.map(\.messages.count) == counts)
    #expect(file.findings.isEmpty)
  }

  @Test(
    "Wrong counts and missing ends are found",
    arguments: [
      ("BHS|^~\\&|LAB\r" + message + "BTS|2\r", .count(segment: "BTS", named: "2", found: 1)),
      ("BHS|^~\\&|LAB\r" + message + "BTS|one\r", .count(segment: "BTS", named: "one", found: 1)),
      ("FHS|^~\\&|LAB\r" + message + "FTS|3\r", .count(segment: "FTS", named: "3", found: 1)),
      (
        "BHS|^~\\&|LAB\r" + message + "BTS|99999999999999999999\r",
        .count(segment: "BTS", named: "99999999999999999999", found: 1)
      ),
      ("BHS|^~\\&|LAB\r" + message + "BTS|-1\r", .count(segment: "BTS", named: "-1", found: 1)),
      ("BHS|^~\\&|LAB\r" + message, .missing(trailer: "BTS")),
      ("FHS|^~\\&|LAB\r" + message, .missing(trailer: "FTS")),
      (message + "BTS|1\r", .unopened(trailer: "BTS")), (message + "FTS|1\r", .unopened(trailer: "FTS")),
    ] as [(String, MessageFile.Finding.Kind)])
  func findings(_ text: String, kind: MessageFile.Finding.Kind) throws {
    #expect(try read(text).findings.map(\.kind) == [kind])
  }

  @Test(
    "What is out of place is refused at its byte in the file",
    arguments: [
      ("", .empty, 0), ("PID|1\r" + message, .wrongFirstSegment(expected: ["BHS", "FHS", "MSH"]), 0),
      ("BHS|^~\\&|A\r" + "FHS|^~\\&|A\r", .misplaced(segment: "FHS"), 11),
      ("FHS|^~\\&|A\rFTS|0\r" + message, .misplaced(segment: "MSH"), 17),
      ("BHS|^~\\&|A\rPID|1\r", .misplaced(segment: "PID"), 11),
      (message + "MSH|^^\\&|A\r", .sameDelimiter(0x5E), 53),
    ] as [(String, ParsingError.Reason, Int)])
  func refused(_ text: String, reason: ParsingError.Reason, offset: Int) {
    #expect(throws: ParsingError(reason, offset: offset)) { try read(text) }
  }

  @Test("More messages than allowed are refused")
  func limit() {
    #expect(throws: ParsingError(.tooManyMessages(limit: 2), offset: 96)) {
      try read(Self.message + Self.message + Self.message, limits: ParsingLimits(maximumMessages: 2))
    }
  }
}
