import Evidence
import Foundation
import Inventory
import NIOCore
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

/// Steps under load, against peers that stand it and peers that do not.
@Suite("Load", .serialized)
struct LoadTests {
  private static let span = SourceSpan(file: "test.yaml", line: 1, column: 1)

  private static func load(
    _ values: [String: Value], at port: Int, probe: any Probe.Type = DICOMEchoProbe.self,
    inputs: [String: Value] = [:], limits: Limits = Limits(), seconds: Int64 = 10, maximumRate: Double? = nil,
    title: String = "ANY", fhir: String? = nil
  ) async throws -> StepResult {
    let bench = try await ProbeBench(listens: false)
    let system = Inventory.System(
      id: "archive", site: "a", vendor: "V", product: "P", roles: ["archive"],
      endpoints: fhir.map { [.fhir: .address(AddressEndpoint(protocolName: .fhir, address: $0))] }
        ?? [.dicom: .dicom(DICOMEndpoint(host: "127.0.0.1", port: port, aeTitle: title))],
      permits: [.read, .write, .load], limits: limits, span: span)
    let context = StepContext(
      system: system, callingAETitle: "ASSAY", networkFolder: "/", fixtures: ProbeBench.fixtures,
      network: Network(id: "n", title: "N", sites: [Site(id: "a", name: "A", systems: [system])]),
      listeners: bench.listeners, deadline: seconds * 1_000_000_000, group: MultiThreadedEventLoopGroup.singleton)
    return await LoadedStep(
      probe: probe, inputs: StepInputs(inputs), context: context, maximumRate: maximumRate, place: "test", step: "load"
    ).perform(values.mapValues { .value($0, span) }, variables: [:])
  }

  private static func milliseconds(_ count: Int64) -> Value { .duration(nanoseconds: count * 1_000_000) }

  @Test("A peer that stands it: all exchanges counted, none wrong, times in order")
  func steady() async throws {
    let peer = try await StressedPeer(.takes(milliseconds: 20))
    let result = try await Self.load(["repeat": .number(60), "concurrency": .number(6)], at: peer.port)
    #expect(result.failure?.blame != .system && result.number("exchanges") == 60 && result.number("errors") == 0)
    let p50 = try #require(result.time("p50"))
    let (p95, p99, longest) = (result.time("p95") ?? 0, result.time("p99") ?? 0, result.time("max") ?? 0)
    #expect(p50 >= 20_000_000 && p50 <= p95 && p95 <= p99 && p99 <= longest)
    let histogram = try #require(result.word("histogram").flatMap(LatencyHistogram.init))
    #expect(histogram.count == 60 && histogram.percentile(50, of: 60) == p50)
    #expect(!result.transcript.entries.isEmpty)
  }

  @Test("Copies that nobody wrote are not asked for, and their lack is held against nobody")
  func unwritten() async throws {
    let peer = try await StressedPeer(.takes(milliseconds: 1))
    let result = try await Self.load(["repeat": .number(3), "copies-of": .string("filled")], at: peer.port)
    #expect(result.failure?.blame == .harness && result.observation["exchanges"] == nil)
  }

  @Test("The number of users is what is under way at a time: more of them do more work in the time")
  func concurrency() async throws {
    let peer = try await StressedPeer(.takes(milliseconds: 100))
    let one = try await Self.load(["for": Self.milliseconds(600)], at: peer.port)
    let eight = try await Self.load(["for": Self.milliseconds(600), "concurrency": .number(8)], at: peer.port)
    let (few, many) = (one.number("exchanges") ?? 0, eight.number("exchanges") ?? 0)
    #expect((1...6).contains(few), "\(few)")
    #expect(many > 2 * few && many <= 48, "\(many)")
  }

  @Test("A peer that fails every tenth is blamed for each, by its status")
  func everyTenth() async throws {
    let peer = try await StressedPeer(.failsEveryTenth)
    let result = try await Self.load(["repeat": .number(100), "concurrency": .number(4)], at: peer.port)
    #expect(result.number("errors") == 10 && result.failure?.blame == .system)
    #expect(result.records("error-kinds").first?["kind"] == .string("status 0110"))
    #expect(result.time("p50") != nil && result.time("p95") == nil, "ten of a hundred never did their work")
  }

