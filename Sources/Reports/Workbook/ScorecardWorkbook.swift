import Judgement
import Office
import Rendering

/// A scorecard as a workbook: the summary, a row for each requirement, the evidence behind them, the areas and the gate.
/// Heads stay in sight and filter; whatever a vendor wrote is text and never a formula.
public enum ScorecardWorkbook {
  /// The workbook.
  ///
  /// - Parameter report: The scorecard with what a gate says of it.
  public static func workbook(_ report: GateReport) -> Workbook {
    let scorecard = report.scorecard
    return Workbook(
      title: "\(scorecard.subject): \(scorecard.specification.title)", author: scorecard.run.tool,
      sheets: [
        summary(scorecard), RequirementRows.sheet(scorecard), EvidenceRows.sheet(scorecard), areas(scorecard),
        gate(report),
      ])
  }

  /// A sheet with heads that stay in sight and filter.
  static func table(_ name: String, _ columns: [(title: String, width: Double)], _ rows: [[Cell]]) -> Sheet {
    var sheet = Sheet(name, columns: columns.map { Sheet.Column(width: $0.width) })
    sheet.rows = [columns.map { .text($0.title, .heading) }] + rows
    sheet.frozenRows = 1
    sheet.hasFilter = true
    return sheet
  }

  /// A state in its colour, with its word.
  static func state(_ state: RequirementState, isWaived: Bool = false) -> Cell {
    var style = CellStyle.body
    style.ground = ground(state)
    style.isBold = true
    return .text("\(state.rawValue)\(isWaived ? ", waived" : "")", style)
  }

  /// What a piece of evidence is shown as in its colour, with its word.
  static func result(_ verdict: EvidenceVerdict) -> Cell { state(verdict.tone, named: verdict.word) }

  /// A number as it is shown, so that it sorts as a number.
  static func number(_ number: ShownNumber) -> Cell {
    Double(number.shown).map { Cell(.number($0)) } ?? .text(number.shown)
  }

  private static func ground(_ state: RequirementState) -> UInt32? {
    let tone = Palette.light.tones.first { $0.name == state.token }
    return tone.flatMap { UInt32($0.ground.dropFirst(), radix: 16) }
  }

  private static func summary(_ scorecard: Scorecard) -> Sheet {
    let run = scorecard.run
    let specification = scorecard.specification
    let score = scorecard.score
    var sheet = Sheet("Summary", columns: [.init(width: 28), .init(width: 90)])
    sheet.isLandscape = false
    func fact(_ name: String, _ value: Cell) { sheet.rows.append([.text(name, .heading), value]) }
    sheet.rows = [[.text(scorecard.bid.bidder, .title)], [.text("Conformance report", .plain)], []]
    fact("Offered", .text(scorecard.bid.products.joined(separator: "\n")))
    let profile = specification.profile.map { ", profile \($0.title) \($0.version)" } ?? ""
    fact("Judged by", .text("\(specification.title) \(specification.version)\(profile)"))
    fact("Specification SHA-256", .text(specification.sha256))
    fact("Run", .text(run.id))
    fact("Started", .text(Timestamp.shown(run.startedAt)))
    fact("Ended", .text(run.endedAt.map(Timestamp.shown) ?? "interrupted before its end"))
    fact("Tool", .text(run.tool))
    fact("Systems probed", .text(run.systems.map { "\($0.id) (\($0.product))" }.joined(separator: "\n")))
    sheet.rows.append([])
    fact("Gate", state(scorecard.gate.state.tone, named: scorecard.gate.state.rawValue))
    fact("", .text(scorecard.gateSentence))
    fact("Score, low end", number(score.low))
    fact("Score, high end", number(score.high))
    fact("Of", .number(specification.scale.maximum))
    fact("Of this from desirable requirements", number(score.desirable))
    fact("Coverage, per cent", number(score.coverage))
    fact("Label", .text([score.label, score.descriptor].compactMap { $0 }.joined(separator: ": ")))
    fact("Contradictions", .text(scorecard.contradictions.joined(separator: ", ")))
    for reason in scorecard.provisionalReasons { fact("Provisional", .text(reason)) }
    sheet.rows.append([])
    for state in RequirementState.allCases {
      guard let count = score.states[state.rawValue] else { continue }
      sheet.rows.append([Self.state(state), .number(count)])
    }
    sheet.rows.append([])
    for document in scorecard.bid.documents {
      fact("Document", .text("\(document.title) (\(document.name)), SHA-256 \(document.sha256)"))
    }
    for problem in scorecard.problems {
      let words = [problem.message, problem.advice].compactMap { $0 }.joined(separator: " ")
      fact("Problem: \(problem.area)", .text("\(problem.subject): \(words)"))
    }
    return sheet
  }

  private static func state(_ tone: RequirementState, named word: String) -> Cell {
    var cell = state(tone)
    cell.value = .text(word)
    return cell
  }

  private static func areas(_ scorecard: Scorecard) -> Sheet {
    let states = RequirementState.allCases
    var columns: [(title: String, width: Double)] = [
      ("Area", 10), ("Title", 46), ("Weight", 9), ("Score, low", 11), ("Score, high", 11), ("Coverage, %", 12),
      ("Requirements", 13),
    ]
    columns += states.map { ($0.rawValue, 14) }
    let rows = scorecard.groups.map { verdict -> [Cell] in
      let figures: [Cell] = [
        .text(verdict.group.id), .text(verdict.group.title), .number(verdict.group.weight), number(verdict.score.low),
        number(verdict.score.high), number(verdict.score.coverage), .number(verdict.requirements.count),
      ]
      return figures + states.map { .number(verdict.score.states[$0.rawValue] ?? 0) }
    }
    return table("Areas", columns, rows)
  }

  private static func gate(_ report: GateReport) -> Sheet {
    let scorecard = report.scorecard
    let all = scorecard.requirementsByID
    func rows(_ what: String, _ ids: [String]) -> [[Cell]] {
      ids.map { id in
        let verdict = all[id]
        let waiver = verdict?.waiver.map { "until \($0.expires) by \($0.approver): \($0.reason)" } ?? ""
        return [
          .text(what), .text(id), .text(verdict?.title ?? ""), verdict.map { state($0.state) } ?? .text(""),
          .text(verdict?.why ?? ""), .text(waiver),
        ]
      }
    }
    var content = rows("fails", scorecard.gate.failing) + rows("undecided", scorecard.gate.undecided)
    content += rows("waived", scorecard.gate.waived)
    if let changes = report.changes {
      for (what, entries) in [("worse", changes.worse), ("better", changes.better), ("open", changes.undecided)] {
        content += entries.map { change in
          [
            .text("\(what) than before"), .text(change.requirement), .text(change.title),
            .text("\(change.before), now \(change.after)"), .text(change.why), .text(""),
          ]
        }
      }
    }
    content += report.flaky.map { flaky in
      let states = flaky.states.map(\.rawValue).joined(separator: ", then ")
      return [
        .text("flaky"), .text(flaky.requirement), .text(flaky.title), .text(states),
        .text("Met when it was tried again."), .text(""),
      ]
    }
    content += report.expiring.map { waiver in
      [
        .text("waiver ends"), .text(waiver.requirement), .text(""), .text(""), .text(""),
        .text("until \(waiver.expires) by \(waiver.approver)"),
      ]
    }
    if content.isEmpty { content = [[.text(scorecard.gateSentence)]] }
    return table(
      "Gate",
      [("What", 18), ("Requirement", 14), ("Title", 44), ("State", 18), ("Why", 70), ("Waiver", 44)], content)
  }
}
