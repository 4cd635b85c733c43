import Foundation
import Inventory
import Office
import TestPeers
import Testing

@testable import Procurement

@Suite("Questions that bidders have answered")
struct AnswerSheetTests {
  private static let record = ClarificationRecord(
    tender: "tender-1", lot: "north", bid: "acme", bidder: "Acme", specification: "spec", version: "1",
    questions: [
      question(1, "STO-1@1", "=Which table?"), question(2, "STO-2@1", "Is it planned?"),
      question(3, "STO-3@1", "Settled.", isOpen: false),
    ])

  private static func question(
    _ number: Int, _ requirement: String, _ text: String, isOpen: Bool = true
  ) -> ClarificationQuestion {
    ClarificationQuestion(
      number: number, cause: .silence, requirement: requirement, title: "Title of \(requirement)", question: text,
      grounds: ["One,", "two."], isOpen: isOpen)
  }

  private static func published() throws -> WorkbookContents {
    try WorkbookReader.read(
      try ClarificationFiles.workbook(record, author: "Buyer").bytes(), name: "questions.xlsx")
  }

  private static func read(_ book: WorkbookContents, documents: Set<String>? = ["statement"]) -> AnswerSheet.Reading {
    AnswerSheet.read(book, file: "answers.xlsx", asked: record, documents: documents)
  }

  /// The title, four facts and the headings stand above the first question, in row 7.
  private static func answered() throws -> WorkbookContents {
    var book = try published()
    book.put("Questions", "F7", .text(" Table 4-2.\nAll of it. "))
    book.put("Questions", "G7", .text("statement"))
    book.put("Questions", "H7", .number(14))
    book.put("Questions", "F8", .text("No, it is there."))
    return book
  }

  @Test("Answers are read with their question, document and page; a settled question is not asked")
  func answers() throws {
    let reading = Self.read(try Self.answered())
    #expect(reading.diagnostics.isEmpty && reading.missing.isEmpty, "\(reading.diagnostics)")
    let answers = try #require(reading.answers)
    #expect(answers.bid == "acme" && answers.specification == "spec")
    #expect(
      answers.answers == [
        .init(
          number: 1, requirement: "STO-1@1", question: "=Which table?", answer: "Table 4-2.\nAll of it.",
          document: "statement", page: 14),
        .init(number: 2, requirement: "STO-2@1", question: "Is it planned?", answer: "No, it is there."),
      ])
  }

  @Test("The table as separated values is read back, filled in and saved with another sign between")
  func separated() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("questions.csv")
    let script = """
      import csv, sys
      rows = list(csv.reader(open(sys.argv[1], newline='')))
      for row in rows:
          if row[0] == '2': row[5] = 'No, "it" is there; today,\\nall of it.'
      csv.writer(open(sys.argv[1], 'w', newline=''), delimiter=';').writerows(rows)
      """
    try Data(ClarificationFiles.separated(Self.record).utf8).write(to: file)
    let result = try ExternalTool.run("python3", ["fill.py", file.path], files: ["fill.py": script])
    try #require(result.status == 0, "\(result.output)")
    let reading = AnswerSheet.read(file.path, asked: Self.record)
    #expect(reading.missing == [1], "\(reading.diagnostics)")
    #expect(reading.answers?.answers.map(\.answer) == ["No, \"it\" is there; today,\nall of it."])
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    var code: ScheduleRule
    var message: String
    var change: @Sendable (inout WorkbookContents) -> Void
    var testDescription: String { message }
  }

  static let faults: [Fault] = [
    Fault(code: .formula, message: "Questions!F8: the cell holds a formula") {
      $0.put("Questions", "F8", .text("Yes"), formula: "=A1")
    },
    Fault(code: .changedText, message: "Questions!D8: “Question” of 2 was changed: it is “Is it there?”") {
      $0.put("Questions", "D8", .text("Is it there?"))
    },
    Fault(code: .otherSchedule, message: "Questions!B4: bid is “bolt”, not “acme”") {
      $0.put("Questions", "B4", .text("bolt"))
    },
    Fault(code: .unknownRow, message: "Questions!A9: the table of questions asks no number “3”") {
      $0.put("Questions", "A9", .number(3))
    },
    Fault(code: .unknownDocument, message: "Questions!G7: document “statemant” is not a document of the bid") {
      $0.put("Questions", "G7", .text("statemant"))
    },
    Fault(code: .page, message: "Questions!H7: “iv” is no page") { $0.put("Questions", "H7", .text("iv")) },
    Fault(code: .pageWithoutDocument, message: "Questions!H7: page 14 stands without a document") {
      $0.put("Questions", "G7", nil)
    },
    Fault(code: .missingAnswer, message: "Questions!F7: question 1 has no answer, though") {
      $0.put("Questions", "F7", nil)
    },
    Fault(code: .movedColumn, message: "Questions!H6: there is no column “Page”") {
      $0.move("Questions") { $0.column == 7 ? nil : $0 }
    },
    Fault(code: .mergedCells, message: "Questions!F7: the cells F7:F8 are merged") {
      $0.sheets[0].merged = [CellRange("F7:F8")].compactMap { $0 }
    },
    Fault(code: .macros, message: "carries macros") { $0.hasMacros = true },
  ]

  @Test("What was changed is an error with its cell, and no answer is taken", arguments: faults)
  func fault(_ fault: Fault) throws {
    var book = try Self.answered()
    fault.change(&book)
    let reading = Self.read(book)
    #expect(reading.answers == nil)
    #expect(
      reading.diagnostics.contains { $0.code == fault.code.rawValue && $0.message.contains(fault.message) },
      "\(reading.diagnostics.map(\.message))")
  }

  @Test("An untouched table has no answers, and names each question")
  func untouched() throws {
    let reading = Self.read(try Self.published())
    #expect(reading.answers?.answers.isEmpty == true && reading.missing == [1, 2])
    #expect(reading.diagnostics.map(\.message).first == "Questions!F7: question 1 is not answered")
  }
}
