import XMLTree

/// What a broker tells a recipient (ITI-53, ITI TF-2 §3.53.4.1).
public struct MetadataNotification: Hashable, Sendable {
  /// Address of the subscription that it comes of; nil where it is missing.
  public let subscription: String?
  /// Topic as written; nil where it is missing.
  public let topic: String?
  /// Dialect of the topic.
  public let dialect: String?
  /// Who it comes from; nil where it is missing.
  public let producer: String?
  /// Registry objects, of the topics that bring them: whole, or of the minimal topic references to them.
  public let objects: [RegistryObject]
  /// References to documents, as earlier versions of the profile brought them of the minimal topic.
  public let references: [DocumentReference]
  /// Name of the element in the message, where it is neither of these.
  public let stranger: String?

  /// The WS-Addressing action (WS-BaseNotification 1.3).
  public static let action = "http://docs.oasis-open.org/wsn/bw-2/NotificationConsumer/Notify"

  /// Reads the notifications of a message, in order.
  public static func read(_ envelope: ReceivedEnvelope) throws(NotificationError) -> [MetadataNotification] {
    let (tree, body) = try envelope.notificationBody("Notify")
    return tree.elements("NotificationMessage", in: Namespace.notification, of: body)
      .map { MetadataNotification(tree, $0) }
  }

  private init(_ tree: MarkupTree, _ index: Int) {
    func child(_ name: String) -> Int? { tree.child(name, in: Namespace.notification, of: index) }
    func address(_ name: String) -> String? {
      child(name).flatMap { tree.child("Address", in: Namespace.addressing, of: $0) }.map { tree.trimmedText(of: $0) }
    }
    subscription = address("SubscriptionReference")
    producer = address("ProducerReference")
    topic = child("Topic").map { tree.trimmedText(of: $0) }
    dialect = child("Topic").flatMap { tree.attribute("Dialect", of: $0) }
    let content = child("Message").flatMap { message in
      tree.children(of: message).first { tree.name(of: $0) != nil }
    }
    switch content.flatMap({ tree.name(of: $0) }) {
    case "SubmitObjectsRequest":
      objects =
        content.flatMap { tree.child("RegistryObjectList", in: Namespace.rim, of: $0) }
        .map { list in tree.children(of: list).compactMap { RegistryObject(tree, $0) } } ?? []
      references = []
      stranger = nil
    case "RetrieveDocumentSetRequest":
      objects = []
      references = content.map { DocumentRetrieval.references(tree, $0) } ?? []
      stranger = nil
    case let name:
      (objects, references, stranger) = ([], [], name)
    }
  }
}
