import Probes

/// A cleanup as the command prints it.
enum CleanupText {
  /// What would be done.
  static func plan(_ remnants: [Remnant], _ cleanup: Cleanup) -> String {
    var lines = ["The run wrote \(count(remnants.count)). Nothing is sent."]
    for remnant in remnants {
      lines.append(title(remnant))
      let means = CleanupMeans.of(remnant.kind)
      if let obstacle = cleanup.obstacle(to: remnant) {
        lines.append("  left: \(obstacle)")
      } else {
        lines.append("  removed by \(means.removal ?? "nothing"), looked for by \(means.proof ?? "nothing")")
      }
    }
    let studies = remnants.filter { $0.kind == .study }
    let places = Set(studies.flatMap { cleanup.places(besides: $0.system) }).sorted()
    if !places.isEmpty {
      lines.append(
        "Archives hand studies on: each of the \(studies.count) is looked for at the others too, and removed where it is found (\(places.joined(separator: ", ")))."
      )
    }
    return lines.joined(separator: "\n")
  }

  /// How it went with one thing.
  static func line(_ removal: Removal) -> String {
    "\(removal.state.rawValue): \(title(removal.remnant)). \(removal.why)"
  }

  /// How it went with all.
  static func summary(_ removals: [Removal], folder: String) -> String {
    let parts = Removal.State.allCases.map { state in
      "\(removals.count { $0.state == state }) \(state.rawValue)"
    }
    return "Of \(count(removals.count)): \(parts.joined(separator: ", ")). The record is in \(folder)."
  }

  private static func title(_ remnant: Remnant) -> String {
    "\(remnant.kind.rawValue) \(remnant.name)\(remnant.patient?.first.map { " of \($0)" } ?? "") at \(remnant.system) (\(remnant.source.map { "handed on by \($0), " } ?? "")\(remnant.step) for \(remnant.requirement))"
  }

  private static func count(_ number: Int) -> String { number == 1 ? "1 thing" : "\(number) things" }
}
