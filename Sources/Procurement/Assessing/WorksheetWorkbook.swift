import Inventory
import Office

/// A worksheet as the workbook that evaluators fill in.
public enum WorksheetWorkbook {
  /// The sheet with the answers.
  static let sheet = "Worksheet"
  /// What stands left of the evaluator's name.
  static let evaluator = "Evaluator"
  /// What stands left of what a sheet of moderation is.
  static let moderation = "Moderation"
  /// The field in which an evaluator says whether they have a conflict of interest.
  static let conflict = "Conflict of interest"
  /// The field that says which.
  static let conflictReason = "Which conflict"
  /// Letters that the words of a drop-down may have together (ECMA-376 has no limit; spreadsheet programs stop here).
  private static let longestChoice = 255

  /// The workbook.
  public static func workbook(_ worksheet: Worksheet, author: String) -> Workbook {
    let published = published(worksheet)
    var sheet = published.sheet()
    let column = WorksheetColumn.columns(worksheet.form).firstIndex(of: .answer) ?? 0
    for (index, row) in worksheet.rows.enumerated() {
      let words = words(row, worksheet.form)
      guard words.joined(separator: ",").utf16.count <= longestChoice else { continue }
      let place = CellReference(column: column, row: published.headingRow + 1 + index)
      sheet.choices.append(
        Sheet.Choice(first: place, last: place, words: words, advice: "One of: \(words.joined(separator: ", ")).")
      )
    }
    return Workbook(title: published.title, author: author, sheets: [sheet, instructions(worksheet.form)])
  }

  /// What may be answered in a row.
  static func words(_ row: Worksheet.Row, _ form: Worksheet.Form) -> [String] {
    row.task.answers.map(\.word) + (form == .moderation ? [] : [Worksheet.abstains])
  }

  /// The sheet as it is published.
  static func published(_ worksheet: Worksheet) -> PublishedSheet {
    let subject = worksheet.subject
    let who: PublishedSheet.Fact
    let isIndividual: Bool
    switch worksheet.form {
    case .individual(let name):
      who = PublishedSheet.Fact(label: evaluator, value: name)
      isIndividual = true
    case .moderation:
      who = PublishedSheet.Fact(label: moderation, value: "what the evaluators agree on")
      isIndividual = false
    }
    let columns = WorksheetColumn.columns(worksheet.form)
    return PublishedSheet(
      noun: "worksheet", name: sheet, title: "Assessment of \(subject.bidder)",
      facts: [
        PublishedSheet.Fact(label: "Tender", value: subject.tender),
        PublishedSheet.Fact(label: "Lot", value: subject.tender == nil ? nil : subject.lot ?? "whole tender"),
        PublishedSheet.Fact(label: "Bid", value: subject.bid), who,
        PublishedSheet.Fact(label: "Specification", value: "\(subject.specification) \(subject.version)"),
        PublishedSheet.Fact(label: "Profile", value: subject.profile ?? "none"),
        PublishedSheet.Fact(label: "SHA-256", value: subject.sha256, isChecksum: true),
      ],
      fields: isIndividual
        ? [
          PublishedSheet.Field(label: conflict, words: ["no", "yes"]), PublishedSheet.Field(label: conflictReason),
        ] : [],
      columns: columns.map {
        PublishedSheet.Column(heading: $0.heading, width: $0.width, isAnswer: $0.isAnswer)
      }, keyColumns: 2,
      rows: worksheet.rows.map { row in
        PublishedSheet.Row(printed: columns.map { $0.printed(row) }, title: row.task.title)
      })
  }

  private static func instructions(_ form: Worksheet.Form) -> Sheet {
    var sheet = Sheet("Instructions", columns: [.init(width: 6), .init(width: 100)])
    sheet.rows = [[.text("How to fill in this worksheet", .title)], []]
    for (index, step) in WorksheetGuide.steps(form).enumerated() {
      sheet.rows.append([.number(index + 1), .text(step)])
    }
    sheet.isProtected = true
    sheet.isLandscape = false
    return sheet
  }
}

/// What evaluators are told about their worksheet, wherever it is printed.
enum WorksheetGuide {
  /// What to do, a step each.
  static func steps(_ form: Worksheet.Form) -> [String] {
    let common = [
      "Only the yellow cells are to be filled in; the others are locked. Do not move columns, merge cells, delete rows, write "
        + "formulas or add macros.",
      "Save it as XLSX or ODS. assay worksheet --check FILE names each cell that is wrong or missing.",
    ]
    switch form {
    case .individual:
      return [
        "Say first whether you have a conflict of interest in this bid, and which. What you give is then kept and does not "
          + "count.",
        "Choose in each row the mark or the answer whose words fit what you saw, and give the reason, with the place where "
          + "there is one. Mark by the words alone, and by yourself.",
        "Choose “\(Worksheet.abstains)” where you cannot mark, and say why. A row that is left empty says nothing.",
      ] + common
    case .moderation:
      return [
        "Agree in each row on a mark or an answer, and write down why you came to it. What each gave before stays in the "
          + "record beside it.",
        "A row that is left empty is not agreed on, and shows nothing.",
      ] + common
    }
  }
}
