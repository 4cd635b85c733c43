import JSONTree

/// Why bytes are no resource of FHIR, or more of one than is taken.
public struct ResourceError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable, CustomStringConvertible {
    /// Not JSON, or beyond a limit.
    case json(JSONSyntaxError.Reason)
    /// JSON, but no object (R4 json.html §2.6.2).
    case notAnObject
    /// An object that does not say which resource it is (R4 json.html §2.6.2).
    case noResourceType
    /// A `resourceType` that is no name.
    case resourceTypeNotAName
    /// Not well-formed XML, or beyond a limit, in the reader's words.
    case xml(String)
    /// XML whose root element is not in FHIR's namespace (R4 xml.html §2.6.1).
    case notFHIRNamespace(String)
    /// XML of a resource that the tables do not have, so that arrays and numbers can't be told.
    case unknownResource(String)

    /// Whether the bytes may be right, and only a limit of this program is passed.
    public var isLimit: Bool {
      switch self {
      case .json(let reason): reason.isLimit
      default: false
      }
    }

    /// A sentence for people.
    public var description: String {
      switch self {
      case .json(let reason): reason.description
      case .notAnObject: "no resource of FHIR: a JSON object is expected (R4 json.html §2.6.2)"
      case .noResourceType: "no resource of FHIR: the object has no resourceType (R4 json.html §2.6.2)"
      case .resourceTypeNotAName:
        "no resource of FHIR: resourceType is not the name of a resource (R4 json.html §2.6.2)"
      case .xml(let words): words
      case .notFHIRNamespace(let name):
        "no resource of FHIR: the root element \(name) is not in the namespace http://hl7.org/fhir (R4 xml.html §2.6.1)"
      case .unknownResource(let name):
        "\(name) is no resource of FHIR R4, and its XML can't be read without its elements"
      }
    }
  }

  /// What is wrong.
  public let reason: Reason
  /// Where in the bytes.
  public let offset: Int

  init(_ reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// A sentence for people.
  public var description: String { "\(reason), at byte \(offset)" }
}
