import Evidence
import Foundation
import Specification

/// What the exchanges of a load showed so far. Bounded: of the exchanges themselves a few transcripts are kept.
struct LoadTally: Sendable {
  /// A way of going wrong.
  struct Kind: Sendable {
    var count = 0
    /// The first of its kind.
    var failure: StepFailure
  }

  private(set) var exchanges = 0
  private(set) var times = LatencyHistogram()
  private(set) var firstTimes = LatencyHistogram()
  private(set) var kinds: [String: Kind] = [:]
  private(set) var bytes: Int64?
  /// Matches or objects of the exchange that brought the fewest.
  private(set) var fewest: Int?
  /// Exchanges begun late because all users had one under way.
  private(set) var queued = 0
  private(set) var lag = LatencyHistogram()
  /// Exchanges in a row that found no connection.
  private(set) var unreachable = 0
  private(set) var firstOutcome: String?
  private(set) var transcripts: [(title: String, transcript: Transcript)] = []
  private var slowest: (time: Int64, transcript: Transcript)?

  /// Kinds of errors that are told apart.
  private static let kindLimit = 16

  /// Exchanges that did their work.
  var done: Int { times.count }

  /// Takes the result of an exchange.
  ///
  /// - Parameters:
  ///   - time: From the moment at which it was due to its end, in nanoseconds.
  ///   - comparesObjects: Whether objects that are not as they were sent are an error.
  mutating func take(_ result: StepResult, time: Int64, comparesObjects: Bool = false) {
    exchanges += 1
    unreachable = result.isUnreachable ? unreachable + 1 : 0
    if case .string(let word) = result.observation["outcome"], firstOutcome == nil { firstOutcome = word }
    if case .size(let size) = result.observation["bytes"] { bytes = (bytes ?? 0).addingCapped(size) }
    if exchanges == 1 { transcripts.append(("The first exchange", result.transcript)) }
    if let (kind, failure) = Self.error(of: result) ?? (comparesObjects ? CopiedObjects.error(of: result) : nil) {
      let isNew = kinds[kind] == nil
      let name = isNew && kinds.count >= Self.kindLimit ? "others" : kind
      kinds[name, default: Kind(failure: failure)].count += 1
      if isNew, transcripts.count < 5, exchanges > 1 {
        transcripts.append(("The first exchange with: \(kind)", result.transcript))
      }
      return
    }
    times.record(nanoseconds: time)
    if let count = Self.count(result.observation) { fewest = min(fewest ?? .max, count) }
    for name in ["first-byte", "first-match", "first-object"] {
      if case .duration(let first) = result.observation[name] {
        firstTimes.record(nanoseconds: first)
        break
      }
    }
    if time > slowest?.time ?? 0, exchanges > 1 { slowest = (time, result.transcript) }
  }

  mutating func noteQueued() { queued += 1 }
  mutating func noteLag(_ nanoseconds: Int64) { lag.record(nanoseconds: nanoseconds) }

  /// What is kept of the exchanges.
  var transcript: Transcript {
    let all = transcripts + (slowest.map { [("The slowest exchange", $0.transcript)] } ?? [])
    return Transcript(
      entries: all.flatMap { title, transcript in
        [
          Transcript.Entry(
            microseconds: transcript.entries.first?.microseconds ?? 0, direction: .event, summary: title, details: [],
            length: 0, hex: "")
        ] + transcript.entries
      })
  }

  /// How an exchange went wrong; nil where it did its work.
  private static func error(of result: StepResult) -> (kind: String, failure: StepFailure)? {
    if var failure = result.failure {
      var kind = "failed"
      if case .string(let outcome) = result.observation["outcome"] { kind = outcome }
      if kind == "rejected", case .record(let fields) = result.observation["rejection"],
        fields["result"] == .string("rejected-transient")
      {
        // Under load that is the system's own word on how much it takes.
        kind = "rejected for the moment"
        failure.blame = .system
      }
      return (kind, failure)
    }
    if let code = badStatus(in: result.observation) {
      return ("status \(code)", StepFailure(blame: .system, message: "the system answered with status \(code)"))
    }
    if case .list(let missing) = result.observation["missing"], !missing.isEmpty {
      return (
        "objects missing",
        StepFailure(
          blame: .system, message: "the retrieval ended with success, and \(missing.count) objects had not come")
      )
    }
    return nil
  }

  /// Matches of a query, or objects of a retrieval; nil for other exchanges.
  private static func count(_ observation: [String: Value]) -> Int? {
    if case .list(let matches) = observation["matches"] { return matches.count }
    if case .number(let received) = observation["received"] { return Int(received.description) }
    return nil
  }

  /// The first status that is no success, of the exchange itself or of its responses.
  private static func badStatus(in observation: [String: Value]) -> String? {
    let good: Set<Value> = [.string("success"), .string("warning")]
    func code(_ fields: [String: Value]) -> String? {
      guard let status = fields["status"], !good.contains(status) else { return nil }
      // Of an exchange over HTTP; a redirection brings no result.
      if case .number(let number) = status { return (200..<300).contains(number) ? nil : "\(number)" }
      return if case .string(let code) = fields["code"] { code } else { "unknown" }
    }
    if let code = code(observation) { return code }
    guard case .list(let responses) = observation["responses"] else { return nil }
    for case .record(let fields) in responses { if let code = code(fields) { return code } }
    return nil
  }
}

extension Int64 {
  fileprivate func addingCapped(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
