import Foundation
import Inventory
import Office
import Specification

/// The table of questions that a bidder fills in, as a workbook or as separated values, and its reading.
public enum AnswerSheet {
  /// The columns, from the left.
  private enum Column: Int, CaseIterable {
    case number
    case requirement
    case title
    case question
    case grounds
    case answer
    case document
    case page
  }

  /// What was read.
  public struct Reading: Sendable {
    /// The answers; nil where there is an error.
    public var answers: BidderAnswers?
    /// Numbers of the questions without an answer.
    public var missing: [Int] = []
    /// Errors and warnings, each with its cell.
    public var diagnostics: [Diagnostic] = []
  }

  private static let sheet = "Questions"

  /// The open questions, as they are published.
  static func published(_ record: ClarificationRecord) -> PublishedSheet {
    let headings = ["Number", "Requirement", "Title", "Question", "Grounds", "Answer", "Document", "Page"]
    let widths = [9.0, 14, 28, 50, 50, 60, 18, 8]
    return PublishedSheet(
      noun: "table of questions", name: sheet, title: "Clarification questions to \(record.bidder)",
      facts: [
        PublishedSheet.Fact(label: "Tender", value: record.tender),
        PublishedSheet.Fact(label: "Lot", value: record.lot ?? "whole tender"),
        PublishedSheet.Fact(label: "Bid", value: record.bid),
        PublishedSheet.Fact(label: "Specification", value: "\(record.specification) \(record.version)"),
      ],
      columns: zip(headings, widths).enumerated().map { index, entry in
        PublishedSheet.Column(heading: entry.0, width: entry.1, isAnswer: index >= Column.answer.rawValue)
      },
      rows: record.questions.filter { $0.state == .open }.map { question in
        PublishedSheet.Row(
          printed: [
            "\(question.number)", question.requirement, question.title, question.question,
            question.grounds.joined(separator: "\n"), nil, nil, nil,
          ], numbers: [Column.number.rawValue], title: question.title)
      })
  }

  static let instructions: Sheet = {
    var sheet = Sheet("Instructions", columns: [.init(width: 6), .init(width: 100)])
    let steps = [
      "Answer each question in its yellow cells: the answer, and where a document of your bid shows it its name and page.",
      "An answer is recorded beside the requirement and changes no result by itself: what it points to must be in your bid.",
      "Do not move columns, merge cells, delete rows, write formulas or add macros. Send it back as XLSX, ODS or CSV.",
    ]
    sheet.rows = [[.text("How to answer", .title)], []]
    for (index, step) in steps.enumerated() { sheet.rows.append([.number(index + 1), .text(step)]) }
    sheet.isProtected = true
    sheet.isLandscape = false
    return sheet
  }()

  /// Reads a table that the bidder has filled in.
  ///
  /// - Parameters:
  ///   - record: What was asked.
  ///   - documents: Names of the bid's documents; nil where they are not known.
  public static func read(_ path: String, asked record: ClarificationRecord, documents: Set<String>? = nil) -> Reading {
    read(FilledWorkbook.open(path), file: path, asked: record, documents: documents)
  }

  /// Reads a workbook.
  static func read(
    _ contents: WorkbookContents, file: String, asked record: ClarificationRecord, documents: Set<String>? = nil
  ) -> Reading {
    read(FilledWorkbook(contents, file: file), file: file, asked: record, documents: documents)
  }

  private static func read(
    _ workbook: FilledWorkbook, file: String, asked record: ClarificationRecord, documents: Set<String>?
  ) -> Reading {
    var reading = Reading(diagnostics: workbook.log)
    guard workbook.contents != nil else { return reading }
    guard let contents = workbook.sheet(sheet) else {
      reading.diagnostics.append(workbook.missing(sheet, noun: "table of questions"))
      return reading
    }
    var filled = FilledSheet(published(record), sheet: contents, file: file)
    filled.read()
    let questions = record.questions.filter { $0.state == .open }
    var answers: [BidderAnswers.Answer] = []
    for (index, row) in filled.found {
      if let answer = answer(to: questions[index], row, &filled, documents) {
        answers.append(answer)
      } else {
        reading.missing.append(questions[index].number)
      }
    }
    reading.missing += filled.deleted.map { questions[$0].number }
    reading.diagnostics = (reading.diagnostics + filled.log).sorted()
    if !reading.diagnostics.contains(where: { $0.severity == .error }) {
      reading.answers = BidderAnswers(
        specification: record.specification, version: record.version, bid: record.bid,
        answers: answers.sorted { $0.number < $1.number })
    }
    return reading
  }

  private static func answer(
    to question: ClarificationQuestion, _ row: Int, _ filled: inout FilledSheet, _ documents: Set<String>?
  ) -> BidderAnswers.Answer? {
    func cell(_ column: Column) -> CellReference { filled.cell(column.rawValue, row) }
    let text = ScheduleText.trimmed(filled.text(Column.answer.rawValue, row))
    let document = ScheduleText.collapsed(filled.text(Column.document.rawValue, row))
    let written = ScheduleText.collapsed(filled.text(Column.page.rawValue, row))
    let (answerCell, documentCell, pageCell) = (cell(.answer), cell(.document), cell(.page))
    var page: Int?
    if !written.isEmpty {
      page = Int(written).flatMap { (1...100_000).contains($0) ? $0 : nil }
      if page == nil {
        filled.error(
          .page, pageCell, "“\(ScheduleText.excerpt(written))” is no page", hint: "a whole number from 1 to 100000")
      } else if document.isEmpty {
        filled.error(
          .pageWithoutDocument, pageCell, "page \(written) stands without a document",
          hint: "name the document of the bid that has this page in \(documentCell)")
      }
    }
    if !document.isEmpty, let documents, !documents.contains(document) {
      filled.error(
        .unknownDocument, documentCell, "document “\(ScheduleText.excerpt(document))” is not a document of the bid",
        hint: NameSuggestion.hint(for: ScheduleText.excerpt(document), among: documents) ?? "name one of the bid's")
    }
    guard text.isEmpty else {
      return BidderAnswers.Answer(
        number: question.number, requirement: question.requirement, question: question.question, answer: text,
        document: document.isEmpty ? nil : document, page: page)
    }
    guard !filled.hasFormula(Column.answer.rawValue, row) else { return nil }
    if document.isEmpty, written.isEmpty {
      filled.warning(
        .missingAnswer, answerCell, "question \(question.number) is not answered", hint: "answer it in words")
    } else {
      filled.error(
        .missingAnswer, answerCell, "question \(question.number) has no answer, though a document or page is named",
        hint: "answer it in words")
    }
    return nil
  }
}
