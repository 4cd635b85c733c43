/// What became of one assertion.
public enum AssertionOutcome: Hashable, Sendable {
  /// What was recorded shows that it holds.
  case holds(AssertionReport)
  /// What was recorded, or the way the system ended the exchange, shows that it does not hold.
  case fails(AssertionReport)
  /// Nothing shows it either way: neither in favour of the system nor against it.
  case undecided(UndecidedReason, AssertionReport)

  /// What was expected and found.
  public var report: AssertionReport {
    switch self {
    case .holds(let report), .fails(let report), .undecided(_, let report): report
    }
  }
}

/// Expected and found, in words for people.
public struct AssertionReport: Hashable, Sendable {
  /// What the assertion demands: `every responses[*].status is success`.
  public var expected: String
  /// What was there: `failure at responses[3].status, success at 4 others`.
  public var found: String
  /// The selected values that do not satisfy the predicate, at most eight: `responses[3].status is failure`.
  public var failing: [String]

  /// Makes a report.
  public init(expected: String, found: String, failing: [String] = []) {
    self.expected = expected
    self.found = found
    self.failing = failing
  }
}

/// Why an assertion shows nothing.
public struct UndecidedReason: Hashable, Sendable {
  /// The kind of reason: decides between `not demonstrated` and `inconclusive`.
  public var cause: Cause
  /// The reason in words.
  public var text: String

  /// Kinds of reasons.
  public enum Cause: String, CaseIterable, Hashable, Sendable {
    /// The document or declaration says nothing of it.
    case silence
    /// The document says it with a reservation: configurable, conditional, unclear.
    case reservation
    /// The exchange did not complete, through nobody's proven fault.
    case exchange
    /// There is nothing to look at, or more than one thing where the assertion means one.
    case selection
    /// A name in double braces has no value, or one of another type.
    case name
    /// The harness did not record what it promises to record.
    case harness
  }

  /// Makes a reason.
  public init(_ cause: Cause, _ text: String) {
    self.cause = cause
    self.text = text
  }
}

/// What it means that something is not in an observation.
public enum AbsenceMeaning: Hashable, Sendable {
  /// An exchange was observed: what a completed exchange did not bring was not there.
  case observed
  /// Papers were read: what they do not mention is unknown.
  case silence
}
