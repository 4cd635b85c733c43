import FHIR

/// Gives an assertion its types, or says why it has none.
struct AssertionChecker {
  let observation: ValueType
  let names: NameScope
  let line: SourceLine
  /// Where profiles come from that assertions name; nil where none can be named.
  var profiles: (any ProfileSource)?

  private var operands: OperandChecker { OperandChecker(names: names) }

  /// A path by itself, for captures.
  func check(path: SyntaxPath) throws(SyntaxFault) -> CheckedPath {
    var checker = PathChecker(observation: observation, operands: operands, line: line)
    checker.pathStart = path.range.lowerBound
    return try checker.check(path)
  }

  func check(_ syntax: SyntaxAssertion) throws(SyntaxFault) -> Assertion {
    let checked = try check(path: syntax.path)
    let subject = try self.subject(of: syntax, checked)
    let predicate = try self.predicate(syntax, on: subject, checked)
    return Assertion(
      quantifier: syntax.quantifier?.kind, path: checked.path, negated: syntax.negated, predicate: predicate,
      text: line.text(syntax.range), span: line.span(syntax.range))
  }

  /// The type that the predicate sees: each selected value, or all of them as one list.
  private func subject(of syntax: SyntaxAssertion, _ checked: CheckedPath) throws(SyntaxFault) -> DataElementType {
    let path = checked.path.text
    if let quantifier = syntax.quantifier {
      guard checked.isMultiple else {
        var hint = "leave `\(quantifier.kind.rawValue)` out"
        if case .value(.list) = checked.type { hint = "write `\(path)[*]` to look at its elements, or \(hint)" }
        throw SyntaxFault(
          .needlessQuantifier, quantifier.range,
          "`\(quantifier.kind.rawValue)` needs a path that selects several values, and `\(path)` selects one",
          hint: hint)
      }
      return checked.type
    }
    guard checked.isMultiple else { return checked.type }
    guard case .value(let type) = checked.type else { throw missingQuantifier(path, syntax) }
    let (element, isFlat) =
      if case .list(let element, _) = type { (element, true) } else { (type, false) }
    switch syntax.predicate {
    case .sameSetAs, .isEmpty:
      return .value(.list(of: element, key: nil))
    case .contains, .containsAny, .containsAll:
      if element == .string, !isFlat {
        throw SyntaxFault(
          .missingQuantifier, syntax.path.range,
          "`\(path)` selects several texts: is one of them meant to be equal, or to hold the words?",
          hint: "write `some \(path) == …` or `some \(path) contains …`")
      }
      return .value(.list(of: element, key: nil))
    default: throw missingQuantifier(path, syntax)
    }
  }

  private func missingQuantifier(_ path: String, _ syntax: SyntaxAssertion) -> SyntaxFault {
    SyntaxFault(
      .missingQuantifier, syntax.path.range, "`\(path)` selects several values: say how many of them are meant",
      hint: "write `every`, `some` or `no` before it")
  }

  // MARK: Predicates

  private func predicate(
    _ syntax: SyntaxAssertion, on subject: DataElementType, _ checked: CheckedPath
  ) throws(SyntaxFault) -> Predicate {
    switch syntax.predicate {
    case .exists: return .exists
    case .isAbsent: return .isAbsent
    default: break
    }
    if case .element(let types) = subject { throw wholeElement(types, syntax, checked) }
    guard case .value(let type) = subject else {
      if case .isEmpty = syntax.predicate { return .isEmpty }
      throw SyntaxFault(
        .predicateType, syntax.predicateRange, "`\(checked.path.text)` holds bytes, which are not compared",
        hint: "ask with `exists`, `is absent` or `is empty`")
    }
    switch syntax.predicate {
    case .exists: return .exists
    case .isAbsent: return .isAbsent
    case .isEmpty: return try isEmpty(type, syntax, checked)
    case .compare(let comparison, let operand): return try compare(comparison, operand, type, syntax, checked)
    case .contains(let operand):
      return .contains(try operands.check(operand, as: try contained(in: type, syntax, checked, operand)))
    case .containsAny(let operand):
      return .containsAny(try operands.checkList(operand, of: try contained(in: type, syntax, checked, operand)))
    case .containsAll(let operand):
      return .containsAll(try operands.checkList(operand, of: try contained(in: type, syntax, checked, operand)))
    case .startsWith(let operand):
      try demandText(type, syntax, checked)
      return .startsWith(try operands.check(operand, as: .string))
    case .endsWith(let operand):
      try demandText(type, syntax, checked)
      return .endsWith(try operands.check(operand, as: .string))
    case .matches(let pattern, let range):
      try demandText(type, syntax, checked)
      return .matches(try expression(pattern, range))
    case .isIn(let operand):
      guard !type.isStructured else { throw unfit("in", type, syntax, checked, hint: listHint(type, checked)) }
      return .isIn(try operands.checkList(operand, of: type))
    case .between(let low, let high):
      return try between(low, high, type, syntax, checked)
    case .sameSetAs(let operand):
      guard case .list(let element, _) = type, !element.isStructured else {
        throw unfit(
          "same set as", type, syntax, checked, hint: type.isStructured ? nil : "a single value is compared by `==`")
      }
      return .sameSetAs(try operands.checkList(operand, of: element))
    case .conformsTo(let name, let range): return try conforms(name, range, type, syntax, checked)
    }
  }

