import Judgement

/// What every rendering says of a scorecard in the same words.
extension Scorecard {
  /// Bidder and products in one line.
  var subject: String {
    bid.products.isEmpty ? bid.bidder : "\(bid.bidder): \(bid.products.joined(separator: ", "))"
  }

  /// The score as an interval where it is one: `62.41` or `62.41 to 66.02`.
  var shownScore: String { score.shownInterval }

  /// Whether the verdict may still change without the bid changing: something could not be decided, or was not done.
  var isProvisional: Bool {
    run.isPartial || run.endedAt == nil || gate.state == .undecided || score.isInterval || exitCode == 3
  }

  /// Why the result is provisional, one sentence for each reason.
  var provisionalReasons: [String] {
    var reasons: [String] = []
    if run.endedAt == nil {
      reasons.append(run.partialReason ?? "The run was interrupted before its end.")
    } else if run.isPartial {
      reasons.append("The record is partial: \(run.partialReason ?? "no reason was recorded").")
    }
    let undecided = score.states[RequirementState.inconclusive.rawValue] ?? 0
    if undecided > 0 {
      reasons.append(
        "\(counted(undecided, "requirement")) could not be decided because the harness or the network failed, or what a "
          + "person had to do was not done; the score is an interval until the run is repeated.")
    } else if score.isInterval || gate.state == .undecided {
      reasons.append("Part of the evidence could not be decided; the score is an interval until the run is repeated.")
    } else if exitCode == 3, reasons.isEmpty {
      reasons.append("The harness could not do all of its work; see the problems below.")
    }
    return reasons.map { $0.replacing("..", with: ".") }
  }

  /// Every requirement by id, those outside the score included.
  var requirementsByID: [String: RequirementVerdict] {
    var result: [String: RequirementVerdict] = [:]
    for requirement in groups.flatMap(\.requirements) + notApplicable { result[requirement.id] = requirement }
    return result
  }

  /// The gate in one sentence.
  var gateSentence: String {
    switch gate.state {
    case .passed where gate.waived.isEmpty: "Every mandatory requirement is met."
    case .passed:
      "Every mandatory requirement is met or waived; \(counted(gate.waived.count, "waiver")) \(gate.waived.count == 1 ? "lifts" : "lift") the gate."
    case .failed:
      "\(counted(gate.failing.count, "mandatory requirement")) \(gate.failing.count == 1 ? "fails" : "fail")."
    case .undecided:
      "No mandatory requirement fails, but \(counted(gate.undecided.count, "mandatory requirement")) could not be decided."
    }
  }
}

extension Score {
  /// Whether low and high differ.
  var isInterval: Bool { low.exact != high.exact }

  /// `62.41` or `62.41 to 66.02`.
  var shownInterval: String { isInterval ? "\(low.shown) to \(high.shown)" : low.shown }
}

extension RequirementVerdict {
  /// `2/5`, or `2/5 to 1` where it is an interval.
  var shownCredit: String {
    creditLow.exact == creditHigh.exact ? creditLow.exact : "\(creditLow.exact) to \(creditHigh.exact)"
  }
}

/// `1 requirement`, `3 requirements`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
