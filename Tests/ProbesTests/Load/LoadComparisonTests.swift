import Evidence
import Inventory
import NIOPosix
import Specification
import Testing

@testable import Probes

/// Whether something else slows a system: from loads whose times are given, and from what came meanwhile.
@Suite("Comparison of loads")
struct LoadComparisonTests {
  /// The loads lie at 0 to 10 s, 20 to 30 s and 40 to 50 s.
  private static let start = ContinuousClock.now
  /// What came: from 15 s to 35 s, every second.
  private static let whole = Array(15...35)

  private static func step(
    _ id: String, at second: Int, milliseconds: Int64?, lag: Int64 = 1, kind: String = "dicom.find",
    system: String = "a/archive", patient: String = "", failure: StepFailure? = nil
  ) -> EarlierStep {
    var observation: [String: Value] = [
      "outcome": .string("completed"), "harness-lag": .duration(nanoseconds: lag * 1_000_000),
    ]
    if let milliseconds {
      observation["p50"] = .duration(nanoseconds: milliseconds * 1_000_000)
      observation["p95"] = .duration(nanoseconds: milliseconds * 4_000_000)
    }
    let begin = start + .seconds(second)
    return EarlierStep(
      StepRecord(
        id: id, kind: kind, system: system, endpoint: "", inputs: .record(["patient": .string(patient)]), attempts: 1,
        startedAt: "", observation: .record(observation), failure: failure, captured: [:], transcript: nil),
      begin: begin, end: begin + .seconds(12), exchange: begin...(begin + .seconds(10)))
  }

  private static func arrivals(_ seconds: [Int], kind: String = "dicom.await") -> EarlierStep {
    EarlierStep(
      StepRecord(
        id: "export", kind: kind, system: "a/gateway", endpoint: "", inputs: .record([:]), attempts: 1, startedAt: "",
        observation: .record(["outcome": .string("completed")]), failure: nil, captured: [:], transcript: nil),
      begin: start + .seconds(32), end: start + .seconds(36), arrivals: seconds.map { start + .seconds($0) })
  }

  private static func steps(
    _ before: Int64, _ during: Int64, _ afterwards: Int64, arrivals: [Int] = whole, lag: Int64 = 1
  ) -> [EarlierStep] {
    [
      step("before", at: 0, milliseconds: before), step("during", at: 20, milliseconds: during, lag: lag),
      Self.arrivals(arrivals), step("afterwards", at: 40, milliseconds: afterwards),
    ]
  }

