import Specification

/// What decides a requirement, in words for readers who don't read step kinds: who is asked what, and what must come back.
struct EvidenceWords {
  let catalogue: StepCatalogue
  let inputs: [String: String]

  /// One piece of evidence.
  struct Sentence: Hashable {
    /// Its name in the requirement.
    var id: String
    /// What is done.
    var lead: String
    /// What must hold, an expectation each.
    var expectations: [String]
  }

  /// All of a requirement's evidence.
  func sentences(_ requirement: Requirement) -> [Sentence] {
    requirement.evidence.map { Sentence(id: $0.id, lead: lead($0, of: requirement), expectations: expectations($0)) }
  }

  private func lead(_ item: EvidenceItem, of requirement: Requirement) -> String {
    switch item.body {
    case .statement(let of, _):
      return "Documents: the bidder's conformance statement of the \(Self.name(of)) is read. It must say:"
    case .declaration: return "Declaration: the bidder's own answer to this requirement. It must say:"
    case .assessment(let question, _): return "Assessment: evaluators give a mark. They are asked: \(question)"
    case .probe(let steps):
      let actions = steps.map { step in
        let summary = catalogue.descriptions[step.kind]?.summary ?? step.kind
        let words = summary.hasSuffix(".") ? String(summary.dropLast()) : summary
        return "\(words) (\(Self.name(step.at)))"
      }
      return "Test of the running system: \(Self.counted(actions).joined(separator: "; ")). It must show:"
    }
  }

  private func expectations(_ item: EvidenceItem) -> [String] {
    switch item.body {
    case .statement(_, let expect), .declaration(let expect): expect.map(words)
    case .assessment(_, let descriptors): descriptors.map { "\($0.mark): \($0.descriptor)" }
    case .probe(let steps): expectations(steps)
    }
  }

  /// Which step shows what, where several kinds of steps do.
  private func expectations(_ steps: [Step]) -> [String] {
    let isMixed = Set(steps.filter { !$0.expect.isEmpty }.map(\.kind)).count > 1
    return Self.counted(
      steps.flatMap { step in
        step.expect.map { assertion in
          (isMixed ? "\(step.kind): " : "") + words(assertion)
            + (step.premise.map { " (supposed, else nothing is shown: \($0))" } ?? "")
        }
      })
  }

  /// Equal texts once, where the first of them stands, with their number.
  private static func counted(_ texts: [String]) -> [String] {
    var order: [String] = []
    var counts: [String: Int] = [:]
    for text in texts {
      if counts[text] == nil { order.append(text) }
      counts[text, default: 0] += 1
    }
    return order.map { text in counts[text].map { $0 > 1 ? "\(text), \($0) times" : text } ?? text }
  }

  private static func name(_ binding: String) -> String { binding.replacing("-", with: " ") }

  /// An assertion in words.
  func words(_ assertion: Assertion) -> String {
    let subject = [assertion.quantifier?.rawValue, assertion.path.text].compactMap { $0 }.joined(separator: " ")
    return "\(subject) \(predicate(assertion))"
  }

  private func predicate(_ assertion: Assertion) -> String {
    let no = assertion.negated
    switch assertion.predicate {
    case .compare(let comparison, let operand):
      let sign =
        switch comparison {
        case .equal: no ? "is not" : "is"
        case .notEqual: no ? "is" : "is not"
        case .less: no ? "is not less than" : "is less than"
        case .lessOrEqual: no ? "is more than" : "is at most"
        case .greater: no ? "is at most" : "is more than"
        case .greaterOrEqual: no ? "is less than" : "is at least"
        }
      return "\(sign) \(words(operand))"
    case .contains(let operand): return "\(no ? "does not contain" : "contains") \(words(operand))"
    case .containsAny(let operand): return "\(no ? "contains none of" : "contains one of") \(words(operand))"
    case .containsAll(let operand): return "\(no ? "does not contain all of" : "contains all of") \(words(operand))"
    case .startsWith(let operand): return "\(no ? "does not begin" : "begins") with \(words(operand))"
    case .endsWith(let operand): return "\(no ? "does not end" : "ends") with \(words(operand))"
    case .matches(let pattern): return "\(no ? "does not match" : "matches") /\(pattern)/"
    case .exists: return no ? "is not there" : "is there"
    case .isAbsent: return no ? "is there" : "is not there"
    case .isEmpty: return no ? "is not empty" : "is empty"
    case .isIn(let operand): return "\(no ? "is none of" : "is one of") \(words(operand))"
    case .between(let low, let high):
      return "\(no ? "is not" : "is") between \(words(low)) and \(words(high))"
    case .sameSetAs(let operand): return "\(no ? "is not" : "is") the same set as \(words(operand))"
    case .conformsTo(let checker, let profile):
      let name = profile.map { "\(checker.rawValue) \($0.name)" } ?? checker.rawValue
      return "\(no ? "does not conform" : "conforms") to \(name)"
    }
  }

  private func words(_ operand: Operand) -> String {
    switch operand {
    case .value(let value): value.written
    case .reference(let name): inputs[name].map { "\($0) (\(name))" } ?? name
    case .list(let elements): elements.map(words).joined(separator: ", ")
    }
  }
}
