import Evidence
import Statements
import Testing

@Suite("Values of associations")
struct AssociationValueTests {
  private func claims(_ text: String) -> [Claim] { ReadStatement("## Networking\n\n\(text)\n").claims(.association) }

  private func values(_ text: String) -> [String] { claims(text).map { "\($0.property ?? "")=\($0.value ?? "")" } }

  @Test(
    "Sizes are bytes, whatever the unit and the separators, and no limit is none",
    arguments: [
      ("- Maximum PDU size received: 64K", "65536"), ("- Maximum PDU Length: Default: 4096", "4096"),
      ("- Maximum PDU size: 16,384 bytes", "16384"), ("- Maximum PDU size: 0", "unlimited"),
      ("- Maximum PDU size: unlimited", "unlimited"),
    ])
  func sizes(text: String, value: String) {
    #expect(values(text) == ["maximum-length=\(value)"])
  }

  @Test("Limits of associations are of the side that opens or accepts them; without a word they are of neither")
  func sides() {
    func role(_ text: String) -> Claim.Role? { claims(text).first?.role }
    #expect(role("- Maximum number of simultaneous associations as initiator: 4") == .scu)
    #expect(role("- Maximum number of simultaneous associations accepted: 4") == .scp)
    #expect(role("- Maximum number of simultaneous associations: 4") == nil)
  }

  @Test("Bounds that the words give are kept, and a default is none")
  func bounds() {
    func comparator(_ text: String) -> Claim.Comparator? { claims(text).first?.comparator }
    #expect(comparator("- Maximum number of associations: up to 10") == .atMost)
    #expect(comparator("- Maximum number of associations: at least 10") == .atLeast)
    #expect(comparator("- Maximum number of associations: 10") == nil)
  }

  @Test("A table of parameters gives each value to the entity over it, and says what can be changed")
  func groups() {
    let read = claims(
      """
      | Parameter | Configurable | Default Value |
      |---|---|---|
      | General Parameters | | |
      | Maximum PDU size | No | 131072 |
      | STORE AE Parameters | | |
      | Maximum PDU size | Yes | 16384 |
      """)
    #expect(read.map(\.value) == ["131072", "16384"])
    #expect(read.map(\.applicationEntity) == [nil, "STORE"])
    #expect(read.map(\.availability) == [.standard, .configurable])
    #expect(read.allSatisfy { $0.disputedBy.isEmpty })
  }

  @Test("Two pairs side by side are two pairs")
  func sideBySide() {
    let html = """
      <h2>Networking</h2><table><tr><td>Maximum PDU size</td><td>16384</td><td>Maximum number of associations</td>
      <td>7</td></tr><tr><td>Implementation Class UID</td><td>1.2.276.0.99.5</td><td>Implementation Version Name</td>
      <td>ACME_5</td></tr></table>
      """
    let read = ReadStatement(html, "a.html").claims(.association).map { "\($0.property ?? "")=\($0.value ?? "")" }
    #expect(
      read == [
        "maximum-length=16384", "maximum-associations=7", "implementation-class-uid=1.2.276.0.99.5",
        "implementation-version-name=ACME_5",
      ])
  }

  @Test("One operation at a time is no asynchronous window, and not configurable is not configurable")
  func oneAtATime() {
    let claim = claims("- Maximum number of outstanding asynchronous transactions: 1 (Not Configurable)").first
    #expect(claim?.polarity == .notSupported && claim?.availability == .standard)
    #expect(
      values("- Maximum number of outstanding asynchronous transactions: 4") == ["asynchronous-operations-window=4"])
  }

  @Test("Two statements in one paragraph are both read")
  func paragraph() {
    #expect(
      Set(values("Implementation Class UID: 1.3.46.99.7.1.4. Implementation Version Name: ACME_40.")) == [
        "implementation-class-uid=1.3.46.99.7.1.4", "implementation-version-name=ACME_40",
      ])
  }

  @Test("A value stated in two places is two claims in a format without lines too; stated once, it is one")
  func occurrences() {
    func count(_ texts: [String]) -> Int {
      let body = texts.map { TestOffice.p($0) }.joined()
      let document = TestOffice.docx(TestOffice.p("Networking", style: "Heading1") + body).bytes
      return StatementReader.read(bytes: document, name: "a.docx").claims.count { $0.property == "maximum-length" }
    }
    let stated = "The maximum PDU size offered is 16384 bytes."
    #expect(count([stated]) == 1)
    #expect(count([stated, "Something else.", stated]) == 2)
  }
}
