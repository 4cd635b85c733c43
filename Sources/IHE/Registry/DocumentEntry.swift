/// A document as a registry lists it (ITI TF-3 §4.1.3.2).
public struct DocumentEntry: Hashable, Sendable {
  /// A code with its scheme and the name for people.
  public struct Code: Hashable, Sendable {
    /// The code.
    public var code: String
    /// Coding scheme; empty where it is missing.
    public var scheme: String
    /// Display name; nil where it is missing.
    public var display: String?

    /// Makes a code.
    public init(code: String, scheme: String, display: String? = nil) {
      self.code = code
      self.scheme = scheme
      self.display = display
    }
  }

  /// Somebody who made the document.
  public struct Author: Hashable, Sendable {
    /// Persons, as XCN.
    public var persons: [String]
    /// Institutions, as XON.
    public var institutions: [String]
    /// Roles.
    public var roles: [String]
    /// Specialties.
    public var specialties: [String]
  }

  /// The object as it was read.
  public let object: RegistryObject

  /// Makes a document entry of an object; nil for every other kind of object.
  public init?(_ object: RegistryObject) {
    guard object.kind == .extrinsicObject else { return nil }
    self.object = object
  }

  /// Whether it is stable or on demand; nil for another type.
  public var type: DocumentEntryType? { object.objectType.flatMap(DocumentEntryType.init) }
  /// Its availability; nil for a status that the profiles do not have.
  public var availabilityStatus: AvailabilityStatus? { object.status.flatMap(AvailabilityStatus.init) }
  /// Unique id of the document.
  public var uniqueID: String? { object.identifier(.documentEntryUniqueID) }
  /// Patient in the affinity domain, as CX.
  public var patientID: String? { object.identifier(.documentEntryPatientID) }
  /// Repository that holds it.
  public var repositoryUniqueID: String? { object.values("repositoryUniqueId").first }
  /// SHA-1 in hexadecimal.
  public var hash: String? { object.values("hash").first }
  /// Size in bytes as written.
  public var size: String? { object.values("size").first }
  /// Reference ids, as CXi.
  public var referenceIDs: [String] { object.values("urn:ihe:iti:xds:2013:referenceIdList") }

  /// Codes of an attribute.
  public func codes(_ scheme: DocumentEntryScheme) -> [Code] {
    object.codes(scheme.rawValue)
  }

  /// Authors.
  public var authors: [Author] {
    object.classifications(DocumentEntryScheme.author.rawValue).map { classification in
      Author(
        persons: classification.values("authorPerson"), institutions: classification.values("authorInstitution"),
        roles: classification.values("authorRole"), specialties: classification.values("authorSpecialty"))
    }
  }
}
