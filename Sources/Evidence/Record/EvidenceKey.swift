/// Which piece of evidence a record is: one item of one requirement under one choice of systems.
public struct EvidenceKey: Hashable, Sendable {
  /// `STO-010@2`
  public var requirement: String
  /// Binding name to system reference.
  public var binding: [String: String]
  /// Identifier of the evidence item.
  public var evidence: String

  /// Makes a key.
  public init(requirement: String, binding: [String: String], evidence: String) {
    self.requirement = requirement
    self.binding = binding
    self.evidence = evidence
  }
}

extension EvidenceRecord {
  /// Which piece of evidence it is.
  public var key: EvidenceKey { EvidenceKey(requirement: requirement, binding: binding, evidence: evidence) }

  /// Whether a fault of the harness kept it from showing anything.
  public var isSpoiled: Bool {
    guard case .probe(let evidence) = content else { return false }
    return evidence.steps.contains { $0.failure?.blame == .harness }
  }
}
