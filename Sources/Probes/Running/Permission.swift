import Foundation
import Inventory
import Specification

/// Whether a probe may be carried out at all, decided before anything is sent.
public enum Permission: Hashable, Sendable {
  case granted
  /// Not carried out, with the reason for the report.
  case refused(reason: String)

  /// Decides for one piece of work.
  ///
  /// - Parameters:
  ///   - listened: Protocols by which the network file lets systems call the harness back.
  ///   - moment: Weekday (0 is Monday) and minutes after midnight, local time of the harness; nil when windows are not to
  ///     be looked at, as in a plan for another time.
  public static func decide(
    _ work: Work, systems: [String: Inventory.System], listened: Set<EndpointProtocol>,
    catalogue: StepCatalogue, permits: Set<Effect>, moment: (weekday: Int, minutes: Int)?
  ) -> Permission {
    guard case .probe(let steps) = work.item.body else { return .granted }
    for step in steps {
      guard let reference = work.binding[step.at], let system = systems[reference] else {
        return .refused(reason: "No system is bound to the name \(step.at).")
      }
      guard let description = catalogue.descriptions[step.kind] else {
        return .refused(reason: "This version has no step \(step.kind).")
      }
      for effect in Effect.allCases where step.effects(in: catalogue).contains(effect) {
        let who = effect == description.effect ? step.kind : "\(step.kind) under load"
        if !system.permits.contains(effect) {
          return .refused(
            reason: """
              The network file does not permit “\(effect.rawValue)” on \(reference), which \(who) needs; nothing was sent.
              """)
        }
        if !permits.contains(effect) {
          return .refused(
            reason: """
              The run was limited by --permit to effects without “\(effect.rawValue)”, which \(who) needs; nothing was sent.
              """)
        }
      }
      let endpoint = description.endpoint(with: step.inputs)
      if description.needsEndpoint, system.endpoints[endpoint] == nil {
        return .refused(
          reason: """
            The network file gives no \(endpoint.rawValue) endpoint for \(reference), which \(step.kind) needs; \
            nothing was sent.
            """)
      }
      if description.needsGrant, !system.hasGrant(at: endpoint) {
        return .refused(
          reason: """
            The \(endpoint.rawValue) endpoint of \(reference) in the network file has no oauth2 block, which \(step.kind) \
            needs; nothing was sent.
            """)
      }
      if description.needsAssertion, !system.hasAssertion(at: endpoint) {
        return .refused(
          reason: """
            The \(endpoint.rawValue) endpoint of \(reference) in the network file has no assertion block, which \
            \(step.kind) needs; nothing was sent.
            """)
      }
      // A step that needs no endpoint of the system names with it what the harness plays.
      let called = description.needsEndpoint ? description.endpoint : endpoint
      if description.effect == .listen, !listened.contains(called) {
        return .refused(
          reason: """
            The network file gives the harness no listener for \(called.rawValue), which \(step.kind) needs to be called back; \
            nothing was sent.
            """)
      }
      if let moment, !system.windows.isEmpty, !system.windows.contains(where: { $0.contains(moment) }) {
        return .refused(
          reason: "\(reference) may be called only in the windows of the network file, and it is outside them now.")
      }
    }
    return .granted
  }
}

extension Inventory.System {
  /// Whether the harness knows where to ask for tokens for an endpoint.
  fileprivate func hasGrant(at name: EndpointProtocol) -> Bool {
    guard case .address(let endpoint) = endpoints[name], case .clientCredentials = endpoint.authorization else {
      return false
    }
    return true
  }

  /// Whether the harness asserts who asks at an endpoint.
  fileprivate func hasAssertion(at name: EndpointProtocol) -> Bool {
    guard case .address(let endpoint) = endpoints[name], case .assertion = endpoint.authorization else { return false }
    return true
  }
}

extension Window {
  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Whether a moment lies in the window; after midnight it belongs to the day on which the window began.
  func contains(_ moment: (weekday: Int, minutes: Int)) -> Bool {
    let today = days.isEmpty || days.contains(Self.weekdays[moment.weekday % 7])
    if from <= until { return today && (from..<until).contains(moment.minutes) }
    let yesterday = days.isEmpty || days.contains(Self.weekdays[(moment.weekday + 6) % 7])
    return (today && moment.minutes >= from) || (yesterday && moment.minutes < until)
  }
}
