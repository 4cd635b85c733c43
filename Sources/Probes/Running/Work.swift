import Evidence
import Inventory
import Specification

/// One evidence item of one requirement under one binding: the unit that a run schedules.
public struct Work: Hashable, Sendable {
  /// Its place in the plan; evidence is recorded under it whatever the order of the work.
  public var index: Int
  /// The requirement.
  public var requirement: Requirement
  /// Binding name to system reference.
  public var binding: [String: String]
  /// The evidence asked for.
  public var item: EvidenceItem

  /// Which piece of evidence comes of it.
  public var key: EvidenceKey {
    EvidenceKey(requirement: requirement.reference, binding: binding, evidence: item.id)
  }

  /// Systems that its steps aim at, sorted.
  public var systems: [String] {
    guard case .probe(let steps) = item.body else { return [] }
    return Set(steps.compactMap { binding[$0.at] }).sorted()
  }

  /// Whether one of its steps may slow or harm the system that it aims at.
  public var isLoad: Bool {
    guard case .probe(let steps) = item.body else { return false }
    return steps.contains { $0.effects(in: StepRegistry.catalogue).contains(.load) }
  }

  /// Whether one of its steps may change what a system holds: HL7 v2 messages and notes count, as does storing.
  public var writes: Bool {
    guard case .probe(let steps) = item.body else { return false }
    return steps.contains { $0.effects(in: StepRegistry.catalogue).contains(.write) }
  }

  /// Whether it takes the harness's own strength, or a person's: a load, many exchanges at once, or a deed that may harm. To break
  /// a rule over one connection takes none.
  public var isStrenuous: Bool {
    guard case .probe(let steps) = item.body else { return false }
    return concernsSites
      || steps.contains { $0.load != nil || StepRegistry.catalogue.descriptions[$0.kind]?.sendsMany == true }
  }

  /// Whether a person does something for it that may slow or harm more than the systems that it names, such as to cut the
  /// line of a site.
  public var concernsSites: Bool {
    guard case .probe(let steps) = item.body else { return false }
    return steps.contains { step in
      StepRegistry.catalogue.descriptions[step.kind]?.asksPerson == true
        && step.effects(in: StepRegistry.catalogue).contains(.load)
    }
  }

  /// Everything that a plan asks for, in its order.
  public static func list(of plan: Plan, options: RunOptions) -> [Work] {
    var works: [Work] = []
    for entry in plan.entries where options.selects(entry.requirement) {
      for binding in entry.bindings {
        for item in entry.requirement.evidence {
          let asked = item.asked(of: binding, by: entry.requirement)
          works.append(Work(index: works.count, requirement: entry.requirement, binding: binding, item: asked))
        }
      }
    }
    return works
  }
}
