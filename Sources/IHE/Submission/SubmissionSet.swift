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
  /// For whom it is meant, each as `XON|XCN|XTN` (ITI TF-3 §4.2.3.3.7); for nobody in particular where empty.
  public var intendedRecipients: [String] = []

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
    if !intendedRecipients.isEmpty {
      package.slots.append(RegistryObject.Slot(name: "intendedRecipient", values: intendedRecipients))
    }
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

  /// How a submission set has a document (ITI TF-3 §4.2.2.1.1).
  public enum Membership: String, CaseIterable, Hashable, Sendable {
    /// The document comes with it.
    case original = "Original"
    /// The registry lists the document already.
    case reference = "Reference"
  }

  /// The association that makes a document a member.
  public func membership(of entry: String, _ membership: Membership = .original) -> RegistryObject {
    var association = self.membership(ofObject: entry)
    association.slots = [RegistryObject.Slot(name: "SubmissionSetStatus", values: [membership.rawValue])]
    return association
  }

  /// The association that makes a folder or another association a member.
  public func membership(ofObject object: String) -> RegistryObject {
    .association(.hasMember, from: id, to: object, id: "\(id)-has-\(RegistryObject.symbol(object))")
  }

  /// The association that makes a new version of an entry a member, and says which one it follows
  /// (ITI TF-2 §3.57.4.1.3.3.1).
  public func version(of entry: String, after previous: String) -> RegistryObject {
    var association = membership(of: entry)
    association.slots.append(RegistryObject.Slot(name: "PreviousVersion", values: [previous]))
    return association
  }

  /// The association that changes the availability of an entry (ITI TF-2 §3.57.4.1.3.3.2).
  public func change(
    of entry: String, from original: AvailabilityStatus, to new: AvailabilityStatus
  ) -> RegistryObject {
    var association = RegistryObject.association(
      .updateAvailabilityStatus, from: id, to: entry, id: "\(id)-changes-\(RegistryObject.symbol(entry))")
    association.slots = [
      RegistryObject.Slot(name: "OriginalStatus", values: [original.rawValue]),
      RegistryObject.Slot(name: "NewStatus", values: [new.rawValue]),
    ]
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

  /// An id as part of the symbol of another object: a symbol must not look like an id of the registry.
  fileprivate static func symbol(_ id: String) -> String { id.replacing(":", with: "-") }
}