  @Test("Over HTTP an answer of 200 did its work, and one of 404 did not")
  func overHTTP() async throws {
    let server = try await FHIRServer.start()
    for (type, errors) in [("Patient", 0), ("Spaceship", 12)] {
      let result = try await Self.load(
        ["repeat": .number(12)], at: 0, probe: FHIRSearchProbe.self, inputs: ["type": .string(type)], fhir: server.url)
      #expect(result.number("exchanges") == 12 && result.number("errors") == errors, "\(type)")
      #expect(errors == 0 || result.records("error-kinds").first?["kind"] == .string("status 404"))
    }
    #expect(server.process.isRunning)
  }

  @Test("A peer that slows is measured slow")
  func slowing() async throws {
    let peer = try await StressedPeer(.slows(milliseconds: 5))
    let result = try await Self.load(["repeat": .number(20)], at: peer.port)
    #expect((result.time("max") ?? 0) >= 100_000_000, "the twentieth takes 100 ms")
    #expect((result.time("p50") ?? .max) < (result.time("max") ?? 0))
    #expect(result.number("errors") == 0)
  }

  @Test("A peer that takes only so many associations says so itself")
  func refusing() async throws {
    let peer = try await StressedPeer(.refusesBeyond(0))
    let result = try await Self.load(["repeat": .number(30), "concurrency": .number(6)], at: peer.port)
    #expect(result.number("errors") == 30 && result.failure?.blame == .system)
    #expect(result.records("error-kinds").first?["kind"] == .string("rejected for the moment"))
    #expect(result.time("p50") == nil && result.word("outcome") == "rejected")
  }

  @Test("A peer that aborts some is blamed for those")
  func aborting() async throws {
    let peer = try await StressedPeer(.abortsEveryThird)
    let result = try await Self.load(["repeat": .number(30)], at: peer.port)
    #expect(result.number("errors") == 10 && result.failure?.blame == .system)
    #expect(result.records("error-kinds").first?["kind"] == .string("aborted"))
  }

  /// What is lost on the way is nobody's failure, and shows nothing.
  @Test(
    "Losses blame nobody, and no time is told of them; the step ends in time",
    arguments: [StressedPeer.Temper.hangsAfter(5), .diesAfter(5), .dropsBeyond(0)])
  func losses(temper: StressedPeer.Temper) async throws {
    let peer = try await StressedPeer(temper)
    let start = ContinuousClock.now
    let result = try await Self.load(
      ["repeat": .number(40), "concurrency": .number(4)], at: peer.port, seconds: 1)
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(result.failure != nil && result.failure?.blame != .system, "\(result.failure?.message ?? "")")
    #expect(result.observation["errors"] == nil && result.time("p95") == nil)
  }

  @Test("A system that is gone is not called on and on")
  func gone() async throws {
    let result = try await Self.load(["repeat": .number(100_000)], at: try PeerProcess.freePort())
    #expect(result.isUnreachable && result.failure?.blame == .network)
    #expect((result.number("exchanges") ?? .max) < 100)
  }

  /// Holds who comes in until somebody opens it.
  private actor Gate {
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private var isOpen = false

    func pass() async {
      guard !isOpen else { return }
      await withCheckedContinuation { waiting.append($0) }
    }

    func open() {
      isOpen = true
      for one in waiting { one.resume() }
      waiting = []
    }
  }

  @Test("With a rate, times count from when an exchange was due: a stall cannot hide")
  func coordinatedOmission() async throws {
    let plan = try LoadPlan(["rate": .number(100), "for": Self.milliseconds(1_000)])
    // Nobody is answered from 300 to 700 ms after the start, as in a system that stops for a moment.
    let gate = Gate()
    let result = await LoadRun(plan: plan) { number in
      if number == 70 { await gate.open() }
      if (30..<70).contains(number) { await gate.pass() }
      return StepResult(observation: ["outcome": .string("completed")], failure: nil, transcript: Transcript())
    }.result()
    #expect(result.number("exchanges") == 100)
    // Forty of a hundred came into the stall, and waited 200 ms on the average.
    #expect((result.time("max") ?? 0) >= 350_000_000)
    #expect((result.time("p95") ?? 0) >= 300_000_000)
  }

