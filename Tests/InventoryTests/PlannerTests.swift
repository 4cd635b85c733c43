import Inventory
import Specification
import Testing

@Suite("Planning")
struct PlannerTests {
  private static let span = SourceSpan(file: "r.yaml", line: 7, column: 3)

  private static func system(_ id: String, _ site: String, _ roles: [String] = ["archive"]) -> System {
    System(id: id, site: site, vendor: "V", product: "P", roles: roles, endpoints: [:], span: span)
  }

  private static func network(_ sites: [(String, [System])]) -> Network {
    Network(id: "n", title: "N", sites: sites.map { Site(id: $0.0, name: $0.0, systems: $0.1) })
  }

  private static func bind(
    _ name: String, _ role: String = "archive", _ quantity: RoleBinding.Quantity = .each, otherSiteThan: String? = nil,
    ifAny: Bool = false
  ) -> RoleBinding {
    RoleBinding(name: name, role: role, quantity: quantity, otherSiteThan: otherSiteThan, ifAny: ifAny, span: span)
  }

  private static func rules(_ bindings: [RoleBinding]) -> RuleSet {
    RuleSet(
      id: "s", version: "1", title: "S",
      roles: [
        "archive": Role(title: "Archive", meaning: "Keeps.", whenAbsent: .notDemonstrated),
        "broker": Role(title: "Broker", meaning: "Passes on.", whenAbsent: .notApplicable),
      ],
      requirements: [
        Requirement(
          id: "STO-001", revision: 1, group: "STO", title: "T", statement: "S", level: .mandatory, weight: 1,
          appliesTo: bindings, evidence: [], require: .and([]), span: span)
      ])
  }

  private static let twoSites = network([
    ("york", [system("b", "york"), system("a", "york")]), ("leeds", [system("a", "leeds")]),
  ])

