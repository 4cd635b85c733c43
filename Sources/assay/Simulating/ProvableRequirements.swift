import Inventory
import Judgement
import Probes
import ReferenceNetwork
import Specification

/// Which requirements a simulated network can be held against: those whose roles it plays, and whose steps are aimed at
/// endpoints behind which an actor stands.
struct ProvableRequirements {
  /// What is provable: only choices of systems under which something stands behind every step.
  private(set) var plan: Plan
  /// What is not, with the reason.
  private(set) var omissions: [Proof.Omission] = []
  /// Kinds of a requirement's steps by the actors that they are aimed at, by the requirement's id.
  private(set) var reached: [String: [String: Set<String>]] = [:]

  /// - Throws: `ExitStatus.invalidFile` when rules and network do not fit together.
  ///
  /// - Parameter credentials: What is made for the run.
  init(rules: RuleSet, network: Network, credentials: SimulatedCredentials) throws {
    do throws(PlanningError) { plan = try Planner.plan(rules: rules, network: network) } catch {
      for problem in error.problems { Terminal.error("\(problem.message)\n  hint: \(problem.advice)") }
      throw ExitStatus.invalidFile
    }
    let simulated: SimulatedNetwork
    do throws(UnreadableSecret) {
      simulated = try SimulatedNetwork(network, credentials: credentials, folder: credentials.folder)
    } catch {
      Terminal.error("\(error)")
      throw ExitStatus.invalidFile
    }
    let actors = Dictionary(
      simulated.systems.map { ($0.reference, Simulation.actors(of: $0, in: simulated)) },
      uniquingKeysWith: { first, _ in first })
    let systems = Dictionary(
      network.sites.flatMap(\.systems).map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    var entries: [Plan.Entry] = []
    for var entry in plan.entries {
      let requirement = entry.requirement
      guard entry.absence == nil else {
        omit(requirement, entry.absence?.reason ?? "")
        continue
      }
      var reason: String?
      entry.bindings = entry.bindings.filter { binding in
        switch Self.reach(requirement, under: binding, actors: actors, systems: systems) {
        case .success(let names):
          reached[requirement.id, default: [:]].merge(names) { $0.union($1) }
          return true
        case .failure(let gap):
          reason = reason ?? gap.reason
          return false
        }
      }
      if entry.bindings.isEmpty {
        omit(requirement, reason ?? "It binds no system of this network.")
      } else {
        entries.append(entry)
      }
    }
    for dropped in rules.dropped where dropped.requirement.evidence.contains(where: { $0.kind == .probe }) {
      omit(dropped.requirement, dropped.reason)
    }
    plan.entries = entries
    let kept = Set(entries.map(\.requirement.id))
    plan.rules.requirements.removeAll { !kept.contains($0.id) }
  }

  /// Whether a step of a requirement comes near a defect.
  func concerns(_ defect: DefectCatalogue.Entry) -> Bool {
    reached.values.contains { DefectReach.touches(defect, steps: $0[defect.actor] ?? []) }
  }

  private mutating func omit(_ requirement: Requirement, _ reason: String) {
    omissions.append(
      Proof.Omission(
        id: requirement.id, title: requirement.title, group: plan.rules.title(ofGroup: requirement.group),
        reason: reason))
  }

  /// Nothing stands where a step is aimed.
  private struct Gap: Error {
    var reason: String
  }

  /// The actors that the steps of a requirement are aimed at, and the kinds of these steps.
  private static func reach(
    _ requirement: Requirement, under binding: [String: String],
    actors: [String: [SimulatedEndpoint.Kind: Set<String>]],
    systems: [String: Inventory.System]
  ) -> Result<[String: Set<String>], Gap> {
    var names: [String: Set<String>] = [:]
    var places: [String: Set<String>] = [:]
    for item in requirement.evidence {
      guard case .probe(let steps) = item.asked(of: binding, by: requirement).body else { continue }
      for step in steps {
        guard let description = StepRegistry.catalogue.descriptions[step.kind], let system = binding[step.at] else {
          return .failure(Gap(reason: "The step \(step.id) is aimed at no system."))
        }
        if description.asksPerson {
          guard step.deed != nil else { return .failure(Gap(reason: "A person does one of its steps.")) }
          continue
        }
        if description.sendsNothing { continue }
        let behind = actors[system] ?? [:]
        let kind = description.endpoint(with: step.inputs)
        guard description.needsEndpoint || behind.isEmpty else {
          // What a system sends by itself may come from any of its actors.
          for actor in behind.values.flatMap(\.self) { names[actor, default: []].insert(step.kind) }
          continue
        }
        guard let found = SimulatedEndpoint.Kind(rawValue: kind.rawValue).flatMap({ behind[$0] }),
          let endpoint = systems[system]?.endpoints[kind]
        else {
          return .failure(Gap(reason: "Nothing is simulated behind the \(kind.rawValue) endpoint of its role."))
        }
        guard step.kind != "tls.inspect" || endpoint.isSecured else {
          return .failure(Gap(reason: "Its steps look at TLS, and the network file has none there."))
        }
        guard step.inputs["anonymous"] == nil || endpoint.isAuthorized else {
          return .failure(Gap(reason: "Its steps leave credentials out, and the network file has none."))
        }
        guard !description.needsGrant || endpoint.hasGrant else {
          return .failure(Gap(reason: "Its steps need tokens, and the network file has none."))
        }
        guard !description.needsAssertion || endpoint.hasAssertion else {
          return .failure(Gap(reason: "Its steps need assertions, and the network file has none."))
        }
        for actor in found {
          names[actor, default: []].insert(step.kind)
          places[actor, default: []].insert(system)
        }
      }
    }
    for actor in Simulation.actorsBetweenSystems where places[actor, default: []].count < 2 { names[actor] = nil }
    return .success(names)
  }
}
