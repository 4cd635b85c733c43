import Inventory
import Specification
import Testing

@Suite("Planning over several networks")
struct MembershipTests {
  private static let span = SourceSpan(file: "r.yaml", line: 7, column: 3)

  private static func site(_ id: String, _ networks: [String], _ systems: [(String, String)] = [("pacs", "archive")])
    -> Site
  {
    Site(
      id: id, name: id, memberOf: networks,
      systems: systems.map {
        System(id: $0.0, site: id, vendor: "V", product: "P", roles: [$0.1], endpoints: [:], span: span)
      })
  }

  private static func entry(_ bindings: [RoleBinding], _ sites: [Site]) throws -> Plan.Entry {
    let rules = RuleSet(
      id: "s", version: "1", title: "S",
      roles: [
        "archive": Role(title: "Archive", meaning: "Keeps.", whenAbsent: .notDemonstrated),
        "registry": Role(title: "Registry", meaning: "Lists.", whenAbsent: .notDemonstrated),
      ],
      requirements: [
        Requirement(
          id: "NET-001", revision: 1, group: "NET", title: "T", statement: "S", level: .mandatory, weight: 1,
          appliesTo: bindings, evidence: [], require: .and([]), span: span)
      ])
    let plan = try Planner.plan(rules: rules, network: Network(id: "n", title: "N", sites: sites))
    return try #require(plan.entries.first)
  }

  private static func pair(anyNetwork: Bool = false) -> [RoleBinding] {
    [
      RoleBinding(name: "source", role: "archive", quantity: .each, span: span),
      RoleBinding(
        name: "reader", role: "archive", quantity: .each, otherSiteThan: "source", anyNetwork: anyNetwork, span: span),
    ]
  }

  private static let overlapping = [site("a", ["north"]), site("b", ["north", "south"]), site("c", ["south"])]

  @Test("Pairs are formed within a common network, and one that two networks share counts once")
  func pairs() throws {
    let found = try Self.entry(Self.pair(), Self.overlapping).bindings.map {
      "\($0["source"] ?? "") \($0["reader"] ?? "")"
    }
    #expect(found == ["a/pacs b/pacs", "b/pacs a/pacs", "b/pacs c/pacs", "c/pacs b/pacs"])
    let shared = try Self.entry(Self.pair(), [Self.site("a", ["n", "s"]), Self.site("b", ["n", "s"])])
    #expect(shared.bindings.count == 2)
  }

  @Test("A specification may ask for pairs beyond a network")
  func beyond() throws {
    #expect(try Self.entry(Self.pair(anyNetwork: true), Self.overlapping).bindings.count == 6)
  }

  @Test("`the` stands for the only one of each network")
  func only() throws {
    let bindings = [
      RoleBinding(name: "source", role: "archive", quantity: .each, span: Self.span),
      RoleBinding(name: "registry", role: "registry", quantity: .the, span: Self.span),
    ]
    let sites = [
      Self.site("a", ["north"], [("pacs", "archive"), ("reg", "registry")]),
      Self.site("b", ["south"], [("pacs", "archive"), ("reg", "registry")]),
    ]
    let found = try Self.entry(bindings, sites)
    #expect(
      found.bindings == [["source": "a/pacs", "registry": "a/reg"], ["source": "b/pacs", "registry": "b/reg"]])
    #expect(throws: PlanningError.self) {
      try Self.entry(bindings, sites.map { Self.site($0.id, ["one"], [("pacs", "archive"), ("reg", "registry")]) })
    }
  }

  @Test("What one of several networks has nobody for is said, and is not covered by the others")
  func absence() throws {
    let bindings = [RoleBinding(name: "registry", role: "registry", quantity: .the, span: Self.span)]
    let found = try Self.entry(
      bindings, [Self.site("a", ["north"], [("reg", "registry")]), Self.site("b", ["south"])])
    #expect(found.bindings == [["registry": "a/reg"]])
    #expect(found.absence?.reason == "No system of the network “south” plays the role “Registry”.")
    #expect(found.absence?.consequence == .notDemonstrated)
  }

  @Test("Twenty sites give every ordered pair")
  func twenty() throws {
    #expect(try Self.entry(Self.pair(), (0..<20).map { Self.site("s\($0)", ["n"]) }).bindings.count == 380)
  }
}
