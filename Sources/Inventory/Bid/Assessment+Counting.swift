/// Who counts, and what the evaluators came to.
extension Assessment {
  /// Whether what an evaluator gives counts: it does not where they declared a conflict of interest in the bid.
  public func counts(_ evaluator: String) -> Bool { !conflicts.contains { $0.evaluator == evaluator } }

  /// The answer that decides a claim, with those on whom it rests; nil while there is none.
  ///
  /// The answer agreed on decides, else that of each evaluator where all who count gave the same. One that rests on nobody
  /// who counts decides nothing.
  public func decision(on claim: ReadClaim) -> (answer: Answer, reason: String, evaluators: [String])? {
    if let answer = claim.answer {
      let evaluators = claim.evaluators.filter(counts)
      return evaluators.isEmpty ? nil : (answer, claim.reason, evaluators)
    }
    let counted = claim.individual.filter { counts($0.evaluator) }
    guard let first = counted.first, counted.allSatisfy({ $0.given.answer == first.given.answer }) else { return nil }
    let reasons = counted.count == 1 ? [first.given.reason] : counted.map { "\($0.evaluator): \($0.given.reason)" }
    return (first.given.answer, reasons.joined(separator: "; "), counted.map(\.evaluator))
  }

  /// Whether the evaluators who count have answered a claim differently and agreed on nothing yet.
  public func isDisputed(_ claim: ReadClaim) -> Bool {
    claim.answer == nil
      && Set(claim.individual.filter { counts($0.evaluator) }.map(\.given.answer)).count > 1
  }

  /// The mark agreed on, where it rests on somebody who counts.
  public func agreed(on marking: Marking) -> GivenMark? {
    marking.individual.contains { counts($0.evaluator) } ? marking.moderated : nil
  }
}
