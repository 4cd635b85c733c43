import Specification

/// One thing that evaluators write: the smallest that two of them can write at once, on paper, in a worksheet or in the
/// workbench.
public struct AssessmentPlace: Hashable, Sendable {
  /// `id@revision`
  public var requirement: String
  /// The piece of evidence.
  public var evidence: String
  /// Which entry of it.
  public var part: Part

  /// The entries of one piece of evidence.
  public enum Part: Hashable, Sendable {
    /// The mark of one evaluator.
    case individual(evaluator: String)
    /// The mark that they agreed on.
    case moderated
    /// What one evaluator read in a document, with its SHA-256 where the answer holds for it alone.
    case reading(evaluator: String, sha256: String?)
    /// What they agreed on of a document.
    case claim(sha256: String?)
  }

  /// Makes a place.
  public init(requirement: String, evidence: String, part: Part) {
    self.requirement = requirement
    self.evidence = evidence
    self.part = part
  }
}

/// What stands at a place, or is to stand there.
public enum AssessmentEntry: Hashable, Sendable {
  /// A mark, of one evaluator or agreed on.
  case mark(Assessment.GivenMark)
  /// What one evaluator read.
  case answer(Assessment.GivenAnswer)
  /// What evaluators agreed on of a document.
  case claim(answer: Assessment.Answer, reason: String, evaluators: [String])
  /// That an evaluator gives neither mark nor answer.
  case abstention(reason: String)
}

extension Assessment {
  /// What stands at a place.
  public func entry(at place: AssessmentPlace) -> AssessmentEntry? {
    switch place.part {
    case .individual(let evaluator):
      guard let marking = marking(place) else { return nil }
      if let own = marking.individual.first(where: { $0.evaluator == evaluator }) { return .mark(own.given) }
      return marking.abstained.first { $0.evaluator == evaluator }.map { .abstention(reason: $0.reason) }
    case .moderated: return marking(place)?.moderated.map { .mark($0) }
    case .reading(let evaluator, let sha256):
      guard let claim = claim(place, sha256) else { return nil }
      if let own = claim.individual.first(where: { $0.evaluator == evaluator }) { return .answer(own.given) }
      return claim.abstained.first { $0.evaluator == evaluator }.map { .abstention(reason: $0.reason) }
    case .claim(let sha256):
      guard let claim = claim(place, sha256), let answer = claim.answer else { return nil }
      return .claim(answer: answer, reason: claim.reason, evaluators: claim.evaluators)
    }
  }

  /// Puts an entry at a place. Whoever gives a mark or an answer abstains no more, and the other way round. An entry that
  /// cannot stand at the place changes nothing.
  public mutating func put(_ entry: AssessmentEntry, at place: AssessmentPlace) {
    switch (entry, place.part) {
    case (.mark(let given), .individual(let evaluator)):
      let index = markingIndex(place)
      marks[index].abstained.removeAll { $0.evaluator == evaluator }
      if let own = marks[index].individual.firstIndex(where: { $0.evaluator == evaluator }) {
        marks[index].individual[own].given = given
      } else {
        marks[index].individual.append(IndividualMark(evaluator: evaluator, given: given))
      }
    case (.abstention(let reason), .individual(let evaluator)):
      let index = markingIndex(place)
      marks[index].individual.removeAll { $0.evaluator == evaluator }
      Self.put(Recusal(evaluator: evaluator, reason: reason), into: &marks[index].abstained)
    case (.mark(let given), .moderated): marks[markingIndex(place)].moderated = given
    case (.answer(let given), .reading(let evaluator, let sha256)):
      let index = claimIndex(place, sha256)
      claims[index].abstained.removeAll { $0.evaluator == evaluator }
      if let own = claims[index].individual.firstIndex(where: { $0.evaluator == evaluator }) {
        claims[index].individual[own].given = given
      } else {
        claims[index].individual.append(IndividualAnswer(evaluator: evaluator, given: given))
      }
    case (.abstention(let reason), .reading(let evaluator, let sha256)):
      let index = claimIndex(place, sha256)
      claims[index].individual.removeAll { $0.evaluator == evaluator }
      Self.put(Recusal(evaluator: evaluator, reason: reason), into: &claims[index].abstained)
    case (.claim(let answer, let reason, let evaluators), .claim(let sha256)):
      let index = claimIndex(place, sha256)
      claims[index].answer = answer
      claims[index].reason = reason
      claims[index].evaluators = evaluators
    case (.mark, .claim), (.mark, .reading), (.answer, .individual), (.answer, .moderated), (.answer, .claim),
      (.claim, .individual), (.claim, .moderated), (.claim, .reading), (.abstention, .moderated),
      (.abstention, .claim):
      break
    }
  }

  /// Records that an evaluator has a conflict of interest in the bid.
  public mutating func declare(conflict: Recusal) { Self.put(conflict, into: &conflicts) }

  /// Takes back the mark agreed on.
  mutating func withdrawModerated(_ place: AssessmentPlace) { marks[markingIndex(place)].moderated = nil }

  /// The marks for a piece of evidence.
  public func marking(_ place: AssessmentPlace) -> Marking? {
    marks.first { $0.requirement == place.requirement && $0.evidence == place.evidence }
  }

  /// What was read for a piece of evidence, in the document of this SHA-256 or in any.
  public func claim(_ place: AssessmentPlace, _ sha256: String?) -> ReadClaim? {
    claims.first { $0.requirement == place.requirement && $0.evidence == place.evidence && $0.sha256 == sha256 }
  }

  private static func put(_ recusal: Recusal, into list: inout [Recusal]) {
    if let index = list.firstIndex(where: { $0.evaluator == recusal.evaluator }) {
      list[index] = recusal
    } else {
      list.append(recusal)
    }
  }

  private mutating func markingIndex(_ place: AssessmentPlace) -> Int {
    if let index = marks.firstIndex(where: { $0.requirement == place.requirement && $0.evidence == place.evidence }) {
      return index
    }
    marks.append(Marking(requirement: place.requirement, evidence: place.evidence, individual: []))
    return marks.count - 1
  }

  private mutating func claimIndex(_ place: AssessmentPlace, _ sha256: String?) -> Int {
    if let index = claims.firstIndex(where: {
      $0.requirement == place.requirement && $0.evidence == place.evidence && $0.sha256 == sha256
    }) {
      return index
    }
    claims.append(
      ReadClaim(
        requirement: place.requirement, evidence: place.evidence, answer: nil, reason: "", evaluators: [],
        sha256: sha256, span: SourceSpan(file: "", line: 1, column: 1)))
    return claims.count - 1
  }
}
