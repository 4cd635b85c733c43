import FHIR
import HL7

/// What a checker with an argument holds values against: a file of the specification's folder, read and found good.
///
/// It travels in the assertion that names it, and its file in ``RuleSet/files``, so that a run directory is enough to judge.
public struct NamedProfile: Hashable, Sendable {
  /// The argument as written: `hl7-profiles/adt-a40.xml`.
  public let name: String
  /// What stands in the file.
  public let content: Content

  /// The profile by the standard that it is of.
  public enum Content: Hashable, Sendable {
    /// `hl7-profile:FILE`
    case hl7(ConformanceProfile)
    /// `fhir:NAME`
    case fhir(ProfileRules)
  }

  /// Makes a profile.
  public init(name: String, content: Content) {
    self.name = name
    self.content = content
  }
}

/// Gives assertions the profiles that they name.
public protocol ProfileSource {
  /// The profile that a checker is given by name at a place of a file.
  func profile(_ name: String, for checker: NamedChecker, at place: SourceSpan) -> Result<NamedProfile, ProfileProblem>
}

/// Why an assertion can't have the profile that it names.
public struct ProfileProblem: Error, Hashable, Sendable {
  /// What is wrong.
  public var message: String
  /// What to do.
  public var hint: String?

  /// Makes a problem.
  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}
