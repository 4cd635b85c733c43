import Evidence
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

@Suite("Silence at the harness's listeners", .timeLimit(.minutes(1)))
struct SilenceTests {
  /// What a person did before, at which system, and what came of it.
  private typealias Deed = (system: String, deed: String, answer: String)

  private func context(_ deeds: [Deed], _ listeners: Listeners) -> StepContext {
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"],
      endpoints: [.dicom: .dicom(DICOMEndpoint(host: "127.0.0.1", port: 1, aeTitle: "A"))],
      permits: Set(Effect.allCases), span: SourceSpan(file: "network.yaml", line: 1, column: 1))
    var context = StepContext(
      system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures,
      network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])]), listeners: listeners,
      deadline: 50_000_000, group: MultiThreadedEventLoopGroup.singleton)
    context.earlier = deeds.enumerated().map { number, deed in
      EarlierStep(
        StepRecord(
          id: "step\(number)", kind: "operator.ask", system: deed.system, endpoint: "",
          inputs: .record(["deed": .string(deed.deed)]), attempts: 1, startedAt: "",
          observation: .record(["outcome": .string("completed"), "answer": .string(deed.answer)]), failure: nil,
          captured: [:], transcript: nil), begin: .now, end: .now)
    }
    return context
  }

  private func awaited(_ deeds: [Deed], at listeners: Listeners) async throws -> StepFailure {
    let result = await DICOMAwaitProbe.perform(
      StepInputs(["service": .string("storage"), "study": .string("chest")]), in: context(deeds, listeners))
    return try #require(result.failure)
  }

  private static let deeds: [(deeds: [(String, String, String)], blame: StepFailure.Blame)] = [
    ([], .silence), ([("a/archive", "cut-line", "done")], .network),
    // Whatever hangs on another site's line is cut off too.
    ([("b/archive", "cut-line", "done")], .network),
    ([("a/archive", "cut-line", "could-not")], .silence),
    ([("a/archive", "cut-line", "done"), ("a/archive", "restore-line", "done")], .silence),
    ([("a/archive", "cut-line", "done"), ("b/archive", "restore-line", "done")], .network),
    ([("a/archive", "cut-line", "done"), ("a/archive", "restore-line", "skipped")], .network),
    ([("a/archive", "switch-off-ai", "done")], .silence),
  ]

  @Test("It shows nothing, and is the network's where a line is cut by hand", arguments: deeds.indices)
  func blame(_ row: Int) async throws {
    let bench = try await ProbeBench()
    let failure = try await awaited(Self.deeds[row].deeds.map { ($0.0, $0.1, $0.2) }, at: bench.listeners)
    #expect(failure.blame == Self.deeds[row].blame, "\(failure)")
    #expect(failure.message.contains("0 of 1 awaited (storage) came from a/archive within 0.05 seconds"), "\(failure)")
    #expect(failure.advice?.isEmpty == false)
    if failure.blame == .network { #expect(failure.message.contains("cut by hand in step `step0`"), "\(failure)") }
    await bench.close()
  }

  @Test("Where the listener could not be opened, the harness failed")
  func closed() async throws {
    let first = try await ProbeBench()
    let second = await Listeners.open(
      [.init(aeTitle: "OTHER", host: "127.0.0.1", port: first.listenerPort)], networkFolder: "/",
      group: MultiThreadedEventLoopGroup.singleton)
    #expect(try await awaited([], at: second).blame == .harness)
    #expect(context([], second).silence("Nothing came", within: 1, advice: "").blame == .harness)
    await second.close()
    await first.close()
  }
}