  @Test("A rate that the step's own concurrency cannot send is the harness's limit, and no time is told")
  func missedRate() async throws {
    let peer = try await StressedPeer(.takes(milliseconds: 20))
    let result = try await Self.load(
      ["rate": .number(200), "concurrency": .number(1), "for": Self.milliseconds(500)], at: peer.port, seconds: 60)
    #expect(result.failure?.blame == .harness)
    #expect(result.time("p50") == nil && result.time("max") == nil && result.word("histogram") != nil)
  }

  @Test("What the network file or the operator does not allow is not sent")
  func limits() async throws {
    let port = try PeerProcess.freePort()
    let users = try await Self.load(
      ["repeat": .number(10), "concurrency": .number(5)], at: port, limits: Limits(concurrency: 4))
    let rate = try await Self.load(
      ["repeat": .number(10), "rate": .number(50)], at: port, limits: Limits(rate: 20))
    let noRate = try await Self.load(["repeat": .number(10)], at: port, limits: Limits(rate: 20))
    let operated = try await Self.load(["repeat": .number(10)], at: port, maximumRate: 3)
    for result in [users, rate, noRate, operated] {
      #expect(result.failure?.blame == .configuration && result.observation["exchanges"] == nil)
    }
    #expect(users.failure?.message.contains("allows 4") == true)
  }

  @Test("Each exchange that stores has a study of its own")
  func copies() async throws {
    let peer = try await STORESCP.start()
    let result = try await Self.load(
      ["repeat": .number(5), "concurrency": .number(1)], at: peer.port, probe: DICOMStoreProbe.self,
      inputs: ["study": .string("absent")])
    #expect(result.number("errors") == 0, "\(result.failure?.message ?? "")")
    let files = try FileManager.default.contentsOfDirectory(
      atPath: peer.folder.appendingPathComponent("store").path)
    #expect(files.count == 5, "\(files)")
    if case .size(let throughput) = result.observation["throughput"] { #expect(throughput > 0) }
    #expect(result.observation["bytes"] != nil)
  }

  @Test("Over a line of known round trip and bandwidth, nothing is faster than the line")
  func line() async throws {
    let peer = try await STORESCP.start()
    let link = try await ShapedLink(to: peer.port, roundTrip: .milliseconds(40), bytesPerSecond: 100_000)
    let echo = try await Self.load(["repeat": .number(5)], at: link.port)
    // Association, C-ECHO and release are a round trip each.
    #expect((echo.time("p50") ?? 0) >= 120_000_000, "\(echo.time("p50") ?? 0)")
    #expect(echo.number("errors") == 0)
    func throughput(_ port: Int) async throws -> Int64 {
      let store = try await Self.load(
        ["repeat": .number(1)], at: port, probe: DICOMStoreProbe.self, inputs: ["study": .string("large")])
      #expect(store.number("errors") == 0, "\(store.failure?.message ?? "")")
      return if case .size(let throughput) = store.observation["throughput"] { throughput } else { 0 }
    }
    let shaped = try await throughput(link.port)
    #expect(shaped > 0 && shaped <= 100_000, "\(shaped) bytes in a second over a line of 100 KB/s")
    let direct = try await throughput(peer.port)
    #expect(direct > shaped, "\(direct) bytes in a second without the line")
  }

  @Test("The first match of a query over a line takes at least its round trip")
  func firstMatch() async throws {
    let peer = try await DCMQRSCP.start()
    let bench = try await ProbeBench(listens: false)
    let stored = await bench.perform(
      DICOMStoreProbe.self, ["study": .string("chest")], port: peer.port, aeTitle: DCMQRSCP.aeTitle)
    #expect(stored.failure == nil)
    let link = try await ShapedLink(to: peer.port, roundTrip: .milliseconds(40), bytesPerSecond: 10_000_000)
    let result = try await Self.load(
      ["repeat": .number(3)], at: link.port, probe: DICOMFindProbe.self,
      inputs: ["level": .string("study"), "keys": .record(["StudyInstanceUID": .string("")])], title: DCMQRSCP.aeTitle)
    guard case .record(let first) = result.observation["first"], case .duration(let time) = first["p50"] else {
      Issue.record("no time of the first match: \(result.observation)")
      return
    }
    #expect(time >= 40_000_000, "\(time)")
    #expect((result.time("p50") ?? 0) >= time)
  }
}

extension StepResult {
  /// A duration of the observation in nanoseconds.
  func time(_ name: String) -> Int64? {
    if case .duration(let nanoseconds) = observation[name] { nanoseconds } else { nil }
  }
}
