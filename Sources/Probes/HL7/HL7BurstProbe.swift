import Evidence
import Foundation
import HL7
import NIOCore
import Specification

/// `hl7.burst`: many messages over one or several connections, each acknowledged before the next on its connection.
enum HL7BurstProbe: Probe {
  static let description = HL7BurstDescription.description

  /// What one connection saw.
  private struct Tally: Sendable {
    var sent = 0
    var accepted = 0
    var refused = 0
    var mismatched = 0
    var faults = 0
    var latencies: [Duration] = []
    var failure: ConnectionFailure?
    var recorder: ConnectionRecorder?
  }

  static func perform(_ inputs: StepInputs, in context: StepContext) async -> StepResult {
    guard let exchange = HL7Exchange(context) else { return HL7Exchange.noEndpoint(context) }
    guard let count = inputs.integer("count", or: 100, in: 1...100_000),
      let connections = inputs.integer("connections", or: 1, in: 1...64)
    else {
      return .misuse("hl7.burst sends 1 to 100000 messages over 1 to 64 connections.")
    }
    let prepared: HL7Preparation
    do { prepared = try HL7Preparation(inputs, for: exchange.settings) } catch {
      return .misuse("The message of hl7.burst cannot be made ready: \(error.message).")
    }
    let start = ContinuousClock.now
    let end = start + exchange.time
    let tallies = await withTaskGroup(of: Tally.self) { group in
      for place in 0..<min(connections, count) {
        let share = count / connections + (place < count % connections ? 1 : 0)
        group.addTask { await send(share, prepared, over: exchange, until: end) }
      }
      return await group.reduce(into: [Tally]()) { $0.append($1) }
    }
    return result(tallies, of: count, elapsed: ContinuousClock.now - start, endpoint: exchange.text)
  }

  private static func send(
    _ count: Int, _ prepared: HL7Preparation, over exchange: HL7Exchange, until end: ContinuousClock.Instant
  ) async -> Tally {
    var tally = Tally()
    let recorder = ConnectionRecorder()
    tally.recorder = recorder
    do throws(ConnectionFailure) {
      let connection = try await exchange.open(recorder)
      tally = await connection.run { await send(count, prepared, over: connection, until: end) }
      tally.recorder = recorder
      await connection.close()
    } catch {
      tally.failure = error
    }
    return tally
  }

  /// Sends the share of one connection.
  private static func send(
    _ count: Int, _ prepared: HL7Preparation, over connection: MLLPConnection, until end: ContinuousClock.Instant
  ) async -> Tally {
    var tally = Tally()
    let mode = AcknowledgementMode(prepared.message)
    for _ in 0..<count where tally.failure == nil {
      var editor = MessageEditor(prepared.message)
      let controlID = MessageNames.controlID()
      do { try editor.set(HL7Preparation.header(10), to: controlID) } catch {
        tally.failure = .misuse("\(error)")
        break
      }
      let sender = MessageSender(connection, within: end - .now)
      let outcome = await sender.send(editor.message.bytes, expecting: mode)
      tally.sent += 1
      tally.failure = outcome.failure
      guard outcome.failure == nil, let answer = outcome.application ?? outcome.commit,
        let acknowledgement = answer.acknowledgement
      else { continue }
      tally.latencies.append(answer.elapsed)
      if acknowledgement.controlID != controlID { tally.mismatched += 1 }
      switch acknowledgement.code {
      case .applicationAccept, .commitAccept: tally.accepted += 1
      default: tally.refused += 1
      }
    }
    tally.faults = await connection.faults.count
    return tally
  }

  private static func result(
    _ tallies: [Tally], of count: Int, elapsed: Duration, endpoint: String
  ) -> StepResult {
    let latencies = tallies.flatMap(\.latencies).map(\.nanoseconds).sorted()
    func sum(_ part: (Tally) -> Int) -> Value { .number(Decimal(tallies.reduce(0) { $0 + part($1) })) }
    var observation: [String: Value] = [
      "outcome": .string("completed"), "sent": sum(\.sent), "accepted": sum(\.accepted), "refused": sum(\.refused),
      "mismatched": sum(\.mismatched), "frame-faults": sum(\.faults),
      "duration": .duration(nanoseconds: elapsed.nanoseconds),
    ]
    if !latencies.isEmpty {
      func latency(_ percent: Int) -> Value { .duration(nanoseconds: Percentile.of(latencies, percent)) }
      observation["latency"] = .record([
        "median": latency(50), "p95": latency(95), "p99": latency(99), "maximum": latency(100),
      ])
      let seconds = Decimal(elapsed.nanoseconds) / 1_000_000_000
      if seconds > 0 { observation["rate"] = .number(Decimal(latencies.count) / seconds) }
    }
    var failure: StepFailure?
    if let first = tallies.compactMap(\.failure).first {
      let blame = HL7FailureBlame(first, endpoint: endpoint)
      observation["outcome"] = .string(blame.outcome)
      failure = blame.failure
    }
    let recorder = tallies.first { $0.failure != nil }?.recorder ?? tallies.first?.recorder
    return StepResult(
      observation: observation, failure: failure, transcript: Transcript(Array((recorder?.entries ?? []).prefix(40))))
  }
}
