import Evidence
import Judgement

/// What kept a system from being tried, by no fault of its own as far as can be known.
struct Obstacle: Hashable {
  /// `site/system`.
  var system: String
  /// What happened.
  var message: String
  /// What to do.
  var advice: String?
  /// Whose failure it is.
  var blame: StepFailure.Blame
}

extension Scorecard {
  /// What stood in the way of requirements that could not be decided, and of how many, most of them first.
  var obstacles: [(obstacle: Obstacle, requirements: Int)] {
    var met: [Obstacle: Set<String>] = [:]
    for requirement in groups.flatMap(\.requirements) where requirement.state == .inconclusive {
      for step in requirement.bindings.flatMap(\.evidence).flatMap(\.steps) {
        guard let failure = step.failure, failure.blame != .system else { continue }
        let obstacle = Obstacle(
          system: step.system, message: failure.message, advice: failure.advice, blame: failure.blame)
        met[obstacle, default: []].insert(requirement.id)
      }
    }
    return met.map { ($0.key, $0.value.count) }.sorted {
      ($1.1, $0.0.system, $0.0.message) < ($0.1, $1.0.system, $1.0.message)
    }
  }
}
