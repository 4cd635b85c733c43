import Judgement

/// How firmly a lot's order stands: what would have to be otherwise for another bid to lead.
public struct Sensitivity: Codable, Hashable, Sendable {
  /// The order over all weights of quality from 0 to 100 %, piece by piece; at the border of two pieces bids tie.
  public var weights: [WeightRange]
  /// Requirements that alone would change who leads, the weightiest first.
  public var requirements: [RequirementChange]
  /// Groups that would change who leads if they weighed otherwise.
  public var groups: [GroupChange]
  /// Who would lead how often if what is open came out by chance; nil where nothing is open.
  public var simulation: Simulation?

  /// Weights of quality between which one order holds.
  public struct WeightRange: Codable, Hashable, Sendable {
    /// From, of 1 and in percent.
    public var from: ShownNumber
    /// To, of 1 and in percent.
    public var to: ShownNumber
    /// The bids in order, those that stand equal together.
    public var order: [[String]]

    /// Who leads.
    public var leaders: [String] { order.first ?? [] }
  }

  /// A requirement that alone would change who leads.
  public struct RequirementChange: Codable, Hashable, Sendable {
    /// The bid that it is judged of.
    public var bid: String
    /// The requirement.
    public var requirement: String
    /// Its title.
    public var title: String
    /// Its state now.
    public var state: RequirementState
    /// Whether it would have to be met in full; not at all otherwise.
    public var isMet: Bool
    /// Whether it is a gate: whoever does not meet it is excluded.
    public var isGate: Bool
    /// What of the total hangs on it, in percent points.
    public var points: ShownNumber
    /// Who would lead then.
    public var leaders: [String]
  }

  /// A group whose weight would change who leads.
  public struct GroupChange: Codable, Hashable, Sendable {
    /// The group.
    public var group: String
    /// Its title.
    public var title: String
    /// Its weight now.
    public var weight: Int
    /// The weight at which the lead is shared or lost.
    public var limit: ShownNumber
    /// Who leads beyond it.
    public var leaders: [String]
  }
}
