import Office
import Specification

/// What an evaluation looks at and what it does not, as a document and as comma-separated values.
public enum CoverageDocument {
  /// The document.
  public static func document(_ coverage: SpecificationCoverage, of rules: RuleSet) -> TextDocument {
    let lines = coverage.requirements
    var document = TextDocument(
      title: "Coverage of \(rules.title)", subtitle: "\(rules.id) \(rules.version)",
      facts: [
        .init("Requirements", "\(lines.count)"),
        .init("Tested on running systems", "\(lines.count { $0.notTested == nil })"),
        .init("Not tested", "\(lines.count { $0.notTested != nil })"),
        .init("Sections of sources", "\(coverage.sections.count)"),
      ])
    if let catalogue = coverage.catalogue {
      let touched = catalogue.count { !$0.requirements.isEmpty }
      document.facts.append(.init("Catalogue", "\(touched) of \(catalogue.count) rows touched"))
    }
    let unprovable = lines.count { $0.notProvable != nil }
    if unprovable > 0 { document.facts.append(.init("Tested, and not provable by simulation", "\(unprovable)")) }
    document.blocks = notTested(lines) + notProvable(lines) + map(lines)
    document.blocks += sections(coverage) + catalogue(coverage.catalogue)
    return document
  }

  private static func notTested(_ lines: [SpecificationCoverage.Line]) -> [TextDocument.Block] {
    let rows = lines.compactMap { line -> [[Run]]? in
      line.notTested.map {
        [
          [Run(line.reference, [.strong])], [Run($0.rawValue)],
          line.reason.map { [Run($0)] } ?? [Run("no reason given", [.alert])],
        ]
      }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading(1, "Not tested on running systems", anchor: "not-tested"),
      .table(
        TextDocument.Table(
          [.init("Requirement", share: 1), .init("Shown by", share: 1), .init("Why", share: 5)], rows: rows)),
    ]
  }

  private static func notProvable(_ lines: [SpecificationCoverage.Line]) -> [TextDocument.Block] {
    let rows = lines.compactMap { line -> [[Run]]? in
      line.notProvable.map { [[Run(line.reference, [.strong])], [Run(line.title)], [Run($0)]] }
    }
    guard !rows.isEmpty else { return [] }
    return [
      .heading(1, "Tested, and not provable by simulation", anchor: "not-provable"),
      .paragraph([
        Run("No simulated network of the specification can be held to these: nobody has seen them met or failed there.")
      ]),
      .table(
        TextDocument.Table(
          [.init("Requirement", share: 1), .init("Title", share: 3), .init("Why", share: 3)], rows: rows)),
    ]
  }

  private static func map(_ lines: [SpecificationCoverage.Line]) -> [TextDocument.Block] {
    let hasRun = lines.contains { $0.state != nil }
    var columns: [TextDocument.Column] = [
      .init("Requirement", share: 2), .init("Level", share: 2), .init("Evidence", share: 2), .init("Steps", share: 4),
      .init("Sources", share: 4),
    ]
    if hasRun { columns.append(.init("State", share: 4)) }
    let rows = lines.map { line -> [[Run]] in
      let state = line.state.map { state in
        state == "met" ? [Run(state)] : [Run(state, [.strong]), Run(line.why.map { ": \($0)" } ?? "", [.muted])]
      }
      let cells: [[Run]] = [
        [Run(line.reference, [.strong])], [Run(line.level.rawValue)],
        [Run(line.kinds.map(\.rawValue).joined(separator: ", "))], [Run(line.steps.joined(separator: ", "))],
        [Run(line.sources.joined(separator: "; "))],
      ]
      return hasRun ? cells + [state ?? [Run("not in the run", [.muted])]] : cells
    }
    return [
      .heading(1, "Requirements by evidence", anchor: "requirements"), .table(TextDocument.Table(columns, rows: rows)),
    ]
  }

  private static func sections(_ coverage: SpecificationCoverage) -> [TextDocument.Block] {
    let rows = coverage.sections.map { line -> [[Run]] in
      let untested = line.requirements.count - line.probed.count
      return [
        [Run(line.source, [.strong])], [Run(line.section ?? "no section named", line.section == nil ? [.muted] : [])],
        [Run(line.requirements.joined(separator: ", "))], [Run(untested == 0 ? "" : "\(untested)")],
      ]
    }
    var blocks: [TextDocument.Block] = [
      .heading(1, "Sections of standards and policies", anchor: "sections"),
      .table(
        TextDocument.Table(
          [
            .init("Source", share: 2), .init("Section", share: 3), .init("Requirements", share: 6),
            .init("Not tested", share: 1),
          ], rows: rows)),
    ]
    if !coverage.sourcesWithout.isEmpty {
      blocks.append(.paragraph([Run("No requirement refers to: \(coverage.sourcesWithout.joined(separator: ", ")).")]))
    }
    return blocks
  }

  private static func catalogue(_ lines: [SpecificationCoverage.CatalogueLine]?) -> [TextDocument.Block] {
    guard let lines else { return [] }
    let rows = lines.map { line -> [[Run]] in
      [
        [Run(line.id, [.strong])], [Run(line.title)],
        line.requirements.isEmpty ? [Run("untouched", [.alert])] : [Run(line.requirements.joined(separator: ", "))],
      ]
    }
    return [
      .heading(1, "Catalogue", anchor: "catalogue"),
      .table(
        TextDocument.Table(
          [.init("Row", share: 1), .init("Title", share: 3), .init("Requirements", share: 3)], rows: rows)),
    ]
  }

  /// A line for each requirement as comma-separated values (RFC 4180). What a spreadsheet program would take for a formula
  /// gets an apostrophe before it.
  public static func values(_ coverage: SpecificationCoverage) -> String {
    let head = [
      "requirement", "title", "level", "evidence", "steps", "sources", "not tested", "reason", "state", "why",
      "not provable",
    ]
    let rows = coverage.requirements.map { line in
      [
        line.reference, line.title, line.level.rawValue, line.kinds.map(\.rawValue).joined(separator: "; "),
        line.steps.joined(separator: "; "), line.sources.joined(separator: "; "), line.notTested?.rawValue ?? "",
        line.reason ?? "", line.state ?? "", line.why ?? "", line.notProvable ?? "",
      ]
    }
    return ([head] + rows).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func quoted(_ text: String) -> String {
    let isFormula = text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
    let safe = isFormula ? "'\(text)" : text
    guard safe.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return safe }
    return "\"\(safe.replacing("\"", with: "\"\""))\""
  }
}
