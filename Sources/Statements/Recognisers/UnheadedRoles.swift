/// Tables of SOP classes without headings whose last columns answer yes or no.
enum UnheadedRoles {
  /// The columns of the roles, in the order of PS3.2: user before provider.
  static func columns(of table: TableReading) -> (scu: Int, scp: Int)? {
    guard table.grid.headings.isEmpty, ListOfNames.isMadeOfSOPClasses(table) else { return nil }
    let rows = table.grid.rows
    let width = min(rows.map(\.cells.count).max() ?? 0, 12)
    let answering = (0..<width).filter { column in
      let texts = rows.map { TableGrid.cell($0, column) }.filter { !$0.isEmpty }
      return texts.count * 2 >= rows.count && texts.allSatisfy { SupportCell.read($0) != nil }
    }
    return answering.count == 2 && answering[1] == answering[0] + 1 ? (answering[0], answering[1]) : nil
  }
}
