/// Where a resource leaves the elements of FHIR R4.
public struct ResourceFinding: Hashable, Sendable {
  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// No resource of R4 has this name.
    case unknownResource(String)
    /// The type has no such element.
    case unknownElement(String, of: String)
    /// An element that must be there is not.
    case missing(String, of: String)
    /// An element that may be there several times is no array.
    case noArray(String)
    /// An element that is there once at most is an array.
    case array(String)
    /// JSON of another kind than the element's type has.
    case otherKind(String, wanted: String)
    /// A choice is there in two types.
    case twoChoices(String)
    /// An object or array without anything in it.
    case empty(String)
  }

  /// What is wrong.
  public var kind: Kind
  /// Where, as FHIRPath writes it.
  public var path: String
  /// Where in the bytes.
  public var offset: Int
  /// Names that may have been meant.
  public var candidates: [String] = []

  /// A sentence for people.
  public var sentence: String {
    switch kind {
    case .unknownResource(let name): "FHIR R4 has no resource `\(name)`"
    case .unknownElement(let name, let type): "`\(type)` has no element `\(name)`"
    case .missing(let name, let type): "`\(name)` is missing, which every `\(type)` has"
    case .noArray(let name): "`\(name)` may be there several times, and is an array in JSON"
    case .array(let name): "`\(name)` is there once at most, and no array in JSON"
    case .otherKind(let name, let wanted): "`\(name)` is \(wanted) in JSON"
    case .twoChoices(let name): "`\(name)` is there in two types"
    case .empty(let name): "`\(name)` is empty, and FHIR has no empty objects and arrays"
    }
  }

  /// The rule in R4.
  public var rule: String {
    switch kind {
    case .unknownResource: "R4 resourcelist.html"
    case .unknownElement(_, let type), .missing(_, let type): "R4 \(type.prefix { $0 != "." })"
    case .twoChoices: "R4 formats.html §2.6.1"
    case .noArray, .array, .otherKind, .empty: "R4 json.html §2.6.2"
    }
  }
}
