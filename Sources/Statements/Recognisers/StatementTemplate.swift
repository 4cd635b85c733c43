import Evidence

/// Templates of statements, such as those of PS3.2: they tell an author what to write, and their rows are examples.
enum StatementTemplate {
  /// Sentences addressed to the author from which a document is a template; a statement made from one keeps a few.
  private static let instructions = 8

  /// Whether the document is a template, which claims nothing; a problem says so.
  static func isTemplate(_ passages: [Passage], _ findings: inout Findings) -> Bool {
    var count = 0
    for passage in passages {
      switch passage.block.content {
      case .paragraph(let text), .listItem(_, let text):
        guard text.utf8.count < 8_000, text.utf8Contains("shall") else { continue }
        count += Sentence.all(in: text).filter { instructs($0.words) }.count
        guard count >= instructions else { continue }
        findings.report(
          .warning, "template",
          "The document tells its author what to write, as templates of conformance statements do, so nothing in it is "
            + "taken for a claim. Give the statement of a product.", findings.citation(passage, words: text))
        return true
      default: continue
      }
    }
    return false
  }

  private static func instructs(_ words: Words) -> Bool {
    guard words.has("shall") else { return false }
    return words.hasAny([
      "this section", "this subsection", "section shall", "sections shall", "conformance statement shall", "column",
      "columns", "this table", "table shall", "tables shall", "shall be specified", "shall be listed", "shall list",
      "shall specify", "shall be described", "shall describe", "shall be documented", "the statement shall",
    ])
  }
}
