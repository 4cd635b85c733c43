import NIOCore
import Synchronization

/// The connections that are open, so that one that waits for nothing makes room for one that asks something.
final class ConnectionLedger: Sendable {
  private struct Entry {
    var channel: any Channel
    /// Since when nothing is asked on it; nil while something is.
    var idleSince: NIODeadline?
  }

  private let entries = Mutex<[ObjectIdentifier: Entry]>([:])
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Takes a connection in. Over the limit the one that has been idle longest is closed, or the new one where all work.
  func open(_ channel: any Channel) {
    let closed = entries.withLock { entries -> (any Channel)? in
      entries[ObjectIdentifier(channel)] = Entry(channel: channel, idleSince: .now())
      guard entries.count > limit else { return nil }
      let own = ObjectIdentifier(channel)
      let oldest =
        entries.filter { $0.key != own && $0.value.idleSince != nil }
        .min { ($0.value.idleSince ?? .distantFuture) < ($1.value.idleSince ?? .distantFuture) }
      return entries.removeValue(forKey: oldest?.key ?? own)?.channel
    }
    closed?.close(promise: nil)
  }

  /// Notes that something is asked on a connection, or nothing any more.
  func mark(_ channel: any Channel, isIdle: Bool) {
    entries.withLock { $0[ObjectIdentifier(channel)]?.idleSince = isIdle ? .now() : nil }
  }

  /// Takes a connection out.
  func close(_ channel: any Channel) { _ = entries.withLock { $0.removeValue(forKey: ObjectIdentifier(channel)) } }
}
