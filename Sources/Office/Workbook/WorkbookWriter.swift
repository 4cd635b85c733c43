internal import CXLSXWriter
import Foundation

extension Workbook {
  /// Writes the workbook (ECMA-376 SpreadsheetML) to a new file. The same workbook gives the same cells and styles; the
  /// file's times are those of `created`.
  ///
  /// - Parameters:
  ///   - path: Where; an existing file is replaced.
  ///   - created: Date of creation within the file.
  public func write(to path: String, created: Date = Date(timeIntervalSince1970: 0)) throws(WorkbookError) {
    var writer = try WorkbookWriter(path: path)
    try writer.write(self, created: created)
  }

  /// The bytes of the file that ``write(to:created:)`` makes. The library writes files and no bytes: into one of its own
  /// first, which is removed.
  public func bytes(created: Date = Date(timeIntervalSince1970: 0)) throws(WorkbookError) -> [UInt8] {
    let place = FileManager.default.temporaryDirectory
    // The library would print what is wrong instead of telling it.
    guard access(place.path, W_OK) == 0 else {
      throw .notWritten("no file can be made in \(place.path) (TMPDIR): \(String(cString: strerror(errno)))")
    }
    let part = place.appendingPathComponent("\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: part) }
    try write(to: part.path, created: created)
    do { return [UInt8](try Data(contentsOf: part)) } catch { throw .notWritten(error.localizedDescription) }
  }
}

/// Hands a workbook to libxlsxwriter, piece by piece. The library keeps copies of all texts.
private struct WorkbookWriter {
  private typealias Pointer<T> = UnsafeMutablePointer<T>
  private let book: Pointer<lxw_workbook>
  private var formats: [CellStyle: Pointer<lxw_format>] = [:]

  init(path: String) throws(WorkbookError) {
    guard let book = workbook_new(path) else { throw .notWritten("there is no memory for it") }
    self.book = book
  }

  mutating func write(_ workbook: Workbook, created: Date) throws(WorkbookError) {
    var failure: WorkbookError?
    do {
      try properties(workbook, created: created)
      var names: Set<String> = []
      for sheet in workbook.sheets {
        try write(sheet, name: Self.name(of: sheet, taken: &names))
      }
    } catch {
      failure = error
    }
    // The library gives its memory back here, whatever came before.
    let closed = workbook_close(book)
    if let failure { throw failure }
    try Self.check(closed)
  }

  private static func check(_ error: lxw_error) throws(WorkbookError) {
    guard error != LXW_NO_ERROR else { return }
    throw .notWritten(lxw_strerror(error).map { String(cString: $0) } ?? "error \(error.rawValue)")
  }

  private func properties(_ workbook: Workbook, created: Date) throws(WorkbookError) {
    let title = strdup(CellText.clean(workbook.title, limit: 255))
    let author = strdup(CellText.clean(workbook.author, limit: 255))
    defer {
      free(title)
      free(author)
    }
    var properties = lxw_doc_properties()
    properties.title = title
    properties.author = author
    properties.created = time_t(max(1, created.timeIntervalSince1970))
    try Self.check(workbook_set_properties(book, &properties))
  }

  /// A name that tabs can have: at most 31 characters, none of `[]:*?/\`, no quote at either end, and none twice.
  private static func name(of sheet: Sheet, taken: inout Set<String>) -> String {
    var name = ""
    for character in CellText.clean(sheet.name, limit: 200) {
      name.append("[]:*?/\\'\n\t".contains(character) ? " " : character)
    }
    name = name.trimmingCharacters(in: .whitespaces)
    name = CellText.prefix(of: name.isEmpty ? "Sheet" : name, units: 28)
    var unique = name
    var number = 2
    while !taken.insert(unique.lowercased()).inserted {
      unique = "\(name) \(number)"
      number += 1
    }
    return unique
  }

  private mutating func write(_ sheet: Sheet, name: String) throws(WorkbookError) {
    guard sheet.rows.count <= CellReference.rows else { throw .tooLarge("\(sheet.rows.count) rows in a sheet") }
    guard let page = workbook_add_worksheet(book, name) else { throw .notWritten("the sheet “\(name)” was refused") }
    for (number, column) in sheet.columns.enumerated() where number < CellReference.columns {
      try Self.check(worksheet_set_column(page, UInt16(number), UInt16(number), column.width, nil))
    }
    var width = 0
    for (row, cells) in sheet.rows.enumerated() {
      guard cells.count <= CellReference.columns else { throw .tooLarge("\(cells.count) columns in a sheet") }
      width = max(width, cells.count)
      if let height = RowHeight.points(of: cells, columns: sheet.columns) {
        try Self.check(worksheet_set_row(page, UInt32(row), height, nil))
      }
      for (column, cell) in cells.enumerated() { try write(cell, UInt32(row), UInt16(column), page) }
    }
    if sheet.frozenRows > 0 || sheet.frozenColumns > 0 {
      worksheet_freeze_panes(page, UInt32(clamping: sheet.frozenRows), UInt16(clamping: sheet.frozenColumns))
    }
    if sheet.frozenRows > 0 {
      let last = UInt32(clamping: sheet.frozenRows - 1)
      try Self.check(worksheet_repeat_rows(page, last, last))
      if sheet.hasFilter, width > 0, sheet.rows.count > sheet.frozenRows {
        try Self.check(worksheet_autofilter(page, last, 0, UInt32(sheet.rows.count - 1), UInt16(clamping: width - 1)))
      }
    }
    for choice in sheet.choices { try write(choice, page) }
    if sheet.isProtected {
      var allowed = lxw_protection()
      allowed.format_columns = 1
      allowed.format_rows = 1
      allowed.autofilter = 1
      worksheet_protect(page, nil, &allowed)
    }
    if sheet.isLandscape { worksheet_set_landscape(page) }
    worksheet_set_paper(page, Self.a4)
    worksheet_fit_to_pages(page, 1, 0)
    try Self.check(worksheet_set_footer(page, "&L&A&R&P / &N"))
  }

