import Evidence

/// What a template left behind: placeholders, instructions to the author, sections that say nothing.
enum TemplateLeftovers {
  static func find(_ passages: [Passage], _ document: BlockDocument, _ cite: Findings) -> [LintFinding] {
    var findings: [LintFinding] = []
    for passage in passages {
      for text in texts(passage.block) {
        guard let found = placeholder(in: text) else { continue }
        let citation = cite.citation(passage, words: text)
        findings.append(LintFinding(.placeholder, "“\(found)” was left: “\(citation.words)”", citation))
      }
    }
    for (index, block) in document.blocks.enumerated() {
      guard case .heading(_, let number, let text) = block.content else { continue }
      let passage = Passage(block: block, index: index, path: [], lead: nil, purpose: .conformance)
      let title = [number, text].compactMap { $0 }.joined(separator: " ")
      let citation = cite.citation(passage, words: title)
      if let found = placeholder(in: text) {
        findings.append(LintFinding(.placeholder, "“\(found)” was left: “\(title)”", citation))
      } else if isNotApplicable(text) {
        findings.append(LintFinding(.notApplicable, "“\(title)” says nothing.", citation))
      }
    }
    return findings
  }

  private static func texts(_ block: Block) -> [String] {
    switch block.content {
    case .paragraph(let text), .listItem(_, let text): [String(text.prefix(8_000))]
    case .table(let table): table.rows.flatMap { $0.cells.map { String($0.text.prefix(400)) } }
    case .heading, .preformatted: []
    }
  }

  /// What only a template says.
  private static let instructions = [
    "this section shall", "this table shall", "the following table shall", "lorem ipsum", "template instruction",
  ]

  /// What stands for something that is still to come, where it is all that a cell or line says.
  private static let promises = [
    "to be defined", "to be determined", "to be completed", "to be provided", "to be announced", "tbd", "tbc",
  ]

  static func placeholder(in text: String) -> String? {
    let words = Words(text)
    if let found = instructions.first(where: words.has) { return found }
    if words.list.count <= 6, let found = promises.first(where: words.has) { return found }
    if let token = text.split(whereSeparator: { $0.isWhitespace || ",.;:()".contains($0) })
      .first(where: { ["TBD", "TBC", "XXX"].contains($0) })
    {
      return String(token)
    }
    return bracketed(text)
  }

  /// `<product name>`: a few words in angle brackets; a message's segment or a markup element is none.
  private static func bracketed(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") else { return nil }
    let inner = text[text.index(after: open)..<close]
    guard inner.utf8.count >= 2, inner.utf8.count <= 40, inner.first?.isLetter == true,
      inner.allSatisfy({ $0.isLetter || $0 == " " || $0 == "-" || $0 == "_" || $0.isNumber })
    else { return nil }
    let known = [
      "product", "name", "version", "company", "vendor", "date", "ae", "title", "your", "insert", "document",
    ]
    return Words(inner).hasAny(known) ? String(text[open...close]) : nil
  }

  private static func isNotApplicable(_ heading: String) -> Bool {
    let text = heading.lowercased().collapsed
    return text.hasSuffix(" n/a") || text.hasSuffix("not applicable") || text == "n/a"
  }
}
