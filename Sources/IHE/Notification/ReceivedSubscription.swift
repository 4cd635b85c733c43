import XMLTree

/// A subscription as a broker receives it (ITI TF-2 §3.52.4.1).
public struct ReceivedSubscription: Hashable, Sendable {
  /// Where notifications go.
  public let consumer: String
  /// Topic as written.
  public let topic: String
  /// What is subscribed to; nil for an id that the framework does not have.
  public let subject: MetadataSubscription.Subject?
  /// What has to hold of it.
  public let parameters: [WrittenQuery.Parameter]
  /// When it ends by itself, as written.
  public let end: String?

  /// Reads the body of a message.
  public init(_ envelope: ReceivedEnvelope) throws(NotificationError) {
    let (tree, body) = try envelope.notificationBody("Subscribe")
    func child(_ name: String, of parent: Int?) -> Int? {
      parent.flatMap { tree.child(name, in: Namespace.notification, of: $0) }
    }
    let address = child("ConsumerReference", of: body).flatMap {
      tree.child("Address", in: Namespace.addressing, of: $0)
    }
    guard let consumer = address.map({ tree.trimmedText(of: $0) }), !consumer.isEmpty else {
      throw .noReference(line: tree.nodes[body].line)
    }
    self.consumer = consumer
    let filter = child("Filter", of: body)
    topic = child("TopicExpression", of: filter).map { tree.trimmedText(of: $0) } ?? ""
    let query = filter.flatMap { tree.child("AdhocQuery", in: Namespace.rim, of: $0) }
    subject = query.flatMap { tree.attribute("id", of: $0) }.flatMap(MetadataSubscription.Subject.init)
    parameters = query.map { WrittenQuery.parameters(of: $0, in: tree) } ?? []
    end = child("InitialTerminationTime", of: body).map { tree.trimmedText(of: $0) }
  }

  /// Values of a parameter; nil where it is not there.
  public func values(_ name: String) -> [String]? {
    let found = parameters.filter { $0.name == name }
    return found.isEmpty ? nil : found.flatMap(\.values)
  }
}
