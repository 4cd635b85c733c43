import Evidence

/// SOP classes from tables and aligned lists.
enum SOPClassTables {
  static func read(_ tables: [TableReading], into findings: inout Findings) {
    for table in tables where table.passage.purpose == .conformance && !table.columns.listsTransferSyntaxes {
      if table.columns.scu != nil || table.columns.scp != nil {
        readRoleColumns(table, &findings)
      } else if table.columns.role != nil, table.columns.speaksOfSOPClasses || !table.columns.sopClassColumns.isEmpty {
        readRoleColumn(table, &findings)
      } else if !table.columns.sopClassColumns.isEmpty {
        readList(table, &findings)
      }
    }
  }

  /// A column for each role.
  private static func readRoleColumns(_ table: TableReading, _ findings: inout Findings) {
    for row in table.grid.rows {
      let subjects = SOPClassSubject.subjects(of: row, in: table, &findings)
      for subject in subjects {
        for (role, column) in [(Claim.Role.scu, table.columns.scu), (.scp, table.columns.scp)] {
          guard let cell = SupportCell.read(TableGrid.cell(row, column)) else { continue }
          var claim = subject.claim(
            role: role, confidence: 95, method: "sop-class-table/role-columns",
            evidence: findings.citation(table.passage, row: row))
          claim.applicationEntity = table.passage.applicationEntity
          claim.polarity = cell.polarity
          claim.availability = cell.availability
          claim.condition = cell.condition
          findings.add(claim, block: table.passage.index)
        }
      }
    }
  }

  /// Presentation contexts: one column names the role.
  private static func readRoleColumn(_ table: TableReading, _ findings: inout Findings) {
    var seen: Set<String> = []
    for row in table.grid.rows {
      let words = Words(TableGrid.cell(row, table.columns.role))
      var roles = Sentence.roles(in: words)
      if words.has("both") { roles = [.scu, .scp] }
      guard !roles.isEmpty else { continue }
      for subject in SOPClassSubject.subjects(of: row, in: table, &findings) {
        for role in Claim.Role.serviceClass where roles.contains(role) {
          // A class whose transfer syntaxes take several rows is one context per row, but one claim.
          guard seen.insert("\(subject.uid ?? subject.name) \(role.rawValue)").inserted else { continue }
          var claim = subject.claim(
            role: role, confidence: 95, method: "sop-class-table/presentation-contexts",
            evidence: findings.citation(table.passage, row: row))
          claim.applicationEntity = table.passage.applicationEntity
          findings.add(claim, block: table.passage.index)
        }
      }
    }
  }

  /// A list of names and identifiers whose role stands in the words before it.
  private static func readList(_ table: TableReading, _ findings: inout Findings) {
    let context = RoleContext(table.passage, caption: table.table.caption)
    let aboutClasses = table.surroundings.contains {
      $0.hasAny([
        "sop class", "sop classes", "abstract syntax", "abstract syntaxes", "presentation context",
        "presentation contexts", "service classes",
      ])
    }
    guard context.source == .introduction || aboutClasses else { return }
    for row in table.grid.rows {
      for subject in SOPClassSubject.subjects(of: row, in: table, &findings) {
        let roles: [Claim.Role?] =
          context.roles.isEmpty ? [nil] : Claim.Role.serviceClass.filter(context.roles.contains)
        for role in roles {
          var claim = subject.claim(
            role: role, confidence: context.confidence, method: "sop-class-table/list",
            evidence: findings.citation(table.passage, row: row))
          claim.applicationEntity = table.passage.applicationEntity
          claim.polarity = context.polarity
          if let condition = context.condition {
            claim.availability = .conditional
            claim.condition = condition
          }
          if let support = SupportCell.read(TableGrid.cell(row, table.columns.support)) {
            claim.polarity = context.polarity == .supported ? support.polarity : context.polarity
            if support.availability != .standard {
              claim.availability = support.availability
              claim.condition = support.condition
            }
          }
          findings.add(claim, block: table.passage.index)
        }
      }
    }
  }
}

/// What a row of a table of SOP classes is about.
struct SOPClassSubject {
  var uid: String?
  var name: String
  var origin: Claim.UIDOrigin
  /// Points of confidence to take off: the name was all there was, or name and identifier disagree.
  var ceiling: Int

  func claim(role: Claim.Role?, confidence: Int, method: String, evidence: Citation) -> Claim {
    Claim(
      kind: .sopClass, uid: uid, uidOrigin: origin, name: name.isEmpty ? nil : name, role: role,
      evidence: [evidence], method: method, confidence: min(confidence, ceiling))
  }

  /// The classes of a row: those whose identifiers are printed, else the one whose name is.
  static func subjects(
    of row: TableGrid.Row, in table: TableReading, _ findings: inout Findings
  ) -> [SOPClassSubject] {
    let columns = table.columns
    let printedName = TableGrid.cell(row, columns.name).collapsed
    let uidColumn =
      columns.uid ?? columns.sopClassColumns.first { !UIDScan.identifiers(in: TableGrid.cell(row, $0)).isEmpty }
    var cell = TableGrid.cell(row, uidColumn)
    var found = UIDScan.identifiers(in: cell)
    if found.isEmpty {
      cell = printedName
      found = UIDScan.identifiers(in: printedName)
    }
    let citation = findings.citation(table.passage, row: row)
    let name = found.isEmpty ? printedName : nameWithoutIdentifiers(printedName, found)
    let accepted = found.filter { uid in
      if Registered.isSOPClass(uid) { return true }
      if let kind = Registered.entry(uid)?.kind {
        if kind != .transferSyntax, kind != .wellKnownSOPInstance, columns.speaksOfSOPClasses {
          findings.report(
            .warning, "not-a-sop-class",
            "\(uid) is listed among SOP classes, but PS3.6 registers it as something else.",
            citation)
        }
        return false
      }
      return columns.speaksOfSOPClasses || isAmongSOPClasses(table)
    }
    if !accepted.isEmpty {
      return accepted.map { uid in
        let agrees = RegistryCheck.sopClass(uid: uid, name: accepted.count == 1 ? name : "", citation, &findings)
        return SOPClassSubject(uid: uid, name: name, origin: .printed, ceiling: agrees ? 100 : 75)
      }
    }
    guard found.isEmpty, let uid = Registered.sopClass(named: name) else { return [] }
    return [SOPClassSubject(uid: uid, name: name, origin: .resolvedFromName, ceiling: 70)]
  }

  /// An unregistered identifier counts as a class where its neighbours are classes.
  private static func isAmongSOPClasses(_ table: TableReading) -> Bool { !table.columns.sopClassColumns.isEmpty }

  private static func nameWithoutIdentifiers(_ name: String, _ found: [String]) -> String {
    found.reduce(name) { $0.replacing($1, with: " ") }.collapsed
  }
}
