import Specification

/// Puts an assertion and what was found into words.
struct AssertionWording {
  let evaluation: Evaluation
  let truths: [Truth]

  private static let shown = ValueText.shownElements

  /// The report of an assertion; `ending` is added where the exchange ended before it could be told.
  func report(of truth: Truth, ending: String? = nil) -> AssertionReport {
    var found = evaluation.assertion.quantifier == nil ? foundOne : foundSeveral
    if let ending { found = found.isEmpty ? ending : "\(found); \(ending)" }
    var failing: [String] = []
    if truth != .yes, evaluation.assertion.quantifier != nil { failing = culprits }
    return AssertionReport(expected: expected, found: found, failing: failing)
  }

  // MARK: Expected

  private var expected: String {
    let assertion = evaluation.assertion
    var words: [String] = []
    if let quantifier = assertion.quantifier { words.append(quantifier.rawValue) }
    words.append(assertion.path.text)
    if assertion.negated { words.append("not") }
    words += predicateWords
    return words.joined(separator: " ")
  }

  private var predicateWords: [String] {
    let predicate = evaluation.predicate
    let type = evaluation.places.lazy.compactMap(\.type).first
    let value = predicate.operand.map { ValueText.text($0, type: operandType(type)) } ?? ""
    return switch predicate.predicate {
    case .compare(let comparison, _): [comparison.rawValue, value]
    case .contains: ["contains", value]
    case .containsAny: ["contains any", value]
    case .containsAll: ["contains all", value]
    case .startsWith: ["starts with", value]
    case .endsWith: ["ends with", value]
    case .matches(let pattern): ["matches", "/\(pattern)/"]
    case .exists: ["exists"]
    case .isAbsent: ["is absent"]
    case .isEmpty: ["is empty"]
    case .isIn: ["in", value]
    case .between: ["between", value, "and", predicate.upper.map { ValueText.text($0) } ?? ""]
    case .sameSetAs: ["same set as", value]
    case .conformsTo(let checker, let profile):
      ["conforms to", checker.rawValue + (profile.map { ":" + $0.name } ?? "")]
    }
  }

  /// Words of closed sets stand without quotation marks on the right, too.
  private func operandType(_ type: ValueType?) -> ValueType? {
    guard let type else { return nil }
    if case .isIn = evaluation.predicate.predicate { return .list(of: type, key: nil) }
    return type
  }

  // MARK: Found

  private var foundOne: String {
    guard let place = evaluation.places.first else { return "nothing" }
    var text = describe(place, withPlace: false)
    if let truth = truths.first, case .no(let why?) = truth, case .value = place.content { text += ": \(why)" }
    if case .sameSetAs = evaluation.predicate.predicate, case .value(let value) = place.content {
      text += setDifference(value)
    }
    return text
  }

  private var foundSeveral: String {
    if let missing = evaluation.missingList, evaluation.places.isEmpty { return "\(missing.locator) is absent" }
    guard !evaluation.places.isEmpty else { return "nothing to look at: the list is empty" }
    var order: [String] = []
    var locators: [String: [String]] = [:]
    for place in evaluation.places {
      let text = describe(place, withPlace: false)
      if locators[text] == nil { order.append(text) }
      locators[text, default: []].append(place.locator)
    }
    let parts = order.prefix(Self.shown).map { text -> String in
      let places = locators[text] ?? []
      return places.count == 1 ? "\(text) at \(places[0])" : "\(text) at \(places.count) places"
    }
    let rest = order.count - parts.count
    return parts.joined(separator: ", ") + (rest > 0 ? " and \(rest) other values" : "")
  }

  /// The places that keep a quantified assertion from holding.
  private var culprits: [String] {
    let isNo = evaluation.assertion.quantifier == .no
    let wrong = zip(evaluation.places, truths).filter { _, truth in (truth == .yes) == isNo }.map(\.0)
    var lines = wrong.prefix(Self.shown).map { describe($0, withPlace: true) }
    if wrong.count > lines.count { lines.append("and \(wrong.count - lines.count) more") }
    return lines
  }

  private func describe(_ place: Selection.Place, withPlace: Bool) -> String {
    let text: String
    switch place.content {
    case .value(let value): text = ValueText.text(value, type: place.type) + explanation(value)
    case .emptyElement: text = "empty"
    case .bytes(let count): text = "\(count) bytes"
    case .absent(.ambiguous(let count)): text = "\(count) elements with this key"
    case .absent: text = "absent"
    }
    return withPlace ? "\(place.locator) is \(text)" : text
  }

  /// What a named checker says about the value, and a difference that can't be seen.
  private func explanation(_ value: Value) -> String {
    if case .conformsTo(.iod, _) = evaluation.predicate.predicate {
      return ConformityReading(value)?.explanation(limit: Self.shown) ?? ""
    }
    if case .conformsTo(.hl7, _) = evaluation.predicate.predicate,
      case .message(let message) = value
    {
      let problems = NamedChecker.problems(in: message) ?? []
      let rest = problems.count > 3 ? "; and \(problems.count - 3) more" : ""
      return problems.isEmpty ? "" : ": " + problems.prefix(3).joined(separator: "; ") + rest
    }
    if case .conformsTo(.fhir, let profile) = evaluation.predicate.predicate {
      return ResourceReading(value, profile)?.explanation(limit: Self.shown) ?? ""
    }
    if case .conformsTo(_, let profile?) = evaluation.predicate.predicate {
      return ProfileReading(value, profile)?.explanation(limit: Self.shown) ?? ""
    }
    guard let text = value.characters else { return "" }
    switch evaluation.predicate.predicate {
    case .conformsTo(let checker, _):
      guard let problem = checker.problem(in: text) else { return "" }
      return " (\(problem))"
    case .compare:
      // Swift's own equality is canonical equivalence.
      guard let wanted = evaluation.predicate.operand?.characters, wanted == text,
        value.same(as: .string(wanted)) == false
      else { return "" }
      return " (looks the same, in other code points)"
    default: return ""
    }
  }

  private func setDifference(_ value: Value) -> String {
    guard case .list(let found) = value, case .list(let wanted)? = evaluation.predicate.operand else { return "" }
    let (foundKeys, wantedKeys) = (Set(found.map(\.setKey)), Set(wanted.map(\.setKey)))
    var seen: Set<[UInt8]> = []
    let repeated = found.filter { !seen.insert($0.setKey).inserted }
    let parts: [(String, [Value])] = [
      ("missing", wanted.filter { !foundKeys.contains($0.setKey) }),
      ("unexpected", found.filter { !wantedKeys.contains($0.setKey) }), ("repeated", repeated),
    ]
    let texts = parts.filter { !$0.1.isEmpty }.map { "\($0.0) \(ValueText.text(.list($0.1)))" }
    return texts.isEmpty ? "" : "; " + texts.joined(separator: "; ")
  }
}
