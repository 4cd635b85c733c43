import Specification

/// Decides whether a requirement counts at all, from the rules, the network and the clock alone, never from the bid.
///
/// A requirement whose `valid.procurement` lies after the day of judgement, and one whose successor (`superseded-by`) is
/// among the rules and in force, are judged and shown with the reason, but stand outside the gate and the score.
/// `valid.production` concerns running networks and decides nothing here.
struct Applicability {
  private let now: String
  private let requirements: [String: Requirement]

  init(requirements: [Requirement], now: String) {
    self.now = now
    self.requirements = Dictionary(requirements.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Why a requirement does not count today; nil when it counts.
  func exclusion(of requirement: Requirement) -> String? {
    if let start = requirement.valid?.procurement, start > now {
      return "It binds procurements from \(Phrases.date(start)) on and does not count on \(Phrases.date(now))."
    }
    if let successor = requirement.supersededBy, isInForce(successor), !leadsBack(from: successor, to: requirement.id) {
      return "\(successor) has taken its place and is in force, so it does not count any more."
    }
    return nil
  }

  private func isInForce(_ id: String) -> Bool {
    guard let requirement = requirements[id] else { return false }
    guard let start = requirement.valid?.procurement else { return true }
    return start <= now
  }

  /// Requirements that supersede each other in a ring would all vanish from the score, so none of them does.
  private func leadsBack(from start: String, to id: String) -> Bool {
    var seen: Set<String> = []
    var next: String? = start
    while let current = next, seen.insert(current).inserted {
      if current == id { return true }
      next = requirements[current]?.supersededBy
    }
    return false
  }
}
