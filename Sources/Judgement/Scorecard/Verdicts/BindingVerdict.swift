/// The result of a requirement for one choice of systems.
public struct BindingVerdict: Codable, Hashable, Sendable {
  /// Name to `site/system`.
  public var systems: [String: String]
  /// State under this binding.
  public var state: RequirementState
  /// Why, for people.
  public var why: String
  /// Evidence by evidence.
  public var evidence: [EvidenceVerdict]

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case evidence, state, systems, why
  }

  /// Makes a verdict.
  public init(systems: [String: String], state: RequirementState, why: String, evidence: [EvidenceVerdict]) {
    self.systems = systems
    self.state = state
    self.why = why
    self.evidence = evidence
  }
}
