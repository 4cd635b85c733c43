/// A patient of a system under test who is no real person, as the network's owner says: a run may send the identifier, and
/// keep what comes of it.
public struct TestPatient: Hashable, Sendable {
  /// The identifier, without its authority.
  public var identifier: String
  /// Who says that it is no real person, and why.
  public var reason: String

  /// Makes a test patient.
  public init(identifier: String, reason: String) {
    self.identifier = identifier
    self.reason = reason
  }
}
