import Evidence
import Foundation
import Testing

@testable import Procurement

/// What counts as a secret, a host or a patient, and what does not.
@Suite("Redaction of a record")
struct RedactionTests {
  private func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for range in SecretSearch(bytes).ranges.reversed() { bytes.replaceSubrange(range, with: Array("***".utf8)) }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "Credentials are taken out wherever they stand",
    arguments: [
      ("Authorization: Bearer abc.def", "Authorization: ***"),
      ("{\"a\":\"Cookie: x=1\",\"b\":2}", "{\"a\":\"Cookie: ***\",\"b\":2}"),
      ("got eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln and more", "got *** and more"),
      ("{\"access_token\":\"s3cret\",\"expires_in\":60}", "{\"access_token\":\"***\",\"expires_in\":60}"),
      ("{\"hex\":\"{\\\"refresh_token\\\": \\\"s3cret\\\"}\"}", "{\"hex\":\"{\\\"refresh_token\\\": \\\"***\\\"}\"}"),
      ("grant_type=password&client_secret=a1b2&scope=x", "grant_type=password&client_secret=***&scope=x"),
      ("<saml2:Assertion ID=\"_1\"><a/></saml2:Assertion><b/>", "<saml2:Assertion***<b/>"),
      ("<Assertion xmlns=\"x\">cut off", "<Assertion***"),
      (
        "-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----***-----END PRIVATE KEY-----"
      ),
    ])
  func secrets(text: String, left: String) { #expect(masked(text) == left) }

  @Test(
    "What only looks like one stays",
    arguments: [
      "Basic Text SR Storage", "every password of the network", "\"password\": true", "AssertionConsumerService",
      "<AssertionError>x</AssertionError>", "eyJust a word", "Authorization", "Cookie: ***", "access_tokens are short",
    ])
  func harmless(text: String) { #expect(masked(text) == text) }

  @Test("Text without an end is read in one go, however often it begins")
  func linear() {
    for piece in ["eyJ-", "eyJ.", "<Assertion ", "\"Assertion ", "password=\"", "cookie: "] {
      let bytes = Array(String(repeating: piece, count: 200_000).utf8)
      let start = ContinuousClock.now
      _ = SecretSearch(bytes).ranges
      #expect(ContinuousClock.now - start < .seconds(60), "\(piece)")
    }
  }

  @Test("Hosts are found by address and name, where they are hosts")
  func hosts() {
    let search = HostSearch(["192.0.2.7", "archive", "pacs.example"])
    func found(_ text: String) -> Int { search.ranges(in: Array(text.utf8)).count }
    #expect(found("dicom://A@192.0.2.7:104 and http://PACS.example/x, pacs.example.") == 3)
    #expect(found("192.0.2.70, 1192.0.2.7, my-pacs.example, pacs.example.org") == 0)
    #expect(found("roles: [archive], the archive answered") == 0)
    #expect(found("http://archive/x dicom://A@archive:104 host: archive, Connecting to archive port 104") == 4)
  }

  @Test("A record's copy has a chain that holds, and lengths that stay")
  func transcript() throws {
    let body = Array("POST /token client_secret=abcdef&x=1".utf8)
    let entry = Transcript.Entry(
      microseconds: 0, direction: .sent, summary: "POST http://192.0.2.7/token", details: ["Authorization: Basic eDp5"],
      length: body.count, hex: body.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
    let bytes = Array(try RecordCoding.document(Transcript(entries: [entry])))
    var taken = RecordRedaction.Taken()
    let left = try RecordRedaction(hosts: ["192.0.2.7"]).redacted(bytes, at: "transcripts/1.json", &taken)
    let read = try RecordCoding.read(Transcript.self, from: Data(left)).entries[0]
    #expect(taken == .init(credentials: 2, hosts: 1))
    #expect(read.summary == "POST http://host-1.invalid/token" && read.details == ["Authorization: ***"])
    #expect(String(decoding: read.keptBytes, as: UTF8.self) == "POST /token client_secret=XXXXXX&x=1")
    var nothing = RecordRedaction.Taken()
    #expect(try RecordRedaction().redacted(left, at: "transcripts/1.json", &nothing) == left)
    #expect(nothing == .init())
  }

  @Test(
    "Numbers that may be a patient's are found; the range kept for tests, other numbers and parts of longer ones are not",
    arguments: [
      ("PID|1||4505577104^^^NHS", 1), ("\"7001234561\"", 0), ("9992418974", 0), ("4505577105", 0),
      ("2.25.4505577104.1", 0), ("a4505577104", 0), ("1764234567", 0), ("PatientID: 4505577104", 1),
      ("NHS number 450 557 7104.", 1), ("It is 4505577104.", 1), ("NHS number 450 557 7104", 1),
      ("450-557-7104, 450 557 7104", 2),
      ("450  557 7104", 0), ("450 557 7105", 0), ("999 241 8974", 0), ("1 450 557 7104", 1), ("450 557-7104", 0),
      ("450 450 557 7104", 1),
    ])
  func numbers(text: String, count: Int) {
    let found = PatientSearch(canaries: []).findings(in: Array(text.utf8), at: "evidence.jsonl")
    #expect(found.count == count, "\(text)")
    #expect(PatientSearch(canaries: [], allowed: ["4505577104"]).findings(in: Array(text.utf8), at: "x").isEmpty)
  }

  @Test("Planted words are found in text, in bytes and in UTF-16, whatever their case")
  func canaries() throws {
    let search = PatientSearch(canaries: ["Zorblax"])
    let wide = Array("zorblax".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    let entry = Transcript.Entry(
      microseconds: 0, direction: .received, summary: "x", details: [], length: wide.count,
      hex: wide.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined())
    let bytes = Array(try RecordCoding.document(Transcript(entries: [entry])))
    #expect(search.findings(in: bytes, at: "transcripts/1.json").first?.place == "message 1 (received), its bytes")
    #expect(search.findings(in: Array("a\nZORBLAX\n".utf8), at: "evidence.jsonl").first?.place == "line 2")
    #expect(search.findings(in: Array("zorbla".utf8), at: "evidence.jsonl").isEmpty)
  }
}
