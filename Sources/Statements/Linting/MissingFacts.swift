import Evidence

/// What PS3.2 asks of every statement and this one does not say.
enum MissingFacts {
  static func find(_ reading: DocumentReading, _ document: BlockDocument, _ passages: [Passage]) -> [LintFinding] {
    cover(reading, document) + sections(reading, passages) + association(reading) + services(reading)
  }

  private static func cover(_ reading: DocumentReading, _ document: BlockDocument) -> [LintFinding] {
    var findings: [LintFinding] = []
    if reading.product == nil { findings.append(LintFinding(.noProduct, "The document does not name its product.")) }
    if reading.version == nil {
      findings.append(LintFinding(.noVersion, "The document does not name the version that it is about."))
    }
    let dated = document.blocks.prefix(60).contains { block in
      texts(block).contains { Words($0).list.contains { isYear($0) } }
    }
    if !dated { findings.append(LintFinding(.noDate, "No date was found at the start of the document.")) }
    return findings
  }

  private static func texts(_ block: Block) -> [String] {
    if let text = block.text { return [String(text.prefix(2_000))] }
    guard case .table(let table) = block.content else { return [] }
    return (table.header + table.rows).prefix(20).flatMap { $0.cells.map { String($0.text.prefix(200)) } }
  }

  /// `2026`, or a whole date without separators, `20260301`.
  private static func isYear(_ word: Substring) -> Bool {
    guard word.utf8.count == 4 || word.utf8.count == 8, Int(word) != nil, let year = Int(word.prefix(4)) else {
      return false
    }
    return (1990...2099).contains(year)
  }

  private static func sections(_ reading: DocumentReading, _ passages: [Passage]) -> [LintFinding] {
    var findings: [LintFinding] = []
    let headings = Set(passages.flatMap { $0.path.map(\.words.joined) })
    func has(_ words: [String]) -> Bool { headings.contains { heading in words.contains { heading.utf8Contains($0) } } }
    if !has([" overview "]) {
      findings.append(LintFinding(.noOverview, "There is no section for the overview of network services."))
    }
    let hasCharacterSets = reading.claims.contains { $0.kind == .characterSet }
    if !hasCharacterSets, !has([" character set", " character repertoire"]) {
      findings.append(LintFinding(.noCharacterSets, "Nothing is said of character sets."))
    }
    if !reading.claims.contains(where: { $0.kind == .securityProfile }), !has([" secur"]) {
      findings.append(LintFinding(.noSecurity, "Nothing is said of security profiles."))
    }
    if !reading.claims.contains(where: { $0.property == AssociationProperties.Property.aeTitle.rawValue }) {
      findings.append(LintFinding(.noApplicationEntityTitle, "No AE title of the product was found."))
    }
    let speaksOfPort = passages.contains { passage in
      texts(passage.block).contains { text in
        guard text.utf8Contains("ort") || text.utf8Contains("ORT") else { return false }
        let words = Words(text)
        return words.has("port") || words.has("ports") || words.has("tcp port")
      }
    }
    if !speaksOfPort { findings.append(LintFinding(.noPort, "No TCP port was found.")) }
    return findings
  }

  private static func association(_ reading: DocumentReading) -> [LintFinding] {
    let stated = Set(reading.claims.filter { $0.kind == .association }.compactMap(\.property))
    let wanted: [(AssociationProperties.Property, LintRule, String)] = [
      (.implementationClassUID, .noImplementationClassUID, "No implementation class UID was found."),
      (.maximumLength, .noMaximumLength, "No maximum PDU length was found."),
      (.maximumAssociations, .noNumberOfAssociations, "The number of simultaneous associations was not found."),
      (.asynchronousWindow, .noAsynchronousNature, "Nothing is said of asynchronous operations."),
    ]
    return wanted.compactMap { property, rule, message in
      stated.contains(property.rawValue) ? nil : LintFinding(rule, message)
    }
  }

  private static func services(_ reading: DocumentReading) -> [LintFinding] {
    var findings: [LintFinding] = []
    let classes = reading.claims.filter { $0.kind == .sopClass && $0.polarity == .supported }
    let syntaxes = reading.claims.filter { $0.kind == .transferSyntax && $0.polarity == .supported }
    if !syntaxes.contains(where: { $0.sopClass == nil }) {
      let having = Set(syntaxes.compactMap(\.sopClass))
      findings += listing(.noTransferSyntax, classes.filter { !having.contains($0.uid ?? "") }) {
        "No transfer syntax was found for \($0)."
      }
    }
    findings += listing(.noRole, classes.filter { $0.role == nil }) { "No role, SCU or SCP, was found for \($0)." }
    return findings
  }

  /// One finding for all claims that lack the same.
  private static func listing(_ rule: LintRule, _ claims: [Claim], _ message: (String) -> String) -> [LintFinding] {
    let names = claims.map(\.headline).uniqued
    guard !names.isEmpty else { return [] }
    let shown = names.prefix(4).joined(separator: ", ") + (names.count > 4 ? " and \(names.count - 4) more" : "")
    let places = claims.compactMap(\.evidence.first).uniqued
    return [LintFinding(rule, message(shown), places.first, others: places.dropFirst().prefix(8).map { $0 })]
  }
}
