import Specification

/// Binds requirements to the systems of a network.
///
/// Names are bound in the order of the requirement, systems are taken in the order of the network's sites and of each
/// site's systems, and the last name turns fastest; so the same files always give the same plan in the same order. A name
/// that is bound `if-any` stands in no choice where it finds nobody.
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
    let players = RolePlayers(network)
    var entries: [Plan.Entry] = []
    var problems: [PlanningProblem] = []
    for requirement in rules.requirements {
      let found = Self.problems(of: requirement, roles: rules.roles, players: players)
      guard found.isEmpty else {
        problems += found
        continue
      }
      guard let (bindings, absence) = bindings(of: requirement, roles: rules.roles, players: players) else {
        problems.append(
          .tooManyBindings(requirement: requirement.id, limit: bindingLimit, span: requirement.span))
        continue
      }
      entries.append(Plan.Entry(requirement: requirement, bindings: bindings, absence: absence))
    }
    guard problems.isEmpty else { throw PlanningError(problems: problems) }
    return Plan(rules: rules, network: network, bid: bid, declaration: declaration, entries: entries)
  }

  private static func problems(
    of requirement: Requirement, roles: [String: Role], players: RolePlayers
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
      guard binding.quantity == .the else { continue }
      let choices = players.parts.map { players.systems(for: binding, in: $0) }
      if let systems = choices.first(where: { $0.count > 1 })?.map(\.reference) {
        problems.append(
          .severalSystems(
            requirement: requirement.id, name: binding.name, role: binding.role, systems: systems, span: binding.span))
      }
    }
    return problems
  }

  /// Every choice of systems within each network, what two networks share once; nil beyond the limit.
  private static func bindings(
    of requirement: Requirement, roles: [String: Role], players: RolePlayers
  ) -> (bindings: [[String: String]], absence: Plan.Absence?)? {
    var bindings: [[String: String]] = []
    var seen: Set<[String: String]> = []
    var absences: [Plan.Absence] = []
    for part in players.parts {
      let place = players.parts.count > 1 ? "the network “\(part.title)”" : "this network"
      if let absence = unfilledRole(of: requirement, roles: roles, players: players, in: part, called: place) {
        absences.append(absence)
        continue
      }
      guard let choices = choices(of: requirement, players: players, in: part) else { return nil }
      if choices.isEmpty, let absence = missingPair(of: requirement, roles: roles, called: place) {
        absences.append(absence)
      }
      for choice in choices.map({ $0.mapValues(\.reference) }) where seen.insert(choice).inserted {
        guard bindings.count < bindingLimit else { return nil }
        bindings.append(choice)
      }
    }
    let absence = absences.first { $0.consequence == .notDemonstrated }
    // What one network has by design not to have takes nothing from what the others show.
    return (bindings, absence ?? (bindings.isEmpty ? absences.first : nil))
  }

  private static func unfilledRole(
    of requirement: Requirement, roles: [String: Role], players: RolePlayers, in part: NetworkPart, called place: String
  ) -> Plan.Absence? {
    let absences = requirement.appliesTo.compactMap { binding -> Plan.Absence? in
      guard !binding.ifAny, players.systems(for: binding, in: part).isEmpty, let role = roles[binding.role] else {
        return nil
      }
      return Plan.Absence(
        reason: "No system of \(place) plays the role “\(role.title)”.", consequence: role.whenAbsent)
    }
    return absences.first { $0.consequence == .notDemonstrated } ?? absences.first
  }

  private static func missingPair(
    of requirement: Requirement, roles: [String: Role], called place: String
  ) -> Plan.Absence? {
    let absences = requirement.appliesTo.compactMap { binding -> Plan.Absence? in
      guard binding.otherSiteThan != nil, let role = roles[binding.role] else { return nil }
      return Plan.Absence(
        reason: "It takes two sites, and \(place) has no second one with a system in the role “\(role.title)”.",
        consequence: role.whenAbsent)
    }
    return absences.first { $0.consequence == .notDemonstrated } ?? absences.first
  }

  /// Every choice of systems of one network in order; nil beyond the limit.
  private static func choices(
    of requirement: Requirement, players: RolePlayers, in part: NetworkPart
  ) -> [[String: System]]? {
    var choices: [[String: System]] = [[:]]
    for binding in requirement.appliesTo {
      let systems = players.systems(for: binding, in: part)
      var extended: [[String: System]] = []
      for choice in choices {
        let other = binding.otherSiteThan.flatMap { choice[$0]?.site }
        let fitting = systems.filter { $0.site != other }
        if fitting.isEmpty, binding.ifAny { extended.append(choice) }
        for player in fitting {
          guard extended.count < bindingLimit else { return nil }
          extended.append(choice.merging([binding.name: player]) { $1 })
        }
      }
      choices = extended
    }
    // A name may ask for another site than one bound after it.
    return choices.filter { keepsSitesApart($0, requirement.appliesTo) }
  }

  /// Whether no two names that must stand at different sites stand at the same one.
  private static func keepsSitesApart(_ choice: [String: System], _ bindings: [RoleBinding]) -> Bool {
    bindings.allSatisfy { binding in
      guard let other = binding.otherSiteThan, let left = choice[binding.name], let right = choice[other] else {
        return true
      }
      return left.site != right.site
    }
  }
}
