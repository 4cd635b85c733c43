import FHIR
import Specification

/// What FHIR R4, and a profile where one is named, say of a recorded resource.
struct ResourceReading {
  private let report: ConformityReport

  /// Holds a value against a profile; nil where it is no resource, or the profile none of FHIR.
  init?(_ value: Value, _ profile: NamedProfile?) {
    guard case .resource(let resource) = value else { return nil }
    switch profile?.content {
    case .fhir(let rules)?: report = ConformityCheck.report(on: resource.root, against: rules)
    case nil: report = ConformityCheck.report(on: resource.root)
    default: return nil
    }
  }

  /// A broken rule is told whatever else could not be judged. Without one, a rule that nobody judged and that would decide
  /// leaves it open: neither a pass nor a failure of the system.
  var truth: Truth {
    if report.findingCount > 0 { return .no(nil) }
    guard let first = report.decisive.first else { return .yes }
    let rest = report.decisive.count - 1
    return .unknown(
      UndecidedReason(
        .harness, "rules of the profile are not judged: \(first.sentence)" + (rest > 0 ? "; and \(rest) more" : "")))
  }

  /// The findings, what was not judged, and what is worth knowing.
  func explanation(limit: Int) -> String {
    let count = report.findingCount
    let parts = [
      Self.part(
        count == 1 ? "1 finding" : "\(count) findings", report.findings.map(\.sentence), of: count, limit: limit),
      Self.part(
        "not judged", report.unchecked.map(\.sentence), of: report.unchecked.count, limit: limit),
      Self.part("remarks", report.remarks, of: report.remarks.count, limit: limit),
      Self.part(
        "must-support elements that are not there", report.absentMustSupport, of: report.absentMustSupport.count,
        limit: limit),
    ].compactMap(\.self)
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ". ") + ")"
  }

  private static func part(_ title: String, _ lines: [String], of count: Int, limit: Int) -> String? {
    guard count > 0 else { return nil }
    let shown = lines.prefix(limit)
    let rest = count - shown.count
    return "\(title): " + shown.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }
}
