import Synchronization

/// What the actors of one system tell each other, in order: an archive that it has stored an instance, a broker that a
/// message came.
///
/// Each kind of event is a type of its own; whoever wants it subscribes before the one that tells it starts.
final class SystemEvents: Sendable {
  private typealias Handler = @Sendable (any Sendable) async -> Void

  private let handlers = Mutex<[ObjectIdentifier: [Handler]]>([:])
  private let held = Mutex<[ObjectIdentifier: any Sendable]>([:])

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

  /// Lends what one actor keeps to those that start after it.
  func share<Kept: Sendable>(_ kept: Kept) { held.withLock { $0[ObjectIdentifier(Kept.self)] = kept } }

  /// What an actor that started earlier lends; nil where none does.
  func shared<Kept: Sendable>(_ type: Kept.Type) -> Kept? { held.withLock { $0[ObjectIdentifier(type)] as? Kept } }
}
