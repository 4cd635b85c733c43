import Foundation
import Probes
import ReferenceNetwork
import Specification

/// A transaction or profile as `assay explain ITI-18` prints it: what exercises it, what demands it, and what can be wrong
/// with it.
struct FrameworkText {
  /// The transaction or profile.
  let topic: FrameworkTopic
  /// Columns of a line.
  let width: Int

  /// The page; nil where nothing knows it.
  ///
  /// - Parameter specifications: Specifications in which requirements are looked for.
  func page(of specifications: [RuleSet]) -> String? {
    let steps = StepRegistry.catalogue.descriptions.values.filter(topic.isNamed(by:)).sorted { $0.name < $1.name }
    let demands = specifications.flatMap { rules in
      rules.requirements.filter(topic.isDemanded(by:)).map { ($0, rules) }
    }
    let defects = DefectCatalogue.entries.filter { topic.isNamed(in: $0.clause) }
    guard !steps.isEmpty || !demands.isEmpty || !defects.isEmpty else { return nil }
    var lines = [topic.heading]
    lines += table("Steps that exercise it, or rest upon it", steps.map { ($0.name, $0.summary) })
    lines += table("Requirements that name it", demands.map { ("\($0.0.reference)", "\($0.0.title) (\($0.1.id))") })
    lines += table("What simulated systems can do wrong in it", defects.map { ($0.name, $0.sentence) })
    lines += ["", "assay explain NAME tells more of each."]
    return lines.joined(separator: "\n")
  }

  private func table(_ title: String, _ rows: [(String, String)]) -> [String] {
    rows.isEmpty ? [] : ["", title] + TopicTable.lines(rows, width: width)
  }
}

/// Names and what they are in two columns.
enum TopicTable {
  /// The lines, broken at the width; a long name has a line of its own.
  static func lines(_ rows: [(String, String)], width: Int) -> [String] {
    let indent = min((rows.map(\.0.count).max() ?? 0) + 4, 28)
    return rows.flatMap { name, summary in
      let parts = StepReference.wrap(summary, width: width - indent)
      let margin = String(repeating: " ", count: indent)
      let isLong = name.count + 4 > indent
      let first = "  \(name)" + String(repeating: " ", count: max(0, indent - 2 - name.count))
      if isLong {
        return ["  \(name)"] + StepReference.wrap(summary, width: width - 6).map { "      \($0)" }
      }
      return [first + (parts.first ?? "")] + parts.dropFirst().map { margin + $0 }
    }
  }
}
