import Specification

/// What the operator allows and wants of a run.
public struct RunOptions: Sendable {
  /// Effects allowed, on top of what each system permits.
  public var permits: Set<Effect>
  /// Requirements or groups; all where empty.
  public var only: Set<String>
  /// Tags; all where empty.
  public var tags: Set<String>
  /// Evidence items under way at a time.
  public var concurrency: Int
  /// Exchanges begun per second over all systems; nil for no limit.
  public var maximumRate: Double?
  /// Deadline of one step in nanoseconds, where the step names none.
  public var timeout: Int64

  /// Makes options.
  public init(
    permits: Set<Effect> = Set(Effect.allCases), only: Set<String> = [], tags: Set<String> = [], concurrency: Int = 4,
    maximumRate: Double? = nil, timeout: Int64 = 30_000_000_000
  ) {
    self.permits = permits
    self.only = only
    self.tags = tags
    self.concurrency = concurrency
    self.maximumRate = maximumRate
    self.timeout = timeout
  }

  /// Whether a requirement is wanted.
  public func selects(_ requirement: Requirement) -> Bool {
    (only.isEmpty || only.contains(requirement.id) || only.contains(requirement.group))
      && (tags.isEmpty || !tags.isDisjoint(with: requirement.tags))
  }
}
