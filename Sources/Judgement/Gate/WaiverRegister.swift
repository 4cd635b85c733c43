import Inventory
import Specification

/// Holds waivers against what they are meant for.
///
/// A waiver binds to `id@revision` and lifts the gate only; it changes neither state nor credit. It is effective from
/// `granted` to `expires`, both days included, and only where every choice of systems that is not met touches a system
/// or site of its scope. What else can be wrong with one is told apart, and makes exit code 6.
struct WaiverRegister {
  /// What is wrong with a waiver.
  enum Fault: Hashable, Sendable {
    case unknown(nearest: String?)
    case unknownScope(String)
    case stale(current: String)
    case expired
    case notYetGranted
    case unused
  }

  let waivers: [Waiver]
  let network: Network
  let now: String
  let known: Set<String>

  init(waivers: [Waiver], plan: Plan, now: String) {
    self.waivers = waivers
    self.now = now
    network = plan.network
    known = Set(plan.network.sites.flatMap { site in [site.id] + site.systems.map(\.reference) })
  }

  private func isEffective(_ waiver: Waiver) -> Bool { waiver.granted <= now && now <= waiver.expires }

  private func covers(_ waiver: Waiver, _ binding: BindingVerdict) -> Bool {
    waiver.scope.isEmpty
      || binding.systems.values.contains { reference in
        waiver.scope.contains(reference)
          || reference.split(separator: "/").first.map { waiver.scope.contains(String($0)) } ?? false
      }
  }

  /// The waiver that lifts the gate for a requirement that is not met; nil where none does.
  func lifting(_ verdict: RequirementVerdict) -> Waiver? {
    let reference = "\(verdict.id)@\(verdict.revision)"
    let candidates = waivers.filter { $0.requirement == reference && isEffective($0) }
    let open = verdict.bindings.filter { $0.state != .met }
    if open.isEmpty { return candidates.first { $0.scope.isEmpty } }
    guard open.allSatisfy({ binding in candidates.contains { covers($0, binding) } }) else { return nil }
    return candidates.first { waiver in open.contains { covers(waiver, $0) } }
  }

  /// What is wrong with a waiver, given the verdicts that count for the gate and every other requirement known.
  func fault(of waiver: Waiver, gated: [RequirementVerdict], others: [RequirementVerdict]) -> Fault? {
    let all = gated + others
    guard let verdict = all.first(where: { "\($0.id)@\($0.revision)" == waiver.requirement }) else {
      let id = waiver.requirement.split(separator: "@").first.map(String.init) ?? waiver.requirement
      if let current = all.first(where: { $0.id == id }) { return .stale(current: "\(current.id)@\(current.revision)") }
      return .unknown(nearest: NameSuggestion.nearest(to: id, among: all.map(\.id)))
    }
    if let stranger = waiver.scope.first(where: { !known.contains($0) }) { return .unknownScope(stranger) }
    if waiver.expires < now { return .expired }
    if waiver.granted > now { return .notYetGranted }
    guard gated.contains(where: { $0.id == verdict.id }), verdict.state != .met else { return .unused }
    let open = verdict.bindings.filter { $0.state != .met }
    if !open.isEmpty, !open.contains(where: { covers(waiver, $0) }) { return .unused }
    return nil
  }

  /// A fault as a problem for the reader.
  static func problem(_ fault: Fault, of waiver: Waiver) -> Problem {
    let (message, advice) = text(fault, of: waiver)
    return Problem(area: "waiver", subject: waiver.requirement, message: message, advice: advice)
  }

  private static func text(_ fault: Fault, of waiver: Waiver) -> (String, String) {
    switch fault {
    case .unknown(let nearest):
      (
        "The waiver names \(waiver.requirement), which the specification does not have.",
        nearest.map { "Did you mean \($0)? Correct it or take it out." } ?? "Correct it or take it out."
      )
    case .unknownScope(let name):
      (
        "The waiver for \(waiver.requirement) is limited to “\(name)”, which is no site or system of this network.",
        "Name sites by id and systems as site/system."
      )
    case .stale(let current):
      (
        "The waiver was given for \(waiver.requirement), but the requirement now stands as \(current).",
        "Decide again whether the requirement as it reads now may fail, and give the waiver for it."
      )
    case .expired:
      (
        "The waiver for \(waiver.requirement) ended on \(Phrases.date(waiver.expires)) and lifts nothing any more.",
        "Have the requirement met, or have \(waiver.approver) decide again."
      )
    case .notYetGranted:
      (
        "The waiver for \(waiver.requirement) begins on \(Phrases.date(waiver.granted)) and lifts nothing yet.",
        "Judge again from that day on."
      )
    case .unused:
      (
        "The waiver for \(waiver.requirement) lifts nothing: there is no failing mandatory requirement that it covers.",
        "Take it out."
      )
    }
  }
}
