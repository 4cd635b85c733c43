import Evidence
import Foundation
import Testing

@testable import Statements

@Suite("Renderings of a reading")
struct ClaimsTextTests {
  private let reading = StatementReader.read(
    bytes: Array(
      """
      # DICOM Conformance Statement for Acme

      ## SOP Classes of the Archive

      | SOP Class | UID | SCU | SCP |
      |---|---|---|---|
      | CT Image Storage, with a name \(String(repeating: "long ", count: 40)) | 1.2.840.10008.5.1.4.1.1.2 | No | Yes |
      """.utf8), name: "acme.md")

  @Test("The text form has the line, the words and every problem, in at most 100 columns")
  func text() {
    let text = ClaimsText.text(reading)
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= ClaimsText.width })
    #expect(lines.contains { $0.hasPrefix("      7  SCP   supported") && $0.contains("CT Image Storage") })
    #expect(lines.contains { $0.hasPrefix("      7  SCU   not supported") })
    #expect(text.contains("§ SOP Classes of the Archive"))
    #expect(text.contains("product Acme"))
  }

  @Test("The JSON form gives the reading back")
  func json() throws {
    let json = try ClaimsJSON.object(reading)
    #expect(try JSONDecoder().decode(DocumentReading.self, from: Data(json.utf8)) == reading)
    #expect(json.contains("\"kind\" : \"sop-class\""))
  }

  @Test("JSON written claim by claim is the JSON of the whole", arguments: [false, true], [false, true])
  func jsonPieces(isLine: Bool, hasClaims: Bool) throws {
    var reading = reading
    reading.problems = [DocumentProblem(severity: .warning, code: "code", message: "of [a] \"table\"\nline")]
    reading.claims = hasClaims ? reading.claims + Self.various : []
    var text = ""
    try ClaimsJSON.write(reading, asLine: isLine) { text += $0 }
    #expect(text == (isLine ? try ClaimsJSON.line(reading) : try ClaimsJSON.object(reading)))
  }

  @Test("Lines stay within the width where every column is as wide as it may be, and the last has room for words")
  func narrowed() {
    let long = String(repeating: "long ", count: 40)
    let claims = Self.various.map { claim in
      var claim = claim
      claim.evidence[0].line = nil
      claim.evidence[0].element = "/body/table[4]/row[2]/cell[3]"
      claim.evidence[0].words = long
      if claim.kind == .association { (claim.property, claim.value) = ("implementation-class-uid-of-all", long) }
      return claim
    }
    let text = ClaimsText.text(DocumentReading(document: "d", sha256: "", format: "odt", claims: claims, problems: []))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= ClaimsText.width }, "\(text)")
    #expect(text.contains("long long lon…"))
  }

  @Test("Control characters of a document do not reach the terminal")
  func controls() {
    let hostile = StatementReader.read(
      bytes: Array(
        "Acme supports the following SOP Classes as an SCP:\n\nCT\u{7}\u{9B}31m  1.2.840.10008.5.1.4.1.1.2\n".utf8),
      name: "a\u{1B}[2J.txt")
    let text = ClaimsText.text(hostile)
    #expect(hostile.claims.count == 1)
    #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
  }

  /// One claim of each kind that has columns of its own.
  static let various: [Claim] = {
    let citation = Citation(document: "d", sha256: "", line: 3, section: "1 Services", words: "the words")
    func claim(
      _ kind: Claim.Kind, uid: String? = nil, name: String? = nil, role: Claim.Role? = nil, sopClass: String? = nil,
      property: String? = nil, value: String? = nil, detail: ClaimDetail? = nil
    ) -> Claim {
      Claim(
        kind: kind, uid: uid, name: name, role: role, sopClass: sopClass, property: property, value: value,
        detail: detail, evidence: [citation], method: "test", confidence: 90)
    }
    return [
      claim(.sopClass, uid: "1.2.840.10008.5.1.4.1.1.2", role: .scp),
      claim(.transferSyntax, uid: "1.2.840.10008.1.2.1", sopClass: "1.2.840.10008.5.1.4.1.1.2"),
      claim(.association, property: "maximum-length", value: "16384"),
      claim(.extendedNegotiation, property: "relational-queries", value: "supported"),
      claim(.securityProfile, name: "BCP 195 TLS Profile"), claim(.characterSet, name: "ISO_IR 192"),
      claim(
        .queryKey, role: .scp, sopClass: "1.2.840.10008.5.1.4.1.2.2.1",
        detail: .queryKey(.init(tag: "(0010,0020)", level: "STUDY", matching: ["wildcard"], returned: true))),
      claim(
        .dicomweb, role: .originServer,
        detail: .web(.init(service: "WADO-RS", resource: "Study", httpMethod: "GET", mediaTypes: ["application/dicom"]))
      ),
      claim(.mediaProfile, name: "STD-GEN-CD", role: .fileSetReader),
      claim(.ihe, detail: .integration(.init(profile: "XDS-I.b", actor: "Imaging Document Source", option: "WADO"))),
      claim(.hl7Message, detail: .message(.init(event: "ADT^A08", version: "2.5.1", direction: .inbound))),
      claim(.fhir, role: .server, detail: .resource(.init(resource: "Patient", interaction: "read"))),
      claim(.fhir, role: .server, detail: .resource(.init(resource: "Patient", interaction: "search-type"))),
      claim(
        .fhir, role: .server,
        detail: .resource(.init(resource: "Patient", searchParameter: "birthdate", searchType: "date"))),
      claim(.operation, role: .server, detail: .operation(.init(operation: "RegistryStoredQuery", action: "urn:x"))),
    ]
  }()

  @Test("Every kind of claim has its section, and its columns tell what only it has")
  func kinds() {
    let text = ClaimsText.text(
      DocumentReading(document: "d", sha256: "", format: "text", claims: Self.various, problems: []))
    for kind in Claim.Kind.allCases { #expect(text.contains("\n\(kind.title) ("), "\(kind)") }
    for wanted in [
      "(0010,0020)", "Patient ID", "STUDY", "wildcard, returned", "WADO-RS", "application/dicom", "STD-GEN-CD", "FSR",
      "Imaging Document Source", "ADT^A08", "inbound", "2.5.1", "read, search-type", "search by birthdate (date)",
      "RegistryStoredQuery", "maximum length", "CT Image Storage", "origin server",
    ] { #expect(text.contains(wanted), "\(wanted) in\n\(text)") }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= ClaimsText.width })
    #expect(Set(Self.various.map(\.kind)) == Set(Claim.Kind.allCases))
  }

  @Test("What a property of a message or resource denies is shown as that property, not as the message or resource")
  func properties() {
    func denial(_ claim: Claim, _ name: String?, _ property: String, _ value: String) -> Claim {
      var claim = claim
      (claim.name, claim.property, claim.value, claim.polarity) = (name, property, value, .notSupported)
      return claim
    }
    let message = Self.various[10]
    let resource = Self.various[11]
    let text = ClaimsText.text(
      DocumentReading(
        document: "d", sha256: "", format: "xml",
        claims: [
          message, denial(message, "MSH-8", "usage", "X"), denial(message, "MSH-14", "usage", "X"), resource,
          denial(resource, nil, "conditionalUpdate", "false"),
        ], problems: []))
    let rows = text.split(separator: "\n")
    #expect(rows.contains { $0.contains("not supported") && $0.contains("MSH-8 usage X, MSH-14 usage X") }, "\(text)")
    #expect(rows.contains { $0.contains("not supported") && $0.hasSuffix("conditionalUpdate false") }, "\(text)")
    #expect(rows.contains { $0.contains(" supported") && $0.hasSuffix("the words") }, "\(text)")
  }

  @Test("A summary stands before a long list, and none before a short one")
  func summary() {
    let long = DocumentReading(document: "d", sha256: "", format: "text", claims: Self.various, problems: [])
    #expect(ClaimsText.text(long).contains(#/kind +claims +supported +not supported +unclear/#))
    #expect(!ClaimsText.text(reading).contains("kind  "))
  }

  @Test("Claims that say the same share a line; a denial among them does not")
  func sharedLines() {
    var claims = (1...30).map { number in
      var claim = Self.various[1]
      claim.sopClass = "1.2.840.10008.5.1.4.1.1.\(number)"
      claim.evidence[0].line = number
      return claim
    }
    claims[29].polarity = .notSupported
    let text = ClaimsText.text(DocumentReading(document: "d", sha256: "", format: "text", claims: claims, problems: []))
    let rows = text.split(separator: "\n").filter { $0.contains("Explicit VR Little Endian") }
    #expect(rows.count == 2)
    #expect(rows.first?.contains("1–29") == true && rows.first?.contains("29 SOP classes") == true, "\(rows)")
    #expect(rows.last?.contains("not supported") == true)
  }

  @Test("A selection keeps claims of its kinds that are sure enough, and their blocks")
  func selection() {
    let examined = StatementReader.examine(
      bytes: Array("| SOP Class | UID | SCP |\n|---|---|---|\n| Verification | 1.2.840.10008.1.1 | Yes |\n".utf8),
      name: "a.md")
    #expect(examined.reading.claims.count == 1)
    #expect(ClaimSelection(kinds: [.sopClass]).apply(to: examined).claimBlocks == examined.claimBlocks)
    #expect(ClaimSelection(kinds: [.ihe]).apply(to: examined).reading.claims.isEmpty)
    #expect(ClaimSelection(minimumConfidence: 100).apply(to: examined).reading.claims.isEmpty)
  }
}

@Suite("Claims as CSV")
struct ClaimsCSVTests {
  @Test(
    "No cell becomes a formula, and what CSV needs quoted is quoted",
    arguments: [
      ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'\t=1"), ("a,b", "\"a,b\""),
      ("=a,\"b\"", "\"'=a,\"\"b\"\"\""), ("two\nlines", "\"two\nlines\""), ("CT Image Storage", "CT Image Storage"),
    ])
  func cells(text: String, cell: String) { #expect(ClaimsCSV.cell(text) == cell) }

  @Test("Each claim has a line with as many cells as there are headings")
  func lines() {
    let reading = DocumentReading(
      document: "d", sha256: "", format: "text", claims: ClaimsTextTests.various, problems: [])
    var rows: [String] = []
    ClaimsCSV.write(reading) { rows.append($0) }
    #expect(rows.count == ClaimsTextTests.various.count)
    let commas = ClaimsCSV.header.filter { $0 == "," }.count
    #expect(rows.allSatisfy { $0.hasSuffix("\r\n") })
    for row in rows where !row.contains("\"") { #expect(row.filter { $0 == "," }.count == commas, "\(row)") }
  }
}
