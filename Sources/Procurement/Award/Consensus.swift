import Evidence
import Inventory
import Judgement

/// How the evaluators of a bid came to what they agreed on: what each gave, what they agreed on and why, who abstained or
/// does not count, and what was written when.
public struct Consensus: Codable, Hashable, Sendable {
  /// Evaluators with a conflict of interest in the bid; what they gave is kept and does not count.
  public var conflicts: [Assessment.Recusal]
  /// What evaluators decided, in the order of the specification; what it does not ask any more comes last.
  public var decisions: [Decision]
  /// Conflicts of interest as they were declared, in the order of time.
  public var changes: [Assessment.Change]

  /// One piece of evidence that evaluators decide.
  public struct Decision: Codable, Hashable, Sendable {
    /// `id@revision`
    public var requirement: String
    /// The requirement's title; nil where the specification does not have it any more.
    public var title: String?
    /// The piece of evidence.
    public var evidence: String
    /// What each evaluator gave.
    public var individual: [Given]
    /// Who gave nothing, and why.
    public var abstained: [Assessment.Recusal]
    /// What they agreed on, or what decides because all gave the same; nil where neither is there.
    public var agreed: Given?
    /// What was written when, in the order of time; empty where the file was written by hand.
    public var changes: [Assessment.Change]
  }

  /// A mark or an answer.
  public struct Given: Codable, Hashable, Sendable {
    /// Whose it is; nil for what they agreed on.
    public var evaluator: String?
    /// The mark or the answer.
    public var gave: String
    /// Why.
    public var reason: String
    /// Whether it counts: it does not with a conflict of interest.
    public var counts: Bool
  }

  /// Takes it from an assessment.
  ///
  /// - Parameter scorecard: What the bid was judged to, for titles and order.
  public init(of assessment: Assessment, in scorecard: Scorecard) {
    conflicts = assessment.conflicts
    changes = assessment.history.filter { $0.requirement == nil }
    let requirements = scorecard.groups.flatMap(\.requirements) + scorecard.notApplicable
    let titles = Dictionary(
      requirements.map { ("\($0.id)@\($0.revision)", $0.title) }, uniquingKeysWith: { first, _ in first })
    let places = Dictionary(
      requirements.enumerated().map { ("\($1.id)@\($1.revision)", $0) }, uniquingKeysWith: { first, _ in first })
    func given(_ evaluator: String, _ gave: String, _ reason: String) -> Given {
      Given(evaluator: evaluator, gave: gave, reason: reason, counts: assessment.counts(evaluator))
    }
    func decision(
      _ requirement: String, _ evidence: String, _ individual: [Given], _ abstained: [Assessment.Recusal],
      _ agreed: Given?
    ) -> Decision {
      Decision(
        requirement: requirement, title: titles[requirement], evidence: evidence, individual: individual,
        abstained: abstained, agreed: agreed,
        changes: assessment.history.filter { $0.requirement == requirement && $0.evidence == evidence })
    }
    let claims = assessment.claims.map { claim in
      decision(
        claim.requirement, claim.evidence,
        claim.individual.map { given($0.evaluator, $0.given.answer.rawValue, $0.given.reason) }, claim.abstained,
        assessment.decision(on: claim).map {
          Given(evaluator: nil, gave: $0.answer.rawValue, reason: $0.reason, counts: true)
        })
    }
    let marks = assessment.marks.map { marking in
      decision(
        marking.requirement, marking.evidence,
        marking.individual.map { given($0.evaluator, "\($0.given.mark)", $0.given.reason) }, marking.abstained,
        assessment.agreed(on: marking).map {
          Given(evaluator: nil, gave: "\($0.mark)", reason: $0.reason, counts: true)
        })
    }
    decisions = (claims + marks).enumerated().sorted { left, right in
      let (first, second) = (places[left.element.requirement] ?? .max, places[right.element.requirement] ?? .max)
      return first == second ? left.offset < right.offset : first < second
    }.map(\.element)
  }

  /// Every change, those of the whole bid included, in the order of time.
  public var allChanges: [Assessment.Change] {
    (changes + decisions.flatMap(\.changes)).enumerated()
      .sorted { $0.element.at == $1.element.at ? $0.offset < $1.offset : $0.element.at < $1.element.at }.map(\.element)
  }
}
