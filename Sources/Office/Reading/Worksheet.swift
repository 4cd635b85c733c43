import XMLTree

/// A sheet of a SpreadsheetML workbook (ECMA-376-1 §18.3.1).
struct Worksheet {
  let part: WorkbookPart
  let name: String
  let strings: [String]
  let reader: WorkbookReader

  /// What stands in it.
  ///
  /// - Parameter room: How many cells and merged ranges may still be read of the workbook.
  func contents(room: inout (cells: Int, merged: Int)) throws(WorkbookReadingError) -> SheetContents {
    var sheet = SheetContents(name: name)
    sheet.isProtected =
      part.child("sheetProtection", of: part.root).map { index in
        ["1", "true", "on"].contains(part.tree.attribute("sheet", of: index) ?? "")
      } ?? false
    if let data = part.child("sheetData", of: part.root) { try readRows(of: data, into: &sheet, &room.cells) }
    if let list = part.child("mergeCells", of: part.root) {
      for element in part.children("mergeCell", of: list) {
        let text = part.tree.attribute("ref", of: element) ?? ""
        guard let range = CellRange(text) else {
          throw reader.error(.malformed, sheet: name, "`\(text)` is no range of cells; save the file again")
        }
        room.merged -= 1
        guard room.merged >= 0 else { throw reader.tooManyMerged }
        sheet.merged.append(range)
      }
    }
    return sheet
  }

  /// Rows and cells may leave out where they stand, and then follow those before them.
  private func readRows(of data: Int, into sheet: inout SheetContents, _ room: inout Int) throws(WorkbookReadingError) {
    var row = -1
    for element in part.children("row", of: data) {
      row = try number(part.tree.attribute("r", of: element), after: row)
      var column = -1
      for cell in part.children("c", of: element) {
        var place = CellReference(column: column + 1, row: row)
        if let text = part.tree.attribute("r", of: cell) {
          guard let written = CellReference(text) else {
            throw reader.error(.malformed, sheet: name, "`\(text)` is no cell; save the file again")
          }
          place = written
        }
        guard place.column < CellReference.columns, place.row == row, place.column > column else {
          throw reader.error(
            .malformed, sheet: name, cell: place, "the cell stands out of its order; save the file again")
        }
        column = place.column
        guard let contents = try contents(of: cell, at: place) else { continue }
        room -= 1
        guard room >= 0 else { throw reader.tooManyCells }
        sheet.cells[place] = contents
      }
    }
  }

  private func number(_ text: String?, after row: Int) throws(WorkbookReadingError) -> Int {
    guard let text else {
      guard row + 1 < CellReference.rows else { throw reader.error(.tooLarge, sheet: name, "it has too many rows") }
      return row + 1
    }
    guard let number = Int(text), (1...CellReference.rows).contains(number), number - 1 > row else {
      throw reader.error(.malformed, sheet: name, "`\(text)` is no row here; save the file again")
    }
    return number - 1
  }

  private func contents(of cell: Int, at place: CellReference) throws(WorkbookReadingError) -> CellContents? {
    let formula = part.child("f", of: cell).map { part.tree.text(of: $0) }
    // A formula that was never calculated has an empty value.
    let written = part.child("v", of: cell).map { part.tree.text(of: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    let value: CellContents.Value?
    switch part.tree.attribute("t", of: cell) ?? "n" {
    case "inlineStr": value = part.child("is", of: cell).map { .text(SharedTexts.text(of: $0, in: part)) }
    case "str": value = written.map { .text(SharedTexts.unescaped($0)) }
    case "e": value = written.map { .error($0) }
    case "d": value = written.map { .date($0) }
    case "b": value = written.map { .boolean($0 == "1" || $0 == "true") }
    case "s":
      value = try written.map { text throws(WorkbookReadingError) in
        guard let index = Int(text), strings.indices.contains(index) else {
          throw reader.error(.malformed, sheet: name, cell: place, "there is no text `\(text)`; save the file again")
        }
        return .text(strings[index])
      }
    case "n":
      value = try written.map { text throws(WorkbookReadingError) in
        guard let number = Double(text), number.isFinite else {
          throw reader.error(.malformed, sheet: name, cell: place, "`\(text)` is no number; save the file again")
        }
        return .number(number)
      }
    case let type: throw reader.error(.malformed, sheet: name, cell: place, "`\(type)` is no type of cells")
    }
    if case .text("")? = value, formula == nil { return nil }
    guard value != nil || formula != nil else { return nil }
    return CellContents(value ?? .empty, formula: formula)
  }
}
