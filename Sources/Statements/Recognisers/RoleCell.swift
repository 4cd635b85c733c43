import Evidence

/// What a cell in a column of roles says: `SCU`, `SCP`, `Both`, `SCU/SCP`, `User`, or `Yes/No` below `SCU/SCP`.
enum RoleCell {
  /// The roles with what is said of each; empty where the cell names none.
  static func read(_ text: String, providerFirst: Bool = false) -> [(role: Claim.Role, said: SupportCell)] {
    let words = Words(text)
    guard !words.isEmpty, words.list.count <= 24 else { return [] }
    let plain = SupportCell(polarity: .supported, availability: .standard, condition: nil)
    // Two answers below one heading, in its order.
    let parts = text.split { "/|;\n".contains($0) }.map(String.init)
    if parts.count == 2, Sentence.roles(in: words).isEmpty,
      let first = SupportCell.read(parts[0]), let second = SupportCell.read(parts[1])
    {
      return providerFirst ? [(.scu, second), (.scp, first)] : [(.scu, first), (.scp, second)]
    }
    var roles = Sentence.roles(in: words)
    if words.list.count <= 4 {
      if words.hasAny(["user"]) { roles.insert(.scu) }
      if words.hasAny(["provider"]) { roles.insert(.scp) }
    }
    if words.has("both") { roles = [.scu, .scp] }
    guard !roles.isEmpty else { return [] }
    var said = plain
    if words.hasStem(["option", "configur"]) {
      said = SupportCell(polarity: .supported, availability: .configurable, condition: text.collapsed)
    } else if words.hasAny(["if", "when", "unless", "only", "with"]) || words.hasStem(["licens", "condition"]) {
      said = SupportCell(polarity: .supported, availability: .conditional, condition: text.collapsed)
    }
    if words.hasAny(["no", "not", "none", "except"]) {
      said.polarity =
        roles.count == 1 && words.hasAny(["not supported", "not"]) && words.list.count <= 4
        ? .notSupported : .unclear
      said.condition = text.collapsed
    }
    return Claim.Role.serviceClass.filter(roles.contains).map { ($0, said) }
  }

  /// The column of a table without headings whose cells all name roles.
  static func column(of grid: TableGrid) -> Int? {
    let rows = grid.rows.prefix(40)
    let width = min(rows.map(\.cells.count).max() ?? 0, 16)
    return (0..<width).first { column in
      let texts = rows.map { TableGrid.cell($0, column).collapsed }.filter { !$0.isEmpty }
      return !texts.isEmpty && texts.allSatisfy { isRole(Words($0)) } && texts.count * 3 >= rows.count
    }
  }

  private static func isRole(_ words: Words) -> Bool {
    !words.isEmpty && words.list.count <= 5
      && words.list.allSatisfy { ["scu", "scp", "both", "user", "provider", "and", "or"].contains($0) }
  }
}
