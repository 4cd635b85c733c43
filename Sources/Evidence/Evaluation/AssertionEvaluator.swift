import Specification

/// Holds assertions against what was recorded.
///
/// The rules keep silence from passing and faults of others from failing:
///
/// - What is recorded is looked at. What is not recorded because the exchange did not complete never lets an assertion
///   hold: it fails where the system ended the exchange, and is undecided where anything else did.
/// - After a failure that is not the system's, nothing fails; what does not hold is undecided.
/// - `every` of nothing is undecided, `some` of nothing fails, `no` of nothing holds only in a completed exchange that
///   recorded the list.
/// - In a completed exchange what is absent satisfies neither a comparison nor its negation.
/// - In papers what is absent is silence: undecided, unless absence is what is asked for.
/// - What the harness could not compare (`StepDescription.uncomparedWord`) is undecided, unless the assertion names the word.
public enum AssertionEvaluator {
  /// What becomes of an assertion.
  ///
  /// - Parameters:
  ///   - observation: what was recorded.
  ///   - schema: its type, the one that the assertion was checked against.
  ///   - failure: why the exchange did not complete; nil where it did, and for papers.
  ///   - variables: values of names in double braces, by whole name or by first part.
  ///   - absence: what it means that something is not there.
  public static func evaluate(
    _ assertion: Assertion, on observation: Value, schema: ValueType, failure: StepFailure?,
    variables: [String: Value], absence: AbsenceMeaning = .observed
  ) -> AssertionOutcome {
    let resolver = OperandResolver(variables: variables)
    do throws(NameProblem) {
      let selection = try ObservationWalker(resolver: resolver).select(
        assertion.path, in: observation, schema: schema)
      let evaluation = try Evaluation(
        assertion: assertion, selection: selection, failure: failure, absence: absence, resolver: resolver)
      return evaluation.outcome
    } catch {
      let report = AssertionReport(expected: assertion.text, found: error.text)
      return .undecided(UndecidedReason(.name, error.text), report)
    }
  }
}

/// One assertion on one observation.
struct Evaluation {
  let assertion: Assertion
  let failure: StepFailure?
  let absence: AbsenceMeaning
  let predicate: ResolvedPredicate
  /// What the path selects; several places without a quantifier are one list.
  let places: [Selection.Place]
  let missingList: Selection.Place?
  let isCumulative: Bool
  /// Whether some of the places that were joined into one list had no value.
  let hasGaps: Bool

  init(
    assertion: Assertion, selection: Selection, failure: StepFailure?, absence: AbsenceMeaning,
    resolver: OperandResolver
  ) throws(NameProblem) {
    self.assertion = assertion
    self.failure = failure
    self.absence = absence
    missingList = selection.missingList
    isCumulative = selection.isCumulative
    let isList = assertion.quantifier == nil && assertion.path.selectsSeveral
    let gaps = Self.gaps(in: selection, failure: failure)
    hasGaps = isList && gaps
    places = isList ? [Self.joined(selection, assertion.path, skippingGaps: gaps)] : selection.places
    predicate = try ResolvedPredicate(
      assertion.predicate, negated: assertion.negated, on: places.lazy.compactMap(\.type).first, resolver: resolver)
  }

  /// Whether places without a value lie among those selected, none of which is due to a failure or a fault of ours.
  private static func gaps(in selection: Selection, failure: StepFailure?) -> Bool {
    var found = false
    for place in selection.places {
      switch place.content {
      case .value: continue
      case .emptyElement, .bytes, .absent(.notInDataSet), .absent(.notInMessage): found = true
      case .absent(.unrecorded) where failure == nil: found = true
      case .absent: return false
      }
    }
    return found
  }

  /// The values of all places as one list. What can't be told of one place can't be told of the list.
  private static func joined(_ selection: Selection, _ path: Path, skippingGaps: Bool) -> Selection.Place {
    var type: ValueType?
    if let inner = selection.places.lazy.compactMap(\.type).first {
      if case .list = inner { type = inner } else { type = .list(of: inner, key: nil) }
    }
    if let missing = selection.missingList {
      return .init(content: missing.content, locator: missing.locator, type: type)
    }
    var values: [Value] = []
    for place in selection.places {
      switch place.content {
      case .value(.list(let inner)): values += inner
      case .value(let value): values.append(value)
      case .emptyElement, .bytes: break
      case .absent:
        if !skippingGaps { return .init(content: place.content, locator: place.locator, type: type) }
      }
    }
    return .init(content: .value(.list(values)), locator: path.text, type: type)
  }

