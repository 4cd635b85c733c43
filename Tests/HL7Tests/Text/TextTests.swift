import Foundation
import HL7
import Testing

@Suite("Text")
struct TextTests {
  private func message(_ value: [UInt8], set: String = "") throws -> Message {
    let header = "MSH|^~\\&|A|B|C|D|20240101||ACK|1|P|2.5||||||\(set)\rNTE|1||"
    return try MessageParser().parse(Array(header.utf8) + value + [0x0D])
  }

  private func text(_ value: [UInt8], set: String = "") throws -> DecodedText {
    let message = try message(value, set: set)
    let field = try #require(message.parts(at: Address("NTE-3")).first)
    return message.text(of: field)
  }

  @Test(
    "Escape sequences stand for what §2.7 says",
    arguments: [
      ("a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f", "a|b^c~d\\e&f"), ("\\H\\bold\\N\\", "bold"), ("\\X4142\\", "AB"),
      ("one\\.br\\two", "one\ntwo"), ("one\\.sp2\\two", "one\n\ntwo"), ("one\\.sk3\\two", "one   two"),
      ("\\.in+4\\\\.fi\\text", "text"), ("\\Zlocal\\x", "x"), ("\\E\\F\\E\\", "\\F\\"),
    ])
  func escapes(_ written: String, read: String) throws {
    let text = try text(Array(written.utf8))
    #expect(text.text == read)
    #expect(text.findings.isEmpty)
  }

  @Test(
    "What is not resolved stands as it came and is reported",
    arguments: [
      ("50 \\ 60", .unterminatedEscape, 3), ("\\Q\\", .unknownEscape("Q"), 0), ("\\X4\\", .notHexadecimal("X4"), 0),
      ("\\XGG\\", .notHexadecimal("XGG"), 0), ("\\X\\", .notHexadecimal("X"), 0),
      ("\\C2842\\", .characterSetSwitch("C2842"), 0), ("\\.zz\\", .unknownEscape(".zz"), 0),
    ] as [(String, DecodedText.Problem, Int)])
  func unresolved(_ written: String, problem: DecodedText.Problem, place: Int) throws {
    let text = try text(Array(written.utf8))
    #expect(text.text == written)
    #expect(text.findings.map(\.problem) == [problem])
    let message = try message([])
    #expect(text.findings.first?.offset == message.bytes.count - 1 + place)
  }

  @Test(
    "Character sets of MSH-18 are read as Python reads them",
    arguments: [
      ("", "ascii", "plain"), ("ASCII", "ascii", "plain"), ("8859/1", "iso8859-1", "Åkesson Zoë £5"),
      ("8859/2", "iso8859-2", "Łukasiewicz Dvořák"), ("8859/5", "iso8859-5", "Иванов"),
      ("8859/7", "iso8859-7", "Ωμέγα"),
      ("8859/8", "iso8859-8", "שלום"), ("8859/9", "iso8859-9", "Şahin Ğökçe"), ("8859/15", "iso8859-15", "€5 Œuvre"),
      ("UNICODE UTF-8", "utf-8", "山田 Łukasz 🙂"), ("UNICODE", "utf-8", "Zoë"),
    ])
  func sets(_ code: String, python: String, text: String) throws {
    let encoded = try Python.run(
      "import sys;print(sys.stdin.buffer.read().decode('utf-8').encode('\(python)').hex())", input: Data(text.utf8))
    let hex = Array(encoded.utf8.filter { $0 != 0x0A })
    let bytes = stride(from: 0, to: hex.count, by: 2).compactMap {
      UInt8(String(decoding: hex[$0..<$0 + 2], as: UTF8.self), radix: 16)
    }
    let read = try self.text(bytes, set: code)
    #expect(read.text == text)
    #expect(read.findings.isEmpty)
    let set = try #require(CharacterSet(code: code))
    #expect(Escaping.encode(text, encoding: .suggested, set: set) == bytes)
  }

  @Test(
    "Bytes that are not of the declared set are reported, never guessed silently",
    arguments: [
      ("", [0x5A, 0x6F, 0xEB]), ("UNICODE UTF-8", [0x5A, 0xEB, 0x20]), ("UNICODE UTF-16", [0x41]),
      ("UNICODE UTF-32", [0x41]), ("ISO IR87", [0x1B, 0x24, 0x42, 0xB0]), ("windows-1250", [0xB3]),
    ] as [(String, [UInt8])])
  func wrongSet(_ code: String, bytes: [UInt8]) throws {
    #expect(try text(bytes, set: code).findings.map(\.problem) == [.notOfCharacterSet])
  }

  @Test("The codes that the table does not have are no character set")
  func unknownCodes() {
    for code in ["8859/10", "8859/0", "8859/+1", "8859/01", "UTF-8", "ISO 8859-1", "windows-1250"] {
      #expect(CharacterSet(code: code) == nil, "\(code)")
    }
  }

  @Test(
    "Written text is read as it was, whatever it holds",
    arguments: ["a|b^c~d\\e&f", "line\rline\nline", "\\X41\\", "", "\"\"", "O'Brien-Smith", "\u{B}x\u{1C}\r"])
  func written(_ text: String) throws {
    let bytes = try #require(Escaping.encode(text, encoding: .suggested, set: .utf8))
    #expect(try self.text(bytes, set: "UNICODE UTF-8").text == text)
    #expect(!bytes.contains { [0x0B, 0x1C, 0x0D, 0x0A, 0x7C].contains($0) })
  }

  @Test("A text that the set or the delimiters cannot hold is not written")
  func unwritable() {
    #expect(Escaping.encode("Ł", encoding: .suggested, set: .latin(1)) == nil)
    #expect(Escaping.encode("ë", encoding: .suggested, set: .ascii) == nil)
    var encoding = EncodingCharacters.suggested
    encoding.escape = nil
    #expect(Escaping.encode("a|b", encoding: encoding, set: .ascii) == nil)
    #expect(Escaping.encode("ab", encoding: encoding, set: .ascii) == Array("ab".utf8))
  }
}
