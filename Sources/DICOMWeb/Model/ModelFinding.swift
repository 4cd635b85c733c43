/// Where JSON leaves the DICOM JSON model (PS3.18 Annex F) without being unreadable as a whole.
public struct ModelFinding: Hashable, Sendable {
  /// The rule broken, `PS3.18 §F.2.2`.
  public var rule: String
  /// Data set and attribute, `[0].00100010`, `[2].00400275[0].00400007`.
  public var place: String
  /// What is there instead of what.
  public var message: String
  /// Where in the bytes.
  public var offset: Int
}
