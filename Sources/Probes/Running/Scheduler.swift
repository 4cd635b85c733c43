/// Decides what may begin next: work on one system goes in the order of the plan, work on different systems side by
/// side, and a piece of work holds all its systems from its first step to its last.
///
/// So a slow site delays nobody else, and what a system sees does not depend on the others' speed. Work that may slow or
/// harm a system has its systems to itself, so that what it does is blamed on nothing else and on nobody else; and no
/// two pieces of such work run at a time, so that neither takes the harness's own strength from the other.
struct Scheduler {
  private var pending: [Work]
  private var begun: [String: Int] = [:]
  private let capacity: [String: Int]
  private var isLoading = false

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
      let isFree = systems.allSatisfy { system in
        !awaited.contains(system)
          && begun[system, default: 0] + share(of: work, in: system) <= max(capacity[system, default: 1], 1)
      }
      if isFree, !(work.isLoad && isLoading) {
        pending.remove(at: position)
        for system in systems { begun[system, default: 0] += share(of: work, in: system) }
        isLoading = isLoading || work.isLoad
        return work
      }
      awaited.formUnion(systems)
    }
    return nil
  }

  /// Frees the systems of finished work.
  mutating func finish(_ work: Work) {
    for system in work.systems { begun[system, default: 0] -= share(of: work, in: system) }
    if work.isLoad { isLoading = false }
  }

  /// How much of what a system takes at a time a piece of work takes.
  private func share(of work: Work, in system: String) -> Int { work.isLoad ? max(capacity[system, default: 1], 1) : 1 }
}
