import Evidence
import Inventory
import Specification

/// Judges each requirement of a plan by itself; what it costs the total is not known here yet.
struct RequirementJudge {
  /// A requirement with its verdict and its exact standing.
  struct Judged {
    var requirement: Requirement
    var standing: Standing
    var verdict: RequirementVerdict
  }

  private let plan: Plan
  private let evidence: EvidenceJudge
  /// What each piece of evidence shows; of several records of one the last counts.
  private let verdicts: [EvidenceKey: EvidenceVerdict]
  private let applicability: Applicability
  private let explanation: RequirementExplanation

  init(input: JudgementInput, judged: [JudgedEvidence], reader: AssertionReader, phrases: Phrases) {
    var verdicts = [EvidenceKey: EvidenceVerdict](minimumCapacity: judged.count)
    for piece in judged { verdicts[piece.key] = piece.verdict }
    self.verdicts = verdicts
    plan = input.plan
    evidence = EvidenceJudge(input: input, reader: reader, phrases: phrases)
    applicability = Applicability(requirements: input.plan.rules.requirements, now: input.now)
    explanation = RequirementExplanation(phrases: phrases)
  }

  func judgeAll() -> [Judged] { plan.entries.map(judge) }

  private func verdict(
    of item: EvidenceItem, requirement: Requirement, binding: [String: String]
  ) -> EvidenceVerdict {
    var key = EvidenceKey(requirement: requirement.reference, binding: binding, evidence: item.id)
    if let verdict = verdicts[key] { return verdict }
    // A bidder answers a requirement once, whatever systems it is held against.
    if item.kind == .declaration {
      key.binding = [:]
      if let verdict = verdicts[key] { return verdict }
    }
    return evidence.verdict(of: item, requirement: requirement, record: nil)
  }

  private func judge(_ entry: Plan.Entry) -> Judged {
    let requirement = entry.requirement
    let states = BindingState(requirement)
    var judged = entry.bindings.map { binding -> (Standing, BindingVerdict) in
      var verdicts = requirement.evidence.map {
        verdict(of: $0, requirement: requirement, binding: binding)
      }
      let standing = states.standing(
        Dictionary(verdicts.map { ($0.id, $0.result) }, uniquingKeysWith: { first, _ in first }),
        credits: Dictionary(
          verdicts.compactMap { verdict in verdict.marked?.credit.map { (verdict.id, $0) } },
          uniquingKeysWith: { first, _ in first }))
      let turn = TurningPoint(requirement.require, evidence: verdicts)
      for index in verdicts.indices where turn.isSpared(verdicts[index]) { verdicts[index].needed = false }
      return (
        standing,
        BindingVerdict(
          systems: binding, state: standing.state, why: explanation.why(standing, evidence: verdicts, turn: turn),
          evidence: verdicts)
      )
    }
    if !judged.isEmpty, let absence = entry.absence, absence.consequence == .notDemonstrated {
      // One of several networks has nobody to show it: what the others show must not speak for it.
      judged.append(
        (
          .notDemonstrated,
          BindingVerdict(systems: [:], state: .notDemonstrated, why: absence.reason, evidence: [])
        ))
    }
    var standing = Combination.combine(judged.map(\.0), rule: requirement.credit)
    let bindings = judged.map(\.1)
    var why = explanation.why(standing, bindings: bindings, absence: entry.absence)
    if entry.bindings.isEmpty, entry.absence?.consequence == .notApplicable {
      standing = .notApplicable
      why += " The network has none by design, so the requirement does not count."
    } else if let exclusion = applicability.exclusion(of: requirement) {
      why = "\(exclusion) Held against it all the same, it would be \(standing.state.rawValue). \(why)"
      standing = .notApplicable
    }
    return Judged(
      requirement: requirement, standing: standing,
      verdict: RequirementVerdict(
        requirement, standing: standing, scale: plan.rules.scale, why: why, bindings: bindings))
  }
}

extension RequirementVerdict {
  /// A verdict whose loss and waiver are still to be filled in.
  init(_ requirement: Requirement, standing: Standing, scale: Scale, why: String, bindings: [BindingVerdict]) {
    self.init(
      id: requirement.id, revision: requirement.revision, title: requirement.title, statement: requirement.statement,
      rationale: requirement.rationale, sources: requirement.sources, equivalent: requirement.equivalent,
      level: requirement.level, weight: requirement.weight, tags: requirement.tags,
      provenance: requirement.provenance, state: standing.state, waiver: nil,
      creditLow: ShownNumber(credit: standing.low), creditHigh: ShownNumber(credit: standing.high),
      lost: ShownNumber(.zero, on: scale), why: why, remedy: requirement.remedy, bindings: bindings,
      matrix: SiteMatrix(requirement, bindings: bindings))
  }

  /// A requirement that the profile left out.
  init(dropped: DroppedRequirement, profile: AppliedProfile?, scale: Scale) {
    let who = profile.map { "The profile “\($0.title)”" } ?? "The profile"
    self.init(
      dropped.requirement, standing: .notApplicable, scale: scale,
      why: "\(who) leaves it out: \(Phrases.sentence(dropped.reason))", bindings: [])
  }
}
