import Evidence
import Specification

/// One piece of evidence that evaluators decide: the marks for what no machine shows, or what a document says where its
/// reading leaves a doubt. The workbench's forms and the evaluators' worksheets ask for the same.
public struct EvaluatorTask: Hashable, Sendable {
  /// `id@revision`
  public var requirement: String
  /// The requirement's title.
  public var title: String
  /// The piece of evidence.
  public var evidence: String
  /// What is asked.
  public var kind: Kind

  /// What is asked of evaluators.
  public enum Kind: Hashable, Sendable {
    /// A mark by published descriptors.
    case mark(question: String, descriptors: [MarkDescriptor])
    /// What a document says.
    ///
    /// - expected: What is expected of it, in words; the same whatever evaluators have answered.
    /// - citations: The words that were found.
    /// - sha256: SHA-256 of the document, where there is one alone.
    case claim(expected: [String], citations: [Citation], sha256: String?)
  }

  /// The tasks that a requirement leaves to evaluators: marks always, claims where the reading leaves a doubt or evaluators
  /// have answered.
  ///
  /// - Parameters:
  ///   - verdict: What the requirement came to.
  ///   - rule: The requirement.
  ///   - answered: Whether evaluators have written something of a piece of evidence.
  public static func tasks(
    of verdict: RequirementVerdict, rule: Requirement, answered: (String) -> Bool = { _ in false }
  ) -> [EvaluatorTask] {
    rule.evidence.compactMap { item in
      func task(_ kind: Kind) -> EvaluatorTask {
        EvaluatorTask(requirement: rule.reference, title: verdict.title, evidence: item.id, kind: kind)
      }
      switch item.body {
      case .assessment(let question, let descriptors):
        return task(.mark(question: question, descriptors: descriptors))
      case .statement:
        let verdicts = verdict.bindings.flatMap(\.evidence).filter { $0.id == item.id }
        let asked = verdicts.filter { $0.result == .needsHumanEye || $0.assessed != nil }
        guard !asked.isEmpty || answered(item.id) else { return nil }
        let citations = verdicts.flatMap(\.citations).withoutRepeats()
        let digests = Set(citations.map(\.sha256))
        return task(
          .claim(
            expected: verdicts.flatMap(\.findings).filter { $0.result == .needsHumanEye }.map(\.expected)
              .withoutRepeats(),
            citations: citations, sha256: digests.count == 1 ? digests.first : nil))
      case .probe, .declaration: return nil
      }
    }
  }
}
