import XMLTree

/// The stored queries that every registry knows (ITI TF-2 §3.18.4.1.2.4).
public enum StoredQueryKind: String, CaseIterable, Hashable, Sendable {
  case findDocuments = "urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d"
  case findSubmissionSets = "urn:uuid:f26abbcb-ac74-4422-8a30-edb644bbc1a9"
  case findFolders = "urn:uuid:958f3006-baad-4929-a4de-ff1114824431"
  case getAll = "urn:uuid:10b545ea-725c-446d-9b95-8aeb444eddf3"
  case getDocuments = "urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4"
  case getFolders = "urn:uuid:5737b14c-8a1a-4539-b659-e03a34a5e1e4"
  case getAssociations = "urn:uuid:a7ae438b-4bc2-4642-93e9-be891f7bb155"
  case getDocumentsAndAssociations = "urn:uuid:bab9529a-4a10-40b3-a01f-f68a615d247a"
  case getSubmissionSets = "urn:uuid:51224314-5390-4169-9b91-b1980040715a"
  case getSubmissionSetAndContents = "urn:uuid:e8e3cb2c-e39c-46b9-99e4-c12f57260b83"
  case getFolderAndContents = "urn:uuid:b909a503-523d-4517-8acf-8e5834dfc4c7"
  case getFoldersForDocument = "urn:uuid:10cae35a-c7f9-4cf5-b61e-fc3278ffb578"
  case getRelatedDocuments = "urn:uuid:d90e5407-b356-4d91-a89f-873917b4b0e6"
  case findDocumentsByReferenceID = "urn:uuid:12941a89-e02e-4be5-967c-ce4bfc8fe492"
  case findDocumentsForMultiplePatients = "urn:uuid:3d1bdb10-39a2-11de-89c2-2f44d94eaa9f"
  case findFoldersForMultiplePatients = "urn:uuid:50d3f5ac-39a2-11de-a1ca-b366239e58df"

  /// The name as the framework prints it: `FindDocuments`.
  public var name: String {
    switch self {
    case .findDocuments: "FindDocuments"
    case .findSubmissionSets: "FindSubmissionSets"
    case .findFolders: "FindFolders"
    case .getAll: "GetAll"
    case .getDocuments: "GetDocuments"
    case .getFolders: "GetFolders"
    case .getAssociations: "GetAssociations"
    case .getDocumentsAndAssociations: "GetDocumentsAndAssociations"
    case .getSubmissionSets: "GetSubmissionSets"
    case .getSubmissionSetAndContents: "GetSubmissionSetAndContents"
    case .getFolderAndContents: "GetFolderAndContents"
    case .getFoldersForDocument: "GetFoldersForDocument"
    case .getRelatedDocuments: "GetRelatedDocuments"
    case .findDocumentsByReferenceID: "FindDocumentsByReferenceId"
    case .findDocumentsForMultiplePatients: "FindDocumentsForMultiplePatients"
    case .findFoldersForMultiplePatients: "FindFoldersForMultiplePatients"
    }
  }

  /// The transaction that carries it: the queries for several patients have one of their own (ITI TF-2 §3.51).
  public var transaction: SharingTransaction {
    switch self {
    case .findDocumentsForMultiplePatients, .findFoldersForMultiplePatients: .multiPatientQuery
    default: .query
    }
  }

  /// The parameters without which it is refused; of the lists in the list, one each (ITI TF-2 §3.18.4.1.2.3.7,
  /// §3.51.4.1.2.1).
  public var requiredParameters: [[QueryParameterName]] {
    switch self {
    case .findDocuments: [[.documentPatientID], [.documentStatus]]
    case .findDocumentsByReferenceID: [[.documentPatientID], [.documentStatus], [.documentReferenceIDList]]
    case .findDocumentsForMultiplePatients:
      [
        [.documentStatus],
        [.documentPatientID, .documentClassCode, .documentEventCodeList, .documentHealthcareFacilityTypeCode],
      ]
    case .findSubmissionSets: [[.submissionSetPatientID], [.submissionSetStatus]]
    case .findFolders: [[.folderPatientID], [.folderStatus]]
    case .findFoldersForMultiplePatients: [[.folderStatus], [.folderPatientID, .folderCodeList]]
    case .getAll: [[.patientID], [.documentStatus], [.submissionSetStatus], [.folderStatus]]
    case .getDocuments, .getDocumentsAndAssociations, .getFoldersForDocument:
      [[.documentEntryUUID, .documentUniqueID]]
    case .getRelatedDocuments: [[.documentEntryUUID, .documentUniqueID], [.associationTypes]]
    case .getFolders, .getFolderAndContents: [[.folderEntryUUID, .folderUniqueID]]
    case .getAssociations, .getSubmissionSets: [[.uuid]]
    case .getSubmissionSetAndContents: [[.submissionSetEntryUUID, .submissionSetUniqueID]]
    }
  }

