/// What is done between systems and has to be audited by each of them.
public enum AuditedTransaction: String, CaseIterable, Hashable, Sendable {
  /// Patient Identity Feed in HL7 v2.
  case identityFeed = "ITI-8"
  /// PIX Query in HL7 v2.
  case crossReferenceQuery = "ITI-9"
  /// Registry Stored Query.
  case storedQuery = "ITI-18"
  /// Patient Demographics Query in HL7 v2.
  case demographicsQuery = "ITI-21"
  /// Cross Gateway Query.
  case crossGatewayQuery = "ITI-38"
  /// Cross Gateway Retrieve.
  case crossGatewayRetrieve = "ITI-39"
  /// Provide and Register Document Set-b.
  case provideAndRegister = "ITI-41"
  /// Register Document Set-b.
  case register = "ITI-42"
  /// Retrieve Document Set.
  case retrieve = "ITI-43"
  /// Patient Identity Feed in HL7 V3.
  case identityFeedV3 = "ITI-44"
  /// PIXV3 Query.
  case crossReferenceQueryV3 = "ITI-45"
  /// Patient Demographics Query in HL7 V3.
  case demographicsQueryV3 = "ITI-47"
  /// Cross Gateway Patient Discovery.
  case patientDiscovery = "ITI-55"
  /// Provide and Register Imaging Document Set.
  case provideImaging = "RAD-68"
  /// Retrieve Imaging Document Set.
  case retrieveImaging = "RAD-69"
  /// Cross Gateway Retrieve Imaging Document Set.
  case crossGatewayRetrieveImaging = "RAD-75"
  /// WADO Retrieve.
  case webRetrieve = "RAD-55"
  /// WADO-RS Retrieve.
  case webServiceRetrieve = "RAD-107"
  /// Storage of DICOM objects by C-STORE.
  case store = "C-STORE"
  /// Query by C-FIND.
  case find = "C-FIND"
  /// Retrieval by C-MOVE or C-GET.
  case move = "C-MOVE"
  /// An application has started.
  case applicationStart = "application-start"
  /// An application has stopped.
  case applicationStop = "application-stop"
  /// Something bore on security, such as a node that could not be authenticated.
  case securityAlert = "security-alert"
}

/// On which side of a transaction a system stands.
public enum AuditedSide: String, CaseIterable, Hashable, Sendable {
  /// It asks, or sends.
  case initiator
  /// It answers, or takes in.
  case responder
}
