/// The codes by which registries, repositories, gateways and document recipients say what went wrong (ITI TF-3
/// Table 4.2.4.1-2; those of ITI-57, ITI-62 and ITI-86 by the supplements on metadata update and removal, and those on
/// recipients and FHIR documents by that of MHD, 3:4.2.4.1 of its revision 4.2.1).
///
/// The table itself could not be had; the list was compared with its encodings in three independent implementations (the
/// error codes of a Java framework after revision 7.0 of the framework, of a .NET gateway after a recent one, and of an
/// American gateway) and with a published assertion on the codes of ITI-41.
///
/// What no request of a client can provoke, and why:
///
/// | code | why |
/// |---|---|
/// | `XDSRegistryNotAvailable` | the registry has to be down behind the repository |
/// | `XDSRegistryBusy`, `XDSRepositoryBusy` | a load that only the owner may put on a system; answers are taken for nobody's fault |
/// | `XDSRegistryOutOfResources`, `XDSRepositoryOutOfResources` | the same of storage |
/// | `XDSRegistryError`, `XDSRepositoryError` | faults within the actor; where a request provokes one, a better code is due |
/// | `XDSReplaceFailed` | deprecated by the table; `XDSRegistryDeprecatedDocumentError` and `UnresolvedReferenceException` are due |
/// | `MaxDocSizeExceeded`, `MaxPkgSizeExceeded` | the limit is the recipient's own and is not told beforehand |
/// | `FHIRDocumentNotSupported` | a document recipient of MHD answers it, over FHIR |
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
    case .unknownStoredQuery, .storedQueryMissingParam, .storedQueryParamNumber, .tooManyResults: Self.queries
    case .resultNotSinglePatient: Self.queries.union(Self.retrievals).subtracting([.multiPatientQuery])
    case .missingDocument, .missingDocumentMetadata, .invalidDocumentContent, .registryNotAvailable, .documentQueued,
      .maximalDocumentSizeExceeded, .maximalPackageSizeExceeded, .repositoryMetadataError,
      .repositoryDuplicateUniqueIDInMessage, .partialFolderContentNotProcessed, .partialAppendContentNotProcessed,
      .partialReplaceContentNotProcessed, .partialTransformNotProcessed, .partialTransformReplaceNotProcessed,
      .partialRelationshipContentNotProcessed, .unknownRecipient, .unavailableRecipient, .documentOfFHIRNotSupported:
      [.provide]
    case .registryMetadataError, .registryDuplicateUniqueIDInMessage, .duplicateUniqueIDInRegistry,
      .extraMetadataNotSaved, .patientIDDoesNotMatch, .registryDeprecatedDocument, .replaceFailed:
      Self.submissions
    // The repository passes on what its registry answers.
    case .nonIdenticalHash, .nonIdenticalSize: Self.submissions
    case .unknownPatientID: Self.submissions.union([.crossGatewayQuery])
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
