import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What a piece of work makes of each element, in their order: done on all cores, and waited for.
  package func concurrentMap<Made: Sendable>(_ make: @Sendable (Element) -> Made) -> [Made] {
    guard count > 1 else { return map(make) }
    // What belongs to a task is not seen on other threads: a test that looks at what readers ask for sees all of them.
    let audit = FormAudit.current
    let made = Mutex([Made?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { number in
      let one = audit == nil ? make(self[number]) : FormAudit.$current.withValue(audit) { make(self[number]) }
      made.withLock { $0[number] = one }
    }
    return made.withLock { $0.compactMap(\.self) }
  }
}
