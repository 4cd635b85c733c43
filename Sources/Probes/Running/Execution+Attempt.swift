import Evidence
import Foundation
import Inventory
import Specification

extension Execution {
  /// One attempt: inputs resolved, endpoint known to be alive, exchange carried out.
  func perform(
    _ step: Step, by probe: any Probe.Type, on system: Inventory.System, of work: Work, with fixtures: FixtureSet,
    scope: [String: Value], foreignNames: Set<String>, after earlier: [EarlierStep]
  ) async -> (inputs: [String: Value], result: StepResult) {
    var inputs: [String: Value] = [:]
    let scope = naming(step, by: probe, with: fixtures, in: scope)
    if let result = prepare(&inputs, step, by: probe, scope: scope, foreignNames: foreignNames) {
      return (inputs, result)
    }
    // One protocol's trouble with an endpoint says nothing of another's: TLS that DICOM cannot use is what an inspection
    // of TLS explains.
    let kind = probe.description.endpoint(with: step.inputs)
    let key = "\(system.reference) \(kind.rawValue) \(step.kind.prefix { $0 != "." })"
    if let failure = await health.verdict(on: key) {
      return (
        inputs,
        StepResult(
          observation: ["outcome": .string("unreachable"), "duration": .duration(nanoseconds: 0)], failure: failure,
          transcript: Transcript(), isUnreachable: true)
      )
    }
    var context = StepContext(
      system: system, callingAETitle: runner.plan.network.callingAETitle, networkFolder: runner.networkFolder,
      fixtures: fixtures, network: runner.plan.network, permits: runner.options.permits, listeners: listeners,
      deadline: step.timeout ?? runner.options.timeout, group: runner.group)
    context.earlier = earlier
    context.secrets = known
    context.attendant = runner.attendant
    context.purpose = "\(work.requirement.reference), \(work.requirement.title)"
    let result =
      if let load = step.load {
        await LoadedStep(
          probe: probe, inputs: StepInputs(inputs), context: context, maximumRate: runner.options.maximumRate,
          place: "\(work.requirement.id) \(work.item.id)", step: step.id
        ).perform(load, variables: scope)
      } else {
        await probe.perform(StepInputs(inputs), in: context)
      }
    await health.note(key, result: result)
    return (inputs, result)
  }

  /// What a step may name: also the patients that its inputs are about.
  private func naming(
    _ step: Step, by probe: any Probe.Type, with fixtures: FixtureSet, in scope: [String: Value]
  ) -> [String: Value] {
    var scope = scope
    for input in probe.description.inputs where input.refersTo == .patientFixture {
      guard let given = step.inputs[input.name],
        case .success(.string(let patient)) = TemplateResolver.resolve(given, variables: scope)
      else { continue }
      scope[input.name] = fixtures.patients[patient]?.value
    }
    return scope
  }

  /// Resolves a step's inputs; why it can't be carried out, where they can't be had or must not be sent.
  private func prepare(
    _ inputs: inout [String: Value], _ step: Step, by probe: any Probe.Type, scope: [String: Value],
    foreignNames: Set<String>
  ) -> StepResult? {
    let secretNames = Self.secretNames(of: probe.description)
    for (name, argument) in step.inputs {
      var names = secretNames.contains(name) ? scope.merging(secrets, uniquingKeysWith: { $1 }) : scope
      switch argument {
      case .template(_, .message, _): names["message"] = MessageNames.value()
      case .template(_, .resource, _): names["resource"] = ResourceNames.value()
      default: break
      }
      switch TemplateResolver.resolve(argument, variables: names) {
      case .success(let value): inputs[name] = value
      case .failure(let problem):
        return .misuse(
          "The step \(step.id) could not be prepared: \(problem)", advice: "An earlier step did not bring it.")
      }
    }
    // What comes of the specification, its fixtures and this system itself, and of nothing that another or the operator brought.
    let own = scope.filter { !foreignNames.contains($0.key) }.merging(
      ["message": MessageNames.value(), "resource": ResourceNames.value()], uniquingKeysWith: { first, _ in first })
    let written = step.inputs.filter { _, argument in
      if case .success = TemplateResolver.resolve(argument, variables: own) { true } else { false }
    }
    if let refusal = patients.refusal(of: inputs, for: probe.description, written: Set(written.keys)) {
      return .unprepared(refusal)
    }
    return nil
  }
}
