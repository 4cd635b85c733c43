/// The codes by which registries, repositories, gateways and document recipients say what went wrong (ITI TF-3
/// Table 4.2.4.1-2; those of ITI-57, ITI-62 and ITI-86 by the supplements on metadata update and removal, and those on
/// sizes and FHIR documents by that of MHD, 3:4.2.4.1 of its revision 4.2.1).
///
/// The table was read in revisions 17 (2020) and 19 (2022) of the framework, and what the transactions say of its codes in
/// revision 20 (2023). Where revisions differ, what either allows is taken: the later one lets XDSTooManyResults stand in
/// answers to retrievals, and XDSUnknownPatientId in answers to stored queries. `UnknownRecipient` and
/// `UnavailableRecipient` stand in the text of ITI-41 alone (§3.41.4.1.3), and two codes on transformations are spelt in
/// another way there than in the table; both spellings are taken. XDSNonIdenticalHash and XDSNonIdenticalSize are the
/// registry's by the table; a repository passes them on, and may give them by itself (§3.41.4.1.3.2). The two supplements on
/// ITI-57, ITI-62 and ITI-86 could not be had: their codes were compared with a published assertion and with the error codes
/// of open implementations.
///
/// Of an error, code, context and severity are required, and the location is optional (Table 4.2.4.1-1). By the table the
/// context names the unique id of XDSDuplicateUniqueIdInRegistry, XDSNonIdenticalHash, XDSNonIdenticalSize, a unique id that
/// stands twice and InvalidDocumentContent, and the patient of XDSPatientIdDoesNotMatch and XDSUnknownPatientId. The location
/// is the document's unique id in answers to a retrieval (ITI TF-2 §3.43.5), the responding gateway's home community id in
/// those to a Cross Gateway Query (§3.38.4.1.3), and holds both in those to a Cross Gateway Retrieve (§3.39.4.1.3).
///
/// What no request of a client can provoke, and why:
///
/// | code | why |
/// |---|---|
/// | `XDSRegistryNotAvailable` | the registry has to be down behind the repository |
/// | `XDSRegistryBusy`, `XDSRepositoryBusy` | a load that only the owner may put on a system; answers are taken for nobody's fault |
/// | `XDSRegistryOutOfResources`, `XDSRepositoryOutOfResources` | the same of storage |
/// | `XDSRegistryError`, `XDSRepositoryError` | stand if and only if the table has no better code |
/// | `XDSReplaceFailed` | deprecated by the table; `XDSRegistryDeprecatedDocumentError` and `UnresolvedReferenceException` are due |
/// | `MaxDocSizeExceeded`, `MaxPkgSizeExceeded` | the limit is the recipient's own and is not told beforehand |
///
/// `FHIRDocumentNotSupported` is a recipient's of MHD, over FHIR alone (ITI TF-2 §3.65.4.1.3).
public enum RegistryErrorCode: String, CaseIterable, Hashable, Sendable {
  // Queries
  case unknownStoredQuery = "XDSUnknownStoredQuery"
  case storedQueryMissingParam = "XDSStoredQueryMissingParam"
  case storedQueryParamNumber = "XDSStoredQueryParamNumber"
  case resultNotSinglePatient = "XDSResultNotSinglePatient"
  case tooManyResults = "XDSTooManyResults"
  // Submissions
  case missingDocument = "XDSMissingDocument"
  case missingDocumentMetadata = "XDSMissingDocumentMetadata"
  case invalidDocumentContent = "InvalidDocumentContent"
  case repositoryMetadataError = "XDSRepositoryMetadataError"
  case registryMetadataError = "XDSRegistryMetadataError"
  case repositoryDuplicateUniqueIDInMessage = "XDSRepositoryDuplicateUniqueIdInMessage"
  case registryDuplicateUniqueIDInMessage = "XDSRegistryDuplicateUniqueIdInMessage"
  case duplicateUniqueIDInRegistry = "XDSDuplicateUniqueIdInRegistry"
  case nonIdenticalHash = "XDSNonIdenticalHash"
  case nonIdenticalSize = "XDSNonIdenticalSize"
  case unknownPatientID = "XDSUnknownPatientId"
  case patientIDDoesNotMatch = "XDSPatientIdDoesNotMatch"
  case unresolvedReference = "UnresolvedReferenceException"
  case registryDeprecatedDocument = "XDSRegistryDeprecatedDocumentError"
  case replaceFailed = "XDSReplaceFailed"
  case extraMetadataNotSaved = "XDSExtraMetadataNotSaved"
  case registryNotAvailable = "XDSRegistryNotAvailable"
  case documentQueued = "DocumentQueued"
  case maximalDocumentSizeExceeded = "MaxDocSizeExceeded"
  case maximalPackageSizeExceeded = "MaxPkgSizeExceeded"
  case partialFolderContentNotProcessed = "PartialFolderContentNotProcessed"
  case partialAppendContentNotProcessed = "PartialAppendContentNotProcessed"
  case partialReplaceContentNotProcessed = "PartialReplaceContentNotProcessed"
  case partialTransformNotProcessed = "PartialTransformNotProcessed"
  case partialTransformReplaceNotProcessed = "PartialTransformReplaceNotProcessed"
  /// As ITI TF-2 §3.41.4.1.3.1 spells the code for transformations.
  case partialTransformContentNotProcessed = "PartialTransformContentNotProcessed"
  /// As ITI TF-2 §3.41.4.1.3.1 spells the code for transformations that replace.
  case partialTransformReplaceContentNotProcessed = "PartialTransformReplaceContentNotProcessed"
  case partialRelationshipContentNotProcessed = "PartialRelationshipContentNotProcessed"
  case unknownRecipient = "UnknownRecipient"
  case unavailableRecipient = "UnavailableRecipient"
  case documentOfFHIRNotSupported = "FHIRDocumentNotSupported"
  // Retrieval
  case documentUniqueIDError = "XDSDocumentUniqueIdError"
  case unknownRepositoryID = "XDSUnknownRepositoryId"
  // Communities
  case missingHomeCommunityID = "XDSMissingHomeCommunityId"
  case unavailableCommunity = "XDSUnavailableCommunity"
  case unknownCommunity = "XDSUnknownCommunity"
  // Update and removal
  case metadataUpdateError = "XDSMetadataUpdateError"
  case metadataUpdateOperationError = "XDSMetadataUpdateOperationError"
  case metadataVersionError = "XDSMetadataVersionError"
  case patientIDReconciliationError = "XDSPatientIDReconciliationError"
  case referencesExist = "ReferencesExistException"
  case unreferencedObject = "XDSUnreferencedObjectException"
  // In general
  case registryError = "XDSRegistryError"
  case repositoryError = "XDSRepositoryError"
  case registryBusy = "XDSRegistryBusy"
  case repositoryBusy = "XDSRepositoryBusy"
  case registryOutOfResources = "XDSRegistryOutOfResources"
  case repositoryOutOfResources = "XDSRepositoryOutOfResources"

