import Evidence
import Foundation
import Inventory
import Specification

/// A step under load: holds what is asked for against what the network file allows, and makes the exchanges.
struct LoadedStep: Sendable {
  let probe: any Probe.Type
  let inputs: StepInputs
  let context: StepContext
  /// Exchanges per second that the operator allows the whole run; nil for no limit.
  let maximumRate: Double?
  /// The requirement and its choice of systems. With the step it tells copies of studies apart that others make.
  let place: String
  /// The step's id.
  let step: String

  /// Makes the exchanges.
  func perform(_ load: [String: Argument], variables: [String: Value]) async -> StepResult {
    var values: [String: Value] = [:]
    for (name, argument) in load {
      switch TemplateResolver.resolve(argument, variables: variables) {
      case .success(let value): values[name] = value
      case .failure(let problem): return .misuse("The load could not be prepared: \(problem)")
      }
    }
    var plan: LoadPlan
    do throws(LoadPlan.Problem) { plan = try LoadPlan(values) } catch {
      return .misuse("The load can't be carried out: \(error.message).")
    }
    // With a rate, exchanges at a time are what it takes, up to what is allowed.
    if plan.rate != nil, let most = context.system.limits.concurrency { plan.concurrency = min(plan.concurrency, most) }
    if let refusal = refusal(of: plan) {
      return .unprepared(
        StepFailure(
          blame: .configuration, message: "\(refusal); nothing was sent.",
          advice: "Raise `limits` in the network file, where the system may be called so hard."))
    }
    if let problem = missingCopies(of: plan) { return .misuse(problem) }
    let (probe, inputs, context, name) = (probe, inputs, context, "\(place) \(plan.copiesOf ?? step)")
    let isOfCopies = probe.description.effect == .write || plan.copiesOf != nil
    let comparesObjects = plan.copiesOf != nil
    return await LoadRun(plan: plan) { number in
      var context = context
      context.isUnderLoad = true
      // What is stored again and again would measure how an archive finds that it has it already.
      context.comparesObjects = comparesObjects
      guard isOfCopies, number > 0 else { return await probe.perform(inputs, in: context) }
      let copies = context.fixtures.copy("\(name) \(number)")
      let renamed = comparesObjects ? Self.inputs(inputs, of: context.fixtures, as: copies) : inputs
      context.fixtures = copies
      return await probe.perform(renamed, in: context)
    }.result()
  }

  /// Why copies would be asked for that nobody wrote, which must not be held against the system.
  private func missingCopies(of plan: LoadPlan) -> String? {
    guard let writer = plan.copiesOf else { return nil }
    guard let earlier = context.earlier.last(where: { $0.id == writer }), earlier.observation["errors"] == .number(0),
      case .number(let written)? = earlier.observation["exchanges"], let count = plan.count, Decimal(count) <= written
    else {
      return """
        The copies of `\(writer)` can't be read: not so many were written there, or not each without an error. Give both steps the same \
        `repeat`, and let the first expect `errors == 0`.
        """
    }
    return nil
  }

  /// Inputs with the UIDs of studies put in the place of those that they are copies of.
  private static func inputs(_ inputs: StepInputs, of fixtures: FixtureSet, as copies: FixtureSet) -> StepInputs {
    var renewed: [String: String] = [:]
    for (name, study) in fixtures.studies { renewed[study.uid] = copies.studies[name]?.uid }
    return StepInputs(
      inputs.values.mapValues { value in
        switch value {
        case .uid(let uid): .uid(renewed[uid] ?? uid)
        case .string(let text): .string(renewed[text] ?? text)
        default: value
        }
      })
  }

  /// Why the network file or the operator does not allow it.
  private func refusal(of plan: LoadPlan) -> String? {
    let limits = context.system.limits
    if let most = limits.concurrency, plan.concurrency > most {
      return """
        The step asks for \(plan.concurrency) exchanges at a time, and the network file allows \(most) on \
        \(context.system.reference)
        """
    }
    let rates = [limits.rate.map(Double.init), maximumRate].compactMap { $0 }
    if let most = rates.min(), plan.rate.map({ $0 > most }) ?? true {
      return """
        The step asks for \(plan.rate.map { "\($0)" } ?? "any number of") exchanges in a second, and \(most) are allowed on \
        \(context.system.reference)
        """
    }
    return nil
  }
}

extension Link {
  /// The field `link` of an observation; nil where nothing is declared.
  var value: Value? {
    var fields: [String: Value] = [:]
    if let megabitsPerSecond { fields["mbit-per-second"] = .number(Decimal(megabitsPerSecond)) }
    if let roundTrip { fields["round-trip"] = .duration(nanoseconds: roundTrip) }
    return fields.isEmpty ? nil : .record(fields)
  }
}
