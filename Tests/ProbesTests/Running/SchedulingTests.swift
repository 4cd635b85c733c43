import Inventory
import Specification
import Testing

@testable import Probes

private let span = SourceSpan(file: "test.yaml", line: 1, column: 1)

private func work(_ index: Int, at systems: [String], kind: String = "dicom.echo") -> Work {
  let names = systems.enumerated().map { ("n\($0.offset)", $0.element) }
  let item = EvidenceItem(
    id: "live",
    body: .probe(steps: names.map { Step(id: $0.0, kind: kind, at: $0.0, span: span) }), span: span)
  return Work(
    index: index,
    requirement: Requirement(
      id: "TST-00\(index)", revision: 1, group: "TST", title: "", statement: "", level: .scored, weight: 1,
      evidence: [item], require: .evidence("live"), span: span),
    binding: Dictionary(uniqueKeysWithValues: names), item: item)
}

private func system(
  permits: Set<Effect> = [.read], windows: [Window] = [],
  endpoints: [EndpointProtocol: Endpoint] = [
    .dicom: .dicom(DICOMEndpoint(host: "127.0.0.1", port: 104, aeTitle: "A"))
  ]
) -> Inventory.System {
  System(
    id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"], endpoints: endpoints, permits: permits,
    windows: windows, span: span)
}

@Suite("Scheduling")
struct SchedulingTests {
  @Test("Work on one system goes in the order of the plan, one at a time")
  func order() {
    var scheduler = Scheduler([work(0, at: ["a"]), work(1, at: ["a"]), work(2, at: ["a"])], capacity: [:])
    var order: [Int] = []
    while let next = scheduler.next() {
      #expect(scheduler.next() == nil, "a second piece of work began on the same system")
      order.append(next.index)
      scheduler.finish(next)
    }
    #expect(order == [0, 1, 2])
    #expect(scheduler.isEmpty)
  }

  @Test("Work on another system does not wait")
  func independence() {
    var scheduler = Scheduler([work(0, at: ["a"]), work(1, at: ["a"]), work(2, at: ["b"])], capacity: [:])
    #expect(scheduler.next()?.index == 0)
    #expect(scheduler.next()?.index == 2)
    #expect(scheduler.next() == nil)
  }

  @Test("Work on two systems is not overtaken by later work on one of them")
  func fairness() {
    var scheduler = Scheduler([work(0, at: ["a"]), work(1, at: ["a", "b"]), work(2, at: ["b"])], capacity: [:])
    let first = scheduler.next()
    #expect(first?.index == 0)
    #expect(scheduler.next() == nil, "work on b overtook the work on a and b")
    if let first { scheduler.finish(first) }
    #expect(scheduler.next()?.index == 1)
  }

  @Test("Work that may harm a system has it to itself, and where it takes strength does not run beside other such work")
  func exclusiveness() {
    var scheduler = Scheduler(
      [
        work(0, at: ["a"]), work(1, at: ["a"], kind: "dicom.capacity"), work(2, at: ["a"]),
        work(3, at: ["b"], kind: "dicom.capacity"), work(4, at: ["c"]),
      ], capacity: ["a": 4])
    let first = scheduler.next()
    #expect(first?.index == 0)
    let third = scheduler.next()
    #expect(third?.index == 3, "a is in use, and work 2 does not overtake")
    #expect(scheduler.next()?.index == 4, "c is nobody's")
    if let first { scheduler.finish(first) }
    #expect(scheduler.next() == nil, "b is being treated badly, so a is not")
    if let third { scheduler.finish(third) }
    let harm = scheduler.next()
    #expect(harm?.index == 1)
    #expect(scheduler.next() == nil, "a has room for three more, and is not shared")
    if let harm { scheduler.finish(harm) }
    #expect(scheduler.next()?.index == 2)
  }

