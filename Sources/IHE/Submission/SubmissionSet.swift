/// What a document source says of a submission set (ITI TF-3 §4.1.3.3), and the objects that join it to its documents.
public struct SubmissionSet: Hashable, Sendable {
  /// Id in the submission, a symbol.
  public var id: String
  /// Unique id of the submission set.
  public var uniqueID: String
  /// Source that it comes from.
  public var sourceID: String
  /// Patient in the affinity domain, as CX.
  public var patientID: String
  /// When it is submitted, as DTM in UTC.
  public var submissionTime: String
  /// What kind of activity it comes of.
  public var contentTypeCode: DocumentEntry.Code

  /// Makes a submission set.
  public init(
    id: String, uniqueID: String, sourceID: String, patientID: String, submissionTime: String,
    contentTypeCode: DocumentEntry.Code
  ) {
    self.id = id
    self.uniqueID = uniqueID
    self.sourceID = sourceID
    self.patientID = patientID
    self.submissionTime = submissionTime
    self.contentTypeCode = contentTypeCode
  }

  /// The submission set, and the classification that says that it is one.
  public var objects: [RegistryObject] {
    var package = RegistryObject(kind: .registryPackage, id: id, line: 0)
    package.slots = [RegistryObject.Slot(name: "submissionTime", values: [submissionTime])]
    package.classifications = [
      RegistryObject.Classification(
        contentTypeCode, scheme: RegistryPackageScheme.submissionSetContentTypeCode.rawValue)
    ]
    package.identifiers = [
      .init(scheme: IdentificationScheme.submissionSetUniqueID.rawValue, value: uniqueID),
      .init(scheme: IdentificationScheme.submissionSetSourceID.rawValue, value: sourceID),
      .init(scheme: IdentificationScheme.submissionSetPatientID.rawValue, value: patientID),
    ]
    var classification = RegistryObject(kind: .classification, id: "\(id)-kind", line: 0)
    classification.classifications = [
      RegistryObject.Classification(
        node: RegistryPackageScheme.submissionSet.rawValue, slots: [], classifiedObject: id)
    ]
    return [package, classification]
  }

  /// The association that makes a document, which comes with it, a member.
  public func membership(of entry: String) -> RegistryObject {
    var association = RegistryObject.association(
      .hasMember, from: id, to: entry, id: "\(id)-has-\(entry)")
    association.slots = [RegistryObject.Slot(name: "SubmissionSetStatus", values: ["Original"])]
    return association
  }
}

extension RegistryObject {
  /// An association of two objects.
  public static func association(
    _ type: AssociationType, from source: String, to target: String, id: String
  ) -> RegistryObject {
    var object = RegistryObject(kind: .association, id: id, line: 0)
    object.association = Association(type: type.rawValue, source: source, target: target)
    return object
  }
}
