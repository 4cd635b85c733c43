import Evidence
import Statements
import Testing

@Suite("Query keys")
struct QueryKeyTests {
  static func read(_ text: String) -> DocumentReading {
    StatementReader.read(bytes: Array(text.utf8), name: "statement.md")
  }

  static func facts(_ reading: DocumentReading) -> [String] {
    reading.claims.compactMap { claim in
      guard case .queryKey(let key)? = claim.detail else { return nil }
      return [
        key.tag, key.level ?? "", claim.role?.rawValue ?? "", key.matching.joined(separator: "+"),
        key.returned.map { $0 ? "returned" : "not returned" } ?? "", claim.polarity == .supported ? "" : "denied",
      ].filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  @Test("Rows name attributes, heading rows the level, the caption the model and the role")
  func standardTable() {
    let reading = Self.read(
      """
      # Acme

      ## C-FIND

      <table><caption>Table 4-1 Study Root C-FIND SCP Supported Elements</caption></table>

      The keys of the Study Root C-FIND SCP are:

      | Attribute Name | Tag | VR | Types of Matching |
      |---|---|---|---|
      | Study Level | | | |
      | Patient's Name | 0010,0010 | PN | S,*,U |
      | Study Instance UID | (0020, 000D) | UI | S,U,L |
      | Other Patient Names | 00101001 | PN | NONE |
      | Series Level | | | |
      | Series Date | (0008,0021) | DA | Single Value, Range |
      | Nothing said | (0008,0060) | CS | |
      """)
    #expect(
      Self.facts(reading) == [
        "(0010,0010) STUDY scp single value+universal+wildcard",
        "(0020,000D) STUDY scp single value+list of UID+universal", "(0010,1001) STUDY scp returned",
        "(0008,0021) SERIES scp single value+range",
      ])
    #expect(reading.claims.allSatisfy { $0.sopClass == "1.2.840.10008.5.1.4.1.2.2.1" && $0.confidence >= 80 })
  }

  @Test("Columns for either role, return keys and types are read by their headings")
  func columns() {
    let reading = Self.read(
      """
      ## Query Keys at Patient Level

      | Name | Tag | Query Keys Matching SCU | Query Keys Return SCU | Query Keys Matching SCP | Type |
      |---|---|---|---|---|---|
      | Patient ID | (0010,0020) | SINGLE_VALUE, WILDCARD | Yes | - | Required |
      | Patient Sex | (0010,0040) | No | No | Universal | O |
      """)
    #expect(
      Self.facts(reading) == [
        "(0010,0020) PATIENT scu single value+wildcard returned", "(0010,0040) PATIENT scu not returned denied",
        "(0010,0040) PATIENT scp universal",
      ])
    guard case .queryKey(let key)? = reading.claims.first?.detail else {
      Issue.record("no claim")
      return
    }
    #expect(key.type == "R")
  }

  @Test("Worklists have no levels; codes without a heading are known by what they are")
  func worklist() {
    let reading = Self.read(
      """
      ## Modality Worklist

      Table 4-2 lists the matching keys of the Modality Worklist SCU:

      | Attribute | Tag | VR | |
      |---|---|---|---|
      | Patient Level | | | |
      | >Modality | (0008,0060) | CS | S |
      | >Scheduled Procedure Step Start Date | (0040,0002) | DA | (R) |
      """)
    #expect(Self.facts(reading) == ["(0008,0060) scu single value", "(0040,0002) scu range"])
    #expect(reading.claims.allSatisfy { $0.sopClass == "1.2.840.10008.5.1.4.31" })
  }

  @Test(
    "Tables of objects, mappings and coercions list no keys",
    arguments: [
      "## CT Image IOD\n\n| Attribute Name | Tag | Type |\n|---|---|---|\n| Modality | (0008,0060) | 1 |",
      "## Worklist Mapping\n\nQuery keys are mapped:\n\n| Worklist Attribute | Tag | Image Attribute | Tag |\n|---|---|---|---|\n| Patient ID | (0010,0020) | Patient ID | (0010,0020) |",
      "## C-FIND\n\n| Attribute coercion | Tag | Matching |\n|---|---|---|\n| Modality | (0008,0060) | S |",
      "## Storage\n\n| Attribute Name | Tag | Comment |\n|---|---|---|\n| Modality | (0008,0060) | always CT |",
      "## C-FIND status\n\n| Service Status | Error Code | Matching |\n|---|---|---|\n| Success | 0000 | complete |",
    ])
  func elsewhere(text: String) {
    #expect(Self.facts(Self.read("# Acme\n\n" + text)).isEmpty)
  }

  @Test("Names and tags that do not belong together are reported and stay as printed")
  func mismatches() {
    func problems(_ row: String) -> [String] {
      let reading = Self.read("## C-FIND SCP\n\n| Attribute | Tag | Matching |\n|---|---|---|\n| \(row) | S |")
      #expect(reading.claims.count == 1)
      return reading.problems.map(\.code)
    }
    #expect(problems("Patient ID | (0010,0020)").isEmpty)
    #expect(problems("Patient’s Name | (0010,0010)").isEmpty)
    #expect(problems("PatientBirthDate | (0010,0030)").isEmpty)
    #expect(problems("Instance Creation Time | (0008,0012)") == ["name-tag-mismatch"])
    #expect(problems("Accession Number | (0010,0020)") == ["name-tag-mismatch"])
    #expect(problems("Patient ID | (0010,0022)").isEmpty == false)
    #expect(problems("Unheard of | (0010,00FE)") == ["unregistered-tag"])
    #expect(problems("Vendor's own | (0011,1010)").isEmpty)
  }

  @Test("Lines below words about query keys are keys, elsewhere they are not")
  func lists() {
    let lines = "\n\nQuery/Retrieve Level: SERIES\n\n```\n(0008,0060) Modality\n(0020,0011) SeriesNumber (retired)\n```"
    #expect(
      Self.facts(Self.read("# Acme\n\n## Query Keys" + lines)) == ["(0008,0060) SERIES", "(0020,0011) SERIES"])
    #expect(Self.facts(Self.read("# Acme\n\n## Storage" + lines)).isEmpty)
  }

  @Test(
    "Keys of real documents are those that a person reads there",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
  func corpus() throws {
    func keys(_ name: String) throws -> [String] {
      Self.facts(StatementReader.read(file: try #require(SharedStatements.document(name))))
    }
    let manual = try keys("dcmtk-dcmqrscp-man.txt")
    #expect(manual.count == 30)
    #expect(manual.first == "(0010,0010) PATIENT" && manual.last == "(0020,0013) IMAGE")
    #expect(manual.filter { $0.hasSuffix("SERIES") }.count == 3 && manual.filter { $0.hasSuffix("STUDY") }.count == 15)

    let sample = try keys("ps32-2018-annex-F.rst")
    #expect(sample.count == 40)
    #expect(sample.filter { $0 == "(0008,0020) STUDY scp single value+universal+range" }.count == 2)
    #expect(sample.contains("(0010,0010) PATIENT scp single value+universal+wildcard"))
    #expect(sample.contains("(0008,0018) IMAGE scp single value+list of UID+universal"))
    #expect(sample.contains("(0008,1070) SERIES scp returned"))

    for name in ["NEG-dcmtk-dcmqrcnf.txt", "orthanc.txt", "kcenon-pacs-system.md", "dcmtk-storescp-man.txt"] {
      #expect(try keys(name).isEmpty, "\(name)")
    }
  }
}
