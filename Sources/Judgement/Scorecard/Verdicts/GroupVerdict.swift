import Specification

/// A group's result.
public struct GroupVerdict: Codable, Hashable, Sendable {
  /// The group.
  public var group: Group
  /// Its numbers.
  public var score: Score
  /// Its requirements in order.
  public var requirements: [RequirementVerdict]

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case group, requirements, score
  }

  /// Makes a verdict.
  public init(group: Group, score: Score, requirements: [RequirementVerdict]) {
    self.group = group
    self.score = score
    self.requirements = requirements
  }
}
