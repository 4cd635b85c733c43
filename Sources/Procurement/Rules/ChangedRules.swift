/// Why bids are not evaluated: the rules are not those that were fixed before.
public struct ChangedRules: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the rules were fixed: the pack's folder, or that of the earlier evaluation.
  public var place: String
  /// What is otherwise, a sentence without a full stop each.
  public var differences: [String]

  /// Makes an error.
  public init(place: String, differences: [String]) {
    self.place = place
    self.differences = differences
  }

  /// A line for each difference, then what to do.
  public var description: String {
    "\(place): the rules were changed, and bids are judged by the same rules or not at all\n"
      + differences.map { "  \($0)" }.joined(separator: "\n")
      + "\n  hint: put the rules back, or publish a new pack and evaluate every bid by it into a new folder"
  }
}
