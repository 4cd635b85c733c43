import Evidence
import Foundation
import IHE
import Specification

/// What an observation tells of the audit messages of exchanges.
struct AuditReport {
  /// The exchanges in order.
  var exchanges: [AuditedExchange]
  /// The message of each, by its place.
  var found: [Int: AuditMatching.Match]
  /// After so many nanoseconds a message is late.
  var within: Int64
  /// What could not be read.
  var unreadable: [AuditArrival] = []

  /// Entries of one kind that are told.
  private static let limit = 100
  /// Characters of each.
  private static let textLimit = 400

  /// Fields of the observation.
  ///
  /// - Parameter isHeard: Whether the system is known to send to the harness; else nothing is said of what is missing.
  func fields(isHeard: Bool) -> [String: Value] {
    var fields: [String: Value] = [
      "exchanges": .list(exchanges.indices.map(value)),
      "unreadable": .list(
        unreadable.prefix(Self.limit).map { arrival in
          .record([
            "remote-host": .string(arrival.remoteHost),
            "text": .string(arrival.violations.map(\.description).joined(separator: "; ")),
          ])
        }),
    ]
    guard isHeard else { return fields }
    fields["missing"] = steps { found[$0] == nil }
    fields["late"] = steps { after($0).map { $0 > within } ?? false }
    fields["unprotected"] = steps { found[$0].map { !$0.arrival.isSecured } ?? false }
    fields["misframed"] = steps { found[$0]?.arrival.framing == .line }
    fields["wrong"] = texts { match, _ in
      match.differences.map { difference in
        difference.actual.isEmpty
          ? "\(difference.field) is missing, expected \(difference.expected)"
          : "\(difference.field) is \(difference.actual), expected \(difference.expected)"
      }
    }
    fields["excessive"] = texts { match, exchange in
      guard let message = match.arrival.message, let patient = exchange.demographics else { return [] }
      return AuditExcess.found(in: message, of: patient).map { "\($0.field) holds the patient's \($0.kind.words)" }
    }
    fields["malformed"] = texts { match, _ in match.arrival.violations.map(\.description) }
    return fields
  }

  private func after(_ place: Int) -> Int64? {
    found[place].map { max(0, ($0.arrival.time - exchanges[place].step.end).nanoseconds) }
  }

  private func steps(where applies: (Int) -> Bool) -> Value {
    .list(exchanges.indices.filter(applies).map { .string(exchanges[$0].step.id) })
  }

  /// What is said of the messages, with the step before it.
  private func texts(_ make: (AuditMatching.Match, AuditedExchange) -> [String]) -> Value {
    var texts: [Value] = []
    for (place, exchange) in exchanges.enumerated() {
      guard let match = found[place] else { continue }
      for text in make(match, exchange) where texts.count < Self.limit {
        texts.append(.string("\(exchange.step.id): \(text.prefix(Self.textLimit))"))
      }
    }
    return .list(texts)
  }

  private func value(_ place: Int) -> Value {
    let exchange = exchanges[place]
    var fields: [String: Value] = [
      "step": .string(exchange.step.id), "transaction": .string(exchange.demand.transaction.rawValue),
      "demand": .string(exchange.demand.source), "found": .boolean(found[place] != nil),
    ]
    if let time = after(place) { fields["after"] = .duration(nanoseconds: time) }
    if let arrival = found[place]?.arrival, let message = arrival.message {
      fields["message"] = Self.value(arrival, message)
    }
    return .record(fields)
  }

  private static func value(_ arrival: AuditArrival, _ message: AuditMessage) -> Value {
    func texts(_ texts: [String]) -> Value { .list(texts.prefix(limit).map { .string($0) }) }
    return .record([
      "listener": .string(arrival.listener), "transport": .string(arrival.transport.rawValue),
      "authenticated": .boolean(arrival.isAuthenticated), "remote-host": .string(arrival.remoteHost),
      "event": .string(message.event.id?.code ?? ""), "types": texts(message.event.types.map(\.code)),
      "action": .string(message.event.action ?? ""), "event-outcome": .string(message.event.outcome ?? ""),
      "purposes": texts(message.event.purposes.map(\.code)), "source": .string(message.source ?? ""),
      "users": texts(message.participants.map(\.userID)),
      "access-points": texts(message.participants.compactMap(\.accessPoint)), "patients": texts(message.patients),
      "objects": texts(message.objects.filter { !$0.isPatient }.compactMap(\.id)),
    ])
  }

  /// The messages as the record keeps them.
  func transcript(since start: ContinuousClock.Instant) -> Transcript {
    let arrivals = found.keys.sorted().compactMap { found[$0]?.arrival } + unreadable.prefix(8)
    return Transcript(
      entries: arrivals.map { arrival in
        let kind = arrival.message?.event.types.first?.code ?? arrival.message?.event.id?.code ?? "no audit message"
        return Transcript.Entry(
          microseconds: max(0, (arrival.time - start).nanoseconds / 1_000), direction: .received,
          summary: "\(kind) from \(arrival.remoteHost) over \(arrival.transport.rawValue)",
          details: String(decoding: arrival.bytes, as: UTF8.self).replacing("><", with: ">\n<").split(separator: "\n")
            .prefix(100).map(String.init), length: arrival.length,
          hex: Transcript.hexadecimal(Array(arrival.bytes.prefix(512))))
      })
  }
}
