import Evidence

/// What a row of a table of SOP classes is about.
struct SOPClassSubject {
  var uid: String?
  var name: String
  var origin: Claim.UIDOrigin?
  /// The confidence that no claim exceeds: the name was all there was, or name and identifier disagree.
  var ceiling: Int

  func claim(role: Claim.Role?, confidence: Int, method: String, evidence: Citation) -> Claim {
    Claim(
      kind: .sopClass, uid: uid, uidOrigin: origin, name: name.isEmpty ? nil : name, role: role,
      evidence: [evidence], method: method, confidence: min(confidence, ceiling))
  }

  /// Confidence in what was found by name, in what was found by reference, and in what stands for many.
  private static let byName = 70
  private static let byReference = 78
  private static let wildcard = 50

  /// The classes of a row: those whose identifiers are printed, else those whose names are, else those that it refers
  /// to.
  static func subjects(
    of row: TableGrid.Row, in table: TableReading, _ findings: inout Findings
  ) -> [SOPClassSubject] {
    let columns = table.columns
    let printed = TableGrid.cell(row, columns.name)
    let printedName = printed.collapsed
    let uidColumn =
      columns.uid ?? columns.sopClassColumns.first { !Registered.identifiers(inCell: TableGrid.cell(row, $0)).isEmpty }
    let cell = TableGrid.cell(row, uidColumn)
    var found = Registered.identifiers(inCell: cell)
    if found.isEmpty { found = Registered.identifiers(inCell: printed) }
    let citation = findings.citation(table.passage, row: row)
    let name = Footnote.withoutMark(found.isEmpty ? printedName : nameWithoutIdentifiers(printedName, found))
    let accepted = found.filter { accepts($0, name, table, citation, &findings) }
    if !accepted.isEmpty {
      let names = printed.split(separator: "\n").map { nameWithoutIdentifiers(String($0), found) }.filter {
        !$0.isEmpty
      }
      return accepted.enumerated().map { position, uid in
        let own = accepted.count == 1 ? name : names.count == accepted.count ? names[position] : ""
        let agrees = RegistryCheck.sopClass(uid: uid, name: own, citation, &findings)
        return SOPClassSubject(
          uid: uid, name: own.isEmpty ? name : own, origin: .printed, ceiling: agrees ? 100 : RegistryCheck.doubtful)
      }
    }
    guard found.isEmpty, !printedName.isEmpty else { return [] }
    RegistryCheck.malformed(cell, name: name, citation, &findings)
    return named(printed, name)
  }

  /// The classes that a cell without identifiers names.
  private static func named(_ printed: String, _ name: String) -> [SOPClassSubject] {
    if let uid = Registered.sopClass(named: name) ?? Registered.sopClass(named: withoutRole(name)) {
      return [SOPClassSubject(uid: uid, name: name, origin: .resolvedFromName, ceiling: byName)]
    }
    // Several names, one a line.
    let lines = printed.split(separator: "\n").map { Footnote.withoutMark($0.collapsed) }.filter { !$0.isEmpty }
    if lines.count > 1, lines.count <= 100 {
      let uids = lines.compactMap(Registered.sopClass(named:))
      if uids.count == lines.count {
        return zip(uids, lines).map {
          SOPClassSubject(uid: $0, name: $1, origin: .resolvedFromName, ceiling: byName)
        }
      }
    }
    // A private class may be named without its identifier.
    if Words(name).list.first == "private", name.utf8.count <= 120 {
      return [SOPClassSubject(uid: nil, name: name, origin: nil, ceiling: wildcard)]
    }
    guard StorageWildcard.matches(name) else { return [] }
    return [SOPClassSubject(uid: nil, name: name, origin: .wildcard, ceiling: wildcard)]
  }

  private static func withoutRole(_ name: String) -> String {
    for ending in [" SCU", " SCP"] where name.hasSuffix(ending) { return String(name.dropLast(ending.count)) }
    return name
  }

  /// The classes of the table or section that a row refers to instead of naming them.
  static func referred(
    by row: TableGrid.Row, in table: TableReading, _ numbered: inout NumberedTables, _ findings: inout Findings
  ) -> [SOPClassSubject] {
    let texts = [table.columns.name, table.columns.uid].map { TableGrid.cell(row, $0) }
    guard let text = texts.first(where: { NumberedTables.reference(in: $0) != nil }),
      let number = NumberedTables.reference(in: text), number != table.number
    else { return [] }
    let excepted = ExceptedNames.sopClasses(in: text)
    let uids = numbered.sopClasses(ofTable: number).filter { !excepted.contains($0) }
    if uids.isEmpty {
      findings.report(
        .warning, "dangling-reference",
        "The SOP classes are said to stand in table \(number), and no such table with any was found.",
        findings.citation(table.passage, row: row))
    }
    return uids.map {
      SOPClassSubject(
        uid: $0, name: Registered.entry($0)?.name ?? text.collapsed, origin: .byReference, ceiling: byReference)
    }
  }

  private static func accepts(
    _ uid: String, _ name: String, _ table: TableReading, _ citation: Citation, _ findings: inout Findings
  ) -> Bool {
    if Registered.isOfMediaOnly(uid) {
      findings.report(
        .note, "not-for-networks",
        "\(uid) is listed among SOP classes of network services; it is for files (PS3.10), and no association "
          + "negotiates it.", citation)
      return false
    }
    if Registered.isSOPClass(uid) { return true }
    if let kind = Registered.entry(uid)?.kind {
      if kind != .transferSyntax, kind != .wellKnownSOPInstance, table.columns.speaksOfSOPClasses {
        findings.report(
          .warning, "not-a-sop-class",
          "\(uid) is listed among SOP classes, but PS3.6 registers it as something else.",
          citation)
      }
      return false
    }
    guard !Registered.beginsOthers(uid) else {
      RegistryCheck.cutShort(uid, name: name, citation, &findings)
      return false
    }
    // An unregistered identifier counts as a class where its neighbours are classes.
    return table.columns.speaksOfSOPClasses || !table.columns.sopClassColumns.isEmpty
  }

  private static func nameWithoutIdentifiers(_ name: String, _ found: [String]) -> String {
    found.reduce(name) { $0.replacing($1, with: " ") }.collapsed
  }
}
