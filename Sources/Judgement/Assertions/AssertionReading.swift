import Evidence
import Specification

/// What became of one assertion, before anybody is blamed for it.
struct AssertionReading: Hashable, Sendable {
  /// Three-valued: what cannot be looked at is neither true nor false.
  enum Result: Hashable, Sendable {
    case holds
    case fails
    case undecided(Doubt)
  }

  /// Why nothing shows it either way.
  enum Doubt: Hashable, Sendable {
    /// Nothing is said of it, or there is nothing to look at.
    case silence
    /// The document says it with a reservation.
    case reservation
    /// The exchange did not complete, through nobody's proven fault.
    case exchange
    /// The harness did not keep what it needs to tell.
    case harness
  }

  var result: Result
  /// What was expected, in words.
  var expected: String
  /// What was there, in words.
  var found: String
}

/// The observation that an assertion is held against, and how it is to be read.
struct AssertionContext: Sendable {
  var observation: Value
  /// The observation's type.
  var schema: ValueType
  /// Why the exchange did not complete; nil when it did, and for documents.
  var failure: StepFailure?
  /// Whether a field that is not there is silence, as in documents, and not a finding.
  var absenceIsSilence: Bool
  /// Values of the names in double braces.
  var variables: [String: Value]
}

/// Reads assertions over observations.
struct AssertionReader: Sendable {
  /// Reads one assertion.
  var read: @Sendable (Assertion, AssertionContext) -> AssertionReading
}
