import Specification

/// Every requirement under every binding, before anything is sent.
public struct Plan: Hashable, Sendable {
  /// The rules.
  public var rules: RuleSet
  /// The network.
  public var network: Network
  /// The bid; nil for a network without papers.
  public var bid: Bid?
  /// The declaration that came with the bid.
  public var declaration: Declaration?
  /// One entry per requirement, in the order of the rules.
  public var entries: [Entry]

  /// A requirement and the systems it is held against.
  public struct Entry: Hashable, Sendable {
    /// The requirement.
    public var requirement: Requirement
    /// Choices of systems, binding name to system reference; one empty choice for requirements that bind nothing.
    public var bindings: [[String: String]]
    /// Why there is no choice: the role that nobody plays, and what follows from it.
    public var absence: Absence?

    /// Makes an entry.
    public init(requirement: Requirement, bindings: [[String: String]], absence: Absence? = nil) {
      self.requirement = requirement
      self.bindings = bindings
      self.absence = absence
    }
  }

  /// Why a requirement has no system to be held against.
  public struct Absence: Hashable, Sendable {
    /// For people.
    public var reason: String
    /// What follows.
    public var consequence: Role.Absence

    /// Makes an absence.
    public init(reason: String, consequence: Role.Absence) {
      self.reason = reason
      self.consequence = consequence
    }
  }

  /// Makes a plan.
  public init(
    rules: RuleSet, network: Network, bid: Bid? = nil, declaration: Declaration? = nil, entries: [Entry]
  ) {
    self.rules = rules
    self.network = network
    self.bid = bid
    self.declaration = declaration
    self.entries = entries
  }
}