  @Test("To break a rule at one system and at another goes side by side, each system otherwise left alone")
  func misbehaviour() {
    var scheduler = Scheduler(
      [
        work(0, at: ["a"], kind: "dicom.misbehave"), work(1, at: ["b"], kind: "dicom.misbehave"), work(2, at: ["b"]),
        work(3, at: ["c"], kind: "hl7.burst"),
      ], capacity: ["b": 4])
    #expect((0..<3).map { _ in scheduler.next()?.index } == [0, 1, 3])
    #expect(scheduler.next() == nil, "b is being treated badly")
  }

  @Test("A free place goes to the site with the least under way")
  func sites() {
    var scheduler = Scheduler(
      [work(0, at: ["dead/a"]), work(1, at: ["dead/b"]), work(2, at: ["dead/c"])]
        + (3..<9).map { work($0, at: ["well/a"]) }, capacity: [:])
    #expect(scheduler.next()?.index == 0)
    // The dead site holds one place and its deadlines; everything of the other goes on meanwhile.
    for index in 3..<9 {
      let next = scheduler.next()
      #expect(next?.index == index)
      if let next { scheduler.finish(next) }
    }
    #expect(scheduler.next()?.index == 1)
  }

  @Test("Whatever ends first, each system sees its work in the order of the plan", arguments: 1...20)
  func shuffled(seed: UInt64) {
    var random = SplitMix(state: seed)
    let works = (0..<120).map { index -> Work in
      let systems = Set(
        (0..<Int.random(in: 1...3, using: &random)).map { _ in
          "s\(Int.random(in: 0..<4, using: &random))/x\(Int.random(in: 0..<2, using: &random))"
        })
      return work(index, at: systems.sorted(), kind: index % 17 == 0 ? "dicom.misbehave" : "dicom.echo")
    }
    var scheduler = Scheduler(works, capacity: [:])
    var underWay: [Work] = []
    var seen: [String: [Int]] = [:]
    while !scheduler.isEmpty || !underWay.isEmpty {
      while underWay.count < 4, let next = scheduler.next() {
        for system in next.systems { seen[system, default: []].append(next.index) }
        underWay.append(next)
      }
      guard !underWay.isEmpty else {
        Issue.record("work is left that never begins")
        return
      }
      scheduler.finish(underWay.remove(at: Int.random(in: 0..<underWay.count, using: &random)))
    }
    for (system, order) in seen {
      #expect(order == works.filter { $0.systems.contains(system) }.map(\.index))
    }
  }

  @Test("A system that takes two exchanges at a time gets two")
  func capacity() {
    var scheduler = Scheduler([work(0, at: ["a"]), work(1, at: ["a"]), work(2, at: ["a"])], capacity: ["a": 2])
    #expect(scheduler.next()?.index == 0)
    #expect(scheduler.next()?.index == 1)
    #expect(scheduler.next() == nil)
  }

