import Evidence
import Judgement

/// What kept an endpoint from being tried, by no fault of its own as far as can be known.
struct Obstacle {
  /// Where it stood.
  struct Place: Hashable {
    /// `site/system`.
    var system: String
    /// Endpoint, for people.
    var endpoint: String
    /// Whose failure it is.
    var blame: StepFailure.Blame
  }

  /// Where it stood.
  var place: Place
  /// What happened: of several failures there, the one with the fewest words, as what is not tried again tells of the last.
  var message: String
  /// What to do.
  var advice: String?
  /// The requirements that could not be decided for it.
  var requirements: Set<String>
}

extension Scorecard {
  /// What stood in the way of requirements that could not be decided, that of most of them first.
  var obstacles: [Obstacle] {
    var met: [Obstacle.Place: Obstacle] = [:]
    for requirement in groups.flatMap(\.requirements) where requirement.state == .inconclusive {
      for step in requirement.bindings.flatMap(\.evidence).flatMap(\.steps) {
        guard let failure = step.failure, failure.blame != .system else { continue }
        let place = Obstacle.Place(system: step.system, endpoint: step.endpoint, blame: failure.blame)
        var obstacle =
          met[place]
          ?? Obstacle(place: place, message: failure.message, advice: failure.advice, requirements: [])
        if failure.message.count < obstacle.message.count {
          (obstacle.message, obstacle.advice) = (failure.message, failure.advice)
        }
        obstacle.requirements.insert(requirement.id)
        met[place] = obstacle
      }
    }
    return met.values.sorted {
      ($1.requirements.count, $0.place.system, $0.place.endpoint, $0.place.blame.rawValue)
        < ($0.requirements.count, $1.place.system, $1.place.endpoint, $1.place.blame.rawValue)
    }
  }
}
