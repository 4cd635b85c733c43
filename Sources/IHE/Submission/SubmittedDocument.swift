/// What a document source says of a document (ITI TF-3 §4.1.3.2), and how that becomes a registry object.
public struct SubmittedDocument: Hashable, Sendable {
  /// A code.
  public typealias Code = DocumentEntry.Code

  /// A coded attribute.
  public struct CodedAttribute: Hashable, Sendable {
    /// Which.
    public var scheme: DocumentEntryScheme
    /// Its code.
    public var code: Code

    /// Makes an attribute.
    public init(_ scheme: DocumentEntryScheme, _ code: Code) {
      self.scheme = scheme
      self.code = code
    }
  }

  /// Id of the entry in the submission, a symbol.
  public var id: String
  /// Unique id of the document.
  public var uniqueID: String
  /// Patient in the affinity domain, as CX.
  public var patientID: String
  /// Patient at the source, as CX.
  public var sourcePatientID: String
  /// Media type.
  public var mimeType: String
  /// When it was made, as DTM in UTC; nil for a document that is made on demand.
  public var creationTime: String?
  /// Whether it exists, or is made on demand.
  public var type = DocumentEntryType.stable
  /// SHA-1 in hexadecimal, which a repository states.
  public var hash: String?
  /// Size in bytes, which a repository states.
  public var size: String?
  /// The repository that holds it, which a repository states.
  public var repositoryUniqueID: String?
  /// Language, `en-GB`.
  public var languageCode = "en-GB"
  /// Title.
  public var title: String?
  /// When what it describes began, as DTM in UTC.
  public var serviceStartTime: String?
  /// Identifiers that it refers to, as CXi.
  public var referenceIDs: [String] = []
  /// Institution of the author, as XON.
  public var authorInstitution: String?
  /// Codes by attribute.
  public var codes: [CodedAttribute] = []

  /// Makes a document.
  public init(
    id: String, uniqueID: String, patientID: String, sourcePatientID: String, mimeType: String, creationTime: String?
  ) {
    self.id = id
    self.uniqueID = uniqueID
    self.patientID = patientID
    self.sourcePatientID = sourcePatientID
    self.mimeType = mimeType
    self.creationTime = creationTime
  }

  /// The document entry.
  public var entry: RegistryObject {
    var object = RegistryObject(kind: .extrinsicObject, id: id, line: 0)
    object.objectType = type.rawValue
    object.mimeType = mimeType
    object.name = title
    func slot(_ name: String, _ values: [String]) {
      if !values.isEmpty { object.slots.append(RegistryObject.Slot(name: name, values: values)) }
    }
    slot("creationTime", creationTime.map { [$0] } ?? [])
    slot("hash", hash.map { [$0] } ?? [])
    slot("size", size.map { [$0] } ?? [])
    slot("repositoryUniqueId", repositoryUniqueID.map { [$0] } ?? [])
    slot("languageCode", [languageCode])
    slot("serviceStartTime", serviceStartTime.map { [$0] } ?? [])
    slot("sourcePatientId", [sourcePatientID])
    slot("urn:ihe:iti:xds:2013:referenceIdList", referenceIDs)
    if let authorInstitution {
      object.classifications.append(
        RegistryObject.Classification(
          scheme: DocumentEntryScheme.author.rawValue, nodeRepresentation: "",
          slots: [RegistryObject.Slot(name: "authorInstitution", values: [authorInstitution])]))
    }
    object.classifications += codes.map { RegistryObject.Classification($0.code, scheme: $0.scheme.rawValue) }
    object.identifiers = [
      .init(scheme: IdentificationScheme.documentEntryPatientID.rawValue, value: patientID),
      .init(scheme: IdentificationScheme.documentEntryUniqueID.rawValue, value: uniqueID),
    ]
    return object
  }
}

extension RegistryObject.Classification {
  /// A code of a scheme.
  init(_ code: DocumentEntry.Code, scheme: String) {
    self.init(
      scheme: scheme, nodeRepresentation: code.code, name: code.display ?? code.code,
      slots: [RegistryObject.Slot(name: "codingScheme", values: [code.scheme])])
  }
}