  // MARK: One place

  func truth(of place: Selection.Place) -> Truth {
    switch place.content {
    case .value(let value):
      return uncompared(value, place) ?? reserved(value, place) ?? silent(value) ?? predicate.truth(of: value)
    case .emptyElement: return truthOfEmptyElement(place)
    case .bytes:
      if let asksForPresence = predicate.asksForPresence { return asksForPresence ? .yes : .no(nil) }
      if case .isEmpty = predicate.predicate { return predicate.negated ? .yes : .no(nil) }
      return .no("bytes do not compare")
    case .absent(let absence): return truth(of: absence, at: place)
    }
  }

  /// A data element without a value is there and empty; it satisfies no comparison, and no negation of one.
  private func truthOfEmptyElement(_ place: Selection.Place) -> Truth {
    if let asksForPresence = predicate.asksForPresence { return asksForPresence ? .yes : .no(nil) }
    switch predicate.predicate {
    case .isEmpty: return predicate.negated ? .no(nil) : .yes
    case .compare(.equal, _) where !predicate.negated && predicate.operand == .string(""): return .yes
    default: return .no("it is empty")
    }
  }

  private func truth(of absence: Selection.Absence, at place: Selection.Place) -> Truth {
    switch absence {
    case .ambiguous(let count):
      return .unknown(
        UndecidedReason(.selection, "\(count) elements have the key \(place.locator): choose with `[field == value]`"))
    case .misshapen:
      return .unknown(
        UndecidedReason(.harness, "what was recorded at \(place.locator) does not have the form expected"))
    case .notInDataSet: break
    case .notInMessage, .notInResource:
      // Absent and empty are the same to a receiver (HL7 v2.5.1 §2.5.3).
      if case .isEmpty = predicate.predicate { return predicate.negated ? .no("absent") : .yes }
    case .unrecorded, .promised:
      if self.absence == .silence { return truthOfSilence }
      if failure != nil { return .broken }
      if absence == .promised {
        return .unknown(UndecidedReason(.harness, "\(place.locator) was not recorded"))
      }
    }
    if self.absence == .silence { return truthOfSilence }
    if let asksForPresence = predicate.asksForPresence { return asksForPresence ? .no("absent") : .yes }
    return .no("absent")
  }

  private var truthOfSilence: Truth {
    predicate.asksForPresence == false ? .yes : .unknown(Self.silence)
  }

  static let silence = UndecidedReason(.silence, "the statement does not say")

  /// In papers a list without elements, and a count of none, are silence too.
  private func silent(_ value: Value) -> Truth? {
    guard absence == .silence else { return nil }
    switch value {
    case .list(let values) where values.isEmpty:
      if predicate.asksForPresence == false { return .yes }
      if case .isEmpty = predicate.predicate, !predicate.negated { return .yes }
      return .unknown(Self.silence)
    case .number(0) where assertion.path.segments.last == .count: return .unknown(Self.silence)
    default: return nil
    }
  }

  /// Support with a reservation is neither support nor its denial.
  private func reserved(_ value: Value, _ place: Selection.Place) -> Truth? {
    guard absence == .silence, place.type == .word(StatementSchema.support), case .string(let word) = value,
      ["configurable", "conditional", "unclear"].contains(word)
    else { return nil }
    var named: [Value] = []
    switch (predicate.predicate, predicate.operand) {
    case (.compare(.equal, _), let operand?), (.compare(.notEqual, _), let operand?): named = [operand]
    case (.isIn, .list(let values)?): named = values
    default: return nil
    }
    if named.contains(value) { return nil }
    guard word == "unclear" || named.contains(.string("supported")) else { return nil }
    let how =
      switch word {
      case "configurable": "it is supported only once configured"
      case "conditional": "it is supported only under a condition"
      default: "the statement is unclear about it"
      }
    return .unknown(UndecidedReason(.reservation, how))
  }

  /// The harness's own word for what it could not compare speaks neither for the system nor against it.
  private func uncompared(_ value: Value, _ place: Selection.Place) -> Truth? {
    let word = Value.string(StepDescription.uncomparedWord)
    guard value == word, case .word(let words)? = place.type, words.contains(StepDescription.uncomparedWord),
      predicate.asksForPresence == nil
    else { return nil }
    let named: [Value] =
      if case .list(let values)? = predicate.operand { values } else { [predicate.operand].compactMap { $0 } }
    guard !named.contains(word) else { return nil }
    return .unknown(UndecidedReason(.harness, "the harness could not compare \(place.locator)"))
  }

