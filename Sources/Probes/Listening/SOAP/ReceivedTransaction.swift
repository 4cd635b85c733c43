import IHE
import Inventory

/// A transaction that a system under test began with an actor that the harness plays.
struct ReceivedTransaction: Sendable {
  /// Which one.
  enum Kind: String, CaseIterable, Sendable {
    case provideAndRegister = "provide-and-register"
    case register
    case storedQuery = "stored-query"
    case retrieve
    case retrieveImages = "retrieve-images"
    case crossGatewayQuery = "cross-gateway-query"
    case crossGatewayRetrieve = "cross-gateway-retrieve"

    /// The WS-Addressing action of its request.
    var action: String {
      switch self {
      case .provideAndRegister: DocumentSubmission.action
      case .register: "urn:ihe:iti:2007:RegisterDocumentSet-b"
      case .storedQuery: StoredQuery.action
      case .retrieve: DocumentRetrieval.action
      case .retrieveImages: ImagingRetrieval.action
      case .crossGatewayQuery: StoredQuery.crossGatewayAction
      case .crossGatewayRetrieve: DocumentRetrieval.crossGatewayAction
      }
    }

    /// The actor that takes it.
    var actor: SOAPListener.Actor {
      switch self {
      case .provideAndRegister, .retrieve: .documentRepository
      case .register, .storedQuery: .documentRegistry
      case .retrieveImages: .imagingSource
      case .crossGatewayQuery, .crossGatewayRetrieve: .respondingGateway
      }
    }

    /// The clause that says what is asked and answered.
    var section: String {
      switch self {
      case .provideAndRegister: "ITI TF-2 §3.41.4.1"
      case .register: "ITI TF-2 §3.42.4.1"
      case .storedQuery: "ITI TF-2 §3.18.4.1"
      case .retrieve: "ITI TF-2 §3.43.4.1"
      case .retrieveImages: "RAD TF-2 §4.69.4.1"
      case .crossGatewayQuery: "ITI TF-2 §3.38.4.1"
      case .crossGatewayRetrieve: "ITI TF-2 §3.39.4.1"
      }
    }

    /// What a message asks for: its body says it, and between communities its action.
    init?(_ envelope: ReceivedEnvelope, at actors: [SOAPListener.Actor]) {
      guard let body = envelope.body else { return nil }
      // A listener that is a gateway alone is asked as one, whatever the action says.
      let isGateway =
        envelope.action?.contains("CrossGateway") == true
        || actors.contains(.respondingGateway) && !actors.contains(.documentRegistry)
          && !actors.contains(.documentRepository)
      switch (envelope.tree.name(of: body), envelope.tree.nodes[body].namespace) {
      case ("ProvideAndRegisterDocumentSetRequest", Namespace.xds): self = .provideAndRegister
      case ("SubmitObjectsRequest", Namespace.lcm): self = .register
      case ("AdhocQueryRequest", Namespace.query): self = isGateway ? .crossGatewayQuery : .storedQuery
      case ("RetrieveDocumentSetRequest", Namespace.xds): self = isGateway ? .crossGatewayRetrieve : .retrieve
      case ("RetrieveImagingDocumentSetRequest", Namespace.imaging): self = .retrieveImages
      default: return nil
      }
    }
  }

  /// What it brings.
  enum Content: Sendable {
    /// Metadata and documents.
    case submission(ReceivedSubmission, [SubmissionFinding])
    /// A query.
    case query(WrittenQuery)
    /// The documents that are asked for.
    case retrieval([DocumentReference])
    /// The images that are asked for.
    case images(ImagingRetrieval)
    /// Nothing that can be read, and why.
    case unreadable(String)
  }

  /// Which one.
  var kind: Kind
  /// What it brings.
  var content: Content
  /// How the harness's actor answered.
  var response: ResponseStatus
  /// Errors of the answer.
  var faults: [RegistryResponse.Fault]
  /// How many documents or objects the answer brings.
  var given: Int
}
