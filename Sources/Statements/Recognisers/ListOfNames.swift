/// Lists of names without identifiers.
enum ListOfNames {
  /// Whether the words around a table speak of SOP classes.
  static func isAboutSOPClasses(_ table: TableReading) -> Bool {
    table.surroundings.contains {
      $0.hasAny([
        "sop class", "sop classes", "abstract syntax", "abstract syntaxes", "presentation context",
        "presentation contexts", "service classes",
      ])
    }
  }

  /// Whether most rows of a table are names of SOP classes, and the words before it say that it lists them.
  static func isOfSOPClasses(_ table: TableReading) -> Bool {
    guard table.grid.rows.count <= 400, isAboutSOPClasses(table), !table.columns.givesPresentationContexts else {
      return false
    }
    let rows = table.grid.rows
    let named = rows.filter {
      Registered.sopClass(named: Footnote.withoutMark(TableGrid.cell($0, table.columns.name).collapsed)) != nil
    }
    return !named.isEmpty && named.count * 10 >= rows.count * 6
  }

  /// Whether most rows of a table, whatever its surroundings, are SOP classes.
  static func isMadeOfSOPClasses(_ table: TableReading) -> Bool {
    let rows = table.grid.rows
    guard rows.count >= 3, rows.count <= 2_000 else { return false }
    if !table.columns.sopClassColumns.isEmpty { return true }
    let named = rows.filter { Registered.sopClass(named: TableGrid.cell($0, table.columns.name).collapsed) != nil }
    return named.count * 10 >= rows.count * 6
  }
}
