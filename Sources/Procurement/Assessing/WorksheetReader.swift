import Foundation
import Inventory
import Judgement
import Office
import Specification

/// Reads worksheets that evaluators have filled in, and names each cell that is wrong or missing.
public struct WorksheetReader {
  /// The worksheet as it was handed out.
  let worksheet: Worksheet
  /// The file, as it is shown.
  let file: String

  /// What was read.
  public struct Reading: Sendable {
    /// What the evaluators gave, each with its place; nothing where there is an error.
    public var entries: [(place: AssessmentPlace, entry: AssessmentEntry)] = []
    /// Conflicts of interest that were declared.
    public var conflicts: [Assessment.Recusal] = []
    /// What was asked and not answered, as `id@revision evidence`.
    public var missing: [String] = []
    /// Errors and warnings, each with its cell.
    public var diagnostics: [Diagnostic] = []

    /// Makes a reading of nothing yet.
    public init(diagnostics: [Diagnostic] = []) { self.diagnostics = diagnostics }

    /// Whether nothing in it is wrong.
    public var isSound: Bool { !diagnostics.contains { $0.severity == .error } }
  }

  /// Makes a reader.
  public init(_ worksheet: Worksheet, file: String) {
    self.worksheet = worksheet
    self.file = file
  }

  /// Whose a workbook says that it is, and of which bid; nil where it does not say.
  public static func heading(_ path: String) -> (form: Worksheet.Form, bid: String, lot: String?)? {
    let filled = FilledWorkbook.open(path)
    guard let sheet = filled.sheet(WorksheetWorkbook.sheet) else { return nil }
    func fact(_ label: String) -> String? {
      (0..<20).first { ScheduleText.collapsed(sheet.text(0, $0)) == label }.map {
        ScheduleText.collapsed(sheet.text(1, $0))
      }
    }
    guard let bid = fact("Bid") else { return nil }
    let form = fact(WorksheetWorkbook.evaluator).map { Worksheet.Form.individual(evaluator: $0) }
    guard let form = form ?? (fact(WorksheetWorkbook.moderation) == nil ? nil : .moderation) else { return nil }
    let lot = fact("Lot").flatMap { ["", "whole tender"].contains($0) ? nil : $0 }
    return (form, bid, lot)
  }

  /// Reads a workbook.
  ///
  /// - Parameter assessment: What evaluators gave before: what they agree on rests on it.
  public func read(_ path: String, given assessment: Assessment) -> Reading {
    read(FilledWorkbook.open(path), given: assessment)
  }

  /// Reads a workbook's contents.
  public func read(_ contents: WorkbookContents, given assessment: Assessment) -> Reading {
    read(FilledWorkbook(contents, file: file), given: assessment)
  }

  private func read(_ workbook: FilledWorkbook, given assessment: Assessment) -> Reading {
    var reading = Reading(diagnostics: workbook.log)
    guard workbook.contents != nil else { return reading }
    guard let sheet = workbook.sheet(WorksheetWorkbook.sheet) else {
      reading.diagnostics.append(workbook.missing(WorksheetWorkbook.sheet, noun: "worksheet"))
      return reading
    }
    var rows = WorksheetRows(worksheet, sheet: sheet, file: file, given: assessment)
    rows.read()
    reading.entries = rows.entries
    reading.conflicts = rows.conflicts
    reading.missing = rows.missing
    reading.diagnostics = (reading.diagnostics + rows.log).sorted()
    if !reading.isSound {
      reading.entries = []
      reading.conflicts = []
    }
    return reading
  }
}

/// The rows of a worksheet under reading.
struct WorksheetRows {
  private(set) var entries: [(place: AssessmentPlace, entry: AssessmentEntry)] = []
  private(set) var conflicts: [Assessment.Recusal] = []
  private(set) var missing: [String] = []
  private let worksheet: Worksheet
  private let assessment: Assessment
  private let columns: [WorksheetColumn]
  private var filled: FilledSheet

  init(_ worksheet: Worksheet, sheet: SheetContents, file: String, given assessment: Assessment) {
    self.worksheet = worksheet
    self.assessment = assessment
    columns = WorksheetColumn.columns(worksheet.form)
    filled = FilledSheet(WorksheetWorkbook.published(worksheet), sheet: sheet, file: file)
  }

  /// Errors and warnings, each with its cell.
  var log: [Diagnostic] { filled.log }

  mutating func read() {
    filled.read()
    if case .individual(let evaluator) = worksheet.form { readConflict(of: evaluator) }
    for (index, row) in filled.found { answer(worksheet.rows[index], row) }
    missing += filled.deleted.map { worksheet.rows[$0].name }
  }

