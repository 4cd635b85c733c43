import Inventory
import Office

/// A response schedule as the workbook that bidders fill in.
public enum ScheduleWorkbook {
  /// The sheet with the answers: the first, so that it is what a program saves as comma-separated values.
  static let responses = "Response"
  /// The sheet on which the bidder lists the documents that answers name.
  static let documents = "Documents"
  private static let instructions = "Instructions"

  /// Rows above the headings: the title, what the schedule is of, and an empty one.
  static let headingRow = ScheduleFact.allCases.count + 1
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

  private static func responses(_ schedule: ResponseSchedule) -> Sheet {
    var sheet = Sheet(responses, columns: ScheduleColumn.allCases.map { .init(width: $0.width) })
    sheet.rows = [[.text("Response schedule: \(schedule.title)", .title)]]
    sheet.rows += ScheduleFact.allCases.map { fact in
      [.text(fact.rawValue, .heading), .text(fact.value(schedule) ?? "", .fact)]
    }
    sheet.rows.append(ScheduleColumn.allCases.map { .text($0.heading, .heading) })
    for row in schedule.rows {
      sheet.rows.append(
        ScheduleColumn.allCases.map { column in
          if column == .weight { return .number(row.weight) }
          return column.printed(row).map { .text($0) } ?? Cell(.empty, .field)
        })
    }
    sheet.frozenRows = headingRow + 1
    sheet.frozenColumns = 2
    sheet.hasFilter = true
    sheet.isProtected = true
    guard !schedule.rows.isEmpty else { return sheet }
    func choice(_ column: ScheduleColumn, _ rule: Sheet.Choice.Rule, _ advice: String) -> Sheet.Choice {
      Sheet.Choice(
        first: CellReference(column: column.rawValue, row: headingRow + 1),
        last: CellReference(column: column.rawValue, row: headingRow + schedule.rows.count), rule: rule, advice: advice)
    }
    let list = CellRange(
      first: CellReference(column: 0, row: documentHeadingRow + 1),
      last: CellReference(column: 0, row: documentHeadingRow + documentRows))
    sheet.choices = [
      choice(
        .support, .words(SupportLevel.allCases.map(\.rawValue)),
        "One of: full, partial, configuration, development, none."),
      choice(
        .document, .cells(sheet: documents, list), "The name of a document that stands on the sheet “\(documents)”."),
      choice(.page, .wholeNumber(1...100_000), "The number of a page, counted from the first page of the file."),
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

extension CellStyle {
  /// A value on one line, without a border.
  fileprivate static let fact: CellStyle = {
    var style = CellStyle.plain
    style.wraps = false
    return style
  }()
}
