import Evidence

/// Sentences from which nobody can tell what the product does.
enum AmbiguousWording {
  private static let promises = [
    "dicom compliant", "dicom compatible", "dicom conformant", "dicom ready", "fully dicom", "supports dicom",
    "support dicom", "supports the dicom standard", "compliant with dicom", "compliant with the dicom standard",
    "conforms to the dicom standard", "full dicom support", "hl7 compliant", "ihe compliant", "dicom compliance",
  ]

  private static let vague = [
    "may", "might", "can be", "could be", "should be able", "as appropriate", "where possible", "if possible", "etc",
    "and others", "and more", "most", "various", "typically", "usually", "normally", "in general",
  ]

  static func find(_ passages: [Passage], _ cite: Findings) -> [LintFinding] {
    var findings: [LintFinding] = []
    for passage in passages where passage.purpose != .explanation {
      let text: String
      switch passage.block.content {
      case .paragraph(let content), .listItem(_, let content): text = content
      case .heading, .table, .preformatted: continue
      }
      guard text.utf8.count < 8_000 else { continue }
      for sentence in Sentence.all(in: text) {
        let rule: LintRule
        let word: String
        if let promise = promises.first(where: sentence.words.has), !sentence.denies {
          (rule, word) = (.vaguePromise, promise)
        } else if sentence.speaksOfSupport, let found = vague.first(where: sentence.words.has) {
          (rule, word) = (.ambiguousWord, found)
        } else {
          continue
        }
        let citation = cite.citation(
          passage, words: sentence.text, line: passage.block.place.line.map { $0 + sentence.linesBefore })
        findings.append(LintFinding(rule, "“\(word)” leaves open what is meant: “\(citation.words)”", citation))
      }
    }
    return findings
  }
}