  /// The number that SpreadsheetML has for A4 (ECMA-376-1 §18.3.1.63).
  private static let a4: UInt8 = 9

  private mutating func write(
    _ cell: Cell, _ row: UInt32, _ column: UInt16, _ page: Pointer<lxw_worksheet>
  ) throws(WorkbookError) {
    let format = try format(cell.style)
    switch cell.value {
    case .empty: try Self.check(worksheet_write_blank(page, row, column, format))
    case .text(let text):
      let text = CellText.clean(text, limit: Workbook.longestText)
      try Self.check(worksheet_write_string(page, row, column, text, format))
    case .number(let number): try Self.check(worksheet_write_number(page, row, column, number, format))
    }
    if let note = cell.note {
      try Self.check(worksheet_write_comment(page, row, column, CellText.clean(note, limit: Workbook.longestText)))
    }
  }

  private mutating func format(_ style: CellStyle) throws(WorkbookError) -> Pointer<lxw_format> {
    if let format = formats[style] { return format }
    guard let format = workbook_add_format(book) else { throw .notWritten("there is no memory for a format") }
    format_set_font_name(format, "Calibri")
    format_set_font_size(format, style.size)
    if style.isBold { format_set_bold(format) }
    if style.isMuted { format_set_font_color(format, 0x545F6D) }
    if style.wraps { format_set_text_wrap(format) }
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    if let ground = style.ground { format_set_bg_color(format, ground) }
    if style.hasBorder {
      format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
      format_set_border_color(format, 0xC9D0D8)
    }
    if style.isUnlocked { format_set_unlocked(format) }
    formats[style] = format
    return format
  }

  private func write(_ choice: Sheet.Choice, _ page: Pointer<lxw_worksheet>) throws(WorkbookError) {
    var rule = lxw_data_validation()
    rule.ignore_blank = 1
    rule.show_error = 1
    rule.dropdown = 1
    // The library copies all texts before it returns.
    var copies: [UnsafeMutablePointer<CChar>?] = []
    defer { for copy in copies { free(copy) } }
    func copy(_ text: String) -> UnsafeMutablePointer<CChar>? {
      let copy = strdup(text)
      copies.append(copy)
      return copy
    }
    rule.error_message = copy(CellText.clean(choice.advice, limit: 255))
    var words: [UnsafeMutablePointer<CChar>?] = []
    switch choice.rule {
    case .words(let list):
      rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
      words = list.map { copy(CellText.clean($0, limit: 200)) } + [nil]
    case .cells(let sheet, let range):
      rule.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
      let name = sheet.replacing("'", with: "''")
      let cells = [range.first, range.last].map { "$\(CellReference.name(ofColumn: $0.column))$\($0.row + 1)" }
      rule.value_formula = copy("='\(name)'!\(cells.joined(separator: ":"))")
    case .wholeNumber(let range):
      rule.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      rule.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      rule.minimum_number = Double(range.lowerBound)
      rule.maximum_number = Double(range.upperBound)
    }
    let result: lxw_error = words.withUnsafeMutableBufferPointer { list in
      if !list.isEmpty { rule.value_list = list.baseAddress }
      return worksheet_data_validation_range(
        page, UInt32(clamping: choice.first.row), UInt16(clamping: choice.first.column),
        UInt32(clamping: choice.last.row), UInt16(clamping: choice.last.column), &rule)
    }
    try Self.check(result)
  }
}

/// Text as cells can hold it.
package enum CellText {
  /// Without what XML can't say, and no longer than a cell may be; what is cut off is marked.
  package static func clean(_ text: String, limit: Int) -> String {
    let legal = XMLText.legal(text)
    guard legal.utf16.count > limit else { return legal }
    return prefix(of: legal, units: limit - 1) + "…"
  }

  /// The characters of a text that fit into so many UTF-16 units, which spreadsheet programs count.
  static func prefix(of text: String, units: Int) -> String {
    guard text.utf16.count > units else { return text }
    var result = ""
    var count = 0
    for character in text {
      count += character.utf16.count
      if count > units { break }
      result.append(character)
    }
    return result
  }
}
