import Foundation
import IHE
import TestPeers
import Testing

@Suite("Syslog messages")
struct SyslogMessageTests {
  private static func read(_ text: String) throws -> SyslogMessage { try SyslogReader.read(Array(text.utf8)) }

  @Test("The examples of the standard are read")
  func examples() throws {
    // RFC 5424 §6.5.
    let first = try Self.read(
      "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su - ID47 - \u{FEFF}'su root' failed for lonvick on /dev/pts/8"
    )
    #expect(first.facility == 4 && first.severity == 2 && first.timestamp == "2003-10-11T22:14:15.003Z")
    #expect(first.host == "mymachine.example.com" && first.application == "su" && first.process == nil)
    #expect(first.messageID == "ID47" && first.elements.isEmpty)
    #expect(String(decoding: first.content, as: UTF8.self) == "'su root' failed for lonvick on /dev/pts/8")
    let third = try Self.read(
      """
      <165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 evntslog - ID47 [exampleSDID@32473 iut="3" eventSource=\
      "Application" eventID="1011"][examplePriority@32473 class="high"]
      """)
    #expect(third.elements.map(\.id) == ["exampleSDID@32473", "examplePriority@32473"])
    #expect(third.elements.first?.parameters.map(\.value) == ["3", "Application", "1011"])
    #expect(third.content.isEmpty)
  }

  @Test(
    "What breaks a rule is refused at its place",
    arguments: [
      ("", SyslogError.Reason.priority, 0), ("85>1 ", .priority, 0), ("<192>1 - - - - - -", .priority, 4),
      ("<85>2 - - - - - -", .version, 4), ("<85>Nov 24 05:14:48 host app: text", .version, 4),
      ("<85>1 2026-13-01T00:00:00Z - - - - -", .timestamp, 6), ("<85>1 2026-11-24T05:14:48z - - - - -", .timestamp, 6),
      ("<85>1 2026-11-24T05:14:48.1234567Z - - - - -", .timestamp, 6), ("<85>1 -  - - - -", .host, 8),
      ("<85>1 - - - - \(String(repeating: "x", count: 33)) -", .messageID, 14),
      ("<85>1 - - - - - x", .structuredData, 16), ("<85>1 - - - - - [a b=\"c]\"]", .structuredData, 23),
      ("<85>1 - - - - - [a b=\"c\"", .structuredData, 24), ("<85>1 - - - - - -x", .structuredData, 17),
    ])
  func faults(text: String, reason: SyslogError.Reason, offset: Int) {
    do {
      let message = try Self.read(text)
      Issue.record("\(message)")
    } catch {
      #expect(error as? SyslogError == SyslogError(reason, offset: offset))
    }
  }

  @Test("What is written is read as it was, escapes and all")
  func writing() throws {
    let message = SyslogMessage(
      timestamp: "2026-11-24T05:14:48.330Z", host: "h", messageID: "DICOM+RFC3881",
      elements: [.init(id: "x@1", parameters: [.init(name: "a", value: #"quote " slash \ end ]"#)])],
      content: Array("größer".utf8))
    #expect(message.bytes.starts(with: Array("<85>1 2026-11-24T05:14:48.330Z h - - DICOM+RFC3881 [x@1 a=".utf8)))
    #expect(try SyslogReader.read(message.bytes) == message)
  }

  static let pieces: [[UInt8]] =
    ["<85>1 ", "<", ">", "[", "]", "=\"", "\\", "\"", " ", "-", "2026-11-24T05:14:48Z", "99999999999999999999"].map {
      Array($0.utf8)
    } + [[0xEF, 0xBB, 0xBF], [0x00], [0x0A], [0xFF]]

  @Test("None of 20,000 mutants traps; each is read or refused at a byte of it")
  func mutants() {
    let samples = [
      "<34>1 2003-10-11T22:14:15.003Z mymachine.example.com su 12 ID47 - text",
      #"<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 evntslog - ID47 [a@1 iut="3" x="\"\\\]"][b@2 c="d"] text"#,
    ].map { Array($0.utf8) }
    var mutator = Mutator(generator: SeededGenerator(state: 31), pieces: Self.pieces)
    var (read, refused) = (0, 0)
    for number in 0..<20_000 {
      let bytes = mutator.mutant(of: samples[number % samples.count])
      do {
        let message = try SyslogReader.read(bytes)
        read += 1
        #expect((0...23).contains(message.facility) && (0...7).contains(message.severity))
      } catch {
        refused += 1
        #expect((0...bytes.count).contains(error.offset))
      }
    }
    #expect(read > 1_000 && refused > 1_000)
  }
}
