import Evidence
import Judgement

/// Drafts the questions that a judged bid leaves: one for each requirement and cause, numbered for good.
public enum ClarificationDraft {
  /// Places that are told for a question; more would hide it.
  private static let most = 6

  /// Drafts.
  ///
  /// - Parameters:
  ///   - scorecard: What the bid was judged to.
  ///   - previous: The questions of the drafting before: they keep their numbers, and those that are no longer asked
  ///     stay in the list as closed.
  public static func questions(
    of scorecard: Scorecard, previous: [ClarificationQuestion] = []
  ) -> [ClarificationQuestion] {
    let drafted = scorecard.groups.flatMap(\.requirements).flatMap { questions(of: $0, scorecard) }
    var known = Dictionary(previous.map { ($0.key, $0.number) }, uniquingKeysWith: { first, _ in first })
    let answered = Dictionary(
      previous.compactMap { question in question.answer.map { (question.key, $0) } },
      uniquingKeysWith: { first, _ in first })
    var next = (previous.map(\.number).max() ?? 0) + 1
    var result = drafted.map { question -> ClarificationQuestion in
      var question = question
      question.answer = answered[question.key]
      if let number = known.removeValue(forKey: question.key) {
        question.number = number
      } else {
        question.number = next
        next += 1
      }
      return question
    }
    result += previous.filter { known[$0.key] == $0.number }.map { question in
      var question = question
      question.isOpen = false
      return question
    }
    let answers = Dictionary(
      scorecard.groups.flatMap(\.requirements).flatMap { $0.answers ?? [] }.map {
        ("\($0.requirement) \($0.number)", $0)
      },
      uniquingKeysWith: { first, _ in first })
    return result.map { question in
      var question = question
      question.answer = answers["\(question.requirement) \(question.number)"] ?? question.answer
      return question
    }.sorted { $0.number < $1.number }
  }

  private static func questions(of verdict: RequirementVerdict, _ scorecard: Scorecard) -> [ClarificationQuestion] {
    let evidence = verdict.bindings.flatMap(\.evidence).filter { !$0.isSpared }
    var found: [ClarificationQuestion] = []
    func ask(_ cause: ClarificationQuestion.Cause, _ question: String, _ grounds: [String]) {
      var seen: Set<String> = []
      found.append(
        ClarificationQuestion(
          number: 0, cause: cause, requirement: "\(verdict.id)@\(verdict.revision)", title: verdict.title,
          question: question, grounds: Array(grounds.filter { seen.insert($0).inserted }.prefix(most)), isOpen: true))
    }
    if scorecard.contradictions.contains(verdict.id) {
      let claims = evidence.filter { $0.kind != .probe && $0.result == .holds }
      let probes = evidence.filter { $0.kind == .probe && $0.result == .fails }
      ask(
        .contradiction,
        "Your papers say that this holds, and the demonstration showed otherwise. Please explain the difference, and say "
          + "with which version and configuration the product does what the papers say.",
        claims.flatMap(grounds) + probes.flatMap(grounds))
    }
    let doubtful = evidence.filter { $0.result == .needsHumanEye }
    if !doubtful.isEmpty {
      ask(
        .doubt,
        "Do these words say that the product meets the requirement as it stands? Please answer yes or no for each, and "
          + "give the place that says so without doubt.", doubtful.flatMap(grounds))
    }
    let vague = evidence.filter { $0.kind != .probe && $0.result == .holds && $0.assessed == nil }.flatMap(vagueGrounds)
    if !vague.isEmpty {
      ask(
        .ambiguity,
        "These words leave open whether the product that is offered does it today. Please say whether it does, as delivered, "
          + "in which version, and under which conditions if there are any.", vague)
    }
    let papers = evidence.filter { $0.kind == .statement }
    if !papers.isEmpty, papers.allSatisfy({ $0.result == .silent }) {
      switch verdict.state {
      case .notDemonstrated:
        ask(
          .silence,
          "No document of your bid speaks of this. Please name the document, page and table that do, or say that the "
            + "product does not meet it.", [])
      case .partlyMet:
        ask(
          .silence,
          "No document of your bid speaks of this, which costs it points. Please name the document, page and table that "
            + "do.", papers.flatMap(grounds))
      case .met, .notMet, .contradicted, .inconclusive, .notApplicable: break
      }
    }
    return found
  }

  /// Words of a claim that promise nothing, with their place.
  private static func vagueGrounds(_ verdict: EvidenceVerdict) -> [String] {
    func words(_ found: [String]) -> String { found.map { "“\($0)”" }.joined(separator: ", ") }
    let cited = verdict.citations.compactMap { citation -> String? in
      let found = VagueClaims.found(in: ([citation.words] + (citation.cells ?? [])).joined(separator: "\n"))
      return found.isEmpty ? nil : "The bid says \(citation.quoted): \(words(found))."
    }
    guard cited.isEmpty, verdict.kind == .declaration else { return cited }
    let found = VagueClaims.found(in: verdict.why)
    return found.isEmpty ? [] : ["\(verdict.why) It says \(words(found))."]
  }

  private static func grounds(_ verdict: EvidenceVerdict) -> [String] {
    let quotes = verdict.citations.map { "The bid says \($0.quoted)." }
    let steps = verdict.steps.last.map { " Step “\($0.id)” (\($0.kind)) at \($0.startedAt): \($0.outcome)." } ?? ""
    guard verdict.kind == .probe else { return quotes.isEmpty ? [verdict.why] : quotes }
    return ["\(verdict.why)\(steps)"]
  }
}
