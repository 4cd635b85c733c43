import Evidence
import Inventory
import Specification

/// Says why a requirement stands where it stands: under one binding, over all, or outside the score.
struct RequirementExplanation {
  let phrases: Phrases

  /// Why a binding stands where it does.
  func why(_ standing: Standing, evidence: [EvidenceVerdict], turn: TurningPoint) -> String {
    let because = explanation(standing, evidence: turn.telling(evidence))
    return because.isEmpty ? "Nothing was asked for that could show it." : because
  }

  private func explanation(_ standing: Standing, evidence: [EvidenceVerdict]) -> String {
    func first(_ results: EvidenceVerdict.Result..., papers: Bool? = nil) -> String? {
      for result in results {
        if let found = evidence.first(where: { $0.result == result && (papers == nil || papers == $0.kind.isPaper) }) {
          return found.why
        }
      }
      return nil
    }
    switch standing.state {
    case .met:
      return [first(.holds, papers: true), first(.holds, papers: false)].compactMap { $0 }.joined(separator: " ")
    case .partlyMet:
      let credit = standing.low == standing.high ? standing.low.truncated(decimals: 2) : nil
      let because = standing.partial.map { Phrases.sentence(Phrases.capitalised($0.because)) } ?? "Met in part."
      // The reason may say that the papers are silent, where they only are not understood for sure.
      let isOpen = first(.fails) == nil && first(.needsHumanEye) != nil
      return [
        (isOpen ? "Until a person has read the document, this counts: " : "") + because
          + (credit.map { " It earns \($0) of its points." } ?? ""),
        first(.fails, .holdsInPart, .needsHumanEye, .undetermined, .silent) ?? "",
      ].filter { !$0.isEmpty }.joined(separator: " ")
    case .notMet:
      return first(.fails, papers: false) ?? first(.fails) ?? ""
    case .contradicted:
      return [first(.holds, papers: true), first(.fails, papers: false).map { "Yet " + $0 }].compactMap { $0 }
        .joined(separator: " ")
    case .notDemonstrated:
      if let doubt = first(.needsHumanEye) { return "Nothing shows it for certain. \(doubt)" }
      return ["Nothing shows it.", first(.silent, .undetermined)].compactMap { $0 }.joined(separator: " ")
    case .inconclusive:
      let (low, high) = (standing.low, standing.high)
      let counts =
        low == .zero && high == .one
        ? "The score counts it as anything between none and all of its points."
        : "The score counts it as anything from \(low.truncated(decimals: 2)) to \(high.truncated(decimals: 2)) of its "
          + "points."
      return [first(.undetermined), counts].compactMap { $0 }.joined(separator: " ")
    case .notApplicable:
      return ""
    }
  }

  /// Why a requirement stands where it does over all its bindings.
  func why(_ standing: Standing, bindings: [BindingVerdict], absence: Plan.Absence?) -> String {
    guard let only = bindings.first else {
      return absence.map { Phrases.sentence($0.reason) } ?? "There is no system that it could be held against."
    }
    guard bindings.count > 1 else { return only.why }
    let met = bindings.filter { $0.state == .met }.count
    let kind = only.systems.count == 1 ? "systems" : "combinations of systems"
    if met == bindings.count {
      return "Met for all \(met) \(kind): \(Phrases.listed(bindings.map(name))). For the first: \(only.why)"
    }
    let telling =
      bindings.first { $0.state == standing.state } ?? bindings.min { $0.state.gravity < $1.state.gravity } ?? only
    let others = bindings.filter { $0.state == telling.state }.count - 1
    let count = "Met for \(met == 0 ? "none" : "\(met)") of \(bindings.count) \(kind)."
    let more = others > 0 ? " and \(others) more" : ""
    return "\(count) \(Phrases.capitalised(telling.state.rawValue)) for \(name(telling))\(more): \(telling.why)"
  }

  private func name(_ binding: BindingVerdict) -> String {
    let names = binding.systems.keys.sorted()
    if let only = names.first, names.count == 1 { return binding.systems[only].map(phrases.system) ?? only }
    return names.map { "\($0) \(phrases.system(binding.systems[$0] ?? ""))" }.joined(separator: " with ")
  }
}

extension EvidenceKind {
  /// Whether it is the bidder's word.
  var isPaper: Bool { self == .statement || self == .declaration }
}

extension RequirementState {
  /// The gravest first, for choosing which of several bindings to tell of.
  var gravity: Int {
    switch self {
    case .contradicted: 0
    case .notMet: 1
    case .notDemonstrated: 2
    case .inconclusive: 3
    case .partlyMet: 4
    case .met: 5
    case .notApplicable: 6
    }
  }
}
