import Evidence
import Statements
import Testing

@Suite("Integration profiles of IHE")
struct IntegrationTests {
  static func facts(_ text: String, _ name: String = "statement.md") -> [String] {
    facts(StatementReader.read(bytes: Array(text.utf8), name: name))
  }

  static func facts(_ reading: DocumentReading) -> [String] {
    reading.claims.compactMap { claim in
      guard case .integration(let row)? = claim.detail else { return nil }
      let denied = claim.polarity == .supported ? "" : " \(claim.polarity.rawValue)"
      return [row.profile, row.actor, row.option].compactMap { $0 }.joined(separator: " / ") + denied
    }
  }

  @Test("A statement's head, profiles and addresses in one table with merged cells give one claim per row")
  func standardTable() {
    let facts = Self.facts(
      """
      <html><body><table>
      <tr><td colspan="3">IHE Integration Statement</td></tr>
      <tr><td>Vendor</td><td>Product Name</td><td>Version</td></tr>
      <tr><td>Acme</td><td>Acme Archive</td><td>4.2</td></tr>
      <tr><td colspan="3">This product implements all transactions required to support the profiles listed below:</td></tr>
      <tr><td>Integration Profiles Implemented</td><td>Actors Implemented</td><td>Options Implemented</td></tr>
      <tr><td colspan="3">Radiology</td></tr>
      <tr><td rowspan="3">Scheduled Workflow (SWF)</td><td rowspan="2">Image Manager/Image Archive</td>
      <td>HL7 v2.5.1</td></tr>
      <tr><td>Availability of PPS-Referenced Instances</td></tr>
      <tr><td>Performed Procedure Step Manager</td><td>none</td></tr>
      <tr><td>Consistent Time</td><td>Time Client</td><td></td></tr>
      <tr><td>Cross-Enterprise Document Sharing for Imaging</td><td>Imaging Document Source</td><td>-</td></tr>
      <tr><td>A Profile of Tomorrow (APT)</td><td>Image Display</td><td>None</td></tr>
      <tr><td colspan="3">Internet address for vendor's IHE information: www.acme.example</td></tr>
      <tr><td>Links to Conformance Statements</td><td>Image Display</td><td>www.acme.example/dicom</td></tr>
      </table></body></html>
      """, "statement.html")
    #expect(
      facts == [
        "SWF / Image Manager/Archive / HL7 v2.5.1",
        "SWF / Image Manager/Archive / Availability of PPS-Referenced Instances",
        "SWF / Performed Procedure Step Manager", "CT / Time Client", "XDS-I.b / Imaging Document Source",
        "A Profile of Tomorrow (APT) / Image Display",
      ])
  }

  @Test("Cells left empty below a profile or an actor go on with it; a heading of a domain does not")
  func continuedRows() {
    let facts = Self.facts(
      """
      | Integration Profiles Implemented | Actors Implemented | Options Implemented |
      |---|---|---|
      | Radiology | | |
      | PIR | Image Manager/Archive | None |
      | | Image Display, Report Manager | |
      | SWF.b | DSS/Order Filler | Patient Merge |
      | | | HL7 v2.5.1 |
      """)
    #expect(
      facts == [
        "PIR / Image Manager/Archive", "PIR / Image Display", "PIR / Report Manager",
        "SWF.b / DSS/Order Filler / Patient Merge", "SWF.b / DSS/Order Filler / HL7 v2.5.1",
      ])
  }

  @Test("Which of several actors has an option, a row does not tell")
  func severalActorsWithOptions() {
    let reading = StatementReader.read(
      bytes: Array(
        """
        | Integration Profile | Actors | Options |
        |---|---|---|
        | PIR | Image Manager/Archive, Image Display | HL7 v2.5.1 |
        """.utf8), name: "a.md")
    #expect(Self.facts(reading) == ["PIR / Image Manager/Archive", "PIR / Image Display", "PIR / HL7 v2.5.1"])
    #expect(reading.claims.last.map { $0.confidence < Claim.decisiveConfidence } == true)
  }

  @Test("What is not implemented or only planned is no support")
  func denials() {
    let facts = Self.facts(
      """
      | IHE Profile | Actor | Support |
      |---|---|---|
      | XCA | Responding Gateway | Not implemented |
      | PIX | Patient Identifier Cross-reference Consumer | Planned for 2027 |
      | ATNA | Secure Node | Yes |
      """)
    #expect(
      facts == [
        "XCA / Responding Gateway not-supported", "PIX / Patient Identifier Cross-reference Consumer unclear",
        "ATNA / Secure Node",
      ])
  }

  @Test(
    "Sentences and items claim too, but never decisively",
    arguments: [
      ("The archive supports IHE SWF as Image Manager/Archive.", ["SWF / Image Manager/Archive"]),
      ("Acme does not support the IHE Scheduled Workflow profile.", ["SWF not-supported"]),
      (
        "Acme supports the following IHE profiles:\n\n- PIR: Image Manager/Archive\n- Consistent Time (CT) - Time Client",
        ["PIR / Image Manager/Archive", "CT / Time Client"]
      ),
      ("Reformatted CT images are displayed in the actor's profile view.", []),
      ("Objects rejected by IHE IOCM notes can be hidden.", []), ("The IHE SWF profile is described in volume 1.", []),
      ("| Profile | Actor |\n|---|---|\n| Administrator | Hospital staff |", []),
      ("## References\n\n| IHE Profile | Actor |\n|---|---|\n| SWF | Image Display |", []),
    ])
  func prose(text: String, expected: [String]) {
    let reading = StatementReader.read(bytes: Array("# Acme\n\n## IHE\n\n\(text)".utf8), name: "a.md")
    #expect(Self.facts(reading) == expected)
    #expect(reading.claims.allSatisfy { $0.confidence < Claim.decisiveConfidence })
  }

  @Test("Tables of actors and transactions claim the actors of the profile in the heading")
  func transactions() {
    let table =
      "\n\n| Actor | Transaction | Support |\n|---|---|---|\n| Image Display | RAD-14 | Yes |\n| Report Reader | RAD-27 | No |"
    #expect(Self.facts("# Acme\n\n## ARI - Access to Radiology Information" + table) == ["ARI / Image Display"])
    #expect(Self.facts("# Acme\n\n## Display" + table).isEmpty)
  }

  @Test(
    "Decisive rows of real documents are those that a person reads there",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."),
    arguments: [
      (
        "kcenon-ihe-integration-statement.md",
        [
          "XDS-I.b Imaging Document Source", "XDS-I.b Imaging Document Consumer", "AIRA Assessment Creator",
          "PIR Image Manager/Archive",
        ]
      ),
      (
        "dcm4chee-arc-hl7cs.html",
        [
          "PIR Image Manager/Archive", "PAM Patient Demographics Consumer", "PAM Patient Demographics Source",
        ]
      ), ("orthanc.txt", []), ("sedia-hl7.md", []), ("dcm4chee-arc-cs.html", []),
    ])
  func corpus(name: String, expected: [String]) throws {
    let reading = StatementReader.read(file: try #require(SharedStatements.document(name)))
    let found = reading.claims.compactMap { claim -> String? in
      guard claim.confidence >= Claim.decisiveConfidence, case .integration(let row)? = claim.detail else { return nil }
      return "\(row.profile) \(row.actor ?? "")"
    }
    #expect(Set(found) == Set(expected))
  }
}
