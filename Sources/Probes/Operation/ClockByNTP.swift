import Evidence
import Foundation
import IHE
import Specification

/// Reads a clock by NTP.
struct ClockByNTP {
  let context: StepContext
  let samples: Int

  /// By what readings of a steady clock may differ, in nanoseconds.
  private static let drift: Int64 = 5_000_000

  /// What was read, and the step as far as it came.
  struct Outcome {
    var step: StepResult
    var reading: ClockReading?
  }

  func read() async -> Outcome {
    guard let place = TLSEndpoint(.ntp, in: context)?.target else {
      return Outcome(step: .misuse("The ntp endpoint of \(context.system.reference) is no address."))
    }
    let start = ContinuousClock.now
    let end = start + .nanoseconds(context.deadline)
    let query = TimeQuery(host: place.host, port: place.port, group: context.group) {
      Int64(Date().timeIntervalSince1970 * 1_000_000_000)
    }
    var observation: [String: Value] = ["source": .string("ntp"), "outcome": .string("completed")]
    var entries: [Transcript.Entry] = []
    var taken: [TimeQuery.Sample] = []
    var failure: StepFailure?
    while taken.count < samples {
      let left = end - .now
      do throws(DatagramExchange.Failure) {
        let asked = (ContinuousClock.now - start).nanoseconds / 1_000
        let sample = try await query.sample(within: min(left, .seconds(3)))
        taken.append(sample)
        entries += Self.entries(sample, asked: asked, answered: (ContinuousClock.now - start).nanoseconds / 1_000)
        // A refusal asks not to be asked again.
        if sample.packet.stratum == 0 { break }
      } catch {
        // Some servers answer the same client only so often: what came is enough.
        guard taken.isEmpty else { break }
        observation["outcome"] = .string(error.isTimeOut ? "timed-out" : "unreachable")
        failure = StepFailure(
          blame: .network, message: "\(place.host) port \(place.port): \(error).",
          advice: "Check the ntp endpoint in the network file, and that no firewall keeps UDP away; then run again.")
        break
      }
    }
    observation["duration"] = .duration(nanoseconds: (ContinuousClock.now - start).nanoseconds)
    observation["readings"] = .number(Decimal(taken.count))
    let reading = Self.describe(taken, &observation)
    if let code = taken.last?.packet, code.stratum == 0 {
      failure = StepFailure(
        blame: .configuration,
        message: "\(place.host) port \(place.port) refuses to tell the time (\(code.referenceText)).",
        rule: "RFC 5905 §7.4", advice: "Let the harness ask: its address must be among those that are served.")
    }
    return Outcome(
      step: StepResult(
        observation: observation, failure: failure, transcript: Transcript(entries: entries),
        isUnreachable: taken.isEmpty),
      reading: reading)
  }

  /// The reading that all samples allow; where they contradict each other, that of the shortest way (RFC 5905 §10).
  private static func describe(
    _ samples: [TimeQuery.Sample], _ observation: inout [String: Value]
  ) -> ClockReading? {
    guard let best = samples.min(by: { $0.delay < $1.delay }) else { return nil }
    let packet = best.packet
    observation["stratum"] = .number(Decimal(packet.stratum))
    observation["synchronised"] = .boolean((1...15).contains(packet.stratum) && packet.leap != .unsynchronised)
    observation["reference-id"] = .string(packet.referenceText)
    observation["root-distance"] = .duration(
      nanoseconds: packet.rootDelay.nanoseconds / 2 + packet.rootDispersion.nanoseconds)
    observation["round-trip"] = .duration(nanoseconds: best.delay)
    if packet.stratum == 0 {
      observation["refusal"] = .string(packet.referenceText)
      observation["outcome"] = .string("refused")
    }
    let readings = samples.compactMap(\.reading)
    guard let first = readings.first else { return nil }
    let common = readings.dropFirst().reduce(Optional(first)) { $0?.intersection($1) }
    // Between two readings a clock that is being set runs a little faster or slower: that is no jump.
    let wide = readings.map { $0.widened(by: drift) }
    let agreed = wide.dropFirst().reduce(wide.first) { $0?.intersection($1) }
    observation["steady"] = .boolean(agreed != nil)
    return common ?? best.reading
  }

  private static func entries(_ sample: TimeQuery.Sample, asked: Int64, answered: Int64) -> [Transcript.Entry] {
    let packet = sample.packet
    var details = ["stratum \(packet.stratum), leap \(packet.leap), reference \(packet.referenceText)"]
    if let reading = sample.reading {
      details.append("clock between \(reading.lowest / 1_000) and \(reading.highest / 1_000) µs ahead of the harness's")
    }
    return [
      Transcript.Entry(
        microseconds: asked, direction: .sent, summary: "NTP request", details: [], length: sample.sent.count,
        hex: Transcript.hexadecimal(sample.sent)),
      Transcript.Entry(
        microseconds: answered, direction: .received, summary: "NTP answer", details: details,
        length: sample.received.count, hex: Transcript.hexadecimal(sample.received)),
    ]
  }
}

extension DatagramExchange.Failure {
  /// Whether nothing came in time.
  var isTimeOut: Bool { if case .timedOut = self { true } else { false } }
}
