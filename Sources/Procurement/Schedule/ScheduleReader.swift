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
  public func read(_ bytes: [UInt8]) -> Reading { read(FilledWorkbook(bytes, file: file)) }

  /// Reads a workbook.
  public func read(_ workbook: WorkbookContents) -> Reading { read(FilledWorkbook(workbook, file: file)) }

  /// Reads a workbook that was looked through.
  func read(_ filled: FilledWorkbook) -> Reading {
    var log = filled.log
    guard let workbook = filled.contents else { return Reading(declaration: nil, missing: [], diagnostics: log) }
    guard let responses = filled.sheet(ScheduleWorkbook.responses) else {
      log.append(filled.missing(ScheduleWorkbook.responses, noun: "schedule"))
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
      let row = (0..<100).first(where: { ScheduleText.collapsed(sheet.text(0, $0)) == ScheduleFact.lot })
    else { return nil }
    return ScheduleText.collapsed(sheet.text(1, row))
  }

  /// Names of documents on the sheet that lists them.
  private static func documents(listed sheet: SheetContents) -> Set<String> {
    let names = sheet.cells.filter { $0.key.column == 0 && $0.key.row > ScheduleWorkbook.documentHeadingRow }
    return Set(names.values.map { ScheduleText.collapsed($0.text) }).subtracting([""])
  }
}
