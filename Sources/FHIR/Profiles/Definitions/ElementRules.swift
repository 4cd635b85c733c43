import JSONTree

/// What a profile demands of one element: an ElementDefinition of a StructureDefinition.
struct ElementRules: Hashable, Sendable {
  /// The path with the names of slices, without the type that it begins with.
  var segments: [Segment]
  /// Least number of occurrences.
  var minimum: Int?
  /// Largest number of occurrences; nil where it is not given.
  var maximum: Maximum?
  /// Types that it may have; nil where they are not given.
  var types: [TypeRule]?
  /// The one value that it may have, `fixed[x]`.
  var fixed: JSONNode?
  /// What its value must hold, `pattern[x]`.
  var pattern: JSONNode?
  /// The value set that codes come from.
  var binding: ElementDefinition.Binding?
  /// How repetitions are told apart.
  var slicing: Slicing?
  /// Invariants in FHIRPath.
  var invariants: [Invariant] = []
  /// Most characters of a text.
  var maxLength: Int?
  /// Whether systems must support it, whatever the profile takes that to mean.
  var isMustSupport = false
  /// Members whose rules are not judged, `minValue[x]`.
  var unjudged: [String] = []
  /// Where it stands.
  var origin: RuleOrigin

  /// One step of a path.
  struct Segment: Hashable, Sendable {
    /// The element's name without `[x]`.
    var name: String
    /// The slice, `nhs-number`.
    var slice: String?
  }

  /// A largest number of occurrences.
  enum Maximum: Hashable, Sendable {
    case count(Int)
    case unbounded
  }

  /// A type that an element may have.
  struct TypeRule: Hashable, Sendable {
    /// The type, `Identifier`.
    var code: String
    /// Profiles, one of which a value must meet.
    var profiles: [String]
    /// Profiles, one of which the target of a reference must meet.
    var targets: [String]
  }

  /// An invariant.
  struct Invariant: Hashable, Sendable {
    var key: String
    /// Whether what breaks it does not conform; else it should not.
    var isError: Bool
    var human: String
  }
}

/// Where a rule stands.
public struct RuleOrigin: Hashable, Sendable {
  /// The name of the profile.
  public let profile: String
  /// The line that holds it.
  public let place: FilePlace
}
