/// Decides what may begin next: work on one system goes in the order of the plan, work on different systems side by
/// side, and a piece of work holds all its systems from its first step to its last.
///
/// So a slow site delays nobody else, and what a system sees does not depend on the others' speed.
struct Scheduler {
  private var pending: [Work]
  private var begun: [String: Int] = [:]
  private let capacity: [String: Int]

  /// Begins with all the work, in the order of the plan.
  ///
  /// - Parameter capacity: Exchanges at a time by system; 1 where a system is not named.
  init(_ works: [Work], capacity: [String: Int]) {
    pending = works
    self.capacity = capacity
  }

  /// Whether nothing is left to begin.
  var isEmpty: Bool { pending.isEmpty }

  /// Takes the first piece of work whose systems are free and not awaited by earlier work.
  mutating func next() -> Work? {
    var awaited: Set<String> = []
    for (position, work) in pending.enumerated() {
      let systems = work.systems
      if systems.allSatisfy({ !awaited.contains($0) && begun[$0, default: 0] < capacity[$0, default: 1] }) {
        pending.remove(at: position)
        for system in systems { begun[system, default: 0] += 1 }
        return work
      }
      awaited.formUnion(systems)
    }
    return nil
  }

  /// Frees the systems of finished work.
  mutating func finish(_ work: Work) {
    for system in work.systems { begun[system, default: 1] -= 1 }
  }
}
