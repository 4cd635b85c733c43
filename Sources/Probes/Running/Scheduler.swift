import Inventory
import Specification

/// Decides what may begin next: work on one system goes in the order of the plan, work on different systems side by
/// side, and a piece of work holds all its systems from its first step to its last.
///
/// So a slow site delays nobody else, and what a system sees does not depend on the others' speed. Of what may begin, the
/// site with the least under way comes first: a site that cannot be reached waits for its own deadlines in one place, and
/// leaves the others to the rest. Where a system takes several exchanges at a time, work that writes a patient or a study there
/// has that one to itself too: one piece's correction must not be undone by another's storing. Work that may slow or harm a system has its systems to itself, so that what it does is
/// blamed on nothing else and on nobody else; and where it takes the harness's own strength, no two pieces of it run at a time, so
/// that neither takes it from the other.
struct Scheduler {
  /// A piece of work with what is asked of it again and again.
  private struct Task {
    let work: Work
    let systems: [String]
    let sites: Set<String>
    let isLoad: Bool
    let isStrenuous: Bool
    /// Patients and studies that it uses, and whether it may change them.
    let fixtures: [String]
    let writes: Bool
  }

  /// How a fixture is used at a system by the work under way.
  private struct Use {
    var readers = 0
    var writers = 0
  }

  /// A fixture at a system.
  private struct Place: Hashable {
    let system: String
    let fixture: String
  }

  /// Work that waits for one system, or for none, in the order of the plan.
  private struct Queue {
    var tasks: [Int] = []
    var begun = 0
    /// The first that has not begun.
    var head: Int? { begun < tasks.count ? tasks[begun] : nil }
  }

  private let tasks: [Task]
  private let capacity: [String: Int]
  private var queues: [String: Queue] = [:]
  private var free = Queue()
  private var underWay: [String: Int] = [:]
  private var atSite: [String: Int] = [:]
  private var waiting: Int
  private var isStraining = false
  private var uses: [Place: Use] = [:]
  private let fixtureNames: (Work) -> [String]

  /// Begins with all the work, in the order of the plan.
  ///
  /// - Parameter capacity: Exchanges at a time by system; 1 where a system is not named.
  /// - Parameter fixtureNames: Patients and studies that a piece of work uses, told apart by choices of systems where each has its own.
  init(_ works: [Work], capacity: [String: Int], fixtureNames: @escaping (Work) -> [String] = { _ in [] }) {
    self.capacity = capacity
    self.fixtureNames = fixtureNames
    tasks = works.map { work in
      let systems = Self.systems(of: work, among: capacity.keys)
      return Task(
        work: work, systems: systems, sites: Set(systems.map(Self.site)), isLoad: work.isLoad,
        isStrenuous: work.isStrenuous, fixtures: fixtureNames(work), writes: work.writes)
    }
    waiting = tasks.count
    for (index, task) in tasks.enumerated() {
      if task.systems.isEmpty { free.tasks.append(index) }
      for system in task.systems { queues[system, default: Queue()].tasks.append(index) }
    }
  }

  /// Whether nothing is left to begin.
  var isEmpty: Bool { waiting == 0 }

  /// Takes a piece of work whose systems are free and not awaited by earlier work: that of the site with the least under
  /// way, and among those the first of the plan.
  mutating func next() -> Work? {
    var chosen: (load: Int, index: Int)?
    func offer(_ index: Int, load: Int) {
      guard let best = chosen else { return chosen = (load, index) }
      if (load, index) < best { chosen = (load, index) }
    }
    if let index = free.head { offer(index, load: 0) }
    for queue in queues.values {
      guard let index = queue.head, mayBegin(index) else { continue }
      offer(index, load: tasks[index].sites.map { atSite[$0, default: 0] }.max() ?? 0)
    }
    guard let index = chosen?.index else { return nil }
    begin(index)
    return tasks[index].work
  }

  /// Frees the systems of finished work.
  mutating func finish(_ work: Work) {
    let systems = Self.systems(of: work, among: capacity.keys)
    let isLoad = work.isLoad
    for system in systems { underWay[system, default: 0] -= share(isLoad, in: system) }
    for site in Set(systems.map(Self.site)) { atSite[site, default: 0] -= 1 }
    if work.isStrenuous { isStraining = false }
    note(systems, fixtureNames(work), writes: work.writes, by: -1)
  }

  private mutating func note(_ systems: [String], _ fixtures: [String], writes: Bool, by change: Int) {
    for system in systems {
      for fixture in fixtures {
        if writes {
          uses[Place(system: system, fixture: fixture), default: Use()].writers += change
        } else {
          uses[Place(system: system, fixture: fixture), default: Use()].readers += change
        }
      }
    }
  }

  /// Whether nobody else changes what a task uses, nor uses what it changes.
  private func isUndisturbed(_ task: Task) -> Bool {
    task.systems.allSatisfy { system in
      task.fixtures.allSatisfy { fixture in
        guard let use = uses[Place(system: system, fixture: fixture)] else { return true }
        return use.writers == 0 && (use.readers == 0 || !task.writes)
      }
    }
  }

  /// Whether work is the first that waits for each of its systems, and they have room.
  private func mayBegin(_ index: Int) -> Bool {
    let task = tasks[index]
    guard !(task.isStrenuous && isStraining), isUndisturbed(task) else { return false }
    return task.systems.allSatisfy { system in
      queues[system]?.head == index
        && underWay[system, default: 0] + share(task.isLoad, in: system) <= max(capacity[system, default: 1], 1)
    }
  }

  private mutating func begin(_ index: Int) {
    let task = tasks[index]
    waiting -= 1
    if task.systems.isEmpty { free.begun += 1 }
    for system in task.systems {
      queues[system, default: Queue()].begun += 1
      underWay[system, default: 0] += share(task.isLoad, in: system)
    }
    for site in task.sites { atSite[site, default: 0] += 1 }
    isStraining = isStraining || task.isStrenuous
    note(task.systems, task.fixtures, writes: task.writes, by: 1)
  }

  /// How much of what a system takes at a time a piece of work takes.
  private func share(_ isLoad: Bool, in system: String) -> Int {
    isLoad ? max(capacity[system, default: 1], 1) : 1
  }

  /// The systems that work keeps for itself: those that it is aimed at, or all of their sites.
  private static func systems(of work: Work, among all: some Sequence<String>) -> [String] {
    guard work.concernsSites else { return work.systems }
    let sites = Set(work.systems.map(site))
    return Set(work.systems).union(all.filter { sites.contains(site(of: $0)) }).sorted()
  }

  /// The site of `site/system`.
  private static func site(of reference: String) -> String { String(reference.prefix { $0 != "/" }) }
}
