import Foundation
import Specification

/// What is asked for under `load`, with every name replaced.
struct LoadPlan: Hashable, Sendable {
  /// Exchanges in all; nil where the time decides.
  var count: Int?
  /// How long exchanges are begun; nil where their number decides.
  var time: Duration?
  /// Exchanges under way at a time.
  var concurrency: Int
  /// Exchanges begun in a second; nil where each user waits for the answer.
  var rate: Double?
  /// Time over which users begin or the rate grows.
  var ramp: Duration
  /// The step whose copies are read; nil where each exchange is about the fixtures themselves, or copies of its own.
  var copiesOf: String?

  /// Why values can't be carried out.
  struct Problem: Error {
    var message: String
  }

  /// Takes the values under `load`.
  init(_ values: [String: Value]) throws(Problem) {
    for (name, value) in values {
      if let message = LoadDescription.problem(name, value) { throw Problem(message: message) }
    }
    func number(_ name: String) -> Decimal? { if case .number(let number) = values[name] { number } else { nil } }
    func duration(_ name: String) -> Duration? {
      if case .duration(let nanoseconds) = values[name] { .nanoseconds(nanoseconds) } else { nil }
    }
    count = number("repeat").flatMap { Int($0.description) }
    time = duration("for")
    guard (count == nil) != (time == nil) else {
      throw Problem(message: "`load` has either `repeat` or `for`")
    }
    rate = number("rate").map { NSDecimalNumber(decimal: $0).doubleValue }
    concurrency = number("concurrency").flatMap { Int($0.description) } ?? (rate == nil ? 1 : 256)
    ramp = duration("ramp") ?? .zero
    if case .string(let step) = values["copies-of"] { copiesOf = step }
  }

  /// When an exchange is due, from the start; nil where there is no such exchange.
  ///
  /// - Parameters:
  ///   - number: Its number, from 0.
  ///   - user: Who would make it, from 0, and whether it is that user's first.
  ///   - now: Time since the start.
  func due(_ number: Int, user: Int, isFirst: Bool, now: Duration) -> Duration? {
    if let count, number >= count { return nil }
    let due: Duration
    if let rate {
      due = .seconds(seconds(of: number, at: rate))
    } else {
      due = isFirst ? max(now, ramp * user / concurrency) : now
    }
    if let time, due >= time { return nil }
    return due
  }

  /// During the ramp the rate grows evenly, so that the number begun grows with the square of the time.
  private func seconds(of number: Int, at rate: Double) -> Double {
    let ramp = Double(ramp.nanoseconds) / 1e9
    let inRamp = rate * ramp / 2
    let number = Double(number)
    return number < inRamp ? (2 * number * ramp / rate).squareRoot() : ramp + (number - inRamp) / rate
  }
}
