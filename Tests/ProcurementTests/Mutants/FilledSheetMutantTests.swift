import Foundation
import Inventory
import Office
import Specification
import TestPeers
import Testing

@testable import Procurement

/// Workbooks that bidders and evaluators send back, whose cells anybody may have changed, moved or merged.
@Suite("Mutants of filled sheets")
struct FilledSheetMutantTests {
  private static let values: [CellContents.Value] = [
    .empty, .text(""), .text("full"), .text("none"), .text("=1+1"), .text("9223372036854775807"), .text("-1"),
    .text(String(repeating: "a", count: 40_000)), .text("\u{0}\u{202E}\r\n"), .text("manual"), .number(.infinity),
    .number(.nan), .number(-1), .number(1e308), .number(9.3e18), .number(0.5), .number(14), .boolean(true),
    .date("2026-13-99"), .error("#REF!"),
  ]

  /// A workbook with one to four changes.
  private static func mutant(
    of book: WorkbookContents, _ generator: inout SeededGenerator
  ) -> WorkbookContents {
    var book = book
    for _ in 0..<Int.random(in: 1...4, using: &generator) {
      guard let sheet = book.sheets.indices.randomElement(using: &generator) else { return book }
      let place = CellReference(
        column: Int.random(in: 0...12, using: &generator), row: Int.random(in: 0...14, using: &generator))
      switch Int.random(in: 0..<8, using: &generator) {
      case 0, 1, 2:
        book.sheets[sheet].cells[place] = CellContents(values.randomElement(using: &generator) ?? .empty)
      case 3: book.sheets[sheet].cells[place] = nil
      case 4: book.sheets[sheet].cells[place] = CellContents(.number(1), formula: "A1")
      case 5:
        let last = CellReference(column: place.column + 1, row: place.row + 2)
        book.sheets[sheet].merged.append(CellRange(first: place, last: last))
      case 6:
        let (from, to) = (place.row, Int.random(in: 0..<CellReference.rows, using: &generator))
        for (cell, contents) in book.sheets[sheet].cells where cell.row == from {
          book.sheets[sheet].cells[cell] = nil
          book.sheets[sheet].cells[CellReference(column: cell.column, row: to)] = contents
        }
      default:
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: book.sheets.remove(at: sheet)
        case 1: book.sheets.append(book.sheets[sheet])
        case 2: book.hasMacros = true
        default: book.sheets[sheet].isHidden = true
        }
      }
    }
    return book
  }

  /// How many of 20,000 are read; what is not is told with a cell or a file.
  private static func survivors(
    _ book: WorkbookContents, seed: UInt64, _ read: (WorkbookContents) -> (isRead: Bool, diagnostics: [Diagnostic])
  ) -> Int {
    var generator = SeededGenerator(state: seed)
    var (count, faults) = (0, 0)
    for _ in 0..<20_000 {
      let (isRead, diagnostics) = read(mutant(of: book, &generator))
      if isRead { count += 1 }
      if isRead == diagnostics.contains(where: { $0.severity == .error }) { faults += 1 }
      if diagnostics.contains(where: { $0.rendered.isEmpty }) { faults += 1 }
    }
    #expect(faults == 0)
    return count
  }

  @Test("20,000 mutants of a schedule are read, or refused with what is wrong")
  func schedules() throws {
    let read = Self.survivors(try SampleSchedule.answered(), seed: 81) { book in
      let reading = ScheduleReader(SampleSchedule.schedule, file: "answers.xlsx").read(book)
      return (reading.declaration != nil, reading.diagnostics)
    }
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("20,000 mutants of a table of questions are read, or refused with what is wrong")
  func answers() throws {
    let record = ClarificationRecord(
      tender: "tender-1", lot: "north", bid: "acme", bidder: "Acme", specification: "spec", version: "1",
      questions: [
        ClarificationQuestion(
          number: 1, cause: .silence, requirement: "STO-1@1", title: "Title", question: "Which table?", grounds: [],
          isOpen: true)
      ])
    var book = try WorkbookReader.read(
      try ClarificationFiles.workbook(record, author: "Buyer").bytes(), name: "questions.xlsx")
    book.put("Questions", "F7", .text("Table 4-2."))
    let read = Self.survivors(book, seed: 82) { book in
      let reading = AnswerSheet.read(book, file: "answers.xlsx", asked: record, documents: ["statement"])
      return (reading.answers != nil, reading.diagnostics)
    }
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("20,000 mutants of an evaluator's worksheet are read, or refused with what is wrong and nothing taken of them")
  func worksheets() throws {
    let reader = WorksheetReader(SampleWorksheet.of("first"), file: "first.xlsx")
    let assessment = SampleWorksheet.subject.assessment
    var halves = 0
    let read = Self.survivors(try SampleWorksheet.filled(), seed: 83) { book in
      let reading = reader.read(book, given: assessment)
      if !reading.isSound, !reading.entries.isEmpty || !reading.conflicts.isEmpty { halves += 1 }
      // What is taken can be taken: as many entries as were asked for, each with its reason.
      if reading.entries.count + reading.missing.count > 2 { halves += 1 }
      return (reading.isSound, reading.diagnostics)
    }
    #expect(halves == 0)
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("20,000 mutants of a worksheet that the evaluators agreed on are read, or refused with what is wrong")
  func moderations() throws {
    let given = WorksheetTests.given()
    let worksheet = Worksheet(
      moderating: given, SampleWorksheet.card, rules: SampleWorksheet.rules, subject: SampleWorksheet.subject)
    let reader = WorksheetReader(worksheet, file: "panel.xlsx")
    var book = try SampleWorksheet.published(worksheet)
    for (cell, text) in [("G10", "5"), ("H10", "Shown twice."), ("G11", "refused"), ("H11", "It may.")] {
      book.put("Worksheet", cell, .text(text))
    }
    let read = Self.survivors(book, seed: 84) { book in
      let reading = reader.read(book, given: given)
      return (reading.isSound, reading.diagnostics)
    }
    #expect((200..<19_800).contains(read), "\(read)")
  }

  @Test("What stands in the last row of a sheet is told with its cell, and what was answered above is read")
  func farBelow() throws {
    var book = try SampleWorksheet.filled()
    let reader = WorksheetReader(SampleWorksheet.of("first"), file: "first.xlsx")
    #expect(reader.read(book, given: SampleWorksheet.subject.assessment).entries.count == 2)
    book.put("Worksheet", "H\(CellReference.rows)", .text("See below."))
    let beside = reader.read(book, given: SampleWorksheet.subject.assessment)
    #expect(beside.isSound && beside.entries.count == 2, "\(beside.diagnostics)")
    book.put("Worksheet", "G\(CellReference.rows)", .text("See below."))
    let reading = reader.read(book, given: SampleWorksheet.subject.assessment)
    #expect(
      reading.diagnostics.map(\.message) == [
        "Worksheet!A\(CellReference.rows): the row names no requirement, though G\(CellReference.rows) holds something"
      ], "\(reading.diagnostics)")
  }
}
