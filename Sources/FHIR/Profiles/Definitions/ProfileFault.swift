/// What is wrong with a file of profiles, or what of it can't be judged.
public struct ProfileFault: Error, Hashable, Sendable {
  /// How much it matters.
  public enum Severity: String, Hashable, Sendable {
    /// The profile can't be used.
    case error
    /// The profile can be used; what is named is not judged, or not what its author means.
    case warning
  }

  /// The rule that is broken.
  public enum Rule: String, CaseIterable, Hashable, Sendable {
    /// The file is no JSON, or more of it than is taken.
    case json
    /// The file is neither a StructureDefinition nor a ValueSet nor a CodeSystem.
    case resourceType = "resource-type"
    /// A member that must be there is missing, or has another form.
    case form
    /// Two files have the same URL.
    case duplicateURL = "duplicate-url"
    /// The definition is of a release of FHIR that is not judged.
    case release
    /// The base definition is neither in the folder nor one of R4.
    case unknownBase = "unknown-base"
    /// Definitions that are based on each other, or too many of them.
    case baseChain = "base-chain"
    /// An element that the type does not have.
    case unknownElement = "unknown-element"
    /// A type that FHIR R4 does not have, or that the element can't be of.
    case type
    /// A cardinality that nothing can meet.
    case cardinality
    /// A slice that nothing declares, or one that can't be told from the others.
    case slicing
    /// A value set that is not in the folder, or that this program can't expand.
    case valueSet = "value-set"
    /// An extension or data type profile that is not in the folder.
    case missingProfile = "missing-profile"
    /// An invariant in FHIRPath, or another rule that this program does not judge.
    case notJudged = "not-judged"
  }

  /// How much it matters.
  public let severity: Severity
  /// The rule that is broken.
  public let rule: Rule
  /// What is wrong, one sentence without a full stop.
  public let message: String
  /// What to do about it.
  public let hint: String?
  /// Where.
  public let place: FilePlace

  init(_ severity: Severity, _ rule: Rule, _ message: String, hint: String? = nil, at place: FilePlace) {
    self.severity = severity
    self.rule = rule
    self.message = message
    self.hint = hint
    self.place = place
  }
}
