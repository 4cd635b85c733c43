import IHE
import Inventory

/// Which audit message tells of which exchange.
///
/// A message that names the patient, the documents or the study of an exchange tells of it. One of the right kind that names
/// nothing of it counts only as the wrong message, and only where it was made while the exchange went on: what others do
/// with the same system must not be held against it.
struct AuditMatching {
  /// How much the clock of a system may be off for a message that names nothing of the exchange.
  private static let tolerance = 2.0

  /// Whether an address may be the system's.
  var isOwn: (String) -> Bool
  /// Exchanges in order.
  var exchanges: [AuditedExchange]
  /// The message of each exchange, by its place.
  private(set) var found: [Int: Match] = [:]

  /// A message and what is wrong with it.
  struct Match {
    var arrival: AuditArrival
    var differences: [AuditDifference]
    /// Whether it names something of the exchange.
    var isNamed: Bool

    /// Whether it says another who or why than the exchange did: then the message of the exchange itself may still come,
    /// and this one be of an earlier exchange about the same patient.
    func isOfAnother(_ expectation: AuditExpectation) -> Bool {
      var fields: Set<String> = []
      if expectation.user != nil { fields.insert("UserID") }
      if expectation.role != nil { fields.insert("RoleIDCode") }
      if expectation.purpose != nil { fields.insert("PurposeOfUse") }
      return differences.contains { fields.contains($0.field) }
    }
  }

  init(_ exchanges: [AuditedExchange], isOwn: @escaping (String) -> Bool) {
    self.exchanges = exchanges
    self.isOwn = isOwn
  }

  /// Whether every exchange has a message that names it, and whom it was by where that is expected.
  var isComplete: Bool {
    exchanges.indices.allSatisfy { place in
      found[place].map { $0.isNamed && !$0.isOfAnother(exchanges[place].expectation) } ?? false
    }
  }

  /// Looks at everything that has come since the first exchange.
  ///
  /// - Parameters:
  ///   - arrivals: What has come.
  ///   - now: The moment as seconds since 1970, and on the clock of the arrivals.
  mutating func look(at arrivals: [AuditArrival], now: (seconds: Double, instant: ContinuousClock.Instant)) {
    found = [:]
    var taken: Set<Int> = []
    for isNamed in [true, false] {
      for (place, exchange) in exchanges.enumerated() where found[place] == nil {
        var best: Match?
        for arrival in arrivals where !taken.contains(arrival.number) && arrival.time >= exchange.step.begin {
          guard isOwn(arrival.remoteHost), let message = arrival.message,
            let named = names(message, exchange), named == isNamed,
            named || wasMade(message, during: exchange, now: now)
          else { continue }
          let differences = AuditComparison.differences(message, exchange.demand, exchange.expectation)
          if best.map({ $0.differences.count > differences.count }) ?? true {
            best = Match(arrival: arrival, differences: differences, isNamed: named)
          }
        }
        guard let best else { continue }
        found[place] = best
        taken.insert(best.arrival.number)
      }
    }
  }

  /// Whether a message names something of an exchange; nil where it tells of another kind of event.
  private func names(_ message: AuditMessage, _ exchange: AuditedExchange) -> Bool? {
    let isNamed = exchange.expectation.isNamed(in: message)
    if AuditComparison.isOfKind(message, exchange.demand) {
      // What happens on one machine names nothing of the exchange.
      return isNamed || !exchange.demand.hasBothSides
    }
    let isOfEvent = message.event.id.map { exchange.demand.events.contains($0.code) } ?? false
    // Of a transaction whose name is wrong or missing.
    let isOther = message.event.types.contains { type in AuditedTransaction(rawValue: type.code) != nil }
    return isOfEvent && isNamed && !isOther ? true : nil
  }

  /// Whether a message says that its event was while an exchange went on, and names nothing of another exchange.
  private func wasMade(
    _ message: AuditMessage, during exchange: AuditedExchange, now: (seconds: Double, instant: ContinuousClock.Instant)
  ) -> Bool {
    guard let time = message.event.time.flatMap(AuditTime.seconds) else { return false }
    func seconds(_ instant: ContinuousClock.Instant) -> Double {
      now.seconds - Double((now.instant - instant).nanoseconds) / 1e9
    }
    guard time >= seconds(exchange.step.begin) - Self.tolerance, time <= seconds(exchange.step.end) + Self.tolerance
    else { return false }
    return !exchanges.contains { $0.expectation.isNamed(in: message) }
  }
}
