import Judgement
import Office

/// The sheet with a row for each piece of evidence of each choice of systems.
enum EvidenceRows {
  /// Rows that a spreadsheet still filters at once; a network of twenty sites can have more pairs than that.
  static let limit = 20_000

  static func sheet(_ scorecard: Scorecard) -> Sheet {
    let columns: [(title: String, width: Double)] = [
      ("Requirement", 13), ("Systems", 34), ("Evidence", 16), ("Kind", 12), ("Result", 16), ("Why", 60),
      ("Expected", 44), ("Found", 44), ("Document", 30), ("Place", 26), ("Words", 50), ("Steps", 40),
      ("Transcripts", 36),
    ]
    var rows: [[Cell]] = []
    var left = 0
    for verdict in scorecard.groups.flatMap(\.requirements) {
      for binding in verdict.bindings {
        let room = limit - rows.count
        rows += binding.evidence.prefix(room).map { row($0, verdict.id, RequirementsSection.systems(binding)) }
        left += max(0, binding.evidence.count - room)
      }
    }
    if left > 0 {
      rows.append([.text("and \(left) more, of which index.html and report.json tell")])
    }
    var sheet = ScorecardWorkbook.table("Evidence", columns, rows)
    sheet.frozenColumns = 1
    return sheet
  }

  private static func row(_ verdict: EvidenceVerdict, _ requirement: String, _ systems: String) -> [Cell] {
    let against = verdict.findings.filter { $0.result != .holds }
    let citation = verdict.citations.first
    let steps = verdict.steps.map { "\($0.id): \($0.kind) at \($0.system), \($0.outcome) after \($0.duration)" }
    return [
      .text(requirement), .text(systems), .text(verdict.id), .text(verdict.kind.rawValue),
      ScorecardWorkbook.result(verdict), .text(verdict.explained),
      .text(against.map(\.expected).joined(separator: "\n")), .text(against.map(\.found).joined(separator: "\n")),
      .text(citation?.document ?? ""), .text(citation?.place.joined(separator: ", ") ?? ""),
      .text(citation.map { $0.cells?.joined(separator: " | ") ?? $0.words } ?? ""),
      .text(steps.joined(separator: "\n")),
      .text(verdict.steps.compactMap(\.transcript).joined(separator: "\n")),
    ]
  }
}
