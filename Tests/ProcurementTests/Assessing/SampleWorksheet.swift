import Evidence
import Inventory
import Judgement
import Office
import Specification

@testable import Procurement

/// A bid of which two requirements wait for evaluators: one for a mark, one for a reading.
enum SampleWorksheet {
  static let document = String(repeating: "ab", count: 32)

  static let rules: RuleSet = {
    let span = SourceSpan(file: "spec.yaml", line: 1, column: 1)
    func requirement(_ id: String, _ item: EvidenceItem.Body, name: String) -> Requirement {
      Requirement(
        id: id, revision: 2, group: "STO", title: "Title of \(id)", statement: "It shall.", level: .scored, weight: 5,
        evidence: [EvidenceItem(id: name, body: item, span: span)], require: .evidence(name), span: span)
    }
    return RuleSet(
      id: "spec", version: "1", title: "Specification", groups: [Group(id: "STO", title: "Storage", weight: 1)],
      requirements: [
        requirement(
          "STO-1",
          .assessment(
            question: "How much of it?",
            descriptors: [
              MarkDescriptor(mark: 0, descriptor: "Nothing."), MarkDescriptor(mark: 3, descriptor: "=Most, \"of\" it."),
              MarkDescriptor(mark: 5, descriptor: "All."),
            ]), name: "board"),
        requirement("STO-2", .statement(of: "archive", expect: []), name: "claim"),
        requirement("STO-3", .statement(of: "archive", expect: []), name: "claim"),
      ])
  }()

  static let card: Scorecard = {
    func evidence(_ id: String, _ kind: EvidenceKind, _ result: EvidenceVerdict.Result) -> EvidenceVerdict {
      EvidenceVerdict(
        id: id, kind: kind, result: result, why: "why", findings: [],
        citations: kind == .statement
          ? [Citation(document: "pacs.pdf", sha256: document, page: 14, words: "may be stored")] : [], steps: [])
    }
    let rows = [
      ("STO-1", RequirementState.notDemonstrated, evidence("board", .assessment, .silent)),
      ("STO-2", .notDemonstrated, evidence("claim", .statement, .needsHumanEye)),
      ("STO-3", .met, evidence("claim", .statement, .holds)),
    ].map { id, state, evidence in
      var row = Cards.Row(id, state)
      row.evidence = [evidence]
      return row
    }
    var card = Cards.card("acme", bidder: "Acme & <Sons>", groups: [("STO", 1)], rows)
    for index in card.groups[0].requirements.indices { card.groups[0].requirements[index].revision = 2 }
    card.specification.sha256 = rules.fingerprint
    return card
  }()

  static let subject = Worksheet.Subject(card, tender: "tender-1", lot: "north")

  /// One evaluator's.
  static func of(_ evaluator: String) -> Worksheet {
    Worksheet(of: evaluator, card, rules: rules, subject: subject)
  }

  /// A worksheet as it is handed out, as a reader sees it.
  static func published(_ worksheet: Worksheet) throws -> WorkbookContents {
    try WorkbookReader.read(
      try WorksheetWorkbook.workbook(worksheet, author: "Buyer").bytes(), name: "first.xlsx")
  }

  /// A worksheet of the evaluator “first”, filled in.
  static func filled() throws -> WorkbookContents {
    var book = try published(of("first"))
    book.put("Worksheet", "B9", .text("no"))
    book.put("Worksheet", "F12", .number(3))
    book.put("Worksheet", "G12", .text(" Seen\nat the demonstration. "))
    book.put("Worksheet", "F13", .text("Confirmed"))
    book.put("Worksheet", "G13", .text("Page 14."))
    return book
  }
}