  @Test(
    "What one piece of work writes another does not use meanwhile, at a system that takes several at a time",
    arguments: [
      (first: "dicom.store", second: "dicom.find", same: true, together: false),
      ("dicom.find", "dicom.store", true, false),
      ("dicom.store", "dicom.store", true, false),
      ("dicom.find", "dicom.find", true, true),
      ("dicom.store", "dicom.store", false, true),
    ])
  func fixtures(first: String, second: String, same: Bool, together: Bool) throws {
    var scheduler = Scheduler(
      [work(0, at: ["a"], kind: first), work(1, at: ["a"], kind: second)], capacity: ["a": 4],
      fixtureNames: { same || $0.index == 0 ? ["ct"] : ["mr"] })
    let next = scheduler.next()
    let begun = try #require(next)
    #expect(begun.index == 0)
    #expect((scheduler.next()?.index == 1) == together)
    scheduler.finish(begun)
    if !together { #expect(scheduler.next()?.index == 1) }
  }

  @Test("A study stands for its patient, and each choice of systems for its own")
  func fixtureNames() {
    let fixtures = FixtureSet(
      [
        "anna": .patient(PatientFixture()), "ct": .study(StudyFixture(patient: "anna", kind: .ct)),
        "own": .patient(PatientFixture(isPerBinding: true)), "mr": .study(StudyFixture(patient: "own", kind: .mr)),
      ], seed: "1", now: "2026-11-24")
    let (one, other) = (["archive": "a/archive"], ["archive": "b/archive"])
    #expect(Set(fixtures.names(of: ["ct"], for: one)) == ["ct", "anna"])
    #expect(fixtures.names(of: ["ct", "anna"], for: one).count == 2)
    #expect(Set(fixtures.names(of: ["mr"], for: one)).isDisjoint(with: fixtures.names(of: ["mr"], for: other)))
  }
}

@Suite("Permission")
struct PermissionTests {
  private func decide(
    _ system: Inventory.System, kind: String, permits: Set<Effect> = Set(Effect.allCases),
    listened: Set<EndpointProtocol> = [.dicom], moment: (weekday: Int, minutes: Int) = (0, 720)
  ) -> Permission {
    Permission.decide(
      work(0, at: ["a/archive"], kind: kind), systems: ["a/archive": system], listened: listened,
      catalogue: StepRegistry.catalogue, permits: permits, moment: moment)
  }

  @Test("A reading step is sent where reading is permitted")
  func read() { #expect(decide(system(), kind: "dicom.echo") == .granted) }

  @Test("A writing step is sent only where writing is permitted, by the network file and by the run")
  func write() {
    #expect(decide(system(permits: [.read, .write]), kind: "dicom.store") == .granted)
    guard case .refused(let reason) = decide(system(), kind: "dicom.store") else {
      Issue.record("a store was permitted without write")
      return
    }
    #expect(reason.contains("write") && reason.contains("a/archive"))
    guard case .refused = decide(system(permits: [.read, .write]), kind: "dicom.store", permits: [.read]) else {
      Issue.record("--permit read did not hold back a store")
      return
    }
  }

  @Test("A step that is called back needs the permission to listen, and a listener")
  func listen() {
    #expect(decide(system(permits: [.read, .listen]), kind: "dicom.move") == .granted)
    guard case .refused(let reason) = decide(system(permits: [.read, .write]), kind: "dicom.move") else {
      Issue.record("a move was permitted without listen")
      return
    }
    #expect(reason.contains("listen"))
    guard case .refused(let reason) = decide(system(permits: [.listen]), kind: "dicom.move", listened: [.hl7, .fhir])
    else {
      Issue.record("a move was permitted without a listener")
      return
    }
    #expect(reason.contains("no listener"))
  }

  @Test("Without an endpoint nothing is sent")
  func endpoint() {
    guard case .refused(let reason) = decide(system(endpoints: [:]), kind: "dicom.echo") else {
      Issue.record("a step was permitted without an endpoint")
      return
    }
    #expect(reason.contains("no dicom endpoint"))
  }

  // Windows: weekday 0 is Monday.
  @Test(
    "A system is called only in its windows",
    arguments: [
      (["mon"], 480, 1020, 0, 720, true), (["mon"], 480, 1020, 0, 1020, false), (["mon"], 480, 1020, 1, 720, false),
      ([], 1320, 360, 3, 1400, true), ([], 1320, 360, 3, 100, true), ([], 1320, 360, 3, 360, false),
      (["sun"], 1320, 360, 0, 100, true), (["sun"], 1320, 360, 6, 100, false),
    ] as [([String], Int, Int, Int, Int, Bool)])
  func windows(days: [String], from: Int, until: Int, weekday: Int, minutes: Int, expected: Bool) {
    let granted =
      decide(
        system(windows: [Window(days: days, from: from, until: until)]), kind: "dicom.echo", moment: (weekday, minutes))
      == .granted
    #expect(granted == expected)
  }
}

/// A small generator, so that a seed gives the same order each time.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
