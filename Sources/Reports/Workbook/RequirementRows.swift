import Judgement
import Office
import Specification

/// The sheet with a row for each requirement: what is asked, what became of it and why, what was claimed and proven, and
/// what would mend it.
enum RequirementRows {
  static func sheet(_ scorecard: Scorecard) -> Sheet {
    let columns: [(title: String, width: Double)] = [
      ("Requirement", 13), ("Revision", 9), ("Area", 9), ("Title", 36), ("Level", 11), ("Weight", 8), ("State", 16),
      ("Credit", 9), ("Points lost", 11), ("Why", 60), ("Required", 60), ("Claimed", 44), ("Proven", 44),
      ("Remedy", 46), ("Waived until", 13), ("Systems", 30), ("Sources", 34),
    ]
    var rows: [[Cell]] = []
    for group in scorecard.groups { rows += group.requirements.map { row($0, group: group.group.id) } }
    rows += scorecard.notApplicable.map { row($0, group: "") }
    var sheet = ScorecardWorkbook.table("Requirements", columns, rows)
    sheet.frozenColumns = 1
    return sheet
  }

  private static func row(_ verdict: RequirementVerdict, group: String) -> [Cell] {
    let evidence = verdict.bindings.flatMap(\.evidence)
    let systems = Set(verdict.bindings.flatMap(\.systems.values)).sorted()
    let sources = verdict.sources.map { [$0.ref, $0.section ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
    return [
      .text(verdict.id), .number(verdict.revision), .text(group), .text(verdict.title), .text(verdict.level.rawValue),
      .number(verdict.weight), ScorecardWorkbook.state(verdict.state, isWaived: verdict.waiver != nil),
      .text(verdict.shownCredit), ScorecardWorkbook.number(verdict.lost), .text(verdict.why), .text(verdict.statement),
      .text(tally(evidence.filter { $0.kind != .probe })), .text(tally(evidence.filter { $0.kind == .probe })),
      .text(verdict.remedy ?? ""), .text(verdict.waiver?.expires ?? ""), .text(systems.joined(separator: "\n")),
      .text(sources.joined(separator: "\n")),
    ]
  }

  /// What evidence of one side shows, each sentence once, with how often it holds for.
  private static func tally(_ evidence: [EvidenceVerdict]) -> String {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for verdict in evidence {
      let line = "\(verdict.word): \(verdict.explained)"
      if counts[line] == nil { order.append(line) }
      counts[line, default: 0] += 1
    }
    return order.map { line in
      let count = counts[line] ?? 1
      return count == 1 ? line : "\(line) (\(count) times)"
    }.joined(separator: "\n")
  }
}
