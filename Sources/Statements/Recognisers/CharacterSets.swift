import Evidence

/// Specific character sets by defined term (PS3.3 C.12.1.1.2).
enum CharacterSets {
  static func read(_ prose: [Prose], _ tables: [TableReading], into findings: inout Findings) {
    for table in tables where table.passage.purpose == .conformance { readTable(table, &findings) }
    var introduction = Introduction()
    for item in prose where item.passage.purpose == .conformance && isAboutCharacterSets(item.passage) {
      introduction.enter(item)
      if item.isItem || introduction.announces(item) {
        readItem(item, introduction.sentence, &findings)
      } else {
        for sentence in item.sentences { readSentence(sentence, item, &findings) }
      }
      introduction.pass(item)
    }
  }

  private static func readTable(_ table: TableReading, _ findings: inout Findings) {
    let headed = table.grid.headings.contains { $0.hasAny(["character set", "character sets", "defined term"]) }
    guard headed || isAboutCharacterSets(table.passage), !isMapping(table) else { return }
    for row in table.grid.rows {
      let support = SupportCell.read(TableGrid.cell(row, table.columns.support))
      let citation = findings.citation(table.passage, row: row)
      var found = row.raw.flatMap(terms(in:))
      let isPrinted = !found.isEmpty
      // A row that prints no term may name the set by one of its common names.
      if !isPrinted { found = CharacterSetNames.terms(in: Words(row.cells.first ?? "")) }
      var seen: Set<String> = []
      for term in found where seen.insert(term).inserted {
        add(
          term, support?.polarity ?? .supported, support, citation, table.passage, isPrinted ? 90 : 65, "table",
          &findings)
      }
    }
  }

  /// An item of a list, or a line of its own that begins with a term, below the sentence that introduces it.
  private static func readItem(_ item: Prose, _ introduction: Sentence?, _ findings: inout Findings) {
    let lead = item.introduction ?? introduction
    let sentence = Sentence(text: item.text, words: Words(item.text), linesBefore: 0)
    let denies = denies(sentence) || lead.map(denies) == true
    var found = terms(in: item.text)
    let isPrinted = !found.isEmpty
    if !isPrinted { found = CharacterSetNames.terms(in: sentence.words) }
    let citation = findings.citation(item.passage, words: item.text)
    for term in found {
      add(
        term, denies ? .notSupported : .supported, nil, citation, item.passage,
        !isPrinted ? 60 : denies ? 75 : 85, "list", &findings)
    }
  }

  private static func readSentence(_ sentence: Sentence, _ item: Prose, _ findings: inout Findings) {
    guard sentence.speaksOfSupport, sentence.text.utf8.count < 2_000, !sentence.isExample else { return }
    var found = terms(in: sentence.text)
    let isPrinted = !found.isEmpty
    if !isPrinted { found = CharacterSetNames.terms(in: sentence.words) }
    guard !found.isEmpty else { return }
    var support = SupportCell(
      polarity: denies(sentence) ? (sentence.isMixed ? .unclear : .notSupported) : .supported, availability: .standard,
      condition: nil)
    if sentence.isConditional {
      support.availability = .conditional
      support.condition = sentence.text
    }
    let citation = item.citation(sentence, findings)
    for term in found {
      add(term, support.polarity, support, citation, item.passage, isPrinted ? 75 : 60, "sentence", &findings)
    }
  }

  /// "Latin Alphabet No. 1" denies nothing.
  private static func denies(_ sentence: Sentence) -> Bool {
    guard sentence.denies else { return false }
    let words = Words(sentence.words.joined.replacing(" alphabet no ", with: " alphabet "))
    return Sentence(text: sentence.text, words: words, linesBefore: 0).denies
  }

  /// The sentence of a section that introduces lines of terms.
  private struct Introduction {
    private(set) var sentence: Sentence?
    private var section: [String] = []

    mutating func enter(_ item: Prose) {
      let current = item.passage.path.map(\.text)
      if current != section { sentence = nil }
      section = current
    }

    /// Whether a paragraph is one of the lines that it introduces.
    func announces(_ item: Prose) -> Bool {
      sentence != nil && item.text.utf8.count <= 160 && ["ISO", "GB1", "GBK"].contains(String(item.text.prefix(3)))
    }

    mutating func pass(_ item: Prose) {
      guard let last = item.sentences.last, last.speaksOfSupport, last.text.last != "." else { return }
      sentence = last
    }
  }

  private static func isAboutCharacterSets(_ passage: Passage) -> Bool {
    passage.path.contains { $0.words.hasAny(["character set", "character sets", "character repertoires"]) }
  }

  /// Tables that translate between standards list what exists, not what is supported.
  private static func isMapping(_ table: TableReading) -> Bool {
    if Words(table.table.caption ?? "").hasAny(["supported character sets", "supported specific character set"]) {
      return false
    }
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