  /// The parameter that names the patient; nil for a query that goes by ids.
  public var patientParameter: QueryParameterName? {
    switch self {
    case .findDocuments, .findDocumentsByReferenceID, .findDocumentsForMultiplePatients: .documentPatientID
    case .findSubmissionSets: .submissionSetPatientID
    case .findFolders, .findFoldersForMultiplePatients: .folderPatientID
    case .getAll: .patientID
    default: nil
    }
  }
}

/// A Registry Stored Query request, ITI-18 and ITI-38 (ITI TF-2 §3.18.4.1.2).
public struct StoredQuery: Hashable, Sendable {
  /// What the registry answers with.
  public enum ReturnType: String, CaseIterable, Hashable, Sendable {
    /// Whole objects.
    case leafClass = "LeafClass"
    /// Their ids alone.
    case objectReference = "ObjectRef"
  }

  /// A parameter and its values.
  public struct Parameter: Hashable, Sendable {
    /// Name with its sign: `$XDSDocumentEntryPatientId`.
    public var name: String
    /// How the values are written.
    public var form: Form
    /// The values, not quoted. Each list is a slot of its own: lists are joined by AND, the values of one by OR.
    public var lists: [[String]]

    /// How values stand in a slot (ITI TF-2 §3.18.4.1.2.3.5).
    public enum Form: Hashable, Sendable {
      /// `'text'`
      case text
      /// `123`
      case number
      /// `('a','b')`
      case list
    }

    /// Makes a parameter.
    public init(_ name: String, _ form: Form, _ lists: [[String]]) {
      self.name = name
      self.form = form
      self.lists = lists
    }

    /// A text.
    public init(_ name: String, text: String) { self.init(name, .text, [[text]]) }

    /// A list, one of whose values has to be there.
    public init(_ name: String, anyOf values: [String]) { self.init(name, .list, [values]) }
  }

  /// Id of the query: one of `StoredQueryKind`, or another on purpose.
  public var id: String
  /// What comes back.
  public var returnType: ReturnType
  /// Its parameters.
  public var parameters: [Parameter]
  /// The community that is asked, for gateways (ITI TF-2 §3.38.4.1.2).
  public var homeCommunityID: String?

  /// The WS-Addressing action (ITI TF-2 §3.18.5).
  public static let action = SharingTransaction.query.action
  /// The same between communities (ITI TF-2 §3.38.5).
  public static let crossGatewayAction = SharingTransaction.crossGatewayQuery.action

  /// Makes a query.
  public init(
    _ kind: StoredQueryKind, _ parameters: [Parameter], returning returnType: ReturnType = .leafClass,
    homeCommunityID: String? = nil
  ) {
    self.init(id: kind.rawValue, parameters, returning: returnType, homeCommunityID: homeCommunityID)
  }

  /// Makes a query of any id.
  public init(
    id: String, _ parameters: [Parameter], returning returnType: ReturnType = .leafClass, homeCommunityID: String? = nil
  ) {
    self.id = id
    self.parameters = parameters
    self.returnType = returnType
    self.homeCommunityID = homeCommunityID
  }

  /// The body of the message.
  public var element: MarkupElement {
    var attributes = [MarkupElement.Attribute("id", id)]
    if let homeCommunityID { attributes.append(.init("home", homeCommunityID)) }
    let slots = parameters.flatMap { parameter in
      parameter.lists.map { list in
        MarkupElement(
          "rim:Slot", [.init("name", parameter.name)],
          [MarkupElement("rim:ValueList", [], parameter.written(list).map { MarkupElement("rim:Value", text: $0) })])
      }
    }
    return MarkupElement(
      "query:AdhocQueryRequest", [.init("xmlns:query", Namespace.query), .init("xmlns:rim", Namespace.rim)],
      [
        MarkupElement(
          "query:ResponseOption",
          [.init("returnComposedObjects", "true"), .init("returnType", returnType.rawValue)]),
        MarkupElement("rim:AdhocQuery", attributes, slots),
      ])
  }
}

extension StoredQuery.Parameter {
  /// Longest value that one element may hold; what is longer is cut into several (ebRIM 3.0 §2.5.8).
  private static let longest = 256

  /// The values of one slot. A list that would be too long is written as several of them, each in brackets of its own.
  fileprivate func written(_ list: [String]) -> [String] {
    switch form {
    case .number: return list
    case .text: return list.map(Self.quoted)
    case .list:
      var values: [String] = []
      var current = ""
      for item in list.map(Self.quoted) {
        if !current.isEmpty, current.utf8.count + item.utf8.count + 3 > Self.longest {
          values.append("(\(current))")
          current = ""
        }
        current += current.isEmpty ? item : ",\(item)"
      }
      return values + ["(\(current))"]
    }
  }

  /// In single quotation marks, one inside doubled.
  private static func quoted(_ text: String) -> String {
    var output = "'"
    for character in text {
      if character == "'" { output.append("'") }
      output.append(character)
    }
    return output + "'"
  }
}
