import Inventory
import Office

/// A response schedule as the workbook that bidders fill in.
public enum ScheduleWorkbook {
  /// The sheet with the answers: the first, so that it is what a program saves as comma-separated values.
  static let responses = "Response"
  /// The sheet on which the bidder lists the documents that answers name.
  static let documents = "Documents"
  private static let instructions = "Instructions"

  /// Rows above the list of documents.
  static let documentHeadingRow = 2
  /// Documents that fit into the list.
  private static let documentRows = 60

  /// The workbook.
  public static func workbook(_ schedule: ResponseSchedule, author: String) -> Workbook {
    Workbook(
      title: "Response schedule: \(schedule.title)", author: author,
      sheets: [responses(schedule), documents(schedule), instructions(schedule)])
  }

  /// The sheet with the answers, as it is published.
  static func published(_ schedule: ResponseSchedule) -> PublishedSheet {
    PublishedSheet(
      noun: "schedule", name: responses, title: "Response schedule: \(schedule.title)",
      facts: ScheduleFact.facts(schedule),
      columns: ScheduleColumn.allCases.map {
        PublishedSheet.Column(heading: $0.heading, width: $0.width, isAnswer: $0.isAnswer)
      },
      rows: schedule.rows.map { row in
        PublishedSheet.Row(
          printed: ScheduleColumn.allCases.map { $0.printed(row) }, numbers: [ScheduleColumn.weight.rawValue],
          title: row.title)
      })
  }

  private static func responses(_ schedule: ResponseSchedule) -> Sheet {
    let published = published(schedule)
    var sheet = published.sheet()
    guard !schedule.rows.isEmpty else { return sheet }
    let list = CellRange(
      first: CellReference(column: 0, row: documentHeadingRow + 1),
      last: CellReference(column: 0, row: documentHeadingRow + documentRows))
    sheet.choices += [
      published.choice(
        ScheduleColumn.support.rawValue, .words(SupportLevel.allCases.map(\.rawValue)),
        "One of: full, partial, configuration, development, none."),
      published.choice(
        ScheduleColumn.document.rawValue, .cells(sheet: documents, list),
        "The name of a document that stands on the sheet “\(documents)”."),
      published.choice(
        ScheduleColumn.page.rawValue, .wholeNumber(1...100_000),
        "The number of a page, counted from the first page of the file."),
    ]
    return sheet
  }

  private static func documents(_ schedule: ResponseSchedule) -> Sheet {
    var sheet = Sheet(documents, columns: [.init(width: 24), .init(width: 60), .init(width: 40)])
    sheet.rows = [
      [.text("Documents of the bid that answers name", .title)], [],
      ["Name", "Title", "File"].map { .text($0, .heading) },
    ]
    sheet.rows += (0..<documentRows).map { _ in [Cell(.empty, .field), Cell(.empty, .field), Cell(.empty, .field)] }
    sheet.frozenRows = documentHeadingRow + 1
    sheet.isProtected = true
    sheet.isLandscape = false
    return sheet
  }

  private static func instructions(_ schedule: ResponseSchedule) -> Sheet {
    var sheet = Sheet(instructions, columns: [.init(width: 18), .init(width: 90)])
    sheet.rows = [[.text("How to fill in this schedule", .title)], []]
    for (index, step) in ScheduleGuide.steps.enumerated() { sheet.rows.append([.number(index + 1), .text(step)]) }
    sheet.rows += [[], ["Level of support", "What it means"].map { .text($0, .heading) }]
    sheet.rows += SupportLevel.allCases.map { [.text($0.rawValue), .text(ScheduleGuide.meaning($0))] }
    sheet.isProtected = true
    sheet.isLandscape = false
    return sheet
  }
}
