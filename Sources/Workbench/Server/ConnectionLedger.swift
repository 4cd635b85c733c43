import NIOCore
import Synchronization

/// The connections that are open, so that one that waits for nothing makes room for one that asks something.
final class ConnectionLedger: Sendable {
  private struct Entry {
    var channel: any Channel
    /// Its place in the line of those on which nothing is asked; nil while something is.
    var place: UInt64?
  }

  private struct State {
    var entries: [ObjectIdentifier: Entry] = [:]
    /// Those that became idle, in that order. Who left the line since is passed over.
    var line: [(key: ObjectIdentifier, place: UInt64)] = []
    var passed = 0
    var places: UInt64 = 0

    /// Puts a connection at the end of the line.
    mutating func queue(_ key: ObjectIdentifier) {
      guard entries[key] != nil else { return }
      places += 1
      entries[key]?.place = places
      line.append((key, places))
      // So that the line does not grow by those who leave it.
      if line.count - passed > 2 * entries.count + 64 || passed > line.count / 2 {
        line = line[passed...].filter { entries[$0.key]?.place == $0.place }
        passed = 0
      }
    }

    /// The connection that has been idle longest; it leaves the line.
    mutating func oldest() -> ObjectIdentifier? {
      while passed < line.count {
        let (key, place) = line[passed]
        passed += 1
        if entries[key]?.place == place { return key }
      }
      return nil
    }
  }

  private let state = Mutex(State())
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Takes a connection in. Over the limit the one that has been idle longest is closed.
  ///
  /// - Returns: False where all the others work: then there is no room for this one.
  func open(_ channel: any Channel) -> Bool {
    let key = ObjectIdentifier(channel)
    let (hasRoom, closed) = state.withLock { state -> (Bool, (any Channel)?) in
      var closed: (any Channel)?
      if state.entries.count >= limit {
        guard let oldest = state.oldest() else { return (false, nil) }
        closed = state.entries.removeValue(forKey: oldest)?.channel
      }
      state.entries[key] = Entry(channel: channel)
      state.queue(key)
      return (true, closed)
    }
    closed?.close(promise: nil)
    return hasRoom
  }

  /// Notes that something is asked on a connection, or nothing any more.
  func mark(_ channel: any Channel, isIdle: Bool) {
    let key = ObjectIdentifier(channel)
    state.withLock { state in
      if isIdle { state.queue(key) } else { state.entries[key]?.place = nil }
    }
  }

  /// Takes a connection out.
  func close(_ channel: any Channel) {
    _ = state.withLock { $0.entries.removeValue(forKey: ObjectIdentifier(channel)) }
  }
}