  private static func compared(_ steps: [EarlierStep], _ more: [String: Value] = [:]) async -> StepResult {
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"], endpoints: [:],
      permits: [.read], span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    var context = StepContext(
      system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures,
      network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])]),
      listeners: await Listeners.open([], networkFolder: "/", group: MultiThreadedEventLoopGroup.singleton),
      deadline: 1, group: MultiThreadedEventLoopGroup.singleton)
    context.earlier = steps
    let inputs: [String: Value] = [
      "base": .list([.string("before"), .string("afterwards")]), "meanwhile": .string("during"),
      "arrivals": .string("export"), "grain": .duration(nanoseconds: 20_000_000),
    ]
    return await LoadCompareProbe.perform(StepInputs(inputs.merging(more) { $1 }), in: context)
  }

  @Test(
    "The slower of the base loads counts, with a tenth of it or the grain, whichever is more",
    arguments: [
      (400, 440, 395, 0), (400, 441, 395, 1), (395, 441, 400, 1), (400, 300, 395, 0), (2, 22, 3, 0), (2, 24, 3, 1),
      (2, 103, 3, 80),
    ] as [(Int64, Int64, Int64, Int64)])
  func excess(before: Int64, during: Int64, afterwards: Int64, excess: Int64) async {
    let result = await Self.compared(Self.steps(before, during, afterwards))
    #expect(result.failure == nil, "\(String(describing: result.failure))")
    #expect(result.word("outcome") == "completed" && result.time("excess") == excess * 1_000_000)
    #expect(result.time("base") == max(before, afterwards) * 1_000_000 && result.number("covered") == 100)
    #expect(result.number("arrived") == 11)
  }

  @Test("The percentile and the hundredths are those that are asked for")
  func inputs() async {
    let steps = Self.steps(400, 430, 400)
    #expect(await Self.compared(steps, ["percent": .number(5)]).time("excess") == 10_000_000)
    // Four times as long each: 1,600 and 1,720 ms.
    #expect(
      await Self.compared(steps, ["percent": .number(5), "measure": .string("p95")]).time("excess") == 40_000_000)
    let exact = await Self.compared(steps, ["percent": .number(0), "grain": .duration(nanoseconds: 5_000_000)])
    #expect(exact.time("excess") == 25_000_000)
  }

  @Test(
    "Where the base loads differ by more than is to be told, the network hides the answer, slow or not",
    arguments: [(400, 410, 350), (2, 3, 30), (30, 500, 2)] as [(Int64, Int64, Int64)])
  func unrest(before: Int64, during: Int64, afterwards: Int64) async {
    let result = await Self.compared(Self.steps(before, during, afterwards))
    #expect(result.failure?.blame == .network)
    #expect(result.failure?.message.contains("hides it") == true)
    #expect(result.word("outcome") == "failed" && result.observation["excess"] == nil)
  }

  @Test(
    "Objects that did not come during most of the load show nothing of it",
    arguments: [
      [], Array(12...19), Array(31...35), [12, 35], Array(15...27), Array(23...35), [25],
    ] as [[Int]])
  func apart(arrivals: [Int]) async {
    for during in [3, 500] as [Int64] {
      let result = await Self.compared(Self.steps(2, during, 2, arrivals: arrivals))
      #expect(result.failure?.blame == .silence, "\(String(describing: result.failure))")
      #expect(result.observation["excess"] == nil && result.observation["difference"] == nil)
    }
    #expect(await Self.compared(Self.steps(2, 3, 2, arrivals: Array(22...30))).failure == nil)
  }

  @Test("A base load during which objects came is none", arguments: [[5] + whole, whole + [45]])
  func unquiet(arrivals: [Int]) async {
    let result = await Self.compared(Self.steps(2, 3, 2, arrivals: arrivals))
    #expect(result.failure?.blame == .silence)
    #expect(result.failure?.message.contains(arrivals[0] == 5 ? "`before`" : "`afterwards`") == true)
  }

  @Test("A harness that was late by more than is to be told says nothing of a system")
  func late() async {
    #expect(await Self.compared(Self.steps(2, 500, 2, lag: 21)).failure?.blame == .harness)
    let slow = await Self.compared(Self.steps(2, 500, 2, lag: 20))
    #expect(slow.failure == nil && slow.time("excess") == 478_000_000)
  }

  @Test("A load without a time, or whose exchanges were lost on the way, is nobody's answer; why it was, is told")
  func failed() async {
    let steps = Self.steps(2, 3, 2)
    for (blame, time) in [(.harness, nil), (.network, 3), (.network, nil), (.system, nil)]
      as [(StepFailure.Blame, Int64?)]
    {
      var changed = steps
      changed[1] = Self.step(
        "during", at: 20, milliseconds: time, failure: StepFailure(blame: blame, message: "It was so."))
      let result = await Self.compared(changed)
      #expect(result.failure?.blame == blame && result.failure?.message.hasSuffix("It was so.") == true)
    }
    var lagging = steps
    lagging[1] = Self.step(
      "during", at: 20, milliseconds: 3, failure: StepFailure(blame: .harness, message: "The harness was late."))
    #expect(await Self.compared(lagging).failure == nil)
  }

  @Test("Whoever reads of the step is told that nothing is sent")
  func description() {
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"], endpoints: [:], permits: [.read],
      span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    let step = Step(
      id: "compared", kind: "load.compare", at: "archive",
      span: SourceSpan(file: "requirements.yaml", line: 1, column: 1))
    #expect(EndpointText.text(of: system, for: step, by: LoadCompareProbe.description) == "nothing is sent")
    #expect(StepReference.text(LoadCompareProbe.description).contains("Nothing is sent: it looks at"))
  }

  @Test("Only like is compared with like, and only what there is")
  func misuse() async {
    let steps = Self.steps(2, 3, 2)
    for other in [
      Self.step("during", at: 20, milliseconds: 3, kind: "dicom.echo"),
      Self.step("during", at: 20, milliseconds: 3, system: "a/other"),
      Self.step("during", at: 20, milliseconds: 3, patient: "x"), Self.step("later", at: 20, milliseconds: 3),
    ] {
      var changed = steps
      changed[1] = other
      #expect(await Self.compared(changed).failure?.blame == .harness)
    }
    for inputs in [
      ["base": .list([.string("before")])], ["base": .list([.string("before"), .string("before")])],
      ["base": .list([.string("before"), .string("during")])], ["percent": .number(1_001)],
      ["arrivals": .string("before")], ["arrivals": .string("nothing")],
    ] as [[String: Value]] {
      #expect(await Self.compared(steps, inputs).failure?.blame == .harness, "\(inputs)")
    }
  }
}
