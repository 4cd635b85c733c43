/// What FHIR says of one element: `Patient.name`, `Observation.value[x]`.
public struct ElementDefinition: Hashable, Sendable {
  /// A type that the element may have, with the resources that a reference may point to.
  public struct Kind: Hashable, Sendable {
    /// The type's name: `HumanName`, `code`, `Patient.contact` for a group of elements, `Resource` for any resource.
    public let name: String
    /// Types of the resources that it may refer to; empty where any may be meant, or where it is no reference.
    public let targets: [String]
  }

  /// A value set that an element is bound to (R4 terminologies.html §4.1.5).
  public struct Binding: Hashable, Sendable {
    /// How binding it is.
    public enum Strength: String, CaseIterable, Hashable, Sendable {
      case required
      case extensible
      case preferred
      case example
    }

    /// How binding it is.
    public let strength: Strength
    /// The value set's canonical URL, without version.
    public let valueSet: String
  }

  /// Its name; that of a choice of types without `[x]`.
  public let name: String
  /// Whether the name in JSON and XML ends with the type: `valueQuantity` (R4 formats.html §2.6.1).
  public let isChoice: Bool
  /// The least number of times that it is there.
  public let minimum: Int
  /// The largest number of times that it is there; nil for any number.
  public let maximum: Int?
  /// Types that it may have: one, or several for a choice.
  public let kinds: [Kind]
  /// Whether a summary has it.
  public let isSummary: Bool
  /// Whether it may change what the resource means.
  public let isModifier: Bool
  /// The value set that it is bound to.
  public let binding: Binding?

  /// Whether it may be there more than once, and so is an array in JSON.
  public var repeats: Bool { maximum != 1 }

  /// The name in JSON and XML for a value of a type.
  public func memberName(for type: String) -> String {
    guard isChoice, let first = type.first else { return name }
    return name + first.uppercased() + type.dropFirst()
  }
}
