/// A release of FHIR, as capability statements and media types name it.
public enum Release: String, CaseIterable, Hashable, Sendable {
  /// FHIR DSTU2, 1.0.x.
  case dstu2 = "DSTU2"
  /// FHIR Release 3, 3.0.x.
  case stu3 = "STU3"
  /// FHIR Release 4, 4.0.x.
  case r4 = "R4"
  /// FHIR Release 4B, 4.3.x.
  case r4b = "R4B"
  /// FHIR Release 5, 5.0.x.
  case r5 = "R5"

  /// The release that a version as in `CapabilityStatement.fhirVersion` belongs to, `4.0.1`; nil for drafts and for what is
  /// no version.
  public init?(version: String) {
    let parts = version.split(separator: ".", omittingEmptySubsequences: false).prefix(2)
    switch parts.joined(separator: ".") {
    case "1.0": self = .dstu2
    case "3.0": self = .stu3
    case "4.0": self = .r4
    case "4.3": self = .r4b
    case "5.0": self = .r5
    default: return nil
    }
  }
}
