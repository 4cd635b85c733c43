import Evidence
import Foundation
import HTTPExchange
import IHE
import NIOHTTP1
import Specification

/// Reads a clock from the dates on the answers of a web service. They tell whole seconds, and some servers keep one for a
/// second: a reading by several answers is exact to half a second or a whole one.
struct ClockByHTTP {
  let inputs: StepInputs
  let context: StepContext
  let endpoint: EndpointProtocol
  let samples: Int

  /// Between two answers, so that they fall into different parts of a second.
  private static let pause = Duration.milliseconds(230)
  /// A second that is told may be over for a second.
  private static let step: Int64 = 2_000_000_000

  func read() async -> ClockByNTP.Outcome {
    let exchange: WebExchange
    switch WebExchange.make(inputs, in: context, at: endpoint) {
    case .failure(let problem): return ClockByNTP.Outcome(step: problem.result)
    case .success(let made): exchange = made
    }
    let readings = Readings()
    var step = await exchange.run { client, observation throws(WebFailure) in
      for number in 0..<samples {
        if number > 0 { try? await Task.sleep(for: Self.pause) }
        let sent = Self.now()
        let response = try await client.exchange(WebRequest(.HEAD, exchange.base))
        let received = Self.now()
        guard let text = response.fields.first(name: "date") else {
          observation["outcome"] = .string("refused")
          return StepFailure(
            blame: .configuration, message: "The answer with status \(response.status) has no date.",
            rule: "RFC 9110 §6.6.1",
            advice: "Give the system an ntp endpoint in the network file: its web service shows no clock.")
        }
        guard let told = Self.nanoseconds(of: text) else {
          observation["outcome"] = .string("malformed")
          return StepFailure(
            blame: .system, message: "The date of the answer is none: \(text.prefix(64)).", rule: "RFC 9110 §5.6.7")
        }
        await readings.add(ClockReading(told: told, step: Self.step, sent: sent, received: received))
      }
      return nil
    }
    let all = await readings.all
    step.observation["source"] = .string("http")
    step.observation["readings"] = .number(Decimal(all.count))
    guard let first = all.first else { return ClockByNTP.Outcome(step: step) }
    let common = all.dropFirst().reduce(Optional(first)) { $0?.intersection($1) }
    step.observation["steady"] = .boolean(common != nil)
    return ClockByNTP.Outcome(step: step, reading: common ?? first)
  }

  private actor Readings {
    private(set) var all: [ClockReading] = []
    func add(_ reading: ClockReading) { all.append(reading) }
  }

  private static func now() -> Int64 { Int64(Date().timeIntervalSince1970 * 1_000_000_000) }

  /// An HTTP date of this century or the next (RFC 9110 §5.6.7).
  static func nanoseconds(of text: String) -> Int64? {
    let words = text.split(separator: " ")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]),
      let month = months.firstIndex(of: String(words[2])),
      let year = Int(words[3]), (1970...2199).contains(year)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (1...31).contains(day), (0...23).contains(clock[0]), (0...59).contains(clock[1]),
      (0...60).contains(clock[2])
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let parts = DateComponents(
      year: year, month: month + 1, day: day, hour: clock[0], minute: clock[1], second: min(clock[2], 59))
    guard let date = calendar.date(from: parts) else { return nil }
    return Int64(date.timeIntervalSince1970) * 1_000_000_000
  }
}
