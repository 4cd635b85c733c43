extension Table {
  /// Gives headings to a table without any whose contents are those of the overview of network services (PS3.2
  /// Table A.1-1): names of SOP classes, and two columns that say yes or no.
  ///
  /// The standard has the user before the provider; a row whose name says otherwise keeps the table as it is.
  func assumingOverview() -> (table: Table, isAssumed: Bool) {
    guard header.isEmpty, let first = rows.first else { return (self, false) }
    var named = 0
    var answered = 0
    for row in rows {
      let texts = row.cells.map(\.text.collapsed)
      guard texts.dropFirst(3).allSatisfy(\.isEmpty) else { return (self, false) }
      let answers = texts.dropFirst().prefix(2).filter { !$0.isEmpty }
      if answers.isEmpty { continue }
      guard let name = texts.first, answers.count == 2 else { return (self, false) }
      let support = answers.map { SupportCell.read($0) }
      guard let user = support.first ?? nil, let provider = support.last ?? nil else { return (self, false) }
      let words = Words(name)
      if words.list.last == "scp", provider.polarity != .supported, user.polarity == .supported { return (self, false) }
      if words.list.last == "scu", user.polarity != .supported, provider.polarity == .supported { return (self, false) }
      answered += 1
      if Registered.sopClass(named: name) != nil { named += 1 }
    }
    guard answered >= 3, named * 2 >= answered else { return (self, false) }
    let headings = ["SOP Class", "SCU", "SCP"].map { Cell($0) }
    return (Table(caption: caption, header: [Row(headings, at: first.place)], rows: rows), true)
  }
}
