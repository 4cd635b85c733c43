import Judgement

/// How a state is shown: always a symbol and a word together, never a colour alone.
extension RequirementState {
  /// The symbol.
  var symbol: String {
    switch self {
    case .met: "✓"
    case .partlyMet: "◐"
    case .notMet: "✗"
    case .contradicted: "≠"
    case .notDemonstrated: "○"
    case .notApplicable: "–"
    case .inconclusive: "?"
    }
  }

  /// The word as one token, for addresses and class names: `not-met`.
  var token: String {
    switch self {
    case .met: "met"
    case .partlyMet: "partly-met"
    case .notMet: "not-met"
    case .contradicted: "contradicted"
    case .notDemonstrated: "not-demonstrated"
    case .notApplicable: "not-applicable"
    case .inconclusive: "inconclusive"
    }
  }

  /// What the state means, one sentence for people.
  var meaning: String {
    switch self {
    case .met: "Every piece of evidence that the requirement asks for holds."
    case .partlyMet:
      "Part of the evidence holds, and the specification grants part of the credit. A mandatory requirement still "
        + "fails the gate."
    case .notMet: "There is evidence against it."
    case .contradicted: "The statement or the declaration claims it, and the running system shows otherwise."
    case .notDemonstrated: "Nothing shows it. It stays in the score's denominator: silence never raises a score."
    case .notApplicable: "The profile or the network takes it out; the bidder cannot. It is outside the score."
    case .inconclusive:
      "The harness or the network failed, not the system under test. The score becomes an interval until it is repeated."
    }
  }
}

extension EvidenceVerdict.Result {
  /// The symbol.
  var symbol: String {
    switch self {
    case .holds: "✓"
    case .holdsInPart: "◐"
    case .fails: "✗"
    case .silent: "○"
    case .needsHumanEye: "◉"
    case .undetermined: "?"
    }
  }

  /// The word for people.
  var word: String {
    switch self {
    case .holds: "holds"
    case .holdsInPart: "holds in part"
    case .fails: "fails"
    case .silent: "shows nothing"
    case .needsHumanEye: "needs a human eye"
    case .undetermined: "undetermined"
    }
  }

  /// The state whose colour it shares.
  var tone: RequirementState {
    switch self {
    case .holds: .met
    case .holdsInPart: .partlyMet
    case .fails: .notMet
    case .silent: .notDemonstrated
    case .needsHumanEye: .partlyMet
    case .undetermined: .inconclusive
    }
  }
}

/// What a piece of evidence is shown as: what it shows, unless the requirement does without it.
extension EvidenceVerdict {
  /// The symbol.
  var symbol: String { isSpared ? tone.symbol : result.symbol }
  /// The word for people.
  var word: String { isSpared ? "not needed" : result.word }
  /// The state whose colour it shares.
  var tone: RequirementState { isSpared ? .notApplicable : result.tone }
  /// Why it is not needed, and what it shows; what it shows alone where it counts.
  var explained: String {
    isSpared ? "Another way that the requirement allows was shown, so nothing is lost by this. \(why)" : why
  }
}

extension Gate.State {
  /// The symbol.
  var symbol: String {
    switch self {
    case .passed: "✓"
    case .failed: "✗"
    case .undecided: "?"
    }
  }

  /// The state whose colour it shares.
  var tone: RequirementState {
    switch self {
    case .passed: .met
    case .failed: .notMet
    case .undecided: .inconclusive
    }
  }
}
