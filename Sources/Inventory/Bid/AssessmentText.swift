/// Writes a file of `kind: assessment`, in the order of its entries and always in the same form.
public enum AssessmentText {
  /// The file's text.
  public static func text(of assessment: Assessment) -> String {
    var lines = head(of: assessment)
    if !assessment.claims.isEmpty { lines.append("claims:") }
    for claim in assessment.claims {
      lines += [
        "  - requirement: \(quoted(claim.requirement))", "    evidence: \(quoted(claim.evidence))",
      ]
      if let answer = claim.answer {
        lines += [
          "    answer: \(answer.rawValue)", "    reason: \(quoted(claim.reason))",
          "    evaluators: [\(claim.evaluators.map(quoted).joined(separator: ", "))]",
        ]
      }
      if !claim.individual.isEmpty { lines.append("    individual:") }
      for own in claim.individual {
        lines += [
          "      \(quoted(own.evaluator)):", "        answer: \(own.given.answer.rawValue)",
          "        reason: \(quoted(own.given.reason))",
        ]
      }
      lines += recusals(claim.abstained, "abstained", indent: 4)
      if let digest = claim.sha256 { lines.append("    sha256: \(quoted(digest))") }
    }
    if !assessment.marks.isEmpty { lines.append("marks:") }
    for marking in assessment.marks {
      lines += [
        "  - requirement: \(quoted(marking.requirement))", "    evidence: \(quoted(marking.evidence))",
      ]
      if !marking.individual.isEmpty { lines.append("    individual:") }
      for mark in marking.individual {
        lines += ["      \(quoted(mark.evaluator)):"] + given(mark.given, indent: 8)
      }
      lines += recusals(marking.abstained, "abstained", indent: 4)
      if let agreed = marking.moderated { lines += ["    moderated:"] + given(agreed, indent: 6) }
    }
    if !assessment.history.isEmpty { lines.append("history:") }
    for change in assessment.history {
      let facts = [
        ("at", change.at), ("by", change.by), ("requirement", change.requirement), ("evidence", change.evidence),
        ("evaluator", change.evaluator), ("gave", change.gave), ("reason", change.reason), ("before", change.before),
      ]
      let written = facts.compactMap { key, value in value.map { "\(key): \(quoted($0))" } }
      lines += written.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The lines before the claims and marks.
  public static func head(of assessment: Assessment) -> [String] {
    var lines = [
      "edition: 1", "kind: assessment", "specification: \(quoted(assessment.specification))",
      "version: \(quoted(assessment.version))", "bid: \(quoted(assessment.bid))",
    ]
    if let digest = assessment.specificationSHA256 { lines.append("specification-sha256: \(quoted(digest))") }
    return lines + recusals(assessment.conflicts, "conflicts", indent: 0)
  }

  private static func recusals(_ list: [Assessment.Recusal], _ key: String, indent: Int) -> [String] {
    guard !list.isEmpty else { return [] }
    let space = String(repeating: " ", count: indent)
    return ["\(space)\(key):"] + list.map { "\(space)  \(quoted($0.evaluator)): \(quoted($0.reason))" }
  }

  private static func given(_ given: Assessment.GivenMark, indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    return ["\(space)mark: \(given.mark)", "\(space)reason: \(quoted(given.reason))"]
  }

  private static func quoted(_ text: String) -> String { QuotedText.yaml(text) }
}
