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
    var next = (previous.map(\.number).max() ?? 0) + 1
    var result = drafted.map { question -> ClarificationQuestion in
      var question = question
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
    return result.sorted { $0.number < $1.number }
  }

  private static func questions(of verdict: RequirementVerdict, _ scorecard: Scorecard) -> [ClarificationQuestion] {
    let evidence = verdict.bindings.flatMap(\.evidence)
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

  private static func grounds(_ verdict: EvidenceVerdict) -> [String] {
    let quotes = verdict.citations.map { "The bid says \($0.quoted)." }
    let steps = verdict.steps.last.map { " Step “\($0.id)” (\($0.kind)) at \($0.startedAt): \($0.outcome)." } ?? ""
    guard verdict.kind == .probe else { return quotes.isEmpty ? [verdict.why] : quotes }
    return ["\(verdict.why)\(steps)"]
  }
}
