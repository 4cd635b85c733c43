import Evidence
import Inventory
import Judgement
import Specification

/// What evaluators are asked about one bid: a sheet for each of them, and one for what they agree on.
public struct Worksheet: Hashable, Sendable {
  /// What it is about.
  public var subject: Subject
  /// Whose it is.
  public var form: Form
  /// What is asked, in the order of the specification.
  public var rows: [Row]

  /// Whose a worksheet is.
  public enum Form: Hashable, Sendable {
    /// One evaluator's, by name.
    case individual(evaluator: String)
    /// That of all of them together, once each has answered.
    case moderation
  }

  /// The bid and the rules that it is held against.
  public struct Subject: Hashable, Sendable {
    /// The tender; nil where only a run is known.
    public var tender: String?
    /// The lot; nil for the whole tender.
    public var lot: String?
    /// The bid, by id.
    public var bid: String
    /// The bidder.
    public var bidder: String
    /// The specification, by id.
    public var specification: String
    /// Its version.
    public var version: String
    /// The profile, by name.
    public var profile: String?
    /// SHA-256 over the specification's files.
    public var sha256: String

    /// Takes them from what a bid was judged to.
    public init(_ scorecard: Scorecard, tender: String? = nil, lot: String? = nil) {
      self.tender = tender
      self.lot = lot
      bid = scorecard.bid.id
      bidder = scorecard.bid.bidder
      specification = scorecard.specification.id
      version = scorecard.specification.version
      profile = scorecard.specification.profile?.id
      sha256 = scorecard.specification.sha256
    }

    /// An assessment in which nothing is written yet.
    public var assessment: Assessment {
      Assessment(
        specification: specification, version: version, bid: bid, specificationSHA256: sha256, claims: [])
    }
  }

  /// One thing that is asked.
  public struct Row: Hashable, Sendable {
    /// What is asked.
    public var task: EvaluatorTask
    /// With moderation, what each evaluator gave before.
    public var before: String?

    /// `id@revision evidence`
    public var name: String { "\(task.requirement) \(task.evidence)" }
  }

  /// The worksheet of one evaluator.
  ///
  /// - Parameter rules: The specification that the bid was judged by.
  public init(of evaluator: String, _ scorecard: Scorecard, rules: RuleSet, subject: Subject) {
    self.subject = subject
    form = .individual(evaluator: evaluator)
    rows = Self.tasks(scorecard, rules).map { Row(task: $0) }
  }

  /// The worksheet on which evaluators agree: every mark that somebody who counts has given, and every answer on which
  /// they differ.
  public init(moderating assessment: Assessment, _ scorecard: Scorecard, rules: RuleSet, subject: Subject) {
    self.subject = subject
    form = .moderation
    rows = Self.tasks(scorecard, rules).compactMap { task in
      Self.before(task, assessment).map { Row(task: task, before: $0) }
    }
  }

  private static func tasks(_ scorecard: Scorecard, _ rules: RuleSet) -> [EvaluatorTask] {
    let requirements = Dictionary(
      rules.requirements.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    return scorecard.groups.flatMap(\.requirements).flatMap { verdict in
      requirements["\(verdict.id)@\(verdict.revision)"].map { EvaluatorTask.tasks(of: verdict, rule: $0) } ?? []
    }
  }

  /// What evaluators gave, a line each; nil where there is nothing to agree on.
  private static func before(_ task: EvaluatorTask, _ assessment: Assessment) -> String? {
    func lines(_ given: [(String, String)], _ abstained: [Assessment.Recusal]) -> String {
      let told = given.map { evaluator, words in
        "\(evaluator): \(words)" + (assessment.counts(evaluator) ? "" : " (not counted: conflict of interest)")
      }
      return (told + abstained.map { "\($0.evaluator) abstained: \($0.reason)" }).joined(separator: "\n")
    }
    let place = AssessmentPlace(requirement: task.requirement, evidence: task.evidence, part: .moderated)
    switch task.kind {
    case .mark:
      guard let marking = assessment.marking(place),
        marking.individual.contains(where: { assessment.counts($0.evaluator) })
      else { return nil }
      return lines(marking.individual.map { ($0.evaluator, "\($0.given.mark). \($0.given.reason)") }, marking.abstained)
    case .claim(_, _, let sha256):
      guard let claim = assessment.claim(place, sha256),
        claim.individual.contains(where: { assessment.counts($0.evaluator) }),
        claim.answer != nil || assessment.isDisputed(claim)
      else { return nil }
      return lines(
        claim.individual.map { ($0.evaluator, "\($0.given.answer.rawValue). \($0.given.reason)") }, claim.abstained)
    }
  }

  /// What an evaluator chooses who gives neither mark nor answer.
  public static let abstains = "abstain"

  /// Whether an evaluator can be called this: it becomes a key of the assessment's file.
  public static func isName(_ name: String) -> Bool {
    name.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._\-]{0,63}/) != nil
  }
}

extension EvaluatorTask {
  /// What may be answered, with what each takes.
  var answers: [(word: String, meaning: String)] {
    switch kind {
    case .mark(_, let descriptors): descriptors.map { ("\($0.mark)", $0.descriptor) }
    case .claim:
      [
        (Assessment.Answer.confirmed.rawValue, "the document claims it"),
        (Assessment.Answer.refused.rawValue, "it does not say so"),
        (Assessment.Answer.denied.rawValue, "it says otherwise"),
      ]
    }
  }

  /// What is asked, in words.
  var question: String {
    switch kind {
    case .mark(let question, _): return question
    case .claim(let expected, let citations, _):
      let shown = citations.prefix(6).map { "– \($0.quoted)" }
      let asked = expected.isEmpty ? "" : "\nAsked for: " + expected.joined(separator: "; ")
      return "The reading of the document leaves a doubt. What does it say?" + asked
        + (shown.isEmpty ? "" : "\n" + shown.joined(separator: "\n"))
    }
  }
}
