import Synchronization

/// What the actors of one system tell each other, in order: an archive that it has stored an instance, a broker that a
/// message came.
///
/// Each kind of event is a type of its own; whoever wants it subscribes before the one that tells it starts.
final class SystemEvents: Sendable {
  private typealias Handler = @Sendable (any Sendable) async -> Void

  private let handlers = Mutex<[ObjectIdentifier: [Handler]]>([:])

  /// Hears events of a type from now on.
  func subscribe<Event: Sendable>(to type: Event.Type, _ handler: @escaping @Sendable (Event) async -> Void) {
    handlers.withLock { handlers in
      handlers[ObjectIdentifier(type), default: []].append { event in
        if let event = event as? Event { await handler(event) }
      }
    }
  }

  /// Tells everybody who wants it, one after the other.
  func tell<Event: Sendable>(_ event: Event) async {
    let handlers = handlers.withLock { $0[ObjectIdentifier(Event.self)] ?? [] }
    for handler in handlers { await handler(event) }
  }
}
