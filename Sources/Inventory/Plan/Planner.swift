import Specification

/// Binds requirements to the systems of a network.
///
/// Names are bound in the order of the requirement, systems are taken in the order of the network's sites and of each
/// site's systems, and the last name turns fastest; so the same files always give the same plan in the same order.
public enum Planner {
  /// The most choices of systems that one requirement may have.
  public static let bindingLimit = 100_000

  /// Makes the plan.
  ///
  /// A role that nobody plays is no error: the requirement then has no bindings and an ``Plan/Absence``. Where several
  /// of its roles are unfilled and one of them counts as not demonstrated, that one decides, because what is missing
  /// must not raise a score.
  public static func plan(
    rules: RuleSet, network: Network, bid: Bid? = nil, declaration: Declaration? = nil
  ) throws(PlanningError) -> Plan {
    let systems = network.sites.flatMap(\.systems)
    var entries: [Plan.Entry] = []
    var problems: [PlanningProblem] = []
    for requirement in rules.requirements {
      let found = Self.problems(of: requirement, roles: rules.roles, systems: systems)
      guard found.isEmpty else {
        problems += found
        continue
      }
      if let absence = unfilledRole(of: requirement, roles: rules.roles, systems: systems) {
        entries.append(Plan.Entry(requirement: requirement, bindings: [], absence: absence))
      } else if let bindings = bindings(of: requirement, systems: systems) {
        let absence = bindings.isEmpty ? missingPair(of: requirement, roles: rules.roles) : nil
        entries.append(Plan.Entry(requirement: requirement, bindings: bindings, absence: absence))
      } else {
        problems.append(
          .tooManyBindings(requirement: requirement.id, limit: bindingLimit, span: requirement.span))
      }
    }
    guard problems.isEmpty else { throw PlanningError(problems: problems) }
    return Plan(rules: rules, network: network, bid: bid, declaration: declaration, entries: entries)
  }

  private static func problems(
    of requirement: Requirement, roles: [String: Role], systems: [System]
  ) -> [PlanningProblem] {
    var problems: [PlanningProblem] = []
    let names = requirement.appliesTo.map(\.name)
    for binding in requirement.appliesTo {
      if roles[binding.role] == nil {
        problems.append(.undefinedRole(requirement: requirement.id, role: binding.role, span: binding.span))
      }
      if let other = binding.otherSiteThan, other == binding.name || !names.contains(other) {
        problems.append(
          .undefinedName(requirement: requirement.id, name: binding.name, otherSiteThan: other, span: binding.span))
      }
      let players = systems.filter { $0.roles.contains(binding.role) }.map(\.reference)
      if binding.quantity == .the, players.count > 1 {
        problems.append(
          .severalSystems(
            requirement: requirement.id, name: binding.name, role: binding.role, systems: players, span: binding.span))
      }
    }
    return problems
  }

  private static func unfilledRole(
    of requirement: Requirement, roles: [String: Role], systems: [System]
  ) -> Plan.Absence? {
    let absences = requirement.appliesTo.compactMap { binding -> Plan.Absence? in
      guard !systems.contains(where: { $0.roles.contains(binding.role) }), let role = roles[binding.role] else {
        return nil
      }
      return Plan.Absence(
        reason: "No system of this network plays the role “\(role.title)”.", consequence: role.whenAbsent)
    }
    return absences.first { $0.consequence == .notDemonstrated } ?? absences.first
  }

  private static func missingPair(of requirement: Requirement, roles: [String: Role]) -> Plan.Absence? {
    let absences = requirement.appliesTo.compactMap { binding -> Plan.Absence? in
      guard binding.otherSiteThan != nil, let role = roles[binding.role] else { return nil }
      return Plan.Absence(
        reason: "It takes two sites, and this network has no second one with a system in the role “\(role.title)”.",
        consequence: role.whenAbsent)
    }
    return absences.first { $0.consequence == .notDemonstrated } ?? absences.first
  }

  /// Every choice of systems in order; nil beyond the limit.
  private static func bindings(of requirement: Requirement, systems: [System]) -> [[String: String]]? {
    var choices: [[String: System]] = [[:]]
    for binding in requirement.appliesTo {
      let players = systems.filter { $0.roles.contains(binding.role) }
      var extended: [[String: System]] = []
      for choice in choices {
        for player in players {
          var next = choice
          next[binding.name] = player
          guard keepsSitesApart(next, requirement.appliesTo) else { continue }
          guard extended.count < bindingLimit else { return nil }
          extended.append(next)
        }
      }
      choices = extended
    }
    return choices.map { $0.mapValues(\.reference) }
  }

  /// Whether no two names that must stand at different sites stand at the same one, as far as they are bound.
  private static func keepsSitesApart(_ choice: [String: System], _ bindings: [RoleBinding]) -> Bool {
    bindings.allSatisfy { binding in
      guard let other = binding.otherSiteThan, let left = choice[binding.name], let right = choice[other] else {
        return true
      }
      return left.site != right.site
    }
  }
}
