import Specification

/// Why a network cannot be planned for: mistakes that only show when rules and network meet.
public enum PlanningProblem: Hashable, Sendable {
  /// `the` stands for exactly one system, and several play the role.
  case severalSystems(requirement: String, name: String, role: String, systems: [String], span: SourceSpan)
  /// A requirement binds a role that the specification does not define.
  case undefinedRole(requirement: String, role: String, span: SourceSpan)
  /// `other-site-than` names nothing that the requirement binds, or the name itself.
  case undefinedName(requirement: String, name: String, otherSiteThan: String, span: SourceSpan)
  /// The requirement would be held against more choices of systems than a run can carry.
  case tooManyBindings(requirement: String, limit: Int, span: SourceSpan)

  /// Where the cause stands.
  public var span: SourceSpan {
    switch self {
    case .severalSystems(_, _, _, _, let span), .undefinedRole(_, _, let span), .undefinedName(_, _, _, let span),
      .tooManyBindings(_, _, let span):
      span
    }
  }

  /// What happened, for people.
  public var message: String {
    switch self {
    case .severalSystems(let requirement, let name, let role, let systems, _):
      "\(requirement) binds ‘\(name)’ to the one system in the role ‘\(role)’, but \(systems.count) systems play it: "
        + systems.joined(separator: ", ")
    case .undefinedRole(let requirement, let role, _):
      "\(requirement) binds the role ‘\(role)’, which the specification does not define"
    case .undefinedName(let requirement, let name, let other, _):
      "\(requirement) wants ‘\(name)’ at another site than ‘\(other)’, which is not another name that it binds"
    case .tooManyBindings(let requirement, let limit, _):
      "\(requirement) would be held against more than \(limit) choices of systems"
    }
  }

  /// What to do.
  public var advice: String {
    switch self {
    case .severalSystems: "Write `each` in the requirement, or leave the role to one system in the network file."
    case .undefinedRole: "Define the role in the specification file, or bind one that it defines."
    case .undefinedName: "Name another binding of the same requirement."
    case .tooManyBindings: "Bind fewer names with `each`, or plan for a part of the network."
    }
  }
}

/// Everything that stands against a plan, in the order of the rules.
public struct PlanningError: Error, Hashable, Sendable {
  /// The problems, at least one.
  public var problems: [PlanningProblem]

  /// Makes an error.
  public init(problems: [PlanningProblem]) { self.problems = problems }
}
