import Foundation
import Inventory
import Probes
import Rendering
import Specification

/// What is configured and what is missing, for the terminal.
enum ReadinessText {
  /// Ids that are shown of a list.
  private static let shownIDs = 12

  /// All lines.
  static func text(
    of readiness: Readiness, evaluation: RunEvaluation, networkPath: String, isFull: Bool, width: Int
  ) -> String {
    let plan = evaluation.plan
    var lines: [String] = []
    func add(_ words: String, indent: Int = 0) {
      let parts = PlainText.broken(words, to: max(20, width - indent))
      lines += parts.map { String(repeating: " ", count: indent) + $0 }
    }
    func field(_ name: String, _ words: String) {
      let start = "    \(name)" + String(repeating: " ", count: max(1, 9 - name.count))
      for (index, part) in PlainText.broken(words, to: max(20, width - start.count)).enumerated() {
        lines.append((index == 0 ? start : String(repeating: " ", count: start.count)) + part)
      }
    }
    let profile = plan.rules.profile.map { ", profile \($0.title)" } ?? ""
    add("Self-test: \(plan.rules.title) \(plan.rules.version)\(profile)")
    add("Network: \(plan.network.title) (\(networkPath))")
    lines.append("")
    lines.append("What is configured")
    for system in plan.network.sites.flatMap(\.systems) {
      add("\(system.reference): \(system.vendor) \(system.product) \(system.version ?? "")", indent: 2)
      field("roles", system.roles.joined(separator: ", "))
      let endpoints = EndpointProtocol.allCases.filter { system.endpoints[$0] != nil }.map {
        "\($0.rawValue) \(EndpointText.text(of: system, for: $0))"
      }
      field("reached", endpoints.isEmpty ? "by no endpoint" : endpoints.joined(separator: ", "))
      let permits = Effect.allCases.filter(system.permits.contains).map(\.rawValue)
      field("permits", permits.joined(separator: ", "))
    }
    let listened = EndpointProtocol.allCases.filter(plan.network.listened.contains).map(\.rawValue)
    add("the harness listens for \(listened.isEmpty ? "nothing" : listened.joined(separator: ", "))", indent: 2)
    lines.append("")
    lines.append("What can be tried")
    add("\(readiness.safe.count) by reading alone: nothing is changed in your system", indent: 2)
    add("\(readiness.writing.count) by writing: synthetic studies, patients and documents stay behind", indent: 2)
    add("\(readiness.loading.count) under load or against the rules: your system may become slow", indent: 2)
    if !readiness.gaps.isEmpty {
      lines += ["", "What is missing, and what stays undemonstrated without it"]
      for gap in readiness.gaps {
        add("○ \(gap.title)", indent: 2)
        add("\(gap.requirements.count): \(ids(gap.requirements))", indent: 6)
        add(gap.advice, indent: 6)
      }
    }
    if !readiness.unplayed.isEmpty {
      let count = readiness.unplayed.reduce(0) { $0 + $1.requirements.count }
      lines += [
        "", "What does not apply: \(count), because of what the network is\(isFull ? "" : " (--full tells each)")",
      ]
      for entry in readiness.unplayed where isFull { add("– \(entry.reason) \(entry.requirements.count)", indent: 2) }
    }
    return lines.joined(separator: "\n")
  }

  /// The first ids, and how many more.
  static func ids(_ ids: [String]) -> String {
    let shown = ids.prefix(shownIDs).joined(separator: ", ")
    return ids.count > shownIDs ? "\(shown) and \(ids.count - shownIDs) more" : shown
  }
}
