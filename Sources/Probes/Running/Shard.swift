import Evidence
import Specification

/// A part of a run that an engine gathers by itself: the k-th of n, or what can be reached from some sites, or both.
///
/// Every engine makes the same cut from the same plan, so they need not talk to each other. Work goes by its first system's
/// site, whole sites where they fit, so that what a system is asked to bear at a time is mostly up to one engine; sites that
/// are too large for one part are cut by system, then by scenario. Work that may slow or harm systems is in one part, so that
/// no two pieces of it run at a time.
public struct Shard: Hashable, Sendable {
  /// Its number, from 1.
  public var number: Int
  /// Number of parts.
  public var count: Int
  /// Sites that can be reached; all where empty.
  public var sites: Set<String>

  /// Most parts that a run is cut into.
  public static let mostParts = 10_000

  /// Makes a part; nil unless `1 ≤ number ≤ count ≤ mostParts`.
  public init?(number: Int, of count: Int, sites: Set<String> = []) {
    guard count >= 1, count <= Self.mostParts, number >= 1, number <= count else { return nil }
    self.number = number
    self.count = count
    self.sites = sites
  }

  /// Reads `2/8`.
  public init?(_ text: String, sites: Set<String> = []) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(number: number, of: count, sites: sites)
  }

  /// `2/8`
  public var text: String { "\(number)/\(count)" }

  /// What of the work is its own, in the order of the work.
  public func selection(of works: [Work]) -> [Work] {
    let reachable = sites.isEmpty ? works : works.filter { Set($0.sites).isSubset(of: sites) }
    guard count > 1 else { return reachable }
    let owner = Self.owners(of: reachable, count: count)
    return zip(reachable, owner).filter { $1 == number }.map(\.0)
  }

  /// The part of each piece of work, from 1.
  static func owners(of works: [Work], count: Int) -> [Int] {
    var load = Array(repeating: 0, count: count)
    var owner = Array(repeating: 1, count: works.count)
    let total = works.reduce(0) { $0 + $1.cost }
    // No part should have more than a fair share, as far as a block can be cut.
    let share = max(1, (total + count - 1) / count)
    var blocks: [Block] = []
    for (name, members) in Self.grouped(works.indices, by: { works[$0].home }) {
      blocks += Self.cut(Block(name: name, members: members, works: works), to: share, works: works)
    }
    // The dearest first, each to the part with the least: ties go by name and number, so that every engine agrees.
    for block in blocks.sorted(by: { ($1.cost, $0.name) < ($0.cost, $1.name) }) {
      let least = load.indices.min { (load[$0], $0) < (load[$1], $1) } ?? 0
      load[least] += block.cost
      for member in block.members { owner[member] = least + 1 }
    }
    return owner
  }

  /// Work that one part does together.
  private struct Block {
    var name: String
    var members: [Int]
    var cost: Int

    init(name: String, members: [Int], works: [Work]) {
      self.name = name
      self.members = members
      cost = members.reduce(0) { $0 + works[$1].cost }
    }
  }

  /// A block as it is, or cut by system, or by scenario.
  private static func cut(_ block: Block, to share: Int, works: [Work]) -> [Block] {
    guard block.cost > share, let first = block.members.first, !works[first].isLoad else { return [block] }
    var pieces: [Block] = []
    for (name, members) in grouped(block.members[...], by: { works[$0].systems.first ?? "" }) {
      let part = Block(name: name, members: members, works: works)
      guard part.cost > share else {
        pieces.append(part)
        continue
      }
      for member in members {
        pieces.append(Block(name: "\(name) \(works[member].index)", members: [member], works: works))
      }
    }
    return pieces
  }

  private static func grouped(
    _ members: some Sequence<Int>, by name: (Int) -> String
  ) -> [(name: String, members: [Int])] {
    Dictionary(grouping: members, by: name).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension Work {
  /// Sites of the systems that its steps aim at.
  var sites: [String] { systems.map { String($0.prefix { $0 != "/" }) } }

  /// Under which name it is kept together with other work. A space never begins a site's name.
  fileprivate var home: String { isLoad ? " load" : sites.first ?? " papers" }

  /// What it costs an engine, roughly in milliseconds: what waits is dearest.
  var cost: Int {
    guard case .probe(let steps) = item.body else { return 1 }
    return steps.reduce(5) { sum, step in
      let repeated = (step.retry ?? step.hold)?.longest(with: [:]) ?? 0
      let waits = step.effects(in: StepRegistry.catalogue).contains(.listen)
      let wait = waits ? (step.timeout ?? 10_000_000_000) / 4_000_000 : 0
      return sum + 50 + Int(clamping: wait) + Int(clamping: repeated / 4_000_000)
        + (step.load == nil ? 0 : 10_000)
    }
  }
}
