import XMLTree

/// A sheet of a workbook in OpenDocument format.
///
/// Rows and cells that are alike stand once, with their number; only those that hold something are taken up, so that a
/// million empty rows cost nothing, and a million full ones are refused.
struct OpenDocumentSheet {
  let part: WorkbookPart
  /// Index of the table.
  let table: Int
  let reader: WorkbookReader

  private var name: String { part.tree.attribute("name", of: table) ?? "" }

  /// What stands in it.
  ///
  /// - Parameter room: How many cells and merged ranges may still be read of the workbook.
  func contents(room: inout (cells: Int, merged: Int)) throws(WorkbookReadingError) -> SheetContents {
    var sheet = SheetContents(name: name)
    sheet.isProtected = part.tree.attribute("protected", of: table) == "true"
    var row = 0
    var index = table + 1
    let end = part.tree.nodes[table].end
    while index < end {
      switch part.tree.name(of: index) {
      case "table-row":
        let count = try repeats("number-rows-repeated", of: index)
        try readRow(index, at: row, count: count, into: &sheet, &room)
        row = min(row + count, CellReference.rows)
        index = part.tree.nodes[index].end
      case "table-rows", "table-header-rows", "table-row-group": index += 1
      default: index = part.tree.nodes[index].end
      }
    }
    return sheet
  }

  private func readRow(
    _ element: Int, at row: Int, count: Int, into sheet: inout SheetContents, _ room: inout (cells: Int, merged: Int)
  ) throws(WorkbookReadingError) {
    var column = 0
    for cell in part.tree.children(of: element) {
      guard let kind = part.tree.name(of: cell), kind == "table-cell" || kind == "covered-table-cell" else { continue }
      let width = try repeats("number-columns-repeated", of: cell)
      defer { column = min(column + width, CellReference.columns) }
      let place = CellReference(column: column, row: row)
      if kind == "table-cell" {
        let columns = try repeats("number-columns-spanned", of: cell)
        let rows = try repeats("number-rows-spanned", of: cell)
        if columns > 1 || rows > 1 {
          room.merged -= 1
          guard room.merged >= 0 else { throw reader.tooManyMerged }
          sheet.merged.append(
            CellRange(first: place, last: CellReference(column: column + columns - 1, row: row + rows - 1)))
        }
      }
      guard let contents = try contents(of: cell, at: place) else { continue }
      guard column + width <= CellReference.columns, row + count <= CellReference.rows else {
        throw reader.error(.tooLarge, sheet: name, cell: place, "cells beyond the last row or column hold something")
      }
      let (cells, overflow) = width.multipliedReportingOverflow(by: count)
      guard !overflow, cells <= room.cells else { throw reader.tooManyCells }
      room.cells -= cells
      for y in row..<(row + count) {
        for x in column..<(column + width) { sheet.cells[CellReference(column: x, row: y)] = contents }
      }
    }
  }

  private func repeats(_ attribute: String, of index: Int) throws(WorkbookReadingError) -> Int {
    guard let text = part.tree.attribute(attribute, of: index) else { return 1 }
    guard let number = Int(text), (1...CellReference.rows).contains(number) else {
      throw reader.error(.malformed, sheet: name, "`\(attribute)` is `\(text)`, which is no number of cells")
    }
    return number
  }

  private func contents(of cell: Int, at place: CellReference) throws(WorkbookReadingError) -> CellContents? {
    let formula = part.tree.attribute("formula", of: cell)
    let value: CellContents.Value?
    switch part.tree.attribute("value-type", of: cell) {
    case "float", "percentage", "currency":
      let text = part.tree.attribute("value", of: cell) ?? ""
      guard let number = Double(text), number.isFinite else {
        throw reader.error(.malformed, sheet: name, cell: place, "`\(text)` is no number; save the file again")
      }
      value = .number(number)
    case "boolean": value = .boolean(part.tree.attribute("boolean-value", of: cell) == "true")
    case "date": value = part.tree.attribute("date-value", of: cell).map { .date($0) }
    case "time": value = part.tree.attribute("time-value", of: cell).map { .date($0) }
    default:
      let text = part.tree.attribute("string-value", of: cell) ?? paragraphs(of: cell)
      value = text.isEmpty ? nil : .text(text)
    }
    guard value != nil || formula != nil else { return nil }
    return CellContents(value ?? .empty, formula: formula)
  }

  /// The text that a cell shows, a line for each paragraph; notes that hang on it are no part of it.
  private func paragraphs(of cell: Int) -> String {
    part.children("p", of: cell).map { paragraph in
      var text = ""
      var index = paragraph + 1
      while index < part.tree.nodes[paragraph].end {
        switch part.tree.nodes[index].content {
        case .text(let run): text += String(run.map { $0.isNewline || $0 == "\t" ? " " : $0 })
        case .element("s", _):
          let count = part.tree.attribute("c", of: index).flatMap { Int($0) } ?? 1
          // More of them say nothing more, and a short file could ask for very many.
          text += String(repeating: " ", count: min(max(count, 0), 32))
        case .element("tab", _): text += "\t"
        case .element("line-break", _): text += "\n"
        case .element("annotation", _):
          index = part.tree.nodes[index].end
          continue
        default: break
        }
        index += 1
      }
      return text
    }.joined(separator: "\n")
  }
}
