import Evidence

/// Specific character sets by defined term (PS3.3 C.12.1.1.2).
enum CharacterSets {
  static func read(_ passages: [Passage], _ tables: [TableReading], into findings: inout Findings) {
    for table in tables where table.passage.purpose == .conformance {
      let headed = table.grid.headings.contains { $0.hasAny(["character set", "character sets", "defined term"]) }
      guard headed || isAboutCharacterSets(table.passage), !isMapping(table) else { continue }
      for row in table.grid.rows {
        let support = SupportCell.read(TableGrid.cell(row, table.columns.support))
        let citation = findings.citation(table.passage, row: row)
        var seen: Set<String> = []
        for term in row.raw.flatMap(terms(in:)) where seen.insert(term).inserted {
          add(term, support?.polarity ?? .supported, support, citation, table.passage, 90, "table", &findings)
        }
      }
    }
    for passage in passages where passage.purpose == .conformance && isAboutCharacterSets(passage) {
      let text: String
      let isItem: Bool
      switch passage.block.content {
      case .paragraph(let content): (text, isItem) = (content, false)
      case .listItem(_, let content): (text, isItem) = (content, true)
      default: continue
      }
      guard text.utf8.count < 8_000, text.utf8Contains("ISO") || text.utf8Contains("GB") else { continue }
      let lead = passage.lead.map { Sentence.all(in: $0.text) }?.last
      for sentence in Sentence.all(in: text) {
        let denies = sentence.denies || (isItem && lead?.denies == true)
        guard isItem || sentence.speaksOfSupport else { continue }
        let citation = findings.citation(
          passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore })
        for term in terms(in: sentence.text) {
          add(
            term, denies ? .notSupported : .supported, nil, citation, passage, isItem && !denies ? 85 : 75,
            isItem ? "list" : "sentence", &findings)
        }
      }
    }
  }

  private static func isAboutCharacterSets(_ passage: Passage) -> Bool {
    passage.path.contains { $0.words.hasAny(["character set", "character sets", "character repertoires"]) }
  }

  /// Tables that translate between standards list what exists, not what is supported.
  private static func isMapping(_ table: TableReading) -> Bool {
    let over = table.passage.path.map(\.words) + [Words(table.table.caption ?? "")] + table.grid.headings
    return over.contains { $0.hasAny(["mapping", "mappings", "hl7"]) && !$0.hasAny(["support", "supported"]) }
  }

  private static func add(
    _ term: String, _ polarity: Claim.Polarity, _ support: SupportCell?, _ citation: Citation, _ passage: Passage,
    _ confidence: Int, _ rule: String, _ findings: inout Findings
  ) {
    findings.add(
      Claim(
        kind: .characterSet, applicationEntity: passage.applicationEntity, name: term, polarity: polarity,
        availability: support?.availability ?? .standard, condition: support?.condition, evidence: [citation],
        method: "character-set/\(rule)", confidence: confidence), block: passage.index)
  }

  /// Defined terms in a text, spelled as the standard spells them.
  static func terms(in text: String) -> [String] {
    let words = text.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    var found: [String] = []
    var index = 0
    while index < words.count {
      let rest = words[index...].prefix(4).map { $0 }
      if rest.count >= 4, rest[0] == "ISO", rest[1] == "2022", rest[2] == "IR", isNumber(rest[3]) {
        found.append("ISO 2022 IR \(rest[3])")
        index += 4
      } else if rest.count >= 3, rest[0] == "ISO", rest[1] == "IR", isNumber(rest[2]) {
        found.append("ISO_IR \(rest[2])")
        index += 3
      } else {
        if ["GB18030", "GBK"].contains(rest[0]) { found.append(rest[0]) }
        index += 1
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private static func isNumber(_ text: String) -> Bool {
    text.count <= 3 && text.allSatisfy { $0.isASCII && $0.isNumber }
  }
}
