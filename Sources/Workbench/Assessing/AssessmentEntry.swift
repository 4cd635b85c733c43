import Evidence
import Inventory
import Specification

/// One thing that evaluators write: the smallest that two of them can write at once. Each has a tag of its own, so that
/// evaluators who mark different things are never in each other's way.
struct AssessmentPlace: Hashable, Sendable {
  /// `id@revision`
  var requirement: String
  /// The piece of evidence.
  var evidence: String
  /// Which entry of it.
  var part: Part

  /// The entries of one piece of evidence.
  enum Part: Hashable, Sendable {
    /// The mark of one evaluator.
    case individual(evaluator: String)
    /// The mark that they agreed on.
    case moderated
    /// What they read in a document, with its SHA-256 where the answer holds for it alone.
    case claim(sha256: String?)
  }
}

/// What stands at a place, or is to stand there.
enum AssessmentEntry: Hashable, Sendable {
  case mark(Assessment.GivenMark)
  case claim(answer: Assessment.Answer, reason: String, evaluators: [String])

  /// Field by field, for people.
  var fields: [String: String] {
    switch self {
    case .mark(let given): ["mark": String(given.mark), "reason": given.reason]
    case .claim(let answer, let reason, let evaluators):
      ["answer": answer.rawValue, "reason": reason, "evaluators": evaluators.joined(separator: ", ")]
    }
  }
}

extension Assessment {
  /// What stands at a place.
  func entry(at place: AssessmentPlace) -> AssessmentEntry? {
    switch place.part {
    case .individual(let evaluator):
      return marking(place)?.individual.first { $0.evaluator == evaluator }.map { .mark($0.given) }
    case .moderated: return marking(place)?.moderated.map { .mark($0) }
    case .claim(let sha256):
      return claims.first {
        $0.requirement == place.requirement && $0.evidence == place.evidence && $0.sha256 == sha256
      }
      .map { .claim(answer: $0.answer, reason: $0.reason, evaluators: $0.evaluators) }
    }
  }

  /// The strong entity tag of what stands at a place (RFC 9110 §8.8.3).
  func tag(at place: AssessmentPlace) -> String {
    guard let entry = entry(at: place) else { return "\"none\"" }
    let text = entry.fields.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "\u{1E}")
    return "\"\(Digest.sha256(text).prefix(32))\""
  }

  /// Puts an entry at a place.
  mutating func put(_ entry: AssessmentEntry, at place: AssessmentPlace) {
    switch (entry, place.part) {
    case (.mark(let given), .individual(let evaluator)):
      let index = markingIndex(place)
      if let own = marks[index].individual.firstIndex(where: { $0.evaluator == evaluator }) {
        marks[index].individual[own].given = given
      } else {
        marks[index].individual.append(IndividualMark(evaluator: evaluator, given: given))
      }
    case (.mark(let given), .moderated): marks[markingIndex(place)].moderated = given
    case (.claim(let answer, let reason, let evaluators), .claim(let sha256)):
      let read = ReadClaim(
        requirement: place.requirement, evidence: place.evidence, answer: answer, reason: reason,
        evaluators: evaluators, sha256: sha256, span: SourceSpan(file: "", line: 1, column: 1))
      if let index = claims.firstIndex(where: {
        $0.requirement == place.requirement && $0.evidence == place.evidence && $0.sha256 == sha256
      }) {
        claims[index] = read
      } else {
        claims.append(read)
      }
    case (.mark, .claim), (.claim, .individual), (.claim, .moderated): break
    }
  }

  /// The marks for a piece of evidence.
  func marking(_ place: AssessmentPlace) -> Marking? {
    marks.first { $0.requirement == place.requirement && $0.evidence == place.evidence }
  }

  private mutating func markingIndex(_ place: AssessmentPlace) -> Int {
    if let index = marks.firstIndex(where: { $0.requirement == place.requirement && $0.evidence == place.evidence }) {
      return index
    }
    marks.append(Marking(requirement: place.requirement, evidence: place.evidence, individual: []))
    return marks.count - 1
  }
}
