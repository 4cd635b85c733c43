import Foundation
import Office
import Specification

/// A workbook that came back filled in: what it must not carry is named, and the sheet with the answers is found.
struct FilledWorkbook {
  /// The workbook; nil where it cannot be read.
  let contents: WorkbookContents?
  /// Errors, each with its cell.
  private(set) var log: [Diagnostic]
  private let file: String

  /// Reads the bytes of a file.
  init(_ bytes: [UInt8], file: String) {
    do throws(WorkbookReadingError) {
      self.init(try WorkbookReader.read(bytes, name: file), file: file)
    } catch {
      var place = [error.sheet.map { "sheet “\($0)”" }, error.cell.map { "cell \($0)" }].compactMap { $0 }
        .joined(separator: ", ")
      if !place.isEmpty { place += ": " }
      self.init(
        unreadable: "the workbook cannot be read: \(place)\(error.reason)",
        at: error.cell ?? CellReference(column: 0, row: 0), file: file)
    }
  }

  /// A file of which nothing can be read.
  private init(unreadable message: String, at cell: CellReference, file: String) {
    contents = nil
    log = [Diagnostic(ScheduleRule.unreadableWorkbook, at: Self.span(cell, file), message)]
    self.file = file
  }

  /// Looks through a workbook.
  init(_ contents: WorkbookContents, file: String) {
    self.file = file
    self.contents = contents
    log = []
    let top = Self.span(CellReference(column: 0, row: 0), file)
    if contents.hasMacros {
      log.append(
        Diagnostic(
          ScheduleRule.macros, at: top, "the workbook carries macros; none is run",
          hint: "save it as a workbook without macros (.xlsx)"))
    }
    if contents.hasLinks {
      log.append(
        Diagnostic(
          ScheduleRule.links, at: top, "the workbook takes values from other files; none is opened",
          hint: "break the links, and write the values themselves"))
    }
    for sheet in contents.sheets { log += formulas(of: sheet) }
  }

  /// Opens a file.
  static func open(_ path: String) -> FilledWorkbook {
    guard let bytes = FileBytes.read(path, limit: WorkbookLimits().bytes) else {
      return FilledWorkbook(
        unreadable: FileManager.default.fileExists(atPath: path)
          ? "the workbook cannot be opened, or has more than \(WorkbookLimits().bytes >> 20) MiB"
          : "there is no such file",
        at: CellReference(column: 0, row: 0), file: path)
    }
    return FilledWorkbook(bytes, file: path)
  }

  /// The sheet of a name: the first, of comma-separated values, which have no names.
  func sheet(_ name: String) -> SheetContents? {
    contents.flatMap { $0.format == .csv ? $0.sheets.first : $0.sheet(name) }
  }

  /// What is wrong where there is no such sheet.
  func missing(_ name: String, noun: String) -> Diagnostic {
    let names = (contents?.sheets ?? []).map(\.name).joined(separator: ", ")
    return Diagnostic(
      ScheduleRule.missingSheet, at: Self.span(CellReference(column: 0, row: 0), file),
      "there is no sheet “\(name)”; there are \(names)", hint: "fill in the \(noun) as it was published")
  }

  private func formulas(of sheet: SheetContents) -> [Diagnostic] {
    sheet.cells.filter { $0.value.formula != nil }.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }
      .map { place, contents in
        let formula = contents.formula.flatMap { $0.isEmpty ? nil : " `\(ScheduleText.excerpt($0))`" } ?? ""
        return Diagnostic(
          ScheduleRule.formula, at: Self.span(place, file),
          "\(sheet.name)!\(place): the cell holds a formula\(formula)",
          hint: "write the value itself")
      }
  }

  private static func span(_ cell: CellReference, _ file: String) -> SourceSpan {
    SourceSpan(file: file, line: cell.row + 1, column: cell.column + 1)
  }
}
