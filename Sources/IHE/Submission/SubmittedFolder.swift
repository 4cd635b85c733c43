/// What a document source says of a folder (ITI TF-3 §4.1.3.4), and the objects that join it to its documents.
public struct SubmittedFolder: Hashable, Sendable {
  /// Id in the submission, a symbol.
  public var id: String
  /// Unique id of the folder.
  public var uniqueID: String
  /// Patient in the affinity domain, as CX.
  public var patientID: String
  /// Title.
  public var title: String
  /// What kind of activity it belongs to.
  public var codeList: [DocumentEntry.Code]

  /// Makes a folder.
  public init(id: String, uniqueID: String, patientID: String, title: String, codeList: [DocumentEntry.Code]) {
    self.id = id
    self.uniqueID = uniqueID
    self.patientID = patientID
    self.title = title
    self.codeList = codeList
  }

  /// The folder, and the classification that says that it is one.
  public var objects: [RegistryObject] {
    var package = RegistryObject(kind: .registryPackage, id: id, line: 0)
    package.name = title
    package.classifications = codeList.map {
      RegistryObject.Classification($0, scheme: RegistryPackageScheme.folderCodeList.rawValue)
    }
    package.identifiers = [
      .init(scheme: IdentificationScheme.folderUniqueID.rawValue, value: uniqueID),
      .init(scheme: IdentificationScheme.folderPatientID.rawValue, value: patientID),
    ]
    var classification = RegistryObject(kind: .classification, id: "\(id)-kind", line: 0)
    classification.classifications = [
      RegistryObject.Classification(node: RegistryPackageScheme.folder.rawValue, slots: [], classifiedObject: id)
    ]
    return [package, classification]
  }

  /// The objects that put a document into a folder: the membership itself, and that of the membership in the submission set
  /// (ITI TF-3 §4.1.4.1).
  ///
  /// - Parameters:
  ///   - folder: Id of the folder: a symbol of the submission, or an id of the registry.
  ///   - number: Tells the memberships of one submission apart.
  public static func filing(
    _ entry: String, in folder: String, of set: SubmissionSet, number: Int
  ) -> [RegistryObject] {
    let membership = RegistryObject.association(.hasMember, from: folder, to: entry, id: "Filing\(number)")
    return [membership, set.membership(ofObject: membership.id)]
  }
}
