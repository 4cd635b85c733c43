/// What an answer between communities says of where its objects are (ITI TF-2 §3.38.4.1.3, §3.39.4.1.3): every document
/// entry, submission set, folder, reference and retrieved document has to name its community.
public struct CommunityLabels: Hashable, Sendable {
  /// Communities that are named, in their form in messages, each once, in order.
  public private(set) var communities: [String] = []
  /// Number of objects that name none.
  public private(set) var unlabelled = 0
  /// What stands for a community and is no home community id, each once, in order.
  public private(set) var malformed: [String] = []
  /// Number of documents that an earlier one of the same community repeats.
  public private(set) var repeated = 0

  private var seen: Set<String> = []
  private var documents: Set<DocumentReference> = []

  /// Looks through the objects that a query found.
  public init(_ response: RegistryResponse) {
    for object in response.objects {
      switch object.kind {
      case .extrinsicObject, .registryPackage, .objectReference: note(object.home)
      case .association, .classification: continue
      }
      guard let entry = DocumentEntry(object), let uniqueID = entry.uniqueID else { continue }
      note(
        DocumentReference(
          repositoryUniqueID: entry.repositoryUniqueID ?? "", documentUniqueID: uniqueID, homeCommunityID: object.home))
    }
  }

  /// Looks through the documents that were retrieved.
  public init(_ retrieved: RetrievedDocuments) {
    for document in retrieved.documents {
      note(document.reference.homeCommunityID)
      note(document.reference)
    }
  }

  private mutating func note(_ home: String?) {
    guard let home, !home.isEmpty else {
      unlabelled += 1
      return
    }
    let community = HomeCommunityID(urn: home)?.urn
    guard seen.insert(community ?? home).inserted else { return }
    if let community { communities.append(community) } else { malformed.append(home) }
  }

  private mutating func note(_ document: DocumentReference) {
    if !documents.insert(document).inserted { repeated += 1 }
  }
}
