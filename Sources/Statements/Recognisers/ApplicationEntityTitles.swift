import Evidence

/// AE titles of the product itself: not those that it may be told of others.
enum ApplicationEntityTitles {
  static func read(_ tables: [TableReading], _ pairs: [KeyValue], into findings: inout Findings) {
    for pair in pairs where isOwnTitle(pair.key) && pair.key.list.count <= 7 {
      add(pair.value, nil, pair.citation, pair.passage, "ae-title/key-value", &findings)
    }
    for table in tables where table.passage.purpose == .conformance {
      guard table.grid.headings.count > 1,
        let column = table.grid.headings.firstIndex(where: { isOwnTitle($0) && $0.list.count <= 6 }), column > 0
      else { continue }
      let sections = table.passage.path.map(\.words)
      guard !sections.contains(where: { $0.hasAny(["remote", "peer", "example"]) }) else { continue }
      for row in table.grid.rows {
        add(
          TableGrid.cell(row, column), TableGrid.cell(row, 0).collapsed, findings.citation(table.passage, row: row),
          table.passage, "ae-title/table", &findings)
      }
    }
  }

  private static func isOwnTitle(_ key: Words) -> Bool {
    key.hasAny(["ae title", "ae titles", "application entity title", "aet", "aetitle"])
      && !key.hasAny([
        "calling", "remote", "peer", "destination", "whitelist", "list", "accepted", "known", "other", "move", "source",
        "requesting", "station", "attribute", "tag", "vr",
      ])
  }

  private static func add(
    _ text: String, _ entity: String?, _ citation: Citation, _ passage: Passage, _ method: String,
    _ findings: inout Findings
  ) {
    var title = text.collapsed
    if let open = title.firstIndex(of: "("), open > title.startIndex { title = String(title[..<open]).collapsed }
    let words = Words(title)
    guard isTitle(title),
      !words.hasAny([
        "configurable", "none", "any", "default", "required", "optional", "string", "yes", "no", "user", "application",
        "all",
      ])
    else { return }
    var claim = Claim(
      kind: .association, applicationEntity: entity ?? passage.applicationEntity,
      property: AssociationProperties.Property.aeTitle.rawValue, value: title, evidence: [citation], method: method,
      confidence: 90)
    if Words(text).hasStem(["configur"]) {
      claim.availability = .configurable
      claim.condition = text.collapsed
    }
    findings.add(claim, block: passage.index)
  }

  /// PS3.5 §6.2 AE: at most 16 characters without backslash and control characters; spaces inside are legal, but in
  /// statements they mean a sentence.
  private static func isTitle(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 16 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }
      && text.contains { $0.isLetter }
  }
}
