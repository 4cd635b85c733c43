import Inventory

extension EvidenceVerdict {
  /// Why, as the bidder is told it: what the evaluators came to and why, without who of them gave what.
  public var whyForBidder: String {
    if let marked { return Phrases.agreed(marked) }
    if let assessed {
      let who = Phrases.listed(assessed.evaluators, atMost: 6)
      let words = why.hasPrefix(who) ? "The evaluators" + why.dropFirst(who.count) : why
      return assessed.evaluators.reduce(words) { $0.replacing("\($1): ", with: "") }
    }
    if kind == .assessment { return Phrases.notAgreed }
    guard result == .needsHumanEye, let start = why.firstRange(of: Phrases.givenBefore)?.lowerBound else { return why }
    return String(why[..<start])
  }
}

extension RequirementVerdict {
  /// Why this state, as the bidder is told it.
  public var whyForBidder: String {
    bindings.flatMap(\.evidence).reduce(why) { words, evidence in
      let own = evidence.whyForBidder
      return own == evidence.why ? words : words.replacing(evidence.why, with: own)
    }
  }
}
