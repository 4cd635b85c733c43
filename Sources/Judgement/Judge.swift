import Evidence
import Inventory
import Specification

/// Turns what was gathered into verdicts and numbers.
///
/// A pure function: no input or output, no clock, no randomness. The same input gives the same scorecard, byte by byte.
public enum Judge {
  /// How many raises a scorecard names.
  static let raiseLimit = 10

  /// Judges.
  public static func judge(_ input: JudgementInput) -> Scorecard {
    judge(input, reader: .standard)
  }

  /// Judges by what was made of the evidence as it was read. The input's own records are not looked at.
  ///
  /// - Parameter judged: In the order in which the evidence was gathered.
  public static func judge(_ input: JudgementInput, judged: [JudgedEvidence]) -> Scorecard {
    judge(input, evidence: judged, reader: .standard)
  }

  /// Judges with another way to read assertions, so that tests can set what each piece of evidence shows.
  static func judge(_ input: JudgementInput, reader: AssertionReader) -> Scorecard {
    let review = EvidenceReview(input, reader: reader)
    return judge(input, evidence: input.records.map(review.judged), reader: reader)
  }

  private static func judge(
    _ input: JudgementInput, evidence: [JudgedEvidence], reader: AssertionReader
  ) -> Scorecard {
    let rules = input.plan.rules
    let phrases = Phrases(network: input.plan.network)
    let judged = RequirementJudge(input: input, judged: evidence, reader: reader, phrases: phrases).judgeAll()
    let scoring = Scoring(
      groups: rules.groups,
      requirements: judged.map { ScoredRequirement(requirement: $0.requirement, standing: $0.standing) },
      cap: rules.desirableCap)
    let answers = Dictionary(grouping: input.answers?.answers ?? []) { $0.requirement }
    let register = WaiverRegister(waivers: input.waivers, plan: input.plan, now: input.now)

    var gated: [(verdict: RequirementVerdict, canBeMet: Bool)] = []
    var verdicts: [RequirementVerdict] = []
    for entry in judged {
      let scored = ScoredRequirement(requirement: entry.requirement, standing: entry.standing)
      var verdict = entry.verdict
      verdict.answers = answers["\(verdict.id)@\(verdict.revision)"]
      verdict.lost = ShownNumber(scoring.lost(by: scored), on: rules.scale)
      let isGated = verdict.level == .mandatory && verdict.state != .notApplicable
      if isGated, verdict.state != .met { verdict.waiver = register.lifting(verdict).map(WaiverNote.init) }
      if isGated { gated.append((verdict, entry.standing.canBeMet)) }
      verdicts.append(verdict)
    }
    let dropped = rules.dropped.map { RequirementVerdict(dropped: $0, profile: rules.profile, scale: rules.scale) }

    let gate = GateJudge.gate(gated)
    let mandatory = gated.map(\.verdict)
    let others = verdicts.filter { verdict in !mandatory.contains { $0.id == verdict.id } } + dropped
    let faults = input.waivers.compactMap { waiver in
      register.fault(of: waiver, gated: mandatory, others: others).map { WaiverRegister.problem($0, of: waiver) }
    }
    let unapplied = ClaimAssessments.problems(of: input.assessment, verdicts: verdicts)
    let summary = ScoreSummary(scoring: scoring, scale: rules.scale)
    let total = summary.total()
    var run = input.run
    run.now = input.now
    if run.systems.isEmpty {
      run.systems = input.plan.network.sites.flatMap { site in
        site.systems.map { RunSummary.SystemSummary($0, at: site) }
      }
    }
    let unread = documentProblems(input, evidence)
    let isProvisional =
      run.endedAt == nil || unread.contains { $0.severity == .unreadable }
      || input.problems.contains { $0.area == "harness" || $0.area == "document" }
      || verdicts.contains(where: \.isProvisional)
    let threshold = rules.threshold.map { Rational($0) }
    let points = scoring.total { $0.standing.low } * Rational(rules.scale.maximum)

    return Scorecard(
      specification: SpecificationSummary(rules: rules, sha256: input.specificationSHA256),
      bid: BidSummary(plan: input.plan, documents: input.documents), run: run, score: total, gate: gate,
      contradictions: judged.filter { $0.standing.hasContradiction && $0.standing.state != .notApplicable }
        .map(\.requirement.id),
      raises: scoring.raises(atMost: raiseLimit).map {
        Raise(requirement: $0.id, points: ShownNumber($0.points, on: rules.scale))
      },
      groups: scoring.groups.map { group in
        GroupVerdict(
          group: group, score: summary.score(of: group),
          requirements: zip(judged, verdicts)
            .filter { $0.requirement.group == group.id && $1.state != .notApplicable }.map(\.1))
      },
      notApplicable: verdicts.filter { $0.state == .notApplicable } + dropped,
      problems: input.problems + unread.map(\.problem).filter { !input.problems.contains($0) } + faults
        + unapplied + ForeignPatients.problems(of: evidence),
      exitCode: ExitCode.code(
        isProvisional: isProvisional, hasWaiverFault: !faults.isEmpty, gate: gate.state,
        isBelowThreshold: threshold.map { points < $0 } ?? false))
  }

  /// Problems of documents, from the readings and from the evidence, each once.
  private static func documentProblems(
    _ input: JudgementInput, _ evidence: [JudgedEvidence]
  ) -> [(severity: DocumentProblem.Severity, problem: Problem)] {
    var found: [(severity: DocumentProblem.Severity, problem: Problem)] = []
    var seen: Set<Problem> = []
    func add(_ problem: DocumentProblem, _ document: String) {
      let shown = Problem(problem, document: document)
      if seen.insert(shown).inserted { found.append((problem.severity, shown)) }
    }
    for reading in input.documents {
      // Notes stay with the document: they keep nothing from being judged.
      for problem in reading.problems where problem.severity != .note { add(problem, reading.document) }
    }
    for piece in evidence {
      for problem in piece.problems {
        let known = input.documents.first { $0.problems.contains(problem) }?.document
        add(problem, known ?? problem.citation?.document ?? piece.document ?? "bid")
      }
    }
    return found
  }
}

extension WaiverNote {
  fileprivate init(_ waiver: Waiver) {
    self.init(reason: waiver.reason, approver: waiver.approver, expires: waiver.expires, ticket: waiver.ticket)
  }
}

extension RequirementVerdict {
  /// Whether something could not be done on the way to it, so that it may come out otherwise another time.
  fileprivate var isProvisional: Bool {
    state == .inconclusive
      || state != .notApplicable
        && bindings.contains { $0.evidence.contains { $0.result == .undetermined && !$0.isSpared } }
  }
}
