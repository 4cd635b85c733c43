import Judgement
import TestPeers
import Testing

@testable import Reports

@Suite("A run as a workbook", .enabled(if: ExternalTool.hasPython))
struct ScorecardWorkbookTests {
  @Test("It has the five sheets, with heads that stay in sight and filter")
  func furniture() throws {
    let read = try WorkbookReading.facts(
      Sample.first.scorecard,
      """
      print(book.sheetnames)
      for name in book.sheetnames[1:]:
          sheet = book[name]
          print(name, sheet.freeze_panes, sheet.auto_filter.ref is not None)
      """)
    #expect(
      read == [
        "['Summary', 'Requirements', 'Evidence', 'Areas', 'Gate']", "Requirements B2 True", "Evidence B2 True",
        "Areas A2 True", "Gate A2 True",
      ])
  }

  @Test("Each requirement is a row with its verdict, credit, loss, reason, evidence and remedy")
  func requirements() throws {
    let scorecard = Sample.first.scorecard
    let read = try WorkbookReading.facts(
      scorecard,
      """
      sheet = book["Requirements"]
      heads = [cell.value for cell in sheet[1]]
      rows = [dict(zip(heads, [cell.value for cell in row])) for row in sheet.iter_rows(min_row=2)]
      print(len(rows))
      row = next(row for row in rows if row["Requirement"] == "STO-010")
      print(row["State"], row["Credit"], type(row["Points lost"]).__name__, row["Points lost"] > 0)
      print(row["Claimed"]); print(row["Proven"]); print(row["Remedy"])
      print(next(row for row in rows if row["Requirement"] == "IDN-002")["State"])
      print(sum(1 for row in book["Gate"].iter_rows(min_row=2)))
      """)
    let count = scorecard.groups.flatMap(\.requirements).count + scorecard.notApplicable.count
    #expect(read.first == "\(count)")
    #expect(read[1] == "contradicted 0 float True")
    #expect(read[2].hasPrefix("holds: The statement says so."))
    #expect(read[3].hasPrefix("fails: The exchange did not show it."))
    #expect(read[4].hasPrefix("Mend it"))
    #expect(read[5] == "not met, waived")
    let gate = scorecard.gate
    #expect(read[6] == "\(gate.failing.count + gate.undecided.count + gate.waived.count)")
  }
}