  // MARK: Conflicts

  private mutating func readConflict(of evaluator: String) {
    guard let said = filled.field(WorksheetWorkbook.conflict),
      let which = filled.field(WorksheetWorkbook.conflictReason)
    else {
      filled.error(
        .otherSchedule, CellReference(column: 0, row: 0),
        "there is no line “\(WorksheetWorkbook.conflict)” or “\(WorksheetWorkbook.conflictReason)” above the headings",
        hint: "fill in the worksheet as it was handed out")
      return
    }
    switch said.text.lowercased() {
    case "yes" where which.text.isEmpty:
      filled.error(
        .conflictOfInterest, which.place, "\(evaluator) has a conflict of interest, and does not say which",
        hint: "say what it is")
    case "yes": conflicts.append(Assessment.Recusal(evaluator: evaluator, reason: which.text))
    case "no" where which.text.isEmpty: break
    case "no":
      filled.error(
        .conflictOfInterest, said.place, "there is no conflict of interest, though \(which.place) names one",
        hint: "choose yes, or empty \(which.place)")
    default:
      filled.error(
        .conflictOfInterest, said.place, "\(evaluator) does not say whether there is a conflict of interest",
        hint: "choose no or yes")
    }
  }

  // MARK: Rows

  private func column(_ column: WorksheetColumn) -> Int { columns.firstIndex(of: column) ?? 0 }

  private mutating func answer(_ asked: Worksheet.Row, _ row: Int) {
    let (answerColumn, reasonColumn) = (column(.answer), column(.reason))
    let answer = ScheduleText.collapsed(filled.text(answerColumn, row)).lowercased()
    let reason = ScheduleText.trimmed(filled.text(reasonColumn, row))
    let place = filled.cell(answerColumn, row)
    let words = WorksheetWorkbook.words(asked, worksheet.form)
    let offered = "choose one of \(words.joined(separator: ", "))"
    guard !answer.isEmpty else {
      // A formula was told already.
      guard !filled.hasFormula(answerColumn, row) else { return }
      missing.append(asked.name)
      if reason.isEmpty {
        filled.warning(.missingAnswer, place, "\(asked.name) is not answered", hint: offered)
      } else {
        filled.error(
          .missingAnswer, place, "\(asked.name) has no answer, though \(filled.cell(reasonColumn, row)) gives a reason",
          hint: offered)
      }
      return
    }
    guard words.contains(answer) else {
      filled.error(
        .answerNotOffered, place, "“\(ScheduleText.excerpt(answer))” is no answer to \(asked.name)", hint: offered)
      return
    }
    guard !reason.isEmpty else {
      guard !filled.hasFormula(reasonColumn, row) else { return }
      filled.error(
        .missingReason, filled.cell(reasonColumn, row), "the answer to \(asked.name) has no reason",
        hint: "say why, with the place where there is one")
      return
    }
    guard let entry = entry(asked.task, answer, reason) else { return }
    entries.append(
      (AssessmentPlace(requirement: asked.task.requirement, evidence: asked.task.evidence, part: entry.0), entry.1))
  }

  private func entry(
    _ task: EvaluatorTask, _ answer: String, _ reason: String
  ) -> (AssessmentPlace.Part, AssessmentEntry)? {
    switch (task.kind, worksheet.form) {
    case (.mark, .individual(let evaluator)):
      if answer == Worksheet.abstains { return (.individual(evaluator: evaluator), .abstention(reason: reason)) }
      return Int(answer).map {
        (.individual(evaluator: evaluator), .mark(Assessment.GivenMark(mark: $0, reason: reason)))
      }
    case (.mark, .moderation):
      return Int(answer).map { (.moderated, .mark(Assessment.GivenMark(mark: $0, reason: reason))) }
    case (.claim(_, _, let sha256), .individual(let evaluator)):
      let part = AssessmentPlace.Part.reading(evaluator: evaluator, sha256: sha256)
      if answer == Worksheet.abstains { return (part, .abstention(reason: reason)) }
      return Assessment.Answer(rawValue: answer).map {
        (part, .answer(Assessment.GivenAnswer(answer: $0, reason: reason)))
      }
    case (.claim(_, _, let sha256), .moderation):
      let place = AssessmentPlace(requirement: task.requirement, evidence: task.evidence, part: .moderated)
      let readers = (assessment.claim(place, sha256)?.individual ?? []).map(\.evaluator).filter(assessment.counts)
      return Assessment.Answer(rawValue: answer).map {
        (.claim(sha256: sha256), .claim(answer: $0, reason: reason, evaluators: readers))
      }
    }
  }
}
