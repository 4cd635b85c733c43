import HL7
import Specification

/// What a profile says of a recorded value.
struct ProfileReading {
  private let report: ProfileReport

  /// Holds a value against a profile; nil where the profile is not for such values.
  init?(_ value: Value, _ profile: NamedProfile) {
    switch (value, profile.content) {
    case (.message(let message), .hl7(let content)):
      report = ProfileCheck.report(message, against: content) { pattern, text in
        (try? RegularExpression("^(\(pattern))$")).map { $0.occurs(in: text) }
      }
    default: return nil
    }
  }

  /// A broken rule is told whatever else could not be judged. Without one, a condition that nobody decided leaves it open:
  /// neither a pass nor a failure of the system. What else was not checked is told beside it.
  var truth: Truth {
    if report.findingCount > 0 { return .no(nil) }
    guard let undecided = report.undecided else { return .yes }
    return .unknown(UndecidedReason(.harness, "a condition of the profile is not decided: \(undecided)"))
  }

  /// The findings, and what was not checked.
  func explanation(limit: Int) -> String {
    var parts: [String] = []
    if report.findingCount > 0 {
      let shown = report.findings.prefix(limit)
      let rest = report.findingCount - shown.count
      parts.append(
        "\(report.findingCount) \(report.findingCount == 1 ? "finding" : "findings"): "
          + shown.map(\.description).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : ""))
    }
    if report.omissionCount > 0 {
      let shown = report.omissions.prefix(limit)
      let rest = report.omissionCount - shown.count
      parts.append(
        "not checked: " + shown.map(\.description).joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : ""))
    }
    return parts.isEmpty ? "" : " (" + parts.joined(separator: ". ") + ")"
  }
}
