/// Whether every mandatory requirement is met.
public struct Gate: Codable, Hashable, Sendable {
  /// The gate's state.
  public var state: State
  /// Mandatory requirements with evidence against them, or without any.
  public var failing: [String]
  /// Mandatory requirements that could not be decided.
  public var undecided: [String]
  /// Mandatory requirements that fail and are waived.
  public var waived: [String]

  /// States of a gate.
  public enum State: String, Codable, Hashable, Sendable {
    case passed
    case failed
    /// Nothing fails, something is inconclusive.
    case undecided
  }

  /// Makes a gate.
  public init(state: State, failing: [String], undecided: [String], waived: [String]) {
    self.state = state
    self.failing = failing
    self.undecided = undecided
    self.waived = waived
  }
}
