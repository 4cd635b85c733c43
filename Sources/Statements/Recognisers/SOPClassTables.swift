import Evidence

/// SOP classes from tables and aligned lists.
enum SOPClassTables {
  static func read(
    _ tables: [TableReading], _ passages: [Passage], _ numbered: inout NumberedTables, into findings: inout Findings
  ) {
    for table in tables where table.passage.purpose == .conformance && !table.columns.listsTransferSyntaxes {
      let columns = table.columns
      if columns.scu != nil || columns.scp != nil {
        readRoleColumns(table, scu: columns.scu, scp: columns.scp, TableNotes(table, passages), &numbered, &findings)
      } else if columns.role != nil, columns.speaksOfSOPClasses || !columns.sopClassColumns.isEmpty {
        readRoleColumn(table, TableNotes(table, passages), &numbered, &findings)
      } else if columns.role != nil, !columns.givesPresentationContexts {
        readServices(table, &findings)
      } else if let (scu, scp) = UnheadedRoles.columns(of: table) {
        findings.report(
          .note, "headings-assumed",
          "The table has no headings. Its last two columns were read as user (SCU) and provider (SCP), their order in "
            + "the overview of PS3.2.", table.grid.rows.first.map { findings.citation(table.passage, row: $0) })
        readRoleColumns(table, scu: scu, scp: scp, TableNotes(table, passages), &numbered, &findings)
      } else if !columns.sopClassColumns.isEmpty || (columns.speaksOfSOPClasses && columns.uid != nil)
        || ListOfNames.isOfSOPClasses(table)
      {
        readList(table, TableNotes(table, passages), &findings)
      }
    }
  }

  /// A column for each role.
  private static func readRoleColumns(
    _ table: TableReading, scu: Int?, scp: Int?, _ notes: TableNotes, _ numbered: inout NumberedTables,
    _ findings: inout Findings
  ) {
    let isDenied = table.passage.isBelowDenial
    let headed = table.columns.scu != nil || table.columns.scp != nil
    let place = headed ? (table.isOverview ? "overview" : "role-columns") : "unheaded-columns"
    for row in table.grid.rows {
      let answers = [(Claim.Role.scu, scu), (.scp, scp)].compactMap { role, column in
        SupportCell.read(TableGrid.cell(row, column)).map { (role, $0) }
      }
      guard !answers.isEmpty else { continue }
      var subjects = SOPClassSubject.subjects(of: row, in: table, &findings)
      if subjects.isEmpty { subjects = SOPClassSubject.referred(by: row, in: table, &numbered, &findings) }
      let note = notes.note(for: row, &findings)
      let functions = FunctionColumns.functions(of: row, in: table)
      for subject in subjects {
        for (role, answer) in answers {
          var claim = subject.claim(
            role: role, confidence: headed ? table.trust : Trust.shapeOnly, method: "sop-class-table/\(place)",
            evidence: findings.citation(table.passage, row: row))
          claim.applicationEntity = table.passage.applicationEntity
          claim.functions = functions
          // A tick below "Not supported" may mean either.
          claim.polarity = isDenied && answer.polarity == .supported ? .unclear : answer.polarity
          claim.availability = answer.availability
          claim.condition = answer.condition
          if let note { claim.qualify(by: note) }
          findings.add(claim, block: table.passage.index)
        }
      }
      if subjects.isEmpty, answers.contains(where: { $0.1.polarity == .supported }) {
        findings.report(
          .note, "unresolved-name",
          "The row names no SOP class that PS3.6 has; its identifier is missing.",
          findings.citation(table.passage, row: row))
      }
    }
  }

  /// Presentation contexts: one column names the role.
  private static func readRoleColumn(
    _ table: TableReading, _ notes: TableNotes, _ numbered: inout NumberedTables, _ findings: inout Findings
  ) {
    let isDenied = table.passage.isBelowDenial
    let contexts = table.columns.givesPresentationContexts && table.columns.transferSyntaxSet == nil
    let confidence = contexts ? Trust.presentationContexts : table.trust
    let method =
      "sop-class-table/"
      + (contexts ? "presentation-contexts" : table.columns.functions.isEmpty ? "role-column" : "content-and-transfer")
    var seen: Set<String> = []
    for row in table.grid.rows {
      let answers = RoleCell.read(
        TableGrid.cell(row, table.columns.role), providerFirst: table.columns.providerFirst)
      guard !answers.isEmpty else { continue }
      var subjects = SOPClassSubject.subjects(of: row, in: table, &findings)
      if subjects.isEmpty { subjects = SOPClassSubject.referred(by: row, in: table, &numbered, &findings) }
      let note = notes.note(for: row, &findings)
      let functions = FunctionColumns.functions(of: row, in: table)
      for subject in subjects {
        for (role, answer) in answers {
          // A class whose transfer syntaxes take several rows is one context per row, but one claim.
          guard seen.insert("\(subject.uid ?? subject.name) \(role.rawValue) \(answer.polarity)").inserted else {
            continue
          }
          var claim = subject.claim(
            role: role, confidence: confidence, method: method,
            evidence: findings.citation(table.passage, row: row))
          claim.applicationEntity = table.passage.applicationEntity
          claim.functions = functions
          claim.polarity = isDenied ? .notSupported : answer.polarity
          claim.availability = answer.availability
          claim.condition = answer.condition
          if let note { claim.qualify(by: note) }
          findings.add(claim, block: table.passage.index)
        }
      }
    }
  }