  /// Elements with parts, and those that may be of several types, are asked for as a whole only.
  private func wholeElement(_ types: [String], _ syntax: SyntaxAssertion, _ checked: CheckedPath) -> SyntaxFault {
    let path = checked.path.text
    let hint: String
    if types.count > 1 {
      hint = "choose one by `\(path).ofType(\(types[0]))`, or name the resource first: `Patient.…`"
    } else {
      let elements = ElementRegistry.r4.elements(of: types.first ?? "").map(\.name)
      hint = "compare one of its elements: \(elements.enumerated)"
    }
    let shown = types.count > 6 ? "\(Array(types.prefix(6)).enumerated) and others" : types.enumerated
    return SyntaxFault(
      .predicateType, syntax.predicateRange,
      "`\(path)` is \(types.count > 1 ? "one of several types (\(shown))" : "of type \(shown)") and does not compare",
      hint: hint)
  }

  private func isEmpty(
    _ type: ValueType, _ syntax: SyntaxAssertion, _ checked: CheckedPath
  ) throws(SyntaxFault) -> Predicate {
    // Any data element can be there with a length of zero.
    if case .tag? = checked.path.segments.last { return .isEmpty }
    switch type {
    case .list, .string: return .isEmpty
    default: throw unfit("is empty", type, syntax, checked, hint: "ask with `is absent`")
    }
  }

  private func compare(
    _ comparison: Predicate.Comparison, _ operand: SyntaxOperand, _ type: ValueType, _ syntax: SyntaxAssertion,
    _ checked: CheckedPath
  ) throws(SyntaxFault) -> Predicate {
    switch comparison {
    case .equal, .notEqual:
      switch type {
      case .list(let element, _) where !element.isStructured:
        if case .bare = operand { throw scalarForList(operand, checked) }
        if case .text = operand { throw scalarForList(operand, checked) }
        return .compare(comparison, try operands.checkList(operand, of: element))
      case .list, .record, .dataSet, .message, .resource:
        throw unfit(comparison.rawValue, type, syntax, checked, hint: listHint(type, checked))
      default: return .compare(comparison, try operands.check(operand, as: type))
      }
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      guard type.isOrdered else {
        throw unfit(comparison.rawValue, type, syntax, checked, hint: orderHint(type, checked))
      }
      return .compare(comparison, try operands.check(operand, as: type))
    }
  }

  private func scalarForList(_ operand: SyntaxOperand, _ checked: CheckedPath) -> SyntaxFault {
    let value = line.text(operand.range)
    return SyntaxFault(
      .literalType, operand.range, "`\(checked.path.text)` may hold several values, and one is given",
      hint: "write `contains \(value)`, or `== [\(value)]` for exactly this one")
  }

  private func contained(
    in type: ValueType, _ syntax: SyntaxAssertion, _ checked: CheckedPath, _ operand: SyntaxOperand
  ) throws(SyntaxFault) -> ValueType {
    switch type {
    case .string: return .string
    case .list(let element, _) where !element.isStructured: return element
    default:
      throw unfit(
        "contains", type, syntax, checked,
        hint: type.isStructured
          ? listHint(type, checked) : "a single value is compared by `==`, alternatives by `in […]`")
    }
  }

  private func demandText(
    _ type: ValueType, _ syntax: SyntaxAssertion, _ checked: CheckedPath
  ) throws(SyntaxFault) {
    switch type {
    case .string, .uid: return
    case .list(let element, _) where element == .string || element == .uid:
      throw unfit(
        line.text(syntax.predicateRange), type, syntax, checked,
        hint: "look at its elements: `some \(checked.path.text)[*] …`")
    default:
      throw unfit(line.text(syntax.predicateRange), type, syntax, checked, hint: "it applies to text and UIDs")
    }
  }

