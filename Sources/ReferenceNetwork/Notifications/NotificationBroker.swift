import Foundation
import HTTPExchange
import IHE
import NIOCore
import XMLTree

/// Tells who subscribed of new documents (ITI TF-2 §3.52, §3.53).
actor NotificationBroker {
  /// Subscriptions that are kept at most; further ones are refused.
  private static let limit = 10_000

  private let defects: Set<NotificationDefect>
  private let group: any EventLoopGroup
  private var subscriptions: [String: ReceivedSubscription] = [:]
  /// Notifications go one after the other, as what they tell of came.
  private var last: Task<Void, Never>?

  init(defects: Set<NotificationDefect>, group: any EventLoopGroup) {
    self.defects = defects
    self.group = group
  }

  /// Takes a subscription; answers its name.
  func subscribe(_ subscription: ReceivedSubscription) throws(ActorFault) -> String {
    let topics = [MetadataSubscription.Topic.fullDocumentEntry, .minimalDocumentEntry].map(\.rawValue)
    guard topics.contains(subscription.topic) || defects.contains(.anyTopic) else {
      throw ActorFault(.sender, "the topic \(subscription.topic.prefix(80)) is not told of here")
    }
    let hasPatient = subscription.values(Self.patient) != nil
    guard subscription.subject == (hasPatient ? .documentEntry : .documentEntryOfAnyPatient) else {
      throw ActorFault(.sender, "what is subscribed to is not told of here")
    }
    guard subscriptions.count < Self.limit else {
      throw ActorFault(.receiver, "\(Self.limit) subscriptions are kept at most")
    }
    let name = UUID().uuidString.lowercased()
    subscriptions[name] = subscription
    return name
  }

  /// Ends a subscription; whether it was there.
  func end(_ name: String) -> Bool {
    guard subscriptions[name] != nil else { return false }
    if !defects.contains(.afterTheEnd) { subscriptions[name] = nil }
    return true
  }

  /// Tells of what was registered.
  ///
  /// - Parameter address: The broker's own.
  func tell(of objects: [RegistryObject], at address: String) {
    for object in objects where object.kind == .extrinsicObject {
      for (name, subscription) in subscriptions where isWanted(object, by: subscription) {
        let body = notification(of: object, name, subscription, at: address)
        let before = last
        let times = defects.contains(.twice) ? 2 : 1
        last = Task { [group] in
          await before?.value
          for _ in 0..<times {
            // A recipient that is down is not told again.
            _ = try? await SharingClient(address: subscription.consumer, group: group).send(
              body, action: MetadataNotification.action, packaging: .simple)
          }
        }
      }
    }
  }

  /// Ends what is under way.
  func stop() async {
    subscriptions = [:]
    last?.cancel()
    await last?.value
  }

  private static let patient = "$XDSDocumentEntryPatientId"

  private func isWanted(_ entry: RegistryObject, by subscription: ReceivedSubscription) -> Bool {
    if let patients = subscription.values(Self.patient), !defects.contains(.ofEveryPatient) {
      guard let patient = entry.identifier(.documentEntryPatientID), patients.contains(patient) else { return false }
    }
    guard let classes = subscription.values("$XDSDocumentEntryClassCode"), !defects.contains(.ofEveryClass) else {
      return true
    }
    return entry.classifications(DocumentEntryScheme.classCode.rawValue).contains { code in
      classes.contains("\(code.nodeRepresentation ?? "")^^\(code.values("codingScheme").first ?? "")")
    }
  }

  private func notification(
    of entry: RegistryObject, _ name: String, _ subscription: ReceivedSubscription, at address: String
  ) -> MarkupElement {
    let isWhole =
      subscription.topic == MetadataSubscription.Topic.fullDocumentEntry.rawValue || defects.contains(.holdEntries)
    let content = MarkupElement(
      "lcm:SubmitObjectsRequest", [.init("xmlns:lcm", Namespace.lcm), .init("xmlns:rim", Namespace.rim)],
      [
        MarkupElement(
          "rim:RegistryObjectList", [],
          [isWhole ? entry.element : MarkupElement("rim:ObjectRef", [.init("id", entry.id)])])
      ])
    return MarkupElement(
      "wsnt:Notify", [.init("xmlns:wsnt", Namespace.notification), .init("xmlns:wsa", Namespace.addressing)],
      [
        MarkupElement(
          "wsnt:NotificationMessage", [],
          [
            Self.reference("wsnt:SubscriptionReference", "\(address)/\(name)"),
            MarkupElement(
              "wsnt:Topic", [.init("Dialect", MetadataSubscription.dialect)], text: subscription.topic),
            Self.reference("wsnt:ProducerReference", address),
            MarkupElement("wsnt:Message", [], [content]),
          ])
      ])
  }

  /// An address as WS-Addressing has it.
  static func reference(_ name: String, _ address: String) -> MarkupElement {
    MarkupElement(name, [], [MarkupElement("wsa:Address", text: address)])
  }
}

/// The broker as it takes messages at an address, or at that of a subscription.
struct NotificationActor: SOAPActor {
  let broker: NotificationBroker
  /// The broker's own address.
  let address: String
  /// Name of the subscription at whose address the message came; nil at the broker's own.
  let subscription: String?

  var actions: Set<String> { [MetadataSubscription.action, MetadataSubscription.endAction] }

  func respond(to message: SOAPMessage, action: String) async throws(ActorFault) -> ActorAnswer {
    let head: [MarkupElement.Attribute] = [
      .init("xmlns:wsnt", Namespace.notification), .init("xmlns:wsa", Namespace.addressing),
    ]
    guard action == MetadataSubscription.action else {
      guard let subscription, await broker.end(subscription) else {
        throw ActorFault(.sender, "there is no such subscription")
      }
      return ActorAnswer(
        action: "http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/UnsubscribeResponse",
        MarkupElement("wsnt:UnsubscribeResponse", head))
    }
    let wanted: ReceivedSubscription
    do throws(NotificationError) { wanted = try ReceivedSubscription(message.envelope) } catch {
      throw ActorFault(.sender, error.description)
    }
    let name = try await broker.subscribe(wanted)
    var elements = [NotificationBroker.reference("wsnt:SubscriptionReference", "\(address)/\(name)")]
    if let end = wanted.end { elements.append(MarkupElement("wsnt:TerminationTime", text: end)) }
    return ActorAnswer(
      action: "http://docs.oasis-open.org/wsn/bw-2/NotificationProducer/SubscribeResponse",
      MarkupElement("wsnt:SubscribeResponse", head, elements))
  }
}
