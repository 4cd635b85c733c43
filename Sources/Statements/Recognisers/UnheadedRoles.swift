import Evidence

/// Tables of SOP classes without headings whose last two columns answer yes or no, as a spreadsheet's overview of
/// network services has them (PS3.2 Table A.1-1).
enum UnheadedRoles {
  /// The columns of the roles, in the order of PS3.2: user before provider.
  ///
  /// Every row answers for both roles or for none, and none whose name ends with a role says otherwise.
  static func columns(of table: TableReading) -> (scu: Int, scp: Int)? {
    guard table.grid.headings.isEmpty, ListOfNames.isMadeOfSOPClasses(table) else { return nil }
    let rows = table.grid.rows
    let width = min(rows.map(\.cells.count).max() ?? 0, 12)
    let filled = (0..<width).filter { column in rows.contains { !TableGrid.cell($0, column).isEmpty } }
    guard filled.count >= 3, let scu = filled.dropLast().last, let scp = filled.last, scp == scu + 1 else { return nil }
    var answered = 0
    for row in rows {
      let texts = [TableGrid.cell(row, scu), TableGrid.cell(row, scp)]
      if texts.allSatisfy(\.isEmpty) { continue }
      let answers = texts.compactMap(SupportCell.read)
      guard answers.count == 2, let user = answers.first, let provider = answers.last,
        !isContrary(TableGrid.cell(row, table.columns.name), user, provider)
      else { return nil }
      answered += 1
    }
    return answered >= 3 && answered * 2 >= rows.count ? (scu, scp) : nil
  }

  /// Whether a name that ends with a role, "… as SCP", is denied that role and given the other.
  private static func isContrary(_ name: String, _ user: SupportCell, _ provider: SupportCell) -> Bool {
    switch Words(name).list.last {
    case "scp": provider.polarity != .supported && user.polarity == .supported
    case "scu": user.polarity != .supported && provider.polarity == .supported
    default: false
    }
  }
}
