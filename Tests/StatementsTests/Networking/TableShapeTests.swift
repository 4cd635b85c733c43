import Evidence
import Statements
import Testing

@Suite("Shapes of tables")
struct TableShapeTests {
  private func html(_ rows: String, before: String = "") -> ReadStatement {
    ReadStatement("<html><body><h2>Networking</h2>\(before)<table>\(rows)</table></body></html>", "statement.html")
  }

  @Test("A title in the first row is no heading, and the headings below it are found")
  func titleRow() {
    let read = html(
      """
      <tr><td colspan="4">SOP Classes of the product</td></tr>
      <tr><td>SOP Class Name</td><td>SOP Class UID</td><td>SCU</td><td>SCP</td></tr>
      <tr><td>CT Image Storage</td><td>\(Known.ct)</td><td>Yes</td><td>No</td></tr>
      """)
    #expect(read.classes == ["\(Known.ct) scu supported", "\(Known.ct) scp not-supported"])
  }

  @Test("Two rows of headings without marks are both headings, whatever they leave blank")
  func secondHeading() {
    let read = html(
      """
      <tr><td>Abstract Syntax</td><td></td><td>Transfer Syntax</td><td></td><td>Role</td></tr>
      <tr><td>Name</td><td>UID</td><td>Name List</td><td>UID List</td><td></td></tr>
      <tr><td>CT Image Storage</td><td>\(Known.ct)</td><td>Implicit VR Little Endian</td><td>\(Known.implicit)</td>
      <td>SCP</td></tr>
      """)
    #expect(read.classes == ["\(Known.ct) scp supported"])
    #expect(read.syntaxes == ["\(Known.implicit) for \(Known.ct)"])
  }

  @Test("Headings that every page repeats are no rows")
  func repeatedHeadings() {
    let heading = "<tr><th>SOP Class</th><th>UID</th><th>SCU</th><th>SCP</th></tr>"
    let again = heading.replacing("th>", with: "td>")
    let row = "<tr><td>CT Image Storage</td><td>\(Known.ct)</td><td>Yes</td><td>-</td></tr>"
    let read = html(heading + row + again + row.replacing("CT", with: "MR").replacing(Known.ct, with: Known.mr))
    #expect(read.classes == ["\(Known.ct) scu supported", "\(Known.mr) scu supported"])
    #expect(read.claims(.sopClass).last?.evidence.first?.row == 2)
  }

  @Test("A table that stands on its side is read; one whose first column only looks like headings is not turned")
  func transposed() {
    let read = ReadStatement(
      """
      ## Services

      | SOP Class Name | CT Image Storage |
      |---|---|
      | SOP Class UID | \(Known.ct) |
      | Role | SCU |
      """)
    #expect(read.classes == ["\(Known.ct) scu supported"])
    let upright = ReadStatement(
      """
      ## Services

      | Service Class | Name |
      |---|---|
      | Verification | Echo |
      | Role | Viewer |
      """)
    #expect(upright.classes.isEmpty)
  }

  @Test("Contexts below a title alone are told by their contents, cells that slid to the left included")
  func titleAlone() {
    let read = html(
      """
      <tr><th colspan="6">Presentation Context Table</th></tr>
      <tr><td>Verification</td><td>\(Known.verification)</td><td>Implicit VR Little Endian</td>
      <td>\(Known.implicit)</td><td>SCU</td><td>None</td></tr>
      <tr><td>Explicit VR Little Endian</td><td>\(Known.explicit)</td><td></td><td></td><td></td><td></td></tr>
      """)
    #expect(read.classes == ["\(Known.verification) scu supported"])
    #expect(
      read.syntaxes == ["\(Known.implicit) for \(Known.verification)", "\(Known.explicit) for \(Known.verification)"])
  }

  @Test("Role over the columns of both roles names neither; over one column it names the cells")
  func roleOverColumns() {
    let both = html(
      """
      <tr><th rowspan="2">SOP Class</th><th rowspan="2">UID</th><th colspan="2">Role</th></tr>
      <tr><th>SCU</th><th>SCP</th></tr>
      <tr><td>CT Image Storage</td><td>\(Known.ct)</td><td>Yes</td><td>No</td></tr>
      """)
    #expect(both.classes == ["\(Known.ct) scu supported", "\(Known.ct) scp not-supported"])
    let one = html(
      """
      <tr><th>SOP Class</th><th>UID</th><th>Role (SCU/SCP)</th></tr>
      <tr><td>CT Image Storage</td><td>\(Known.ct)</td><td>SCU</td></tr>
      """)
    #expect(one.classes == ["\(Known.ct) scu supported"])
  }

  @Test("Without headings, two columns of answers are user and provider, but never decisive; numbers answer nothing")
  func unheaded() {
    func rows(_ first: String, _ second: String) -> String {
      ["CT", "MR", "Enhanced CT"].map { "\"\($0) Image Storage\",\(first),\(second)" }.joined(separator: "\n")
    }
    let read = ReadStatement(rows("Yes", "No"), "services.csv")
    #expect(read.classes.count == 6)
    #expect(read.claims(.sopClass).allSatisfy { $0.confidence < Claim.decisiveConfidence })
    #expect(ReadStatement(rows("1", "0"), "services.csv").classes.isEmpty)
  }

  @Test(
    "Identifiers that a narrow column breaks are joined, and neighbours stay apart",
    arguments: [
      ("1.2.840.\n10008.5.1.4.1.1.2", [Known.ct]), ("1.2.840.10\n008.5.1.4.1.1.2", [Known.ct]),
      ("1. 2.840.10008.5.1.4.1.1.2", [Known.ct]),
      ("1.2.840.10008.5.1.4.1.1.2\n1.2.840.10008.5.1.4.1.1.4", [Known.ct, Known.mr]),
      ("1.2.840.10\n008.5.1.4.1.1.2\n1.2.840\n.10008.5.1.4.1.1.4", [Known.ct, Known.mr]),
    ])
  func wrapped(cell: String, uids: [String]) {
    let broken = cell.replacing("\n", with: "<br>")
    let read = html("<tr><th>SOP Class UID</th><th>SCP</th></tr><tr><td>\(broken)</td><td>Yes</td></tr>")
    #expect(read.claims(.sopClass).map(\.uid) == uids)
  }
}
