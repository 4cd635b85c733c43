/// How much the total would rise if one requirement were met.
public struct Raise: Codable, Hashable, Sendable {
  /// Requirement.
  public var requirement: String
  /// Points on the scale.
  public var points: ShownNumber

  /// Makes a raise.
  public init(requirement: String, points: ShownNumber) {
    self.requirement = requirement
    self.points = points
  }
}
