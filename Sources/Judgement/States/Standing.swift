import Specification

/// Where a requirement stands, under one binding or over all of them.
struct Standing: Hashable, Sendable {
  var state: RequirementState
  /// Credit with everything undetermined counted against.
  var low: Rational
  /// Credit with everything undetermined counted in favour.
  var high: Rational
  /// Whether some way of settling what is undetermined meets it in full.
  var canBeMet: Bool
  /// The partial credit that applies however the undetermined comes out.
  var partial: PartialCredit?
  /// Whether a claim and a probe contradict each other, here or under some binding.
  var hasContradiction: Bool

  init(
    _ state: RequirementState, low: Rational = .zero, high: Rational = .zero, canBeMet: Bool = false,
    partial: PartialCredit? = nil, hasContradiction: Bool = false
  ) {
    self.state = state
    self.low = low
    self.high = high
    self.canBeMet = canBeMet
    self.partial = partial
    self.hasContradiction = hasContradiction
  }

  static let met = Standing(.met, low: .one, high: .one, canBeMet: true)
  static let notMet = Standing(.notMet)
  static let contradicted = Standing(.contradicted, hasContradiction: true)
  static let notDemonstrated = Standing(.notDemonstrated)
  static let notApplicable = Standing(.notApplicable)
}
