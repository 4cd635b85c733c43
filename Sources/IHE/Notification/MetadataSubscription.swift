import XMLTree

/// A subscription to what a registry learns, as a subscriber asks a broker for it (ITI-52, ITI TF-2 §3.52.4.1).
public struct MetadataSubscription: Hashable, Sendable {
  /// What a notification brings (ITI TF-2 §3.52.5).
  public enum Topic: String, CaseIterable, Hashable, Sendable {
    /// Whole document entries.
    case fullDocumentEntry = "ihe:FullDocumentEntry"
    /// References to document entries alone.
    case minimalDocumentEntry = "ihe:MinimalDocumentEntry"
    /// Submission sets.
    case submissionSetMetadata = "ihe:SubmissionSetMetadata"
    /// Folders.
    case folderMetadata = "ihe:FolderMetadata"
  }

  /// What is subscribed to, by the id of its filter (ITI TF-2 §3.52.5.1).
  public enum Subject: String, CaseIterable, Hashable, Sendable {
    /// Documents of a patient.
    case documentEntry = "urn:uuid:aa2332d0-f8fe-11e0-be50-0800200c9a66"
    /// Documents of all patients.
    case documentEntryOfAnyPatient = "urn:uuid:742790e0-aba6-43d6-9f1f-e43ed9790b79"
    /// Submission sets of a patient.
    case submissionSet = "urn:uuid:fbede94e-dbdc-4f6b-bc1f-d730e677cece"
    /// Submission sets of all patients.
    case submissionSetOfAnyPatient = "urn:uuid:868cad3d-ec09-4565-b66c-1be10d034399"
    /// Folders of a patient.
    case folder = "urn:uuid:9376254e-da05-41f5-9af3-ac56d63d8ebd"
  }

  /// Where notifications go.
  public var consumer: String
  /// Topic as it is written: one of `Topic`, or another on purpose.
  public var topic: String
  /// What is subscribed to.
  public var subject: Subject
  /// What has to hold of it.
  public var parameters: [StoredQuery.Parameter]
  /// When it ends by itself, in UTC: `2026-01-15T10:00:00Z`; nil where the broker decides.
  public var end: String?

  /// Dialect of the topic (WS-Topics 1.3 §8.1).
  public static let dialect = "http://docs.oasis-open.org/wsn/t-1/TopicExpression/Simple"
  /// The WS-Addressing action of the request (WS-BaseNotification 1.3).
  public static let action = "http://docs.oasis-open.org/wsn/bw-2/NotificationProducer/SubscribeRequest"
  /// The action of the request that ends a subscription.
  public static let endAction = "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/UnsubscribeRequest"

  /// Makes a subscription.
  public init(
    consumer: String, topic: String, subject: Subject, parameters: [StoredQuery.Parameter], end: String? = nil
  ) {
    self.consumer = consumer
    self.topic = topic
    self.subject = subject
    self.parameters = parameters
    self.end = end
  }

  /// The body of the message that asks for it.
  public var element: MarkupElement {
    var filter = [
      MarkupElement(
        "wsnt:TopicExpression", [.init("xmlns:ihe", Namespace.subscription), .init("Dialect", Self.dialect)],
        text: topic)
    ]
    // The filter is a stored query without its request.
    for case .element(let query) in StoredQuery(id: subject.rawValue, parameters).element.content
    where query.name == "rim:AdhocQuery" {
      filter.append(query)
    }
    var elements = [
      MarkupElement("wsnt:ConsumerReference", [], [MarkupElement("wsa:Address", text: consumer)]),
      MarkupElement("wsnt:Filter", [.init("xmlns:rim", Namespace.rim)], filter),
    ]
    if let end { elements.append(MarkupElement("wsnt:InitialTerminationTime", text: end)) }
    return MarkupElement("wsnt:Subscribe", [.init("xmlns:wsnt", Namespace.notification)], elements)
  }

  /// The body of the message that ends a subscription; it goes to the address that the broker gave.
  public static var endElement: MarkupElement {
    MarkupElement("wsnt:Unsubscribe", [.init("xmlns:wsnt", Namespace.notification)])
  }
}

extension Namespace {
  /// WS-BaseNotification 1.3.
  public static let notification = "http://docs.oasis-open.org/wsn/b-2"
  /// Topics of document metadata.
  public static let subscription = "urn:ihe:iti:dsub:2009"
}

/// What a broker answers to a subscription (ITI TF-2 §3.52.4.2, WS-BaseNotification 1.3 §4.2).
public struct SubscribeResponse: Hashable, Sendable {
  /// Address at which the subscription is ended.
  public let manager: String
  /// When it ends by itself, as written; nil where it does not say.
  public let terminationTime: String?

  /// Reads an answer.
  public init(_ envelope: ReceivedEnvelope) throws(NotificationError) {
    let (tree, body) = try envelope.notificationBody("SubscribeResponse")
    guard
      let address = tree.child("SubscriptionReference", in: Namespace.notification, of: body)
        .flatMap({ tree.child("Address", in: Namespace.addressing, of: $0) }).map({ tree.trimmedText(of: $0) }),
      !address.isEmpty
    else { throw .noReference(line: tree.nodes[body].line) }
    manager = address
    terminationTime = tree.child("TerminationTime", in: Namespace.notification, of: body)
      .map { tree.trimmedText(of: $0) }
  }

  /// Reads the answer to the end of a subscription.
  public static func checkEnd(_ envelope: ReceivedEnvelope) throws(NotificationError) {
    _ = try envelope.notificationBody("UnsubscribeResponse")
  }
}

/// Why a message is none of WS-BaseNotification's.
public enum NotificationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Another element, or none.
  case otherElement(expected: String, name: String?, line: Int)
  /// A subscription without an address at which it is ended.
  case noReference(line: Int)

  /// A sentence for people.
  public var description: String {
    switch self {
    case .otherElement(let expected, let name?, let line):
      "the body holds \(name.prefix(64)) at line \(line), where \(expected) is expected"
    case .otherElement(let expected, nil, _): "the body is empty, where \(expected) is expected"
    case .noReference(let line):
      "SubscribeResponse at line \(line) has no SubscriptionReference with an address"
    }
  }
}

extension ReceivedEnvelope {
  /// The body, where it is this element of WS-BaseNotification.
  func notificationBody(_ name: String) throws(NotificationError) -> (tree: MarkupTree, body: Int) {
    guard let body, tree.name(of: body) == name, tree.nodes[body].namespace == Namespace.notification else {
      throw .otherElement(
        expected: name, name: body.flatMap { tree.name(of: $0) }, line: body.map { tree.nodes[$0].line } ?? 1)
    }
    return (tree, body)
  }
}
