import Dispatch
import Foundation

/// Things that are going to be asked for by name, in about the order given: they are made on the other cores while what was made
/// is used, and by whoever asks where they are not made yet. No more than a window of them are held, however many there are.
final class DrawingAhead<Made: Sendable>: Sendable {
  private let work: Work

  /// - Parameters:
  ///   - window: How many are made or being made at a time that were not asked for.
  ///   - make: Makes one; nil where there is none of the name. Called once for each name, on several threads at a time.
  init(_ names: [String], window: Int, make: @escaping @Sendable (String) -> Made?) {
    work = Work(names, window: window, make: make)
  }

  // Whoever helps stops when nobody can ask any more.
  deinit { work.end() }

  /// The one of a name; nil where there is none.
  func take(_ name: String) -> Made? { work.take(name) }

  /// The state, which those who help keep alive.
  private final class Work: @unchecked Sendable {
    private enum State {
      case begun
      case made(Made?)
    }

    private let make: @Sendable (String) -> Made?
    private let window: Int
    private let helpers = ProcessInfo.processInfo.activeProcessorCount - 1
    /// Guards all that follows, and wakes whoever waits for something to be made.
    private let condition = NSCondition()
    private var names: ArraySlice<String>
    /// Those of the names that nobody began with.
    private var waiting: Set<String>
    /// Those that were begun and not asked for.
    private var begun: [String: State] = [:]
    /// How many threads help or are about to.
    private var helping = 0
    private var isEnded = false

    init(_ names: [String], window: Int, make: @escaping @Sendable (String) -> Made?) {
      self.names = names[...]
      waiting = Set(names)
      // One more than is ahead is the one that is asked for.
      self.window = window - 1
      self.make = make
    }

    func end() { condition.withLock { isEnded = true } }

    func take(_ name: String) -> Made? {
      condition.lock()
      defer { condition.unlock() }
      while true {
        callForHelp()
        switch begun[name] {
        case .made(let made):
          begun[name] = nil
          return made
        case .begun: if !makeNext() { condition.wait() }
        case nil:
          waiting.remove(name)
          condition.unlock()
          defer { condition.lock() }
          return make(name)
        }
      }
    }

    /// Has others help while at least half of the room is free: no thread stands about until there is some.
    private func callForHelp() {
      while helping < helpers, !waiting.isEmpty, begun.count <= window / 2, begun.count < window {
        helping += 1
        DispatchQueue.global().async { self.help() }
      }
    }

    private func help() {
      condition.lock()
      defer { condition.unlock() }
      while !isEnded, makeNext() {}
      helping -= 1
    }

    /// Makes the next, for which the lock is given up; false where there is none or no room for it.
    private func makeNext() -> Bool {
      guard begun.count < window else { return false }
      while let name = names.popFirst() {
        guard waiting.remove(name) != nil else { continue }
        begun[name] = .begun
        condition.unlock()
        let made = make(name)
        condition.lock()
        begun[name] = .made(made)
        condition.broadcast()
        return true
      }
      return false
    }
  }
}
