/// A receiver of SOAP messages that the harness plays while it runs: for answers to asynchronous requests, for
/// notifications, and as an actor that systems under test call.
public struct SOAPListener: Hashable, Sendable {
  /// What it plays for systems that call it.
  public enum Actor: String, CaseIterable, Hashable, Sendable {
    /// Takes registrations (ITI-42) and stored queries (ITI-18).
    case documentRegistry = "document-registry"
    /// Takes documents (ITI-41) and gives them (ITI-43).
    case documentRepository = "document-repository"
    /// Gives images (RAD-69).
    case imagingSource = "imaging-document-source"
    /// Answers other communities (ITI-38, ITI-39).
    case respondingGateway = "responding-gateway"
    /// Takes notifications of a broker (ITI-53).
    case notificationRecipient = "notification-recipient"
    /// Is told by a patient identifier cross-reference manager which identifiers have changed (ITI-46).
    case crossReferenceConsumer = "cross-reference-consumer"
  }

  /// Its name within the network file.
  public var id: String
  /// Host name or address of this machine.
  public var host: String
  /// TCP port.
  public var port: Int
  /// Address by which systems reach it, where it is another than host and port say: a proxy, a name.
  public var url: String?
  /// TLS settings; plain TCP where nil.
  public var tls: Listener.TLS?
  /// What it plays.
  public var actors: [Actor]
  /// By what it judges assertions about users; it looks at none where nil.
  public var assertions: AssertionTrust?

  /// Makes a listener.
  public init(
    id: String, host: String, port: Int, url: String? = nil, tls: Listener.TLS? = nil, actors: [Actor] = [],
    assertions: AssertionTrust? = nil
  ) {
    self.id = id
    self.host = host
    self.port = port
    self.url = url
    self.tls = tls
    self.actors = actors
    self.assertions = assertions
  }

  /// The address that systems are told, without a slash at the end.
  public var address: String { NotificationListener(id: id, host: host, port: port, url: url, tls: tls).address }
}
