/// The transactions between the actors of document sharing, by the columns of the table of error codes
/// (ITI TF-3 Table 4.2.4.1-2) and of the supplements on metadata update and removal.
public enum SharingTransaction: String, CaseIterable, Hashable, Sendable {
  /// Registry Stored Query.
  case query = "ITI-18"
  /// Provide and Register Document Set-b.
  case provide = "ITI-41"
  /// Register Document Set-b.
  case register = "ITI-42"
  /// Retrieve Document Set.
  case retrieve = "ITI-43"
  /// Cross Gateway Query.
  case crossGatewayQuery = "ITI-38"
  /// Cross Gateway Retrieve.
  case crossGatewayRetrieve = "ITI-39"
  /// Multi-Patient Stored Query.
  case multiPatientQuery = "ITI-51"
  /// Update Document Set.
  case update = "ITI-57"
  /// Register On-Demand Document Entry.
  case registerOnDemand = "ITI-61"
  /// Remove Metadata.
  case removeMetadata = "ITI-62"
  /// Remove Documents.
  case removeDocuments = "ITI-86"

  /// The WS-Addressing action of its request.
  public var action: String {
    switch self {
    case .query: "urn:ihe:iti:2007:RegistryStoredQuery"
    case .provide: "urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b"
    case .register: "urn:ihe:iti:2007:RegisterDocumentSet-b"
    case .retrieve: "urn:ihe:iti:2007:RetrieveDocumentSet"
    case .crossGatewayQuery: "urn:ihe:iti:2007:CrossGatewayQuery"
    case .crossGatewayRetrieve: "urn:ihe:iti:2007:CrossGatewayRetrieve"
    case .multiPatientQuery: "urn:ihe:iti:2009:MultiPatientStoredQuery"
    case .update: "urn:ihe:iti:2010:UpdateDocumentSet"
    case .registerOnDemand: "urn:ihe:iti:2010:RegisterOnDemandDocumentEntry"
    case .removeMetadata: "urn:ihe:iti:2010:DeleteDocumentSet"
    case .removeDocuments: "urn:ihe:iti:2017:RemoveDocuments"
    }
  }

  /// Section of the framework that defines it.
  public var section: String { "ITI TF-2 §3.\(rawValue.dropFirst(4))" }
}
