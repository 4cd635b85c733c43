import Inventory

/// Writes a file of `kind: assessment`, in the order of its entries and always in the same form.
enum AssessmentText {
  /// The file's text.
  static func text(of assessment: Assessment) -> String {
    var lines = [
      "edition: 1", "kind: assessment", "specification: \(quoted(assessment.specification))",
      "version: \(quoted(assessment.version))", "bid: \(quoted(assessment.bid))",
    ]
    if !assessment.claims.isEmpty { lines.append("claims:") }
    for claim in assessment.claims {
      lines += [
        "  - requirement: \(quoted(claim.requirement))", "    evidence: \(quoted(claim.evidence))",
        "    answer: \(claim.answer.rawValue)", "    reason: \(quoted(claim.reason))",
        "    evaluators: [\(claim.evaluators.map(quoted).joined(separator: ", "))]",
      ]
      if let digest = claim.sha256 { lines.append("    sha256: \(quoted(digest))") }
    }
    if !assessment.marks.isEmpty { lines.append("marks:") }
    for marking in assessment.marks {
      lines += [
        "  - requirement: \(quoted(marking.requirement))", "    evidence: \(quoted(marking.evidence))",
        "    individual:",
      ]
      for mark in marking.individual {
        lines += ["      \(quoted(mark.evaluator)):"] + given(mark.given, indent: 8)
      }
      if let agreed = marking.moderated { lines += ["    moderated:"] + given(agreed, indent: 6) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func given(_ given: Assessment.GivenMark, indent: Int) -> [String] {
    let space = String(repeating: " ", count: indent)
    return ["\(space)mark: \(given.mark)", "\(space)reason: \(quoted(given.reason))"]
  }

  /// A scalar in double quotes (YAML 1.2.2 §7.3.1), whatever it holds.
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\u{20}"..."\u{7E}", "\u{A0}"..."\u{2027}", "\u{202A}"..."\u{D7FF}", "\u{E000}"..."\u{FEFE}",
        "\u{FF00}"..."\u{FFFD}", "\u{10000}"..."\u{10FFFF}":
        result.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
      }
    }
    return result + "\""
  }
}