  @Test("`each` binds every system with the role, in the order of the network file")
  func each() throws {
    let entry = try #require(
      try Planner.plan(rules: Self.rules([Self.bind("archive")]), network: Self.twoSites).entries.first)
    #expect(entry.bindings == [["archive": "york/b"], ["archive": "york/a"], ["archive": "leeds/a"]])
    #expect(entry.absence == nil)
  }

  @Test("Names of one requirement are combined, the last turning fastest")
  func product() throws {
    let network = Self.network([
      ("x", [Self.system("a", "x"), Self.system("b", "x")]), ("y", [Self.system("q", "y", ["broker"])]),
    ])
    let rules = Self.rules([Self.bind("from"), Self.bind("via", "broker", .the), Self.bind("to")])
    let entry = try #require(try Planner.plan(rules: rules, network: network).entries.first)
    #expect(
      entry.bindings == [
        ["from": "x/a", "via": "y/q", "to": "x/a"], ["from": "x/a", "via": "y/q", "to": "x/b"],
        ["from": "x/b", "via": "y/q", "to": "x/a"], ["from": "x/b", "via": "y/q", "to": "x/b"],
      ])
  }

  @Test("`other-site-than` gives every ordered pair of sites, and no pair within a site")
  func pairs() throws {
    let rules = Self.rules([Self.bind("source"), Self.bind("reader", otherSiteThan: "source")])
    let entry = try #require(try Planner.plan(rules: rules, network: Self.twoSites).entries.first)
    #expect(
      entry.bindings.map { "\($0["source"] ?? "") \($0["reader"] ?? "")" } == [
        "york/b leeds/a", "york/a leeds/a", "leeds/a york/b", "leeds/a york/a",
      ])
  }

  @Test("A name bound `if-any` stands in every choice where somebody plays its role, and in none where nobody does")
  func ifAny() throws {
    let rules = Self.rules([Self.bind("archive"), Self.bind("service", "broker", ifAny: true)])
    let without = try #require(try Planner.plan(rules: rules, network: Self.twoSites).entries.first)
    #expect(without.bindings == [["archive": "york/b"], ["archive": "york/a"], ["archive": "leeds/a"]])
    #expect(without.absence == nil)
    let network = Self.network([
      ("x", [Self.system("a", "x")]), ("y", [Self.system("p", "y", ["broker"]), Self.system("q", "y", ["broker"])]),
    ])
    let with = try #require(try Planner.plan(rules: rules, network: network).entries.first)
    #expect(with.bindings == [["archive": "x/a", "service": "y/p"], ["archive": "x/a", "service": "y/q"]])
    let elsewhere = Self.rules([Self.bind("archive"), Self.bind("other", otherSiteThan: "archive", ifAny: true)])
    let one = Self.network([("x", [Self.system("a", "x")])])
    let alone = try #require(try Planner.plan(rules: elsewhere, network: one).entries.first)
    #expect(alone.bindings == [["archive": "x/a"]] && alone.absence == nil)
  }

  @Test("`other-site-than` may name a binding that stands further down")
  func pairsBackwards() throws {
    let rules = Self.rules([Self.bind("reader", otherSiteThan: "source"), Self.bind("source")])
    let entry = try #require(try Planner.plan(rules: rules, network: Self.twoSites).entries.first)
    #expect(entry.bindings.count == 4)
    #expect(entry.bindings.first == ["reader": "york/b", "source": "leeds/a"])
  }

  @Test("A requirement that binds nothing is held against the bid once")
  func bindsNothing() throws {
    let entry = try #require(try Planner.plan(rules: Self.rules([]), network: Self.twoSites).entries.first)
    #expect(entry.bindings == [[:]])
    #expect(entry.absence == nil)
  }

  @Test("`the` with several systems is an error that names them")
  func severalSystems() {
    let error = #expect(throws: PlanningError.self) {
      try Planner.plan(rules: Self.rules([Self.bind("archive", "archive", .the)]), network: Self.twoSites)
    }
    #expect(
      error?.problems == [
        .severalSystems(
          requirement: "STO-001", name: "archive", role: "archive", systems: ["york/b", "york/a", "leeds/a"],
          span: Self.span)
      ])
    #expect(error?.problems.first?.message.contains("york/b, york/a, leeds/a") == true)
    #expect(error?.problems.first?.span.line == 7)
  }

  @Test("`the` with one system is that system")
  func oneSystem() throws {
    let network = Self.network([("x", [Self.system("a", "x")])])
    let rules = Self.rules([Self.bind("archive", "archive", .the)])
    #expect(try Planner.plan(rules: rules, network: network).entries.first?.bindings == [["archive": "x/a"]])
  }

  @Test(
    "A role that nobody plays has the consequence that the role says",
    arguments: [("archive", Role.Absence.notDemonstrated), ("broker", .notApplicable)])
  func absence(role: String, consequence: Role.Absence) throws {
    let other = role == "archive" ? "broker" : "archive"
    let network = Self.network([("x", [Self.system("a", "x", [other])])])
    let entry = try #require(
      try Planner.plan(rules: Self.rules([Self.bind("one", role)]), network: network).entries.first)
    #expect(entry.bindings.isEmpty)
    #expect(entry.absence?.consequence == consequence)
  }

  @Test("Of two unfilled roles the one that counts as not demonstrated decides")
  func twoAbsences() throws {
    let network = Self.network([("x", [])])
    let rules = Self.rules([Self.bind("via", "broker"), Self.bind("archive")])
    let absence = try Planner.plan(rules: rules, network: network).entries.first?.absence
    #expect(absence?.consequence == .notDemonstrated)
  }

  @Test("A network of one site has no pair of sites, which is an absence with its own reason")
  func noPair() throws {
    let network = Self.network([("x", [Self.system("a", "x"), Self.system("b", "x")])])
    let rules = Self.rules([Self.bind("source"), Self.bind("reader", otherSiteThan: "source")])
    let entry = try #require(try Planner.plan(rules: rules, network: network).entries.first)
    #expect(entry.bindings.isEmpty)
    #expect(entry.absence?.consequence == .notDemonstrated)
    #expect(entry.absence?.reason.contains("two sites") == true)
  }

  @Test("Roles and names that nothing defines are errors, all reported at once")
  func undefined() {
    let rules = Self.rules([
      Self.bind("a", "nowhere"), Self.bind("b", otherSiteThan: "c"), Self.bind("d", otherSiteThan: "d"),
    ])
    let error = #expect(throws: PlanningError.self) { try Planner.plan(rules: rules, network: Self.twoSites) }
    #expect(
      error?.problems == [
        .undefinedRole(requirement: "STO-001", role: "nowhere", span: Self.span),
        .undefinedName(requirement: "STO-001", name: "b", otherSiteThan: "c", span: Self.span),
        .undefinedName(requirement: "STO-001", name: "d", otherSiteThan: "d", span: Self.span),
      ])
  }

  @Test("More choices of systems than a run can carry are refused before they are made")
  func tooMany() {
    let systems = (0..<400).map { Self.system("s\($0)", "x") }
    let rules = Self.rules([Self.bind("a"), Self.bind("b"), Self.bind("c")])
    let error = #expect(throws: PlanningError.self) {
      try Planner.plan(rules: rules, network: Self.network([("x", systems)]))
    }
    #expect(error?.problems == [.tooManyBindings(requirement: "STO-001", limit: 100_000, span: Self.span)])
  }
}
