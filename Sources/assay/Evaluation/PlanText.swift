import Evidence
import Inventory
import Probes
import Specification

/// The plan as `run --dry-run` prints it: what would be sent to whom, with which effect.
enum PlanText {
  /// All lines.
  static func text(of plan: Plan, options: RunOptions, shard: Shard? = nil) -> String {
    let all = Work.list(of: plan, options: options)
    let works = Dictionary(grouping: shard?.selection(of: all) ?? all, by: \.requirement.reference)
    let systems = Dictionary(
      plan.network.sites.flatMap(\.systems).map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    var lines = [
      "Plan: \(plan.rules.title) \(plan.rules.version)\(plan.rules.profile.map { ", profile \($0.title)" } ?? "")"
    ]
    if let shard { lines.append("Shard \(shard.text) alone.") }
    lines.append("Nothing is sent.")
    let inputs = plan.rules.inputs.compactMapValues(\.value)
    var sent = 0
    var refused = 0
    for entry in plan.entries where options.selects(entry.requirement) {
      let works = works[entry.requirement.reference] ?? []
      if shard != nil, works.isEmpty { continue }
      lines += ["", "\(entry.requirement.reference)  \(entry.requirement.title)"]
      if let absence = entry.absence {
        lines.append("  no system: \(absence.reason)")
      }
      for work in works {
        switch work.item.body {
        case .statement(let of, _): lines.append("  \(work.item.id): read what the bid's documents state of \(of)")
        case .declaration: lines.append("  \(work.item.id): read the bidder's declaration")
        case .assessment: lines.append("  \(work.item.id): awaits an evaluator's mark")
        case .probe(let steps):
          switch Permission.decide(
            work, systems: systems, listened: plan.network.listened, catalogue: StepRegistry.catalogue,
            permits: options.permits, moment: nil)
          {
          case .refused(let reason):
            refused += 1
            lines.append("  \(work.item.id): not sent. \(reason)")
          case .granted:
            for step in steps {
              guard let reference = work.binding[step.at], let system = systems[reference],
                let description = StepRegistry.catalogue.descriptions[step.kind]
              else { continue }
              sent += 1
              let retry =
                step.retry.map {
                  ", again every \(Self.seconds($0.every)) for up to \(Self.seconds($0.longest(with: inputs)))"
                } ?? step.hold.map {
                  ", looked at every \(Self.seconds($0.every)) for \(Self.seconds($0.longest(with: inputs)))"
                } ?? ""
              let effects = Effect.allCases.filter(step.effects(in: StepRegistry.catalogue).contains).map(\.rawValue)
                .joined(separator: ", ")
              lines.append(
                """
                  \(work.item.id): \(step.kind) (\(effects)) to \(reference), \
                \(EndpointText.text(of: system, for: step, by: description))\(retry)
                """)
            }
          }
        }
      }
    }
    lines += [
      "",
      "\(sent) exchange\(sent == 1 ? "" : "s") would be made; \(refused) piece\(refused == 1 ? "" : "s") of evidence would not be gathered.",
    ]
    return lines.joined(separator: "\n")
  }

  private static func seconds(_ nanoseconds: Int64) -> String { "\(Double(nanoseconds) / 1e9) s" }
}
