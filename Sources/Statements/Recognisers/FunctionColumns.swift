import Evidence

/// What a product does with objects, in the table of content and transfer (PS3.2 Table N.1-1).
enum FunctionColumns {
  static func functions(of row: TableGrid.Row, in table: TableReading) -> [Claim.Function] {
    Claim.Function.allCases.filter { function in
      guard let column = table.columns.functions[function] else { return false }
      let cell = TableGrid.cell(row, column).collapsed
      let codes = Words(cell).list
      // Objects are created as the standard has them, with standard extensions, specialised or private; the other
      // functions are marked with their first letter.
      let marks: [Substring] = function == .create ? ["s", "se", "sp", "p"] : [function.rawValue.prefix(1)]
      return SupportCell.read(cell)?.polarity == .supported || codes.contains(where: marks.contains)
    }
  }
}
