import Inventory
import Office
import Specification

/// The answers of a schedule under reading: what was filled into each row, each cell that is wrong with its name.
struct ScheduleRows {
  /// Names of documents that answers may give; nil where they are not known.
  let documents: Set<String>?
  /// Where those names come from, as `document x is not …` goes on.
  let documentSource: String
  private(set) var answers: [String: Declaration.Answer] = [:]
  private(set) var missing: [String] = []
  private let schedule: ResponseSchedule
  private var filled: FilledSheet

  init(reader: ScheduleReader, sheet: SheetContents, documents: Set<String>?, documentSource: String) {
    schedule = reader.schedule
    self.documents = documents
    self.documentSource = documentSource
    filled = FilledSheet(
      ScheduleWorkbook.published(reader.schedule), sheet: sheet, file: reader.file,
      isComplete: reader.strictness == .complete)
  }

  /// Errors and warnings, each with its cell.
  var log: [Diagnostic] { filled.log }

  mutating func read() {
    filled.read()
    for (index, row) in filled.found { answer(schedule.rows[index].reference, row) }
    missing += filled.deleted.map { schedule.rows[$0].reference }
  }

  private mutating func answer(_ reference: String, _ row: Int) {
    let support = ScheduleText.collapsed(text(.support, row))
    let notes = ScheduleText.trimmed(text(.notes, row))
    let document = ScheduleText.collapsed(text(.document, row))
    let page = page(row, hasDocument: !document.isEmpty)
    if !document.isEmpty { check(document, row) }
    guard !support.isEmpty else {
      // A formula was told already.
      guard !filled.hasFormula(ScheduleColumn.support.rawValue, row) else { return }
      missing.append(reference)
      if let column = [ScheduleColumn.notes, .document, .page].first(where: { !text($0, row).isEmpty }) {
        filled.error(
          .missingAnswer, cell(.support, row),
          "\(reference) has no level of support, though \(cell(column, row)) holds something",
          hint: "choose one of \(Self.levels)")
      } else {
        filled.warning(
          .missingAnswer, cell(.support, row), "\(reference) is not answered", hint: "choose one of \(Self.levels)")
      }
      return
    }
    guard let level = SupportLevel(rawValue: support.lowercased()) else {
      filled.error(
        .levelOfSupport, cell(.support, row), "“\(ScheduleText.excerpt(support))” is no level of support",
        hint: "choose one of \(Self.levels)")
      return
    }
    answers[reference] = Declaration.Answer(
      level: level, notes: notes.isEmpty ? nil : notes, document: document.isEmpty ? nil : document, page: page,
      span: filled.span(cell(.support, row)))
  }

  private static let levels = SupportLevel.allCases.map(\.rawValue).joined(separator: ", ")

  private mutating func page(_ row: Int, hasDocument: Bool) -> Int? {
    let written = ScheduleText.collapsed(text(.page, row))
    guard !written.isEmpty else { return nil }
    let place = cell(.page, row)
    guard let page = Int(written), (1...100_000).contains(page) else {
      filled.error(
        .page, place, "“\(ScheduleText.excerpt(written))” is no page", hint: "a whole number from 1 to 100000")
      return nil
    }
    if !hasDocument {
      filled.error(
        .pageWithoutDocument, place, "page \(page) stands without a document",
        hint: "name the document of the bid that has this page in \(cell(.document, row))")
    }
    return page
  }

  private mutating func check(_ document: String, _ row: Int) {
    let place = cell(.document, row)
    guard let documents else {
      filled.warning(
        .uncheckedDocuments, place, "whether the bid has a document “\(ScheduleText.excerpt(document))” is not known",
        hint: "give the bid, whose file names its documents")
      return
    }
    guard !documents.contains(document) else { return }
    let shown = ScheduleText.excerpt(document)
    let near = documents.count > 200 ? nil : NameSuggestion.hint(for: shown, among: documents)
    filled.error(
      .unknownDocument, place, "document “\(shown)” is not \(documentSource)",
      hint: near ?? "add it there, or name another document")
  }

  // MARK: Cells

  private func cell(_ column: ScheduleColumn, _ row: Int) -> CellReference { filled.cell(column.rawValue, row) }

  private func text(_ column: ScheduleColumn, _ row: Int) -> String { filled.text(column.rawValue, row) }
}
