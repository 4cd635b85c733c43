import Crypto

/// A domain in which patients are numbered, by all the names that it has in the standards.
public struct IdentifierDomain: Hashable, Sendable {
  /// Namespace in HL7 v2 (CX-4.1).
  public var namespace: String
  /// Object identifier, in HL7 v2 and V3.
  public var objectIdentifier: String
  /// System in FHIR.
  public var system: String
  /// Type of its identifiers (HL7 table 0203).
  public var type: String

  /// Makes a domain.
  public init(namespace: String, objectIdentifier: String, system: String, type: String = "PI") {
    self.namespace = namespace
    self.objectIdentifier = objectIdentifier
    self.system = system
    self.type = type
  }

  /// The NHS number.
  public static let nhsNumber = IdentifierDomain(
    namespace: "NHS", objectIdentifier: "2.16.840.1.113883.2.1.4.1", system: "https://fhir.nhs.uk/Id/nhs-number",
    type: "NH")

  /// The members of a small network beside the NHS number.
  public static let members: [IdentifierDomain] = [
    member("RXX", "2.25.97057943694661365514198179856817859118"),
    member("RYY", "2.25.304754033313643326493195859383083320509"),
    member("RZZ", "2.25.316736129379122130268389359909952523246"),
  ]

  private static func member(_ code: String, _ oid: String) -> IdentifierDomain {
    let system = "https://\(code.lowercased()).example/Id/local-patient-identifier"
    return IdentifierDomain(namespace: code, objectIdentifier: oid, system: system)
  }

  /// A domain that was met under one name: its other names are derived from that, the same each time.
  static func met(as name: String) -> IdentifierDomain {
    let number = SHA256.hash(data: Array(name.utf8)).prefix(7).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let isObjectIdentifier = name.allSatisfy { $0.isNumber || $0 == "." }
    return IdentifierDomain(
      namespace: name, objectIdentifier: isObjectIdentifier ? name : "2.25.\(number)",
      system: name.contains(":") ? name : "urn:oid:\(isObjectIdentifier ? name : "2.25.\(number)")")
  }

  /// Whether one of its names is this.
  func isNamed(_ name: String) -> Bool {
    name == namespace || name == objectIdentifier || name == system || name == "urn:oid:\(objectIdentifier)"
  }
}
