/// A small conformant network in one process, whose parts can be given named defects.
public struct ReferenceNetwork: Sendable {
  /// Makes a network that keeps every rule.
  public init() {}
}