  /// Services of DIMSE with their roles: only verification has one class.
  private static func readServices(_ table: TableReading, _ findings: inout Findings) {
    for row in table.grid.rows where Words(TableGrid.cell(row, 0)).joined == " c echo " {
      let answers = RoleCell.read(TableGrid.cell(row, table.columns.role), providerFirst: table.columns.providerFirst)
      for (role, answer) in answers {
        findings.add(
          Claim(
            kind: .sopClass, applicationEntity: table.passage.applicationEntity, uid: "1.2.840.10008.1.1",
            uidOrigin: .resolvedFromName, name: TableGrid.cell(row, 0).collapsed, role: role,
            polarity: answer.polarity, availability: answer.availability, condition: answer.condition,
            evidence: [findings.citation(table.passage, row: row)], method: "sop-class-table/service", confidence: 65),
          block: table.passage.index)
      }
    }
  }

  /// A list of names and identifiers whose role stands in the words before it.
  private static func readList(_ table: TableReading, _ notes: TableNotes, _ findings: inout Findings) {
    let context = RoleContext(table.passage, caption: table.table.caption)
    guard context.source == .introduction || ListOfNames.isAboutSOPClasses(table) else { return }
    let roles: [Claim.Role?] = context.roles.isEmpty ? [nil] : Claim.Role.serviceClass.filter(context.roles.contains)
    readOpenList(table, context, roles, &findings)
    var seen: Set<String> = []
    for row in table.grid.rows {
      let support = SupportCell.read(TableGrid.cell(row, table.columns.support))
      let note = notes.note(for: row, &findings)
      for subject in SOPClassSubject.subjects(of: row, in: table, &findings) {
        for role in roles {
          guard
            !table.columns.givesPresentationContexts
              || seen.insert("\(subject.uid ?? subject.name) \(role?.rawValue ?? "")").inserted
          else { continue }
          var claim = subject.claim(
            role: role, confidence: context.confidence(of: subject.uid), method: "sop-class-table/list",
            evidence: findings.citation(table.passage, row: row))
          claim.applicationEntity = table.passage.applicationEntity
          claim.polarity = context.polarity
          if let condition = context.condition {
            claim.availability = .conditional
            claim.condition = condition
          }
          if let support {
            claim.polarity = context.polarity == .supported ? support.polarity : context.polarity
            if support.availability != .standard {
              claim.availability = support.availability
              claim.condition = support.condition
            }
          }
          if let note { claim.qualify(by: note) }
          findings.add(claim, block: table.passage.index)
        }
      }
    }
  }

  /// "All Storage SOP Classes, including but not limited to:" claims more than the list that follows.
  private static func readOpenList(
    _ table: TableReading, _ context: RoleContext, _ roles: [Claim.Role?], _ findings: inout Findings
  ) {
    guard context.polarity == .supported, let lead = table.passage.lead,
      let sentence = Sentence.all(in: lead.text).last, sentence.words.hasAny(["including", "not limited to"]),
      StorageWildcard.isMeant(by: sentence.words)
    else { return }
    for case let role? in roles {
      var claim = Claim(
        kind: .sopClass, applicationEntity: table.passage.applicationEntity, uidOrigin: .wildcard,
        name: "Storage Service Class", role: role,
        evidence: [
          findings.citation(
            table.passage, words: sentence.text, line: lead.place.line.map { $0 + sentence.linesBefore })
        ],
        method: "sop-class-table/open-list", confidence: 50)
      if let condition = context.condition {
        claim.availability = .conditional
        claim.condition = condition
      }
      findings.add(claim, block: lead.index)
    }
  }
}
