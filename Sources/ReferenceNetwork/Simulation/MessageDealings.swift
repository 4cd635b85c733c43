import HL7
import NIOCore

/// What a system does with messages beside taking them, by its roles: publishes reports, looks for earlier documents, passes
/// reports on.
actor MessageDealings {
  private let clients: [SharingClient]
  private let publisher: Set<PublisherDefect>?
  private let consumer: DocumentConsumer?
  private let relay: MessageRelay?
  private var tasks: [Task<Void, Never>] = []

  /// Tasks that are kept at most to be ended with the system.
  private static let limit = 1_000

  init(_ context: SimulatedServiceContext, receivers: [Broker.MessageReceiver]) {
    let roles = context.system.roles
    publisher = roles.contains("report-publisher") ? context.defects(PublisherDefect.self) : nil
    consumer =
      roles.isDisjoint(with: ["document-consumer", "imaging-consumer"])
      ? nil
      : DocumentConsumer(
        defects: context.defects(ConsumerDefect.self), fetchesImages: roles.contains("imaging-consumer"))
    relay =
      roles.contains("integration-engine")
      ? MessageRelay(to: receivers, defects: context.defects(EngineDefect.self), group: context.group) : nil
    clients = context.network.receivers.compactMap { receiver in
      guard case .soap(let url) = receiver.kind, !receiver.isSecured else { return nil }
      let asserter = receiver.audience.flatMap { audience in
        context.network.credentials.flatMap { UserAsserter($0, audience: audience) }
      }
      return SharingClient(address: url, group: context.group, asserter: asserter)
    }
  }

  /// A message came.
  func received(_ message: Message) async {
    publish(message)
    await relay?.pass(message)
    guard let consumer else { return }
    for client in clients {
      // A registry that is down is asked again with the next order.
      begin { try? await consumer.consult(message, by: client) }
    }
  }

  /// A message was sent.
  func sent(_ message: Message) { publish(message) }

  private func publish(_ message: Message) {
    guard let publisher, let publication = ReportPublication(message, defects: publisher) else { return }
    for client in clients {
      begin { try? await publication.send(to: client) }
    }
  }

  private func begin(_ body: @escaping @Sendable () async -> Void) {
    if tasks.count >= Self.limit { tasks.removeFirst(Self.limit / 2) }
    tasks.append(Task { await body() })
  }

  /// Ends what is under way.
  func stop() async {
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    await relay?.stop()
  }
}
