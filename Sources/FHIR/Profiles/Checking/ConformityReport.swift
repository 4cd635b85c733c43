/// What became of holding a resource against FHIR R4 and a profile.
public struct ConformityReport: Hashable, Sendable {
  /// A rule that the resource breaks.
  public struct Finding: Hashable, Sendable {
    /// The kind of rule.
    public let rule: Rule
    /// The element, `Patient.identifier[0].system`.
    public let path: String
    /// What was wanted and what was there.
    public let message: String
    /// The profile and its line; nil where FHIR R4 itself demands it.
    public let origin: RuleOrigin?
    /// Byte of the resource.
    public let offset: Int

    /// Element, what is wrong, and who demands it.
    public var sentence: String {
      "\(path): \(message) (\(rule.rawValue), \(origin.map { "\($0.profile), \($0.place.file):\($0.place.line)" } ?? "FHIR R4"))"
    }
  }

  /// Kinds of rules.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// Too few.
    case minimum = "min"
    /// Too many.
    case maximum = "max"
    /// Not the fixed value.
    case fixed
    /// Not what the pattern holds.
    case pattern
    /// Not of the type, or no reference to a resource of the type.
    case type
    /// Not a code of the value set.
    case binding
    /// In no slice where there must be one, or out of order.
    case slicing
    /// Not in the format of its type.
    case format
    /// No element of the type.
    case unknownElement = "unknown element"
    /// Longer than the profile allows.
    case length
    /// No resource that FHIR R4 has.
    case resourceType = "resource type"
    /// A contained resource or a reference to one that is not as it must be (R4 references.html §2.3.0.3).
    case contained
  }

  /// A rule that was not judged.
  public struct Unchecked: Hashable, Sendable {
    /// The first element that it is about.
    public let path: String
    /// The rule, and why it was not judged.
    public let message: String
    /// The profile and its line; nil where FHIR R4 itself demands it.
    public let origin: RuleOrigin?
    /// Whether a resource that breaks it does not conform, so that nobody can tell whether this one does.
    public let isDecisive: Bool

    /// Element, rule, and who demands it.
    public var sentence: String {
      "\(path): \(message)" + (origin.map { " (\($0.profile), \($0.place.file):\($0.place.line))" } ?? "")
    }
  }

  /// The first findings, in the order of the resource.
  public private(set) var findings: [Finding] = []
  /// Number of all findings.
  public private(set) var findingCount = 0
  /// Rules that were not judged, each once.
  public private(set) var unchecked: [Unchecked] = []
  /// What should be otherwise and breaks no rule: codes outside an extensible binding, each once.
  public private(set) var remarks: [String] = []
  /// Elements that the profile marks `mustSupport` and that are not there: allowed, and worth knowing.
  public private(set) var absentMustSupport: [String] = []

  /// Most findings that are kept; all are counted. The same number holds for the other lists.
  public static let limit = 50

  private var uncheckedRules: Set<String> = []

  /// Whether no rule is broken, as far as could be judged.
  public var hasNoFindings: Bool { findingCount == 0 }
  /// Rules without which nobody can tell whether the resource conforms.
  public var decisive: [Unchecked] { unchecked.filter(\.isDecisive) }

  mutating func add(_ finding: Finding) {
    findingCount += 1
    if findings.count < Self.limit { findings.append(finding) }
  }

  mutating func add(_ rule: Unchecked) {
    let key = "\(rule.isDecisive) \(rule.message) \(rule.origin.map { "\($0.place.file):\($0.place.offset)" } ?? "")"
    guard unchecked.count < Self.limit, uncheckedRules.insert(key).inserted else { return }
    unchecked.append(rule)
  }

  mutating func add(remark: String) {
    if remarks.count < Self.limit, !remarks.contains(remark) { remarks.append(remark) }
  }

  mutating func add(absent path: String) {
    if absentMustSupport.count < Self.limit, !absentMustSupport.contains(path) { absentMustSupport.append(path) }
  }

  /// Takes over what was not judged, from a trial that found nothing wrong.
  mutating func take(_ trial: ConformityReport) {
    for rule in trial.unchecked { add(rule) }
    for remark in trial.remarks { add(remark: remark) }
    for path in trial.absentMustSupport { add(absent: path) }
  }
}
