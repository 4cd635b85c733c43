/// A folder as a registry lists it (ITI TF-3 §4.1.3.4).
public struct RegistryFolder: Hashable, Sendable {
  /// The object as it was read.
  public let object: RegistryObject

  /// Makes a folder of an object; nil for every other kind of object.
  public init?(_ object: RegistryObject) {
    guard object.isPackage(.folder, identifiedBy: .folderUniqueID) else { return nil }
    self.object = object
  }

  /// Unique id.
  public var uniqueID: String? { object.identifier(.folderUniqueID) }
  /// Patient in the affinity domain, as CX.
  public var patientID: String? { object.identifier(.folderPatientID) }
  /// Its availability; nil for a status that the profiles do not have.
  public var availabilityStatus: AvailabilityStatus? { object.status.flatMap(AvailabilityStatus.init) }
  /// When something was last put into it, as DTM in UTC.
  public var lastUpdateTime: String? { object.values("lastUpdateTime").first }
  /// What kind of activity it belongs to.
  public var codeList: [DocumentEntry.Code] { object.codes(RegistryPackageScheme.folderCodeList.rawValue) }
}

/// A submission set as a registry lists it (ITI TF-3 §4.1.3.3).
public struct RegisteredSubmissionSet: Hashable, Sendable {
  /// The object as it was read.
  public let object: RegistryObject

  /// Makes a submission set of an object; nil for every other kind of object.
  public init?(_ object: RegistryObject) {
    guard object.isPackage(.submissionSet, identifiedBy: .submissionSetUniqueID) else { return nil }
    self.object = object
  }

  /// Unique id.
  public var uniqueID: String? { object.identifier(.submissionSetUniqueID) }
  /// Source that it came from.
  public var sourceID: String? { object.identifier(.submissionSetSourceID) }
  /// Patient in the affinity domain, as CX.
  public var patientID: String? { object.identifier(.submissionSetPatientID) }
  /// Its availability; nil for a status that the profiles do not have.
  public var availabilityStatus: AvailabilityStatus? { object.status.flatMap(AvailabilityStatus.init) }
  /// When it was submitted, as DTM in UTC.
  public var submissionTime: String? { object.values("submissionTime").first }
  /// What kind of activity it comes of.
  public var contentTypeCode: DocumentEntry.Code? {
    object.codes(RegistryPackageScheme.submissionSetContentTypeCode.rawValue).first
  }
}

extension RegistryObject {
  /// Whether it is a registry package of a kind: by the classification that it holds, or by its unique id where it holds
  /// none.
  fileprivate func isPackage(_ node: RegistryPackageScheme, identifiedBy scheme: IdentificationScheme) -> Bool {
    guard kind == .registryPackage else { return false }
    let nodes = classifications.compactMap(\.node)
    return nodes.isEmpty ? identifier(scheme) != nil : nodes.contains(node.rawValue)
  }

  /// Codes of a scheme of classifications.
  func codes(_ scheme: String) -> [DocumentEntry.Code] {
    classifications(scheme).map { classification in
      DocumentEntry.Code(
        code: classification.nodeRepresentation ?? "", scheme: classification.values("codingScheme").first ?? "",
        display: classification.name)
    }
  }
}
