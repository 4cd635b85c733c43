/// The numbers of a whole or of a group.
public struct Score: Codable, Hashable, Sendable {
  /// With everything inconclusive counted as 0.
  public var low: ShownNumber
  /// With everything inconclusive counted as its best.
  public var high: ShownNumber
  /// Demonstrated weight over applicable weight, as percent.
  public var coverage: ShownNumber
  /// The part of `low` that desirable requirements added.
  public var desirable: ShownNumber
  /// Label of the scale's step that `low` falls into.
  public var label: String?
  /// Descriptor of that step.
  public var descriptor: String?
  /// Number of requirements by state.
  public var states: [String: Int]

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case coverage, descriptor, desirable, high, label, low, states
  }

  /// Makes a score.
  public init(
    low: ShownNumber, high: ShownNumber, coverage: ShownNumber, desirable: ShownNumber, label: String? = nil,
    descriptor: String? = nil, states: [String: Int]
  ) {
    self.low = low
    self.high = high
    self.coverage = coverage
    self.desirable = desirable
    self.label = label
    self.descriptor = descriptor
    self.states = states
  }
}
