import Evidence

/// Holds counts that a document prints, "the following 12 SOP classes", against what was read below them.
enum PrintedCounts {
  static func check(_ tables: [TableReading], _ findings: inout Findings) {
    var read: [Int: [Claim.Kind: Set<String>]] = [:]
    for (claim, block) in findings.claims where claim.kind == .sopClass || claim.kind == .transferSyntax {
      guard let name = claim.uid ?? claim.name, claim.sopClass == nil else { continue }
      read[block, default: [:]][claim.kind, default: []].insert(name)
    }
    guard !read.isEmpty else { return }
    // A heading counts what stands in its whole section.
    var sections: [String: [Claim.Kind: Set<String>]] = [:]
    for table in tables {
      guard let found = read[table.passage.index] else { continue }
      sections[sectionKey(table), default: [:]].merge(found) { $0.union($1) }
    }
    var checked: Set<String> = []
    for table in tables {
      guard let found = read[table.passage.index] else { continue }
      if let caption = table.table.caption { compare(caption, found, table, &findings) }
      if let lead = table.passage.lead, let last = Sentence.all(in: lead.text).last {
        compare(last.text, found, table, &findings)
      }
      let key = sectionKey(table)
      if let heading = table.passage.path.last, checked.insert(key).inserted {
        compare(heading.text, sections[key] ?? [:], table, &findings)
      }
    }
  }

  private static func sectionKey(_ table: TableReading) -> String {
    table.passage.path.map { "\($0.number ?? "") \($0.text)" }.joined(separator: "\n")
  }

  private static func compare(
    _ text: String, _ found: [Claim.Kind: Set<String>], _ table: TableReading, _ findings: inout Findings
  ) {
    guard let (kind, count) = count(in: text), let read = found[kind], read.count != count else { return }
    findings.report(
      .warning, "count-mismatch",
      "The document counts \(count) \(kind == .sopClass ? "SOP classes" : "transfer syntaxes"), and \(read.count) were "
        + "read below.", findings.citation(table.passage, words: text))
  }

  /// The number before "SOP classes" or "transfer syntaxes", with at most two words between.
  static func count(in text: String) -> (Claim.Kind, Int)? {
    guard text.utf8.count <= 1_000 else { return nil }
    let words = Words(text).list
    for (kind, phrase) in [
      (Claim.Kind.sopClass, ["sop", "classes"]), (.transferSyntax, ["transfer", "syntaxes"]),
    ] {
      for end in words.indices where words[end...].starts(with: phrase.map { Substring($0) }) {
        for position in stride(from: end - 1, through: max(0, end - 3), by: -1) {
          let word = words[position]
          guard let count = Int(word) ?? NumberScan.words[String(word)], count > 0, count < 1_000 else { continue }
          // "One of the SOP classes", "Table 4 SOP classes" and "DICOM 3 SOP classes" count nothing.
          let before = position > 0 ? words[position - 1] : ""
          let isNumbering =
            Int(before) != nil || words[position + 1] == "of"
            || ["table", "section", "dicom", "version", "part", "ps3", "v3", "figure"].contains(before)
          return isNumbering ? nil : (kind, count)
        }
      }
    }
    return nil
  }
}
