/// A patient in an affinity domain, however its CX is written: the identifier, and the universal id of who assigned it
/// (ITI TF-3 Table 4.2.3.1.7-2).
public struct PatientKey: Hashable, Sendable {
  /// The identifier.
  public let identifier: String
  /// OID of the assigning authority; its namespace where it has no OID.
  public let authority: String

  /// Reads a CX; nil for one without identifier or authority.
  public init?(cx: String) {
    let parts = cx.split(separator: "^", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count >= 4, !parts[0].isEmpty else { return nil }
    let authority = parts[3].split(separator: "&", maxSplits: 3, omittingEmptySubsequences: false)
    let name = authority.count > 1 && !authority[1].isEmpty ? authority[1] : authority.first ?? ""
    guard !name.isEmpty else { return nil }
    identifier = String(parts[0])
    self.authority = String(name)
  }
}
