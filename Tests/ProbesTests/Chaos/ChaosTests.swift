import DICOM
import Evidence
import Foundation
import HL7
import Inventory
import NIOPosix
import Specification
import TestPeers
import Testing

@testable import Probes

/// Steps against a peer that speaks every protocol and misbehaves by seed.
@Suite("Chaos", .serialized, .timeLimit(.minutes(60)))
struct ChaosTests {
  /// Exchanges; `ASSAY_CHAOS` gives another number, as `make chaos` does.
  private static let count = ProcessInfo.processInfo.environment["ASSAY_CHAOS"].flatMap { Int($0) } ?? 300
  private static let seed = ProcessInfo.processInfo.environment["ASSAY_CHAOS_SEED"] ?? "1"
  /// Of one exchange.
  private static let deadline: Duration = .seconds(8)
  private static let concurrency = 24
  /// One exchange with what came of it.
  struct Seen: Sendable {
    var number: Int
    var exchange: ChaosPeer.Exchange
    var verdict: String
    var message: String
    var duration: Duration

    var name: String { "\(exchange.protocolName) \(exchange.deed)" }
    var isRight: Bool { ExpectedBlame.table[name]?.split(separator: ",").contains { $0 == verdict } ?? false }
  }

  @Test("Each exchange ends in its deadline, none passes without a valid answer, and the blame is right")
  func chaos() async throws {
    let peer = try await ChaosPeer.start(seed: Self.seed)
    let plan = try await ChaosPeer.plan(of: peer, count: Self.count)
    try #require(plan.count == Self.count)
    // A door that nobody opens.
    let closed = try PeerProcess.freePort()
    let bench = try await ProbeBench(listens: false)
    let seen = await withTaskGroup(of: Seen.self) { tasks in
      var seen: [Seen] = []
      var numbers = plan.indices.makeIterator()
      func begin() {
        guard let number = numbers.next() else { return }
        let exchange = plan[number]
        tasks.addTask {
          await Self.perform(number, exchange, port: exchange.deed == "refuses" ? closed : peer.port, on: bench)
        }
      }
      for _ in 0..<Self.concurrency { begin() }
      while let one = await tasks.next() {
        seen.append(one)
        begin()
      }
      return seen
    }
    await bench.close()
    #expect(peer.isRunning, "\(peer.output)")
    let passes = seen.filter { $0.verdict == "pass" && $0.exchange.deed != "none" }
    #expect(passes.isEmpty, "\(passes.map(\.name))")
    // Every good answer is taken: a harness that passes nothing would be as wrong.
    #expect(seen.contains { $0.verdict == "pass" })
    let wrong = seen.filter { !$0.isRight }
    #expect(wrong.count * 1_000 <= seen.count * 5, "\(Self.lines(wrong).joined(separator: "\n"))")
    // A hang guard: what is measured is this machine's business.
    #expect(seen.allSatisfy { $0.duration < Self.deadline + .seconds(60) })
    if let path = ProcessInfo.processInfo.environment["ASSAY_CHAOS_TABLE"] {
      try Self.table(seen).write(toFile: path, atomically: true, encoding: .utf8)
    }
    // Each row of the table is of a deed that there is.
    if Self.count >= 5_000 { #expect(Set(seen.map(\.name)) == Set(ExpectedBlame.table.keys)) }
  }

  private static func lines(_ seen: [Seen]) -> [String] {
    seen.sorted { ($0.name, $0.number) < ($1.name, $1.number) }.map {
      "\($0.name) (\($0.number)): \($0.verdict), not \(ExpectedBlame.table[$0.name] ?? "known"): \($0.message)"
    }
  }

  /// The table that `make chaos` writes.
  private static func table(_ seen: [Seen]) -> String {
    var rows = ["| exchange | times | expected | came | wrong | longest |", "|---|---|---|---|---|---|"]
    for (name, all) in Dictionary(grouping: seen, by: \.name).sorted(by: { $0.key < $1.key }) {
      let came = Dictionary(grouping: all, by: \.verdict).sorted { $0.key < $1.key }.map {
        "\($0.key) \($0.value.count)"
      }
      let longest = all.map(\.duration).max() ?? .zero
      rows.append(
        "| \(name) | \(all.count) | \(ExpectedBlame.table[name] ?? "?") | \(came.joined(separator: ", ")) "
          + "| \(all.count { !$0.isRight }) | \(longest.components.seconds) s |")
    }
    let wrong = seen.filter { !$0.isRight }
    return """
      Seed \(seed), \(seen.count) exchanges, deadline \(deadline.components.seconds) s, \(wrong.count) wrong.

      \(rows.joined(separator: "\n"))

      \(lines(wrong).map { "- \($0)" }.joined(separator: "\n"))

      """
  }

  // MARK: Exchanges

  private static func perform(
    _ number: Int, _ exchange: ChaosPeer.Exchange, port: Int, on bench: ProbeBench
  ) async -> Seen {
    let start = ContinuousClock.now
    let result = await ChaosExchange(protocolName: exchange.protocolName, number: number, port: port).result(
      within: deadline, on: bench)
    var verdict = result.failure?.blame.rawValue ?? "answer"
    if result.failure == nil, ChaosExchange.isRight(result, of: exchange.protocolName) { verdict = "pass" }
    if exchange.protocolName == "soap", result.word("outcome") == "refused", result.failure?.blame == .system {
      // A fault is the actor's answer to the message, with its blame for the record.
      verdict = "answer"
    }
    return Seen(
      number: number, exchange: exchange, verdict: verdict, message: result.failure?.message ?? "",
      duration: ContinuousClock.now - start)
  }
}
