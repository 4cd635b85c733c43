import HL7
import Testing

@Suite("Content without a profile")
struct ContentTests {
  private func findings(_ segments: [String], type: String = "ADT^A08^ADT_A01", version: String = "2.5") throws
    -> [String]
  {
    let text = (["MSH|^~\\&|A|B|C|D|20240101||\(type)|1|P|\(version)"] + segments).map { $0 + "\r" }.joined()
    return try #require(ContentCheck.findings(try MessageParser().parse(Array(text.utf8)))).map(\.sentence)
  }

  private static let good = ["EVN||20240101", "PID|1||5^^^B^MR||Old^Ann", "PV1|1|O"]

  @Test(
    "What an edition demands is found where it lacks, and nothing where it is there",
    arguments: [
      (good, []), (["EVN||20240101", "PID|1||5||Old^Ann", "PV1|1|"], ["PV1-2 (patient class) must have a value"]),
      (["EVN|", "PID|1||5||Old", "PV1|1|O"], ["EVN-2 (recorded date time) must have a value"]),
      (good + ["NTE|1|||||||x"], ["NTE is not expected here in ADT_A01", "NTE has no field 8 in HL7 v2.5; it has 4"]),
      (good + ["ZZZ|anything^at&all"], []),
      (["EVN||20240101", "PID|1||5||Old|||X^Y", "PV1|1|O"], ["PID-8 is IS, which has no components"]),
      (
        ["EVN||2024-01-01", "PID|1||5||Old", "PV1|1|O"],
        ["EVN-2.1 is of type DTM, a time stamp: YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]"]
      ),
      (
        ["EVN||20240101", "PID|x||5||Old", "PV1|1|O"], ["PID-1 is of type SI, a sequence number of one to four digits"]
      ),
      (["EVN||20240101", "PID|1||5||Old^^^^^^Q", "PV1|1|O"], ["PID-5.7 is `Q`, which table 0200 does not have"]),
      (["EVN||20240101", "PID|1||5||Old||20240101~20250101", "PV1|1|O"], ["PID-7 stands at most once in HL7 v2.5"]),
      (["EVN||20240101", "PID|1||5^^^^^^^^^^1||Old", "PV1|1|O"], ["PID-3 is CX, which has 10 components in HL7 v2.5"]),
      (["EVN||20240101", "PID|1||5||O\\Q\\ld", "PV1|1|O"], ["PID-5.1.1 cannot be read as written"]),
      (["EVN||20240101", "PID|1||5||\"\"||\"\"|\"\"", "PV1|1|O"], []),
      (
        good + ["OBX|1|NM|A||12,5||||||F"],
        ["OBX-5 is of type NM, a number: digits, with a sign before and a point within"]
      ),
      (good + ["OBX|1|ST|A||12,5||||||F"], []), (good + ["OBX|1|NM|A||-12.5||||||F"], []),
    ])
  func content(_ segments: [String], wanted: [String]) throws {
    #expect(try findings(segments) == wanted)
  }

  @Test("Parameters of a query go on as wanted, and moments are read in every edition")
  func others() throws {
    #expect(
      try findings(["QPD|Q22^Find^HL7|1|@PID.5.1^A~@PID.5.2^B|||||^^^X", "RCP|I"], type: "QBP^Q22^QBP_Q21") == [])
    #expect(
      try findings(["EVN||2024x", "PID|1||5||Old", "PV1|1|O"], version: "2.3.1").first?.hasPrefix(
        "EVN-2.1 is of type DTM")
        == true)
  }

  @Test(
    "Forms of data types are those of §2.A",
    arguments: [
      ("TS", "2024", true), ("TS", "202402291530", true), ("TS", "20230229", false),
      ("TS", "20240101093000.1234+0100", true),
      ("TS", "2024010124", false), ("TS", "20240101+9900", false), ("TS", "20240101093000.12345", false),
      ("TS", "20241301", false), ("TM", "0930", true), ("TM", "093", false), ("TM", "2460", false),
      ("DT", "202404", true),
      ("DT", "20240431", false), ("NM", "+1.5", true), ("NM", ".5", true), ("NM", "1e5", false), ("NM", "-", false),
      ("SI", "12345", false), ("SI", "0", true),
    ])
  func forms(_ dataType: String, value: String, isGood: Bool) throws {
    let found = try findings(
      Self.good + ["OBX|1|\(dataType)|A||\(value)||||||F"]
    ).filter { $0.contains("OBX-5") }
    #expect(found.isEmpty == isGood, "\(found)")
  }

  @Test(
    "Components that do not go together are found, and those that do are not",
    arguments: [
      ("PID-3", "1234567^5^M11^B^MR", nil), ("PID-3", "9434765919^^^NHS^NH", nil),
      ("PID-3", "9434765918^^^NHS^NH", "no NHS number: its check digit is 8, and should be 9"),
      ("PID-3", "9434765918^^^NHS^MR", nil), ("PID-3", "5^^^B&1.2.3&ISO^MR", nil),
      ("PID-3", "5^^^B&1.02.3&ISO^MR", "no ISO object identifier"),
      ("PID-3", "5^^^B&1.2.3^MR", "PID-3.4.3 must have a value"),
      ("PID-3", "5^^^B&&ISO^MR", "PID-3.4.2 must have a value"), ("OBX-5", "^AP^PDF^Base64^JVBERi0xLjQ=", nil),
      ("OBX-5", "^AP^^Base64^JVBERi0xLjQ", "not data in the encoding Base64"),
      ("OBX-5", "^AP^^Base64^JVBE*i0xLjQ=", "not data in the encoding Base64"), ("OBX-5", "^AP^^Hex^0aFF", nil),
      ("OBX-5", "^AP^^Hex^0aF", "not data in the encoding Hex"), ("PID-13", "^NET^Internet^ann@site.example", nil),
      ("PID-13", "^NET^Internet^ann", "no address of mail"),
    ] as [(String, String, String?)])
  func together(_ place: String, value: String, wanted: String?) throws {
    let segments: [String] =
      switch place {
      case "PID-3": ["EVN||20240101", "PID|1||\(value)||Old", "PV1|1|O"]
      case "PID-13": ["EVN||20240101", "PID|1||5||Old||||||||\(value)", "PV1|1|O"]
      case "PV1-7": ["EVN||20240101", "PID|1||5||Old", "PV1|1|O|||||\(value)"]
      default: Self.good + ["OBX|1|ED|A||\(value)||||||F"]
      }
    let found = try findings(segments)
    #expect(found.count == (wanted == nil ? 0 : 1), "\(found)")
    if let wanted { #expect(found.first?.contains(wanted) == true, "\(found)") }
  }

  @Test("Nothing is said of an edition that is not known")
  func unknown() throws {
    let text = "MSH|^~\\&|A|B|C|D|20240101||ADT^A08|1|P|2.8\rPID|1\r"
    #expect(ContentCheck.findings(try MessageParser().parse(Array(text.utf8))) == nil)
  }

  @Test("Samples that hl7apy finds nothing wrong with have no required field missing", arguments: Sample.all)
  func samples(_ sample: Sample) throws {
    let message = try MessageParser().parse(sample.bytes)
    let known = [
      "Order without patient", "Order with clinical note", "Radiology", "Results of two", "Vital", "Cancelled",
      "Demographics query", "Three", "Result with a preliminary",
    ]
    guard !known.contains(where: { sample.title.hasPrefix($0) }) else { return }
    let missing = (ContentCheck.findings(message) ?? []).filter {
      if case .missingField = $0.kind { true } else { false }
    }
    #expect(missing.map(\.sentence) == [])
  }
}
