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
    let refusal = refusal(
      of: work, systems: systems, listened: listened, catalogue: catalogue, permits: permits, moment: moment)
    return refusal.map { .refused(reason: $0.reason) } ?? .granted
  }

  /// Why a piece of work may not be carried out; nil where it may. The parameters are those of `decide`.
  public static func refusal(
    of work: Work, systems: [String: Inventory.System], listened: Set<EndpointProtocol>,
    catalogue: StepCatalogue, permits: Set<Effect>, moment: (weekday: Int, minutes: Int)?
  ) -> Refusal? {
    guard case .probe(let steps) = work.item.body else { return nil }
    for step in steps {
      guard let reference = work.binding[step.at], let system = systems[reference] else {
        return .unbound(name: step.at)
      }
      guard let description = catalogue.descriptions[step.kind] else { return .unknownStep(kind: step.kind) }
      for effect in Effect.allCases where step.effects(in: catalogue).contains(effect) {
        let deed = description.asksPerson ? "the deed that \(step.kind) asks of a person" : "\(step.kind) under load"
        let who = effect == description.effect ? step.kind : deed
        if !system.permits.contains(effect) { return .effect(effect, system: reference, needing: who) }
        if !permits.contains(effect) { return .limited(effect, needing: who) }
      }
      let endpoint = description.endpoint(with: step.inputs)
      if description.needsEndpoint, system.endpoints[endpoint] == nil {
        return .endpoint(endpoint, system: reference, step: step.kind)
      }
      if description.needsGrant, !system.hasGrant(at: endpoint) {
        return .grant(endpoint, system: reference, step: step.kind)
      }
      if description.needsAssertion, !system.hasAssertion(at: endpoint) {
        return .assertion(endpoint, system: reference, step: step.kind)
      }
      if step.leavesCredentialsOut, !system.hasCredentials(at: endpoint) {
        return .credentials(endpoint, system: reference, step: step.kind)
      }
      // A step that needs no endpoint of the system names with it what the harness plays.
      let called = description.needsEndpoint ? description.endpoint : endpoint
      if description.effect == .listen, !listened.contains(called) { return .listener(called, step: step.kind) }
      if let moment, !system.windows.isEmpty, !system.windows.contains(where: { $0.contains(moment) }) {
        return .window(system: reference)
      }
    }
    return nil
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

  /// Whether the harness shows at an endpoint who it is.
  fileprivate func hasCredentials(at name: EndpointProtocol) -> Bool {
    guard case .address(let endpoint) = endpoints[name] else { return false }
    return endpoint.authorization != nil
  }

  /// Whether the harness asserts who asks at an endpoint.
  fileprivate func hasAssertion(at name: EndpointProtocol) -> Bool {
    guard case .address(let endpoint) = endpoints[name], case .assertion = endpoint.authorization else { return false }
    return true
  }
}

extension Step {
  /// Whether it shows on purpose nobody: where nothing was agreed, that shows nothing.
  fileprivate var leavesCredentialsOut: Bool {
    guard case .value(.boolean(true), _)? = inputs["anonymous"] else { return false }
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