  // MARK: All places

  /// What all places say together, before blame is looked at.
  func combined(_ truths: [Truth]) -> Truth {
    switch assertion.quantifier {
    case nil: return single(truths.first ?? .unknown(UndecidedReason(.selection, "there is nothing to look at")))
    case .every?:
      if let no = truths.first(where: { if case .no = $0 { true } else { false } }) { return no }
      if isBroken(truths) { return .broken }
      if let unknown = unknown(truths) { return unknown }
      guard !truths.isEmpty else { return nothing }
      return .yes
    case .some?:
      if truths.contains(.yes) { return .yes }
      if isBroken(truths) { return .broken }
      if let unknown = unknown(truths) { return unknown }
      if truths.isEmpty, absence == .silence { return nothing }
      return .no(truths.isEmpty ? "there is nothing to look at" : nil)
    case .no?:
      if truths.contains(.yes) { return .no(nil) }
      if isBroken(truths) || (truths.isEmpty && failure != nil) { return .broken }
      if let unknown = unknown(truths) { return unknown }
      if missingList != nil || (truths.isEmpty && absence == .silence) { return nothing }
      return .yes
    }
  }

  private var nothing: Truth {
    if absence == .silence { return .unknown(Self.silence) }
    if let missingList, case .absent(.promised) = missingList.content {
      return .unknown(UndecidedReason(.harness, "\(missingList.locator) was not recorded"))
    }
    return .unknown(UndecidedReason(.selection, "there is nothing to look at"))
  }

  private func unknown(_ truths: [Truth]) -> Truth? {
    if let missingList, case .absent(.misshapen) = missingList.content { return nothing }
    let doubts = truths.filter { if case .unknown = $0 { true } else { false } }
    // A reservation says more than silence elsewhere.
    return doubts.first { if case .unknown(let reason) = $0 { reason.cause == .reservation } else { false } }
      ?? doubts.first
  }

  /// Whether something that matters was not recorded because the exchange ended before.
  private func isBroken(_ truths: [Truth]) -> Bool {
    if truths.contains(.broken) { return true }
    guard failure != nil, absence == .observed else { return false }
    return isCumulative || missingList != nil
  }

  /// What is true of a part of a list need not be true of the whole, except where more could only make it truer.
  private func single(_ truth: Truth) -> Truth {
    if hasGaps, absence == .silence, truth != .yes || assertion.negated { return .unknown(Self.silence) }
    guard truth == .yes else { return truth }
    if hasGaps, assertion.negated || !growsTruer { return .no("some of the places selected have no value") }
    let isVacuous = assertion.path.selectsSeveral && assertion.negated
    if isVacuous, case .value(.list(let values))? = places.first?.content, values.isEmpty {
      return failure == nil ? nothing : .broken
    }
    guard failure != nil, isCumulative, !growsTruer else { return truth }
    return .broken
  }

  private var growsTruer: Bool {
    guard !assertion.negated else { return assertion.predicate == .isAbsent || assertion.predicate == .isEmpty }
    switch assertion.predicate {
    case .exists, .contains, .containsAny, .containsAll: return true
    case .compare(.greater, _), .compare(.greaterOrEqual, _): return assertion.path.segments.last == .count
    default: return false
    }
  }

  // MARK: Outcome

  var outcome: AssertionOutcome {
    let truths = places.map(truth)
    let truth = combined(truths)
    let wording = AssertionWording(evaluation: self, truths: truths)
    switch truth {
    case .yes: return .holds(wording.report(of: truth))
    case .unknown(let reason): return .undecided(reason, wording.report(of: truth))
    case .broken:
      let message = failure?.message ?? ""
      let text = "the exchange ended before: \(message)"
      guard failure?.blame == .system else {
        return .undecided(UndecidedReason(.exchange, text), wording.report(of: truth, ending: text))
      }
      return .fails(wording.report(of: truth, ending: text))
    case .no:
      guard let failure, failure.blame != .system else { return .fails(wording.report(of: truth)) }
      return .undecided(
        UndecidedReason(.exchange, "the exchange did not complete: \(failure.message)"), wording.report(of: truth))
    }
  }
}
