/// A requirement as `assay explain STO-010` prints it.
public enum RequirementReference {
  /// The whole page.
  public static func text(_ requirement: Requirement, rules: RuleSet, width: Int = 100) -> String {
    var lines = ["\(requirement.reference)  \(requirement.title)"]
    let group = rules.groups.first { $0.id == requirement.group }
    lines.append(
      "\(requirement.level.rawValue), weight \(requirement.weight), group \(requirement.group)\(group.map { " (\($0.title))" } ?? ""), \(rules.title) \(rules.version)"
    )
    func section(_ title: String, _ text: String?) {
      guard let text, !text.isEmpty else { return }
      lines += ["", title]
      lines += StepReference.wrap(
        text.replacing("**", with: "").split(separator: "\n").joined(separator: " "), width: width - 2
      ).map {
        "  \($0)"
      }
    }
    section("What shall hold", requirement.statement)
    section("Why", requirement.rationale)
    section("Accepted as equivalent", requirement.equivalent)
    lines += ["", "Sources"]
    for source in requirement.sources {
      let title = rules.sources[source.ref]?.title ?? source.ref
      lines.append("  \(title)\(source.section.map { ", \($0)" } ?? "")\(source.note.map { ": \($0)" } ?? "")")
    }
    if let provenance = requirement.provenance {
      let state = provenance.state == .checked ? "Checked" : "Open question"
      lines += StepReference.wrap(
        "\(state)\(provenance.note.map { ": \($0.replacing("\n", with: " "))" } ?? "")", width: width - 2
      ).map {
        "  \($0)"
      }
    }
    lines += ["", "Evidence, combined by: \(text(requirement.require))"]
    for item in requirement.evidence { lines += text(item) }
    for partial in requirement.partial {
      lines += StepReference.wrap(
        "partly met, credit \(partial.credit.numerator)/\(partial.credit.denominator), when \(text(partial.when)): "
          + partial.because, width: width - 4
      ).enumerated().map { ($0.offset == 0 ? "  " : "    ") + $0.element }
    }
    section("Why no running system is asked", requirement.notTested)
    section("How to mend it", requirement.remedy)
    return lines.joined(separator: "\n")
  }

  private static func text(_ item: EvidenceItem) -> [String] {
    var lines: [String] = []
    switch item.body {
    case .statement(let of, let expect):
      lines.append("  \(item.id): what the bidder's documents state of \(of)")
      lines += expect.map { "      \($0.text)" }
    case .declaration(let expect):
      lines.append("  \(item.id): what the bidder declares")
      lines += expect.map { "      \($0.text)" }
    case .assessment(let question, _): lines.append("  \(item.id): an evaluator's mark: \(question)")
    case .probe(let steps):
      lines.append("  \(item.id): what the running system does")
      for step in steps {
        lines.append("    \(step.kind) at \(step.at)\(step.premise.map { ", supposing: \($0)" } ?? "")")
        lines += step.expect.map { "      \($0.text)" }
      }
    }
    return lines
  }

  /// An expression over evidence, as files write it.
  public static func text(_ expression: EvidenceExpression) -> String {
    switch expression {
    case .evidence(let id): id
    case .and(let parts): parts.map { grouped($0) }.joined(separator: " and ")
    case .or(let parts): parts.map { grouped($0) }.joined(separator: " or ")
    case .not(let part): "not \(grouped(part))"
    }
  }

  private static func grouped(_ expression: EvidenceExpression) -> String {
    switch expression {
    case .and, .or: "(\(text(expression)))"
    default: text(expression)
    }
  }
}
