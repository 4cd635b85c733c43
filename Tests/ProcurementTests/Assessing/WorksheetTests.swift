import Foundation
import Inventory
import Judgement
import Office
import Specification
import TestPeers
import Testing

@testable import Procurement

@Suite("Worksheets of evaluators")
struct WorksheetTests {
  private static let stamp = Assessment.Stamp(at: "2026-03-02T10:15:00Z", by: "first.xlsx")

  private static func read(
    _ book: WorkbookContents, _ worksheet: Worksheet = SampleWorksheet.of("first"),
    given assessment: Assessment = SampleWorksheet.subject.assessment
  ) -> WorksheetReader.Reading {
    WorksheetReader(worksheet, file: "first.xlsx").read(book, given: assessment)
  }

  @Test("Marks, readings and their reasons are read; what needs no person is not asked")
  func filled() throws {
    #expect(SampleWorksheet.of("first").rows.map(\.name) == ["STO-1@2 board", "STO-2@2 claim"])
    let reading = Self.read(try SampleWorksheet.filled())
    #expect(reading.diagnostics.isEmpty && reading.missing.isEmpty, "\(reading.diagnostics)")
    var assessment = SampleWorksheet.subject.assessment
    #expect(assessment.take(reading.entries, conflicts: reading.conflicts, Self.stamp).isEmpty)
    let mark = try #require(assessment.marks.first?.individual.first)
    #expect(mark.evaluator == "first" && mark.given.mark == 3 && mark.given.reason == "Seen\nat the demonstration.")
    let claim = try #require(assessment.claims.first)
    #expect(claim.answer == nil && claim.individual.first?.given.answer == .confirmed)
    #expect(claim.sha256 == SampleWorksheet.document)
    #expect(
      assessment.history.map { [$0.at, $0.by, $0.evaluator, $0.gave, $0.before] } == [
        ["2026-03-02T10:15:00Z", "first.xlsx", "first", "3", nil],
        ["2026-03-02T10:15:00Z", "first.xlsx", "first", "confirmed", nil],
      ])
    // The same sheet once more changes nothing, and is not noted.
    var again = assessment
    #expect(again.take(reading.entries, conflicts: [], Self.stamp).isEmpty && again == assessment)
    // What is written is read again by the rules, and says the same.
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(AssessmentText.text(of: assessment).utf8).write(to: file)
    let read = AssessmentFile.read(file.path, rules: SampleWorksheet.rules, subject: SampleWorksheet.subject)
    #expect(read.assessment?.marks == assessment.marks, "\(read.diagnostics)")
    #expect(read.assessment?.history == assessment.history)
  }

  @Test("An abstention and a conflict of interest are read with their reasons")
  func aside() throws {
    var book = try SampleWorksheet.filled()
    book.put("Worksheet", "B9", .text("Yes"))
    book.put("Worksheet", "B10", .text("Shares."))
    book.put("Worksheet", "F12", .text("abstain"))
    let reading = Self.read(book)
    #expect(reading.conflicts == [.init(evaluator: "first", reason: "Shares.")], "\(reading.diagnostics)")
    var assessment = SampleWorksheet.subject.assessment
    _ = assessment.take(reading.entries, conflicts: reading.conflicts, Self.stamp)
    #expect(assessment.marks.first?.individual.isEmpty == true)
    #expect(assessment.marks.first?.abstained.map(\.evaluator) == ["first"])
    #expect(assessment.claims.first.flatMap { assessment.decision(on: $0) } == nil)
  }

  @Test("An untouched worksheet names each row as missing, and that nothing is said of conflicts")
  func untouched() throws {
    let reading = Self.read(try SampleWorksheet.published(SampleWorksheet.of("first")))
    #expect(reading.missing == ["STO-1@2 board", "STO-2@2 claim"] && reading.entries.isEmpty)
    #expect(
      reading.diagnostics.map(\.message) == [
        "Worksheet!B9: first does not say whether there is a conflict of interest",
        "Worksheet!F12: STO-1@2 board is not answered", "Worksheet!F13: STO-2@2 claim is not answered",
      ])
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    var code: ScheduleRule
    var message: String
    var change: @Sendable (inout WorkbookContents) -> Void
    var testDescription: String { message }
  }

  static let faults: [Fault] = [
    Fault(code: .macros, message: "carries macros") { $0.hasMacros = true },
    Fault(code: .missingSheet, message: "no sheet “Worksheet”") { $0.sheets.removeFirst() },
    Fault(code: .formula, message: "Worksheet!F12: the cell holds a formula `=1+2`") {
      $0.put("Worksheet", "F12", .number(3), formula: "=1+2")
    },
    Fault(code: .mergedCells, message: "Worksheet!F12: the cells F12:F13 are merged") {
      $0.sheets[0].merged = [CellRange("F12:F13")].compactMap { $0 }
    },
    Fault(code: .movedColumn, message: "Worksheet!F11: the column “Reason” was moved: it belongs in column G") {
      $0.move("Worksheet") { CellReference(column: $0.column == 5 ? 6 : $0.column == 6 ? 5 : $0.column, row: $0.row) }
    },
    Fault(
      code: .changedText,
      message: "Worksheet!E12: “What each answer takes” of STO-1@2 board was changed"
    ) { $0.put("Worksheet", "E12", .text("3: Everything.")) },
    Fault(code: .otherChecksum, message: "Worksheet!B8: the worksheet is of the specification with SHA-256 “0000”") {
      $0.put("Worksheet", "B8", .text("0000"))
    },
    Fault(code: .otherSchedule, message: "Worksheet!B4: bid is “bolt”, not “acme”") {
      $0.put("Worksheet", "B4", .text("bolt"))
    },
    Fault(code: .answerNotOffered, message: "Worksheet!F12: “4” is no answer to STO-1@2 board") {
      $0.put("Worksheet", "F12", .number(4))
    },
    Fault(code: .answerNotOffered, message: "Worksheet!F13: “3” is no answer to STO-2@2 claim") {
      $0.put("Worksheet", "F13", .number(3))
    },
    Fault(code: .missingReason, message: "Worksheet!G12: the answer to STO-1@2 board has no reason") {
      $0.put("Worksheet", "G12", nil)
    },
    Fault(code: .missingAnswer, message: "Worksheet!F13: STO-2@2 claim has no answer, though G13 gives a reason") {
      $0.put("Worksheet", "F13", nil)
    },
    Fault(code: .deletedRow, message: "the row of STO-2@2 claim “Title of STO-2” was deleted") {
      $0.move("Worksheet") { $0.row == 12 ? nil : $0 }
    },
    Fault(code: .conflictOfInterest, message: "Worksheet!B9: first does not say whether") {
      $0.put("Worksheet", "B9", .text("perhaps"))
    },
    Fault(code: .conflictOfInterest, message: "Worksheet!B10: first has a conflict of interest, and does not say which")
    {
      $0.put("Worksheet", "B9", .text("yes"))
    },
    Fault(code: .conflictOfInterest, message: "Worksheet!B9: there is no conflict of interest, though B10 names one") {
      $0.put("Worksheet", "B10", .text("Shares."))
    },
  ]

  @Test("What is wrong is an error with its cell, and nothing is read of the worksheet", arguments: faults)
  func fault(_ fault: Fault) throws {
    var book = try SampleWorksheet.filled()
    fault.change(&book)
    let reading = Self.read(book)
    #expect(!reading.isSound && reading.entries.isEmpty && reading.conflicts.isEmpty)
    #expect(
      reading.diagnostics.contains { $0.code == fault.code.rawValue && $0.message.contains(fault.message) },
      "\(reading.diagnostics.map(\.message))")
  }

  @Test("openpyxl finds a drop-down for each row and locked cells, and what it fills in is read")
  func openpyxl() throws {
    let script = """
      import openpyxl, sys
      book = openpyxl.load_workbook(sys.argv[1])
      s = book['Worksheet']
      print(sorted((str(v.sqref), v.formula1) for v in s.data_validations.dataValidation))
      print(s.protection.sheet, [s[c].protection.locked for c in ('B9', 'F12', 'G13', 'E12', 'B4')])
      s['B9'], s['F12'], s['G12'], s['F13'], s['G13'] = 'no', 5, 'All "seen"', 'denied', 'Page 2.'
      book.save(sys.argv[1])
      """
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(try WorksheetWorkbook.workbook(SampleWorksheet.of("first"), author: "Buyer").bytes()).write(to: file)
    let result = try ExternalTool.run("python3", ["fill.py", file.path], files: ["fill.py": script])
    #expect(
      result.output == """
        [('B9', '"no,yes"'), ('F12', '"0,3,5,abstain"'), ('F13', '"confirmed,refused,denied,abstain"')]
        True [False, False, False, True, True]

        """)
    let heading = try #require(WorksheetReader.heading(file.path))
    #expect(heading.form == .individual(evaluator: "first") && heading.bid == "acme" && heading.lot == "north")
    let reading = WorksheetReader(SampleWorksheet.of("first"), file: "a.xlsx").read(
      file.path, given: SampleWorksheet.subject.assessment)
    #expect(reading.isSound && reading.entries.count == 2, "\(reading.diagnostics)")
    #expect(reading.entries.last?.entry == .answer(.init(answer: .denied, reason: "Page 2.")))
  }

  /// What two evaluators gave, of whom one has a conflict, and a third who differs on the claim.
  static func given() -> Assessment {
    var given = SampleWorksheet.subject.assessment
    func put(_ requirement: String, _ evidence: String, _ part: AssessmentPlace.Part, _ entry: AssessmentEntry) {
      given.put(entry, at: AssessmentPlace(requirement: requirement, evidence: evidence, part: part))
    }
    for (name, mark) in [("first", 3), ("second", 5)] {
      put(
        "STO-1@2", "board", .individual(evaluator: name), .mark(.init(mark: mark, reason: "Seen by \(name).")))
    }
    for (name, answer) in [("first", Assessment.Answer.confirmed), ("second", .refused), ("third", .denied)] {
      put(
        "STO-2@2", "claim", .reading(evaluator: name, sha256: SampleWorksheet.document),
        .answer(.init(answer: answer, reason: "Read.")))
    }
    given.declare(conflict: .init(evaluator: "third", reason: "Kin."))
    return given
  }

  @Test("What the evaluators agree on is read beside what each gave, which stays")
  func moderation() throws {
    var given = Self.given()
    let worksheet = Worksheet(
      moderating: given, SampleWorksheet.card, rules: SampleWorksheet.rules, subject: SampleWorksheet.subject)
    #expect(
      worksheet.rows.map(\.before) == [
        "first: 3. Seen by first.\nsecond: 5. Seen by second.",
        "first: confirmed. Read.\nsecond: refused. Read.\nthird: denied. Read. (not counted: conflict of interest)",
      ])
    var book = try SampleWorksheet.published(worksheet)
    for (cell, text) in [("G10", "5"), ("H10", "Shown twice."), ("G11", "refused"), ("H11", "It may.")] {
      book.put("Worksheet", cell, .text(text))
    }
    let reading = Self.read(book, worksheet, given: given)
    #expect(reading.isSound, "\(reading.diagnostics)")
    #expect(given.take(reading.entries, conflicts: [], Self.stamp).isEmpty)
    #expect(given.marks.first?.moderated == .init(mark: 5, reason: "Shown twice."))
    #expect(given.marks.first?.individual.map(\.given.mark) == [3, 5])
    #expect(given.claims.first?.answer == .refused && given.claims.first?.evaluators == ["first", "second"])
    // Nobody abstains together, and a mark that was changed since is agreed on anew.
    book.put("Worksheet", "G10", .text("abstain"))
    #expect(Self.read(book, worksheet, given: given).diagnostics.map(\.code) == ["answer-not-offered"])
    var changed = given
    let notes = changed.take(
      [
        (
          AssessmentPlace(requirement: "STO-1@2", evidence: "board", part: .individual(evaluator: "first")),
          .mark(.init(mark: 0, reason: "Seen again."))
        )
      ], conflicts: [], Self.stamp)
    #expect(notes.count == 1 && notes.first?.contains("STO-1@2 board was agreed before") == true)
  }

  @Test("What the evaluators agree on for marks that have changed since the sheet was handed out is refused")
  func staleModeration() throws {
    let given = Self.given()
    let before = Worksheet(
      moderating: given, SampleWorksheet.card, rules: SampleWorksheet.rules, subject: SampleWorksheet.subject)
    var changed = given
    changed.put(
      .mark(.init(mark: 0, reason: "Seen again.")),
      at: AssessmentPlace(requirement: "STO-1@2", evidence: "board", part: .individual(evaluator: "first")))
    let now = Worksheet(
      moderating: changed, SampleWorksheet.card, rules: SampleWorksheet.rules, subject: SampleWorksheet.subject)
    let reading = Self.read(try SampleWorksheet.published(before), now, given: changed)
    #expect(
      reading.diagnostics.contains {
        $0.message.contains("Worksheet!F10: “What each gave” of STO-1@2 board was changed")
      },
      "\(reading.diagnostics)")
  }

  @Test("The YAML worksheet says nothing until an entry's signs are taken away, and is then an assessment")
  func yaml() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    func read(_ text: String) throws -> (assessment: Assessment?, diagnostics: [Diagnostic]) {
      try Data(text.utf8).write(to: file)
      return AssessmentFile.read(file.path, rules: SampleWorksheet.rules, subject: SampleWorksheet.subject)
    }
    let template = WorksheetText.template(SampleWorksheet.of("first"), evaluator: "first")
    let untouched = try read(template)
    #expect(untouched.assessment?.entries.isEmpty == true, "\(untouched.diagnostics)\(template)")
    var answered = template
    for (old, new) in [
      ("# marks:", "marks:"),
      ("  # - requirement: STO-1@2\n  #   evidence: board", "  - requirement: STO-1@2\n    evidence: board"),
      ("  #   individual: {first: {mark: , reason: \"\"}}", "    individual: {first: {mark: 5, reason: \"All.\"}}"),
      ("# conflicts: {first: \"\"}", "conflicts: {first: \"Kin.\"}"),
    ] {
      #expect(answered.contains(old))
      answered = answered.replacing(old, with: new)
    }
    let found = try read(answered)
    #expect(found.assessment?.marks.first?.individual.first?.given.mark == 5, "\(found.diagnostics)\(answered)")
    #expect(found.assessment?.conflicts.map(\.reason) == ["Kin."])
    let other = try read(answered.replacing(SampleWorksheet.rules.fingerprint, with: SampleWorksheet.document))
    #expect(other.assessment == nil && other.diagnostics.contains { $0.code == "other-checksum" })
    let unknown = try read(answered.replacing("mark: 5", with: "mark: 4"))
    #expect(unknown.assessment == nil && unknown.diagnostics.contains { $0.code == "unknown-mark" })
  }
}
