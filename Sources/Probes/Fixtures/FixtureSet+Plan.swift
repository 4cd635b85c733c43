import Inventory

extension FixtureSet {
  /// The fixtures of a run: the patients of all choices of systems in its plan are told apart.
  ///
  /// - Parameters:
  ///   - plan: Of all that the specification asks of the network: parts of a run, and one that is made again for some
  ///     requirements, must have the same patients.
  ///   - now: The run's date, `YYYY-MM-DD`.
  public init(of plan: Plan, seed: String, now: String) {
    self.init(
      plan.rules.fixtures, seed: seed, now: now,
      choices: plan.entries.flatMap { entry in
        entry.bindings.map { Choice(fixtures: entry.requirement.fixtures, binding: $0) }
      })
  }
}
