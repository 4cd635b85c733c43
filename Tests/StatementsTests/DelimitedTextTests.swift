import Evidence
import Foundation
import Statements
import Testing

@Suite("Reading comma-separated values")
struct DelimitedTextTests {
  private func blocks(_ text: String, name: String = "a.csv") -> [String] {
    let document = StatementReader.examine(bytes: Array(text.utf8), name: name).document
    return (document?.blocks ?? []).map { block in
      let line = block.place.line ?? 0
      guard case .table(let table) = block.content else { return "\(line) \(block.content)" }
      return "\(line) " + [table.header, table.rows].map(rows).joined(separator: " = ")
    }
  }

  private func rows(_ rows: [Table.Row]) -> String {
    rows.map { "\($0.place.line ?? 0)[" + $0.cells.map(\.text).joined(separator: "|") + "]" }.joined()
  }

  @Test(
    "Quotes, line ends, delimiters and a byte order mark are understood",
    arguments: [
      "SOP Class,SCU\n\"CT, \"\"Image\"\"\nStorage\",Yes\nMR,No\n",
      "SOP Class,SCU\r\n\"CT, \"\"Image\"\"\r\nStorage\",Yes\r\nMR,No",
      "SOP Class;SCU\r\"CT, \"\"Image\"\"\rStorage\";Yes\rMR;No\r",
      "\u{FEFF}SOP Class\tSCU\n\"CT, \"\"Image\"\"\nStorage\"\tYes\nMR\tNo\n",
      "SOP Class, \"SCU\"\n \"CT, \"\"Image\"\"\nStorage\", Yes\nMR, No\n",
    ])
  func dialects(text: String) {
    #expect(blocks(text) == ["1 1[SOP Class|SCU] = 2[CT, \"Image\" Storage|Yes]4[MR|No]"])
  }

  @Test("The delimiter that a spreadsheet program names in the first line is used")
  func namedDelimiter() {
    #expect(blocks("sep=;\nName;UID\na,b;c\n") == ["2 2[Name|UID] = 3[a,b|c]"])
  }

  @Test("Rows of any length are kept, and a table without headings has none")
  func ragged() {
    #expect(blocks("a,b,c\nd\ne,f,g,h\n") == ["1  = 1[a|b|c]2[d]3[e|f|g|h]"])
  }

  @Test("A blank line and a title start another table; without either, the table goes on")
  func stacked() {
    let text = """
      Network services,,
      SOP Class,SCU,SCP
      CT Image Storage,Yes,No

      MR Image Storage,Yes,Yes

      Transfer syntaxes
      Name,UID
      RLE Lossless,1.2.840.10008.1.2.5
      """
    #expect(
      blocks(text) == [
        "1 heading(level: 1, number: nil, text: \"Network services\")",
        "2 2[SOP Class|SCU|SCP] = 3[CT Image Storage|Yes|No]5[MR Image Storage|Yes|Yes]",
        "7 heading(level: 1, number: nil, text: \"Transfer syntaxes\")",
        "8 8[Name|UID] = 9[RLE Lossless|1.2.840.10008.1.2.5]",
      ])
  }

  @Test("What follows a quote that nothing closes is text, with a problem that names the line")
  func unclosed() {
    let text = "Name,UID\na,b\nc,\"d\ne,f\n"
    #expect(blocks(text) == ["1 1[Name|UID] = 2[a|b]3[c]", "3 paragraph(\"d\\ne,f\\n\")"])
    let reading = StatementReader.read(bytes: Array(text.utf8), name: "a.csv")
    #expect(reading.problems.contains { $0.code == "cut-short" && $0.citation?.line == 3 })
  }

  @Test("An overview without headings is read in the standard's order, never surely; other tables are not")
  func overview() {
    let overview = "Transfer,,\nCT Image Storage,Yes,No\nMR Image Storage,Yes,Yes\nRT Plan Storage,No,Yes\n"
    let reading = StatementReader.read(bytes: Array(overview.utf8), name: "a.csv")
    #expect(reading.claims.count == 6)
    #expect(reading.claims.allSatisfy { $0.confidence < Claim.decisiveConfidence })
    #expect(reading.problems.contains { $0.code == "headings-assumed" })
    let halved = overview + "CR Image Storage,Yes,\n"
    #expect(ReadStatement(halved, "a.csv").claims(.sopClass).isEmpty)
    let contrary = overview + "Unified Procedure Step - Push SOP Class SCP,Yes,No\n"
    #expect(StatementReader.read(bytes: Array(contrary.utf8), name: "a.csv").claims.isEmpty)
    let other = "CT Image Storage,5,1\nMR Image Storage,6,2\nRT Plan Storage,7,3\n"
    #expect(StatementReader.read(bytes: Array(other.utf8), name: "a.csv").claims.isEmpty)
  }

  @Test(
    "A real overview gives a claim for each role of each class, the less sure where PS3.6 does not know its name",
    .enabled(if: SharedStatements.isThere, "The statements are not beside the repository (../shared/statements)."))
  func realOverview() throws {
    let url = try #require(SharedStatements.document("dcm4chee-arc-cs-network-services.csv"))
    let reading = StatementReader.read(file: url)
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
    let claims = reading.claims.filter { $0.kind == .sopClass }
    for claim in claims {
      let line = try #require(claim.evidence.first?.line)
      let parts = lines[line - 1].split(separator: "\"").map(String.init).filter { $0 != ", " && $0 != "\r" }
      #expect(parts.first == claim.name)
      let answer = parts.indices.contains(2) ? parts[claim.role == .scu ? 1 : 2] : nil
      #expect(answer == (claim.polarity == .supported ? "Yes" : "No"))
    }
    // The other rows are headings of groups, web services, and classes that PS3.6 does not know: those are claimed
    // without an identifier.
    let named = claims.filter { $0.uid != nil }
    #expect(Set(named.compactMap { $0.evidence.first?.line }).count == 192)
    #expect(named.count == 384)
    let unknown = claims.filter { $0.uid == nil }
    #expect(unknown.count == 116)
    #expect(unknown.allSatisfy { $0.confidence <= 50 })
  }
}
