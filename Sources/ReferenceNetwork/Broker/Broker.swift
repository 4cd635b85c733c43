import DICOMNetwork
import Foundation
import HL7
import HTTPExchange
import NIOCore
import NIOPosix

/// A RIS on loopback that keeps every rule, and whose parts can be given named defects.
///
/// It takes in patients, orders and reports over HL7 v2, offers worklists, takes performed procedure steps, hands out
/// workitems over associations and over the web, and sends reports and the status of orders. Its state is in memory and
/// bounded.
public final class Broker: Sendable {
  /// AE title.
  public let aeTitle: String
  /// TCP port for messages.
  public let messagePort: Int
  /// TCP port for associations.
  public let dicomPort: Int
  /// TCP port for the web.
  public let webPort: Int
  /// What it answers over associations, for who shares a port with it.
  let answers: BrokerAssociations
  private let messages: MLLPListener
  private let associations: AssociationAcceptor
  private let web: WebListener
  private let queues: [MessageQueue]
  private let senders: [Task<Void, Never>]
  private let folder: URL

  private init(
    aeTitle: String, messages: MLLPListener, associations: AssociationAcceptor, web: WebListener,
    queues: [MessageQueue], folder: URL, answers: BrokerAssociations
  ) {
    self.answers = answers
    self.aeTitle = aeTitle
    self.messages = messages
    self.associations = associations
    self.web = web
    self.queues = queues
    self.folder = folder
    (messagePort, dicomPort, webPort) = (messages.port, associations.port, web.port)
    senders = queues.map { queue in Task { await queue.run() } }
  }

  /// Starts a broker.
  ///
  /// - Throws: `ConnectionFailure`, `AcceptorFailure` or `WebFailure` where a port cannot be listened on.
  public static func start(
    _ settings: Settings = Settings(), group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
  ) async throws -> Broker {
    let defects = settings.defects
    let sockets = EventSockets(defects: defects)
    let reporter = EventReporter(
      aeTitle: settings.aeTitle, subscribers: settings.subscribers, sockets: sockets, group: group)
    let queues = settings.receivers.map { ($0, MessageQueue(to: $0, defects: defects, group: group)) }
    let desk = BrokerDesk(settings, reporter: reporter, queues: queues.map { (receiver: $0.0, queue: $0.1) })
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("broker-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let messages = try await MLLPListener.start(
      MLLPListener.Settings(
        host: settings.host, port: settings.messagePort, security: settings.messageTLS, maximumLength: 16 << 20),
      group: group
    ) { await desk.receive($0) }
    let answers = BrokerAssociations(desk: desk, settings: settings)
    let acceptor = try await AssociationAcceptor.start(
      AcceptorSettings(
        host: settings.host, port: settings.dicomPort, tls: settings.dicomTLS, policy: answers.policy,
        spool: SpoolSettings(folder: folder.path)), handlers: answers.handlers, group: group)
    let resource = WorkitemResource(desk: desk, path: settings.webPath, defects: defects)
    let listening = WebListener.Settings(host: settings.host, port: settings.webPort, tls: settings.webTLS)
    let web = try await WebListener.start(
      listening, group: group, upgraders: { defects.contains(.webRefusesEvents) ? [] : [sockets.upgrader()] }
    ) { request in
      if let refusal = settings.authorize?(request) { return refusal }
      return await resource.answer(request)
    }
    return Broker(
      aeTitle: settings.aeTitle, messages: messages, associations: acceptor, web: web, queues: queues.map(\.1),
      folder: folder, answers: answers)
  }

  /// Stops listening and sending, and closes every connection.
  public func stop() async {
    await messages.stop()
    await associations.stop()
    await web.stop()
    for queue in queues { await queue.stop() }
    for sender in senders { sender.cancel() }
    try? FileManager.default.removeItem(at: folder)
  }
}
