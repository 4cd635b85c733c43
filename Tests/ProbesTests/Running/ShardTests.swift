import Inventory
import Specification
import Testing

@testable import Probes

@Suite("Shards")
struct ShardTests {
  private static let span = SourceSpan(file: "test.yaml", line: 1, column: 1)

  /// Work on systems of `site/system`, each with a requirement of its own.
  private func work(_ index: Int, at systems: [String], kind: String = "dicom.echo", steps: Int = 1) -> Work {
    let names = systems.enumerated().map { ("n\($0.offset)", $0.element) }
    let item = EvidenceItem(
      id: "live",
      body: .probe(
        steps: (0..<steps).flatMap { number in
          names.map { Step(id: "\($0.0)-\(number)", kind: kind, at: $0.0, span: Self.span) }
        }), span: Self.span)
    return Work(
      index: index,
      requirement: Requirement(
        id: "TST-\(index)", revision: 1, group: "TST", title: "", statement: "", level: .scored, weight: 1,
        evidence: [item], require: .evidence("live"), span: Self.span),
      binding: Dictionary(uniqueKeysWithValues: names), item: item)
  }

  /// Four sites, one of them with half of the work, pairs of sites, load, and papers.
  private var works: [Work] {
    var works: [Work] = []
    for index in 0..<60 {
      let site = index % 2 == 0 ? "a" : ["b", "c", "d"][index / 2 % 3]
      works.append(work(works.count, at: ["\(site)/archive\(index % 3)"], steps: 1 + index % 5))
    }
    for index in 0..<12 { works.append(work(works.count, at: ["a/archive0", "\(["b", "c"][index % 2])/archive1"])) }
    for _ in 0..<3 { works.append(work(works.count, at: ["d/archive0"], kind: "dicom.misbehave")) }
    for _ in 0..<3 { works.append(work(works.count, at: [])) }
    return works
  }

  @Test("Every piece of work is in exactly one shard, in the order of the plan", arguments: [1, 2, 3, 7, 64, 200])
  func partition(count: Int) throws {
    var found: [Int] = []
    for number in 1...count {
      let part = try #require(Shard(number: number, of: count)).selection(of: works).map(\.index)
      #expect(part == part.sorted())
      found += part
    }
    #expect(found.sorted() == works.map(\.index))
  }

  @Test("Shards are about equally dear, though half of the work stands at one site", arguments: [2, 3, 5])
  func balance(count: Int) throws {
    let costs = try (1...count).map { number in
      try #require(Shard(number: number, of: count)).selection(of: works).reduce(0) { $0 + $1.cost }
    }
    let total = works.reduce(0) { $0 + $1.cost }
    let largest = works.map(\.cost).max() ?? 0
    // What giving the dearest first to the part with the least promises (Graham 1969), with pieces of a fair share at most.
    #expect(costs.allSatisfy { $0 <= total * 4 / (3 * count) + largest }, "\(costs) of \(total)")
  }

  @Test("Work that may harm systems is in one shard, whatever their number")
  func load() throws {
    let owners = Shard.owners(of: works, count: 9)
    let loads = zip(works, owners).filter { $0.0.isLoad }.map(\.1)
    #expect(loads.count == 3 && Set(loads).count == 1)
  }

  @Test("Where sites suffice a site is in one shard")
  func sites() {
    let even = (0..<40).map { work($0, at: ["\(["a", "b", "c", "d"][$0 % 4])/archive"]) }
    let owners = Shard.owners(of: even, count: 4)
    for site in 0..<4 { #expect(Set(owners.indices.filter { $0 % 4 == site }.map { owners[$0] }).count == 1) }
  }

  @Test("A shard limited to sites takes nothing that needs a system elsewhere")
  func reach() throws {
    let selection = try #require(Shard(number: 1, of: 1, sites: ["a"])).selection(of: works)
    #expect(selection.allSatisfy { Set($0.sites).isSubset(of: ["a"]) })
    #expect(selection.count == 30 + 3)
  }

  @Test("What is no part is refused", arguments: ["0/2", "3/2", "1/0", "1", "a/b", "-1/2", "1/20000", "1/2/3", ""])
  func syntax(text: String) { #expect(Shard(text) == nil) }

  @Test("A clock that was set makes an exchange a fault of the harness, one that goes on does not")
  func clock() {
    let begin = WallClock().reading()
    #expect(WallClock().failure(since: begin) == nil)
    for step in [-3_600.0, 3_600.0] {
      let set = WallClock { WallClock().now() + step }
      let failure = set.failure(since: begin)
      #expect(failure?.blame == .harness)
      #expect(failure?.message.contains(step > 0 ? "forward by 3600" : "back by 3600") == true)
    }
  }
}