  private func expression(_ pattern: String, _ range: Range<Int>) throws(SyntaxFault) -> String {
    do {
      return try RegularExpression(pattern).pattern
    } catch {
      // The offset counts characters of the pattern; a slash is written with a backslash before it.
      let escaped = pattern.unicodeScalars.prefix(error.range.lowerBound).count { $0 == "/" }
      let first = min(
        range.lowerBound + 1 + error.range.lowerBound + escaped, max(range.upperBound - 1, range.lowerBound))
      let last = min(max(first + error.range.count, first + 1), range.upperBound)
      throw SyntaxFault(.regularExpression, first..<last, error.message, hint: error.hint)
    }
  }

  private func between(
    _ low: SyntaxOperand, _ high: SyntaxOperand, _ type: ValueType, _ syntax: SyntaxAssertion, _ checked: CheckedPath
  ) throws(SyntaxFault) -> Predicate {
    guard type.isOrdered else { throw unfit("between", type, syntax, checked, hint: orderHint(type, checked)) }
    let (first, last) = (try operands.check(low, as: type), try operands.check(high, as: type))
    if case .value(let first) = first, case .value(let last) = last, let order = first.order(last), order > 0 {
      throw SyntaxFault(
        .emptyRange, low.range.lowerBound..<high.range.upperBound,
        "nothing lies between the two: the first is the larger",
        hint: "write `between \(line.text(high.range)) and \(line.text(low.range))`")
    }
    return .between(first, last)
  }

  private func conforms(
    _ name: String, _ range: Range<Int>, _ type: ValueType, _ syntax: SyntaxAssertion, _ checked: CheckedPath
  ) throws(SyntaxFault) -> Predicate {
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    let base = parts[0]
    let known = NamedChecker.allCases.map(\.rawValue)
    if NamedChecker.unavailable.contains(base) {
      throw SyntaxFault(
        .unavailableChecker, range, "this edition has no checker `\(base)`",
        hint: "the name is kept for a later edition; checkers are \(known.enumerated)")
    }
    guard let checker = NamedChecker(rawValue: base) else {
      let near = NearestName.suggestion(for: base, among: known + NamedChecker.unavailable)
      throw SyntaxFault(
        .unknownChecker, range, "there is no checker `\(base)`",
        hint: near.map { "did you mean `\($0)`?" } ?? "checkers are \(known.enumerated)")
    }
    guard checker.checks(type) else {
      throw SyntaxFault(
        .predicateType, range, "`\(checked.path.text)` is \(type.described), and `\(base)` checks \(checker.subject)",
        hint: nil)
    }
    return .conformsTo(checker, try profile(parts.count == 1 ? nil : parts[1], checker, range))
  }

  /// The profile behind the colon of a checker's name, where the checker takes one.
  private func profile(
    _ name: String?, _ checker: NamedChecker, _ range: Range<Int>
  ) throws(SyntaxFault) -> NamedProfile? {
    guard let argument = checker.argument else {
      guard name == nil else {
        throw SyntaxFault(
          .unknownChecker, range, "the checker `\(checker.rawValue)` takes no argument",
          hint: "write `\(checker.rawValue)`")
      }
      return nil
    }
    if name == nil, checker.isArgumentOptional { return nil }
    guard let name, !name.isEmpty else {
      throw SyntaxFault(.unusableProfile, range, "`\(checker.rawValue)` needs \(argument)")
    }
    guard let profiles else { throw SyntaxFault(.unusableProfile, range, "no profile can be named here") }
    switch profiles.profile(name, for: checker, at: line.span(range)) {
    case .success(let profile): return profile
    case .failure(let problem): throw SyntaxFault(.unusableProfile, range, problem.message, hint: problem.hint)
    }
  }

  // MARK: Messages

  private func unfit(
    _ predicate: String, _ type: ValueType, _ syntax: SyntaxAssertion, _ checked: CheckedPath, hint: String?
  ) -> SyntaxFault {
    SyntaxFault(
      .predicateType, syntax.predicateRange,
      "`\(predicate)` can't be asked of `\(checked.path.text)`, which is \(type.described)", hint: hint)
  }

  private func orderHint(_ type: ValueType, _ checked: CheckedPath) -> String? {
    switch type {
    case .list: "`\(checked.path.text).count` is a number"
    case .string, .uid, .word: "only numbers, durations, sizes and dates have an order"
    default: nil
    }
  }

  private func listHint(_ type: ValueType, _ checked: CheckedPath) -> String? {
    switch type {
    case .list: "look at its elements: `\(checked.path.text)[*]`, or count them: `\(checked.path.text).count`"
    case .record(let fields): "compare one of its fields: \(fields.map(\.name).enumerated)"
    case .dataSet: "compare one of its elements: `\(checked.path.text).PatientID`"
    case .message: "compare one of its fields: `\(checked.path.text).PID-3.1`"
    case .resource: "compare one of its elements: `\(checked.path.text).id`"
    default: nil
    }
  }
}