  /// Whether it says no more than that something went wrong; it stands only where no other code fits.
  public var isGeneral: Bool { self == .registryError || self == .repositoryError }

  /// Whether the sender is only too busy at present, which says nothing of the request.
  public var isBusy: Bool {
    switch self {
    case .registryBusy, .repositoryBusy, .registryOutOfResources, .repositoryOutOfResources: true
    default: false
    }
  }

  /// The transactions whose answers may carry it.
  public var transactions: Set<SharingTransaction> {
    switch self {
    case .unknownStoredQuery, .storedQueryMissingParam, .storedQueryParamNumber: Self.queries
    case .tooManyResults: Self.queries.union(Self.retrievals)
    case .resultNotSinglePatient: Self.queries.union(Self.retrievals).subtracting([.multiPatientQuery])
    case .missingDocument, .missingDocumentMetadata, .invalidDocumentContent, .registryNotAvailable, .documentQueued,
      .maximalDocumentSizeExceeded, .maximalPackageSizeExceeded, .partialFolderContentNotProcessed,
      .partialAppendContentNotProcessed, .partialReplaceContentNotProcessed, .partialTransformNotProcessed,
      .partialTransformReplaceNotProcessed, .partialTransformContentNotProcessed,
      .partialTransformReplaceContentNotProcessed, .partialRelationshipContentNotProcessed, .unknownRecipient,
      .unavailableRecipient, .documentOfFHIRNotSupported:
      [.provide]
    // The table has the codes of registry and repository in one row, for both transactions.
    case .registryMetadataError, .repositoryMetadataError, .registryDuplicateUniqueIDInMessage,
      .repositoryDuplicateUniqueIDInMessage, .duplicateUniqueIDInRegistry, .extraMetadataNotSaved,
      .patientIDDoesNotMatch, .registryDeprecatedDocument, .replaceFailed:
      Self.submissions
    // The repository passes on what its registry answers.
    case .nonIdenticalHash, .nonIdenticalSize: Self.submissions
    case .unknownPatientID: Self.submissions.union(Self.queries)
    case .unresolvedReference: Self.submissions.union([.removeMetadata])
    case .documentUniqueIDError, .unknownRepositoryID: Self.retrievals.union([.removeDocuments])
    case .missingHomeCommunityID, .unknownCommunity: Self.queries.union(Self.retrievals)
    case .unavailableCommunity: [.query, .retrieve]
    case .metadataUpdateError, .metadataUpdateOperationError, .metadataVersionError, .patientIDReconciliationError:
      [.update]
    case .referencesExist, .unreferencedObject: [.removeMetadata]
    case .registryError, .registryBusy, .registryOutOfResources:
      Self.submissions.union(Self.queries).union([.removeMetadata])
    case .repositoryError, .repositoryBusy, .repositoryOutOfResources:
      Self.retrievals.union([.provide, .removeDocuments])
    }
  }

  private static let queries: Set<SharingTransaction> = [.query, .crossGatewayQuery, .multiPatientQuery]
  private static let retrievals: Set<SharingTransaction> = [.retrieve, .crossGatewayRetrieve]
  private static let submissions: Set<SharingTransaction> = [.provide, .register, .registerOnDemand, .update]

  /// What a code in an answer is worth.
  public enum Standing: String, CaseIterable, Hashable, Sendable {
    /// The framework has it for this transaction, and it says what went wrong.
    case specific
    /// It says no more than that something went wrong.
    case general
    /// The framework has it for other transactions.
    case foreign
    /// The framework does not have it.
    case unknown
  }

  /// What a code is worth in the answer of a transaction.
  public static func standing(of code: String, in transaction: SharingTransaction) -> Standing {
    guard let known = RegistryErrorCode(rawValue: code) else { return .unknown }
    guard known.transactions.contains(transaction) else { return .foreign }
    return known.isGeneral ? .general : .specific
  }
}
