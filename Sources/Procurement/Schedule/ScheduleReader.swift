import Inventory
import Office
import Specification

/// Reads a schedule that a bidder has filled in, and names each cell that is wrong or missing.
public struct ScheduleReader {
  /// What was asked.
  let schedule: ResponseSchedule
  /// The file, as it is shown.
  let file: String
  /// Documents of the bid, by name; nil where only the schedule's own list is known.
  let documents: Set<String>?
  /// How much must be as it was published.
  let strictness: Strictness

  /// How much of a schedule must be as it was published.
  public enum Strictness: Sendable {
    /// All of it.
    case complete
    /// The answers alone: what else is printed was held against the specification when the schedule was submitted, and
    /// may since have been corrected.
    case answers
  }

  /// What was read.
  public struct Reading: Sendable {
    /// The answers, by `id@revision`; nil where there is an error.
    public var declaration: Declaration?
    /// Requirements without an answer.
    public var missing: [String]
    /// Errors and warnings, each with its cell.
    public var diagnostics: [Diagnostic]
  }

  /// Makes a reader.
  public init(
    _ schedule: ResponseSchedule, file: String, documents: Set<String>? = nil, strictness: Strictness = .complete
  ) {
    self.schedule = schedule
    self.file = file
    self.documents = documents
    self.strictness = strictness
  }

  /// Reads the file's contents.
  public func read(_ bytes: [UInt8]) -> Reading {
    do throws(WorkbookReadingError) {
      return read(try WorkbookReader.read(bytes, name: file))
    } catch {
      var place = [error.sheet.map { "sheet “\($0)”" }, error.cell.map { "cell \($0)" }].compactMap { $0 }
        .joined(separator: ", ")
      if !place.isEmpty { place += ": " }
      let diagnostic = Diagnostic(
        ScheduleRule.unreadableWorkbook, at: span(error.cell ?? CellReference(column: 0, row: 0)),
        "the workbook cannot be read: \(place)\(error.reason)")
      return Reading(declaration: nil, missing: [], diagnostics: [diagnostic])
    }
  }

  /// Reads a workbook.
  public func read(_ workbook: WorkbookContents) -> Reading {
    var log: [Diagnostic] = []
    let top = span(CellReference(column: 0, row: 0))
    if workbook.hasMacros {
      log.append(
        Diagnostic(
          ScheduleRule.macros, at: top, "the workbook carries macros; none is run",
          hint: "save it as a workbook without macros (.xlsx)"))
    }
    if workbook.hasLinks {
      log.append(
        Diagnostic(
          ScheduleRule.links, at: top, "the workbook takes values from other files; none is opened",
          hint: "break the links, and write the values themselves"))
    }
    for sheet in workbook.sheets { log += formulas(of: sheet) }
    let responses = workbook.format == .csv ? workbook.sheets.first : workbook.sheet(ScheduleWorkbook.responses)
    guard let responses else {
      log.append(
        Diagnostic(
          ScheduleRule.missingSheet, at: top,
          "there is no sheet “\(ScheduleWorkbook.responses)”; there are \(workbook.sheets.map(\.name).joined(separator: ", "))",
          hint: "fill in the schedule as it was published"))
      return Reading(declaration: nil, missing: [], diagnostics: log)
    }
    var known = documents
    var source = "a document of the bid"
    if known == nil, let list = workbook.sheet(ScheduleWorkbook.documents) {
      known = Self.documents(listed: list)
      source = "listed on the sheet “\(list.name)”"
    }
    var rows = ScheduleRows(reader: self, sheet: responses, documents: known, documentSource: source)
    rows.read()
    log += rows.log
    let isSound = !log.contains { $0.severity == .error }
    let declaration = Declaration(
      specification: schedule.specification, version: schedule.version, answers: rows.answers)
    return Reading(declaration: isSound ? declaration : nil, missing: rows.missing, diagnostics: log.sorted())
  }

  /// The lot that a filled schedule says it is of; nil where it says none, or cannot be read.
  public static func lot(namedIn path: String) -> String? {
    guard let bytes = FileBytes.read(path, limit: WorkbookLimits().bytes),
      let workbook = try? WorkbookReader.read(bytes, name: path),
      let sheet = workbook.format == .csv ? workbook.sheets.first : workbook.sheet(ScheduleWorkbook.responses),
      let row = (0..<100).first(where: { ScheduleText.collapsed(sheet.text(0, $0)) == ScheduleFact.lot.rawValue })
    else { return nil }
    return ScheduleText.collapsed(sheet.text(1, row))
  }

  /// Names of documents on the sheet that lists them.
  private static func documents(listed sheet: SheetContents) -> Set<String> {
    let names = sheet.cells.filter { $0.key.column == 0 && $0.key.row > ScheduleWorkbook.documentHeadingRow }
    return Set(names.values.map { ScheduleText.collapsed($0.text) }).subtracting([""])
  }

  private func formulas(of sheet: SheetContents) -> [Diagnostic] {
    sheet.cells.filter { $0.value.formula != nil }.sorted { ($0.key.row, $0.key.column) < ($1.key.row, $1.key.column) }
      .map { place, contents in
        let formula = contents.formula.flatMap { $0.isEmpty ? nil : " `\(ScheduleText.excerpt($0))`" } ?? ""
        return Diagnostic(
          ScheduleRule.formula, at: span(place), "\(sheet.name)!\(place): the cell holds a formula\(formula)",
          hint: "write the value itself")
      }
  }

  /// Where a cell is: its row as the line, its column as the column.
  func span(_ cell: CellReference) -> SourceSpan { SourceSpan(file: file, line: cell.row + 1, column: cell.column + 1) }
}

/// Texts of cells as they are compared and shown.
enum ScheduleText {
  /// Without space at the ends, and with one space for any run of it: programs break and join lines.
  static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The beginning of a text.
  static func excerpt(_ text: String, _ length: Int = 60) -> String {
    let line = collapsed(String(text.prefix(length * 4)))
    return line.count <= length ? line : line.prefix(length) + "…"
  }

  /// How two texts differ: an excerpt of each from a little before the first difference.
  static func difference(_ first: String, _ second: String) -> (String, String) {
    let shared = zip(first, second).prefix { $0 == $1 }.count
    let start = max(0, shared - 20)
    func part(_ text: String) -> String { (start > 0 ? "…" : "") + excerpt(String(text.dropFirst(start))) }
    return (part(first), part(second))
  }
}
