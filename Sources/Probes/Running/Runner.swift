import Evidence
import Foundation
import HTTPExchange
import Inventory
import NIOCore
import Specification

/// Gathers evidence: carries out every probe of a plan that is permitted, and asks for the papers of the rest.
///
/// A runner never judges. What it cannot gather it records with the reason; a record of its own that cannot be written
/// ends the run.
public struct Runner: Sendable {
  /// What is to be gathered.
  public var plan: Plan
  /// What the operator allows and wants.
  public var options: RunOptions
  /// Synthetic patients and studies.
  public var fixtures: FixtureSet
  /// Folder that paths of the network file are relative to.
  public var networkFolder: String
  /// Threads of the network clients.
  public var group: any EventLoopGroup
  /// Evidence that is not gathered from systems: statements, declarations, assessments.
  public var papers: @Sendable (Work) -> EvidenceRecord.Content
  /// Hears what a person is asked for, and brings the answers.
  public var attendant: any Attendant
  /// Hears how the run goes on.
  public var progress: @Sendable (RunEvent) -> Void
  /// What of the plan is gathered: all that the options select, or less where another run holds or gathers the rest.
  public var works: [Work]
  /// The machine's clock.
  var clock = WallClock()

  /// Makes a runner.
  public init(
    plan: Plan, options: RunOptions, fixtures: FixtureSet, networkFolder: String, group: any EventLoopGroup,
    works: [Work]? = nil, papers: @escaping @Sendable (Work) -> EvidenceRecord.Content,
    attendant: any Attendant = NobodyPresent(),
    progress: @escaping @Sendable (RunEvent) -> Void = { _ in }
  ) {
    self.works = works ?? Work.list(of: plan, options: options)
    self.plan = plan
    self.options = options
    self.fixtures = fixtures
    self.networkFolder = networkFolder
    self.group = group
    self.papers = papers
    self.attendant = attendant
    self.progress = progress
  }

  /// Gathers everything. When the task is cancelled, exchanges under way are ended in order and what was gathered so
  /// far stays recorded.
  ///
  /// - Throws: `RunDirectoryError` when the record cannot be written any more.
  public func run(into record: RunDirectoryWriter) async throws(RunDirectoryError) {
    progress(.planned(total: works.count))
    let systems = Dictionary(
      plan.network.sites.flatMap(\.systems).map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    let listeners = await openListeners(for: works, systems: systems)
    let execution = Execution(
      runner: self, systems: systems, listeners: listeners, pacer: Pacer(), health: EndpointHealth(), record: record,
      variables: fixtures.variables.merging(
        plan.rules.inputs.compactMapValues { $0.isSecret ? nil : $0.value }, uniquingKeysWith: { fixture, _ in fixture }
      ), secrets: plan.rules.inputs.compactMapValues { $0.isSecret ? $0.value : nil },
      patients: RunPatients(fixtures, permitted: plan.network.testPatients.map(\.identifier)), known: RunSecrets())
    for case .string(let text) in execution.secrets.values { execution.known.add(Secret(text)) }
    var scheduler = Scheduler(
      works, capacity: systems.mapValues(\.limits.exchangesAtATime),
      fixtureNames: { [fixtures] in fixtures.names(of: $0.requirement.fixtures, for: $0.binding) })
    var done = 0
    let failure: RunDirectoryError? = await withTaskGroup(of: (Work, Result<String, RunDirectoryError>?).self) {
      tasks in
      var underWay = 0
      var failure: RunDirectoryError?
      while true {
        while underWay < max(options.concurrency, 1), failure == nil, !Task.isCancelled, let work = scheduler.next() {
          underWay += 1
          tasks.addTask { (work, await execution.gather(work)) }
        }
        guard underWay > 0, let (work, result) = await tasks.next() else { break }
        underWay -= 1
        scheduler.finish(work)
        done += 1
        switch result {
        case .success(let note):
          progress(
            .ended(
              requirement: work.requirement.id, evidence: work.item.id, systems: work.systems, note: note, done: done,
              total: works.count))
        case .failure(let error): failure = failure ?? error
        case nil: break
        }
      }
      return failure
    }
    await listeners.close()
    if let failure { throw failure }
  }

  /// The harness listens only where a step that is going to be sent needs it, and then from the beginning: what a system
  /// reports by itself comes when it will.
  private func openListeners(for works: [Work], systems: [String: Inventory.System]) async -> Listeners {
    func isNeeded(_ name: EndpointProtocol) -> Bool {
      isNeeded { step in
        let description = StepRegistry.catalogue.descriptions[step.kind]
        return description?.effect == .listen && description?.endpoint == name
      }
    }
    func isNeeded(_ callsBack: (Step) -> Bool) -> Bool {
      works.contains { work in
        guard case .probe(let steps) = work.item.body, steps.contains(where: callsBack) else { return false }
        return Permission.decide(
          work, systems: systems, listened: plan.network.listened, catalogue: StepRegistry.catalogue,
          permits: options.permits, moment: nil) == .granted
      }
    }
    return await Listeners.open(
      isNeeded(.dicom) ? plan.network.listeners : [], messages: isNeeded(.hl7) ? plan.network.messageListeners : [],
      notifications: isNeeded(.fhir) ? plan.network.notificationListeners : [],
      soap: isNeeded { SOAPFields.callsBack($0) } ? plan.network.soapListeners : [],
      audits: isNeeded(.syslog) ? plan.network.auditListeners : [], networkFolder: networkFolder, group: group)
  }
}

/// One run under way.
private struct Execution: Sendable {
  let runner: Runner
  let systems: [String: Inventory.System]
  let listeners: Listeners
  let pacer: Pacer
  let health: EndpointHealth
  let record: RunDirectoryWriter
  let variables: [String: Value]
  /// Values that only secret inputs of steps may name: they never come into a record.
  let secrets: [String: Value]
  /// Who is a patient of the run, and who must not be named in its record.
  let patients: RunPatients
  /// Secrets that must not be kept, wherever a system gives them back.
  let known: RunSecrets

  /// Inputs whose values the operator gave.
  private var givenInputs: Set<String> {
    Set(
      runner.plan.rules.inputs.filter { _, input in
        switch input.origin {
        case .specification, .profile: false
        case .commandLine, .environment, .file: true
        }
      }.keys)
  }

  /// A step as the next ones see it and as it is recorded.
  private struct Taken {
    var live: StepRecord
    var recorded: StepRecord
    var isSatisfied: Bool
  }

  /// Gathers one piece of evidence and records it; nil when the run was cancelled before it was complete.
  func gather(_ work: Work) async -> Result<String, RunDirectoryError>? {
    var scope = variables
    let fixtures = runner.fixtures.own(for: work.binding)
    for name in runner.fixtures.ownNames { scope[name] = fixtures.value(of: name) }
    patients.add(fixtures)
    let content: EvidenceRecord.Content
    let note: String
    switch work.item.body {
    case .probe(let steps):
      switch Permission.decide(
        work, systems: systems, listened: runner.plan.network.listened, catalogue: StepRegistry.catalogue,
        permits: runner.options.permits, moment: Self.moment())
      {
      case .refused(let reason):
        content = .notGathered(reason: reason)
        note = "not sent"
      case .granted:
        runner.progress(
          .began(requirement: work.requirement.id, title: work.requirement.title, systems: work.systems))
        do {
          let outcome: Result<[StepRecord], any Error>
          do { outcome = .success(try await probe(steps, of: work, with: fixtures, scope: &scope)) } catch {
            outcome = .failure(error)
          }
          // What a scenario did to the harness's listeners is no matter of the next one.
          for system in work.systems { await listeners.receivers.mend(for: system) }
          let records = try outcome.get()
          // The record's own values: assertions on them have the outcome that they had on those that came.
          for record in records { scope.merge(record.captured, uniquingKeysWith: { $1 }) }
          content = .probe(ProbeEvidence(steps: records))
          note = records.last.map { Self.note($0) } ?? "nothing to do"
        } catch let error as RunDirectoryError {
          return .failure(error)
        } catch {
          return nil
        }
      }
    case .statement, .declaration, .assessment:
      content = runner.papers(work)
      note = if case .notGathered(let reason) = content { reason } else { "read" }
    }
    let names = VariableUse.names(in: work.item)
    let evidence = EvidenceRecord(
      requirement: work.requirement.reference, binding: work.binding, evidence: work.item.id, content: content,
      variables: scope.filter { names.contains($0.key) })
    do {
      try await record.append(evidence)
      return .success(note)
    } catch {
      return .failure(error)
    }
  }

  /// Carries out the steps in order, until one of them ends the scenario.
  private func probe(
    _ steps: [Step], of work: Work, with fixtures: FixtureSet, scope: inout [String: Value]
  ) async throws -> [StepRecord] {
    var records: [StepRecord] = []
    var earlier: [EarlierStep] = []
    // What was captured, as the record has it.
    var shown: [String: Value] = [:]
    // Where each came from: a system is told again only what it said itself.
    var origins: [String: String] = [:]
    for step in steps {
      try Task.checkCancellation()
      guard let reference = work.binding[step.at], let system = systems[reference],
        let probe = StepRegistry.probes[step.kind]
      else { continue }
      let begin = ContinuousClock.now
      let taken = try await carryOut(
        step, by: probe, on: system, of: work, with: fixtures, scope: scope, shown: shown,
        elsewhere: Set(origins.filter { $0.value != reference }.keys), after: earlier)
      records.append(taken.recorded)
      earlier.append(EarlierStep(taken.live, begin: begin, end: .now))
      for (name, value) in taken.live.captured { (scope[name], origins[name]) = (value, reference) }
      for (name, value) in taken.recorded.captured { shown[name] = value }
      if !taken.isSatisfied { break }
    }
    return records
  }

  /// Carries out one step, again while its retry rule asks for it.
  private func carryOut(
    _ step: Step, by probe: any Probe.Type, on system: Inventory.System, of work: Work, with fixtures: FixtureSet,
    scope: [String: Value], shown: [String: Value], elsewhere: Set<String>, after earlier: [EarlierStep]
  ) async throws -> Taken {
    let clock = ContinuousClock()
    let end = clock.now + .nanoseconds(step.retry?.longest(with: scope) ?? 0)
    let endpoint = EndpointText.text(of: system, for: step, by: probe.description)
    var attempts = 0
    while true {
      attempts += 1
      runner.progress(.step(requirement: work.requirement.id, kind: step.kind, system: system.reference))
      try await pacer.turn("", rate: runner.options.maximumRate)
      try await pacer.turn(system.reference, rate: system.limits.rate.map(Double.init))
      let startedAt = Timestamp.now()
      let begin = runner.clock.reading()
      let decoding = DecodingTrouble()
      var (inputs, result) = await perform(
        step, by: probe, on: system, of: work, with: fixtures, scope: scope,
        foreignNames: givenInputs.union(elsewhere), after: earlier)
      if let failure = runner.clock.failure(since: begin) ?? decoding.failure { result.failure = failure }
      if let link = system.link?.value { result.observation["link"] = link }
      try Task.checkCancellation()
      let type = probe.description.observationType(isUnderLoad: step.load != nil)
      let satisfied = expectationsHold(step, type: type, result: result, scope: scope)
      if !satisfied, step.retry != nil, clock.now < end, !result.isUnreachable {
        try await clock.sleep(for: .nanoseconds(step.retry?.every ?? 0))
        continue
      }
      var screen = PatientScreen(patients, kind: step.kind)
      let withStandIns = screen.screened(result)
      var kept = known.screened(withStandIns)
      if result.failure == nil, kept.observation != result.observation {
        let names = scope.merging(shown, uniquingKeysWith: { $1 })
        kept.failure = divergence(
          of: step, type: type, result: result, kept: kept, scope: scope, names: names,
          because: kept.observation == withStandIns.observation ? .patients : .secrets)
      }
      let transcript = try await record.add(
        transcript: kept.transcript, of: "\(work.requirement.id)-\(work.item.id)-\(step.id)",
        number: "\(work.index + 1)-\(earlier.count + 1)")
      let shownInputs = Self.shown(inputs, of: probe.description)
      func made(_ inputs: [String: Value], _ result: StepResult, _ scope: [String: Value]) -> StepRecord {
        var captured: [String: Value] = [:]
        for capture in step.capture {
          let value = PathResolver.capture(
            capture.path, on: .record(result.observation), schema: type, variables: scope)
          if let value { captured[capture.name] = value }
        }
        return StepRecord(
          id: step.id, kind: step.kind, system: system.reference, endpoint: endpoint, inputs: .record(inputs),
          attempts: attempts, startedAt: startedAt, observation: .record(result.observation), failure: result.failure,
          captured: captured, transcript: transcript, foreignPatients: screen.count > 0 ? screen.count : nil)
      }
      let live = made(shownInputs, result, scope)
      let recorded = made(
        known.screened(patients.screened(shownInputs, kind: step.kind)), kept,
        scope.merging(shown, uniquingKeysWith: { $1 }))
      return Taken(
        live: live, recorded: recorded, isSatisfied: satisfied && live.captured.count == step.capture.count)
    }
  }

  /// Why nothing can be said where an expectation has another outcome on what is recorded than on what came: a stand-in or a
  /// mark is never held against a system, nor in its favour.
  private func divergence(
    of step: Step, type: ValueType, result: StepResult, kept: StepResult, scope: [String: Value],
    names: [String: Value], because reason: LeftOut
  ) -> StepFailure? {
    func outcome(_ assertion: Assertion, _ result: StepResult, _ scope: [String: Value]) -> Int {
      switch AssertionEvaluator.evaluate(
        assertion, on: .record(result.observation), schema: type, failure: result.failure, variables: scope)
      {
      case .holds: 0
      case .fails: 1
      case .undecided: 2
      }
    }
    guard step.expect.contains(where: { outcome($0, result, scope) != outcome($0, kept, names) }) else { return nil }
    return reason.failure
  }

  /// One attempt: inputs resolved, endpoint known to be alive, exchange carried out.
  private func perform(
    _ step: Step, by probe: any Probe.Type, on system: Inventory.System, of work: Work, with fixtures: FixtureSet,
    scope: [String: Value], foreignNames: Set<String>, after earlier: [EarlierStep]
  ) async -> (inputs: [String: Value], result: StepResult) {
    var inputs: [String: Value] = [:]
    let secretNames = Self.secretNames(of: probe.description)
    var scope = scope
    for input in probe.description.inputs where input.refersTo == .patientFixture {
      guard let given = step.inputs[input.name],
        case .success(.string(let patient)) = TemplateResolver.resolve(given, variables: scope)
      else { continue }
      scope[input.name] = fixtures.patients[patient]?.value
    }
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
        return (
          inputs,
          .misuse("The step \(step.id) could not be prepared: \(problem)", advice: "An earlier step did not bring it.")
        )
      }
    }
    // What comes of the specification, its fixtures and this system itself, and of nothing that another or the operator brought.
    let own = scope.filter { !foreignNames.contains($0.key) }.merging(
      ["message": MessageNames.value(), "resource": ResourceNames.value()], uniquingKeysWith: { first, _ in first })
    let written = step.inputs.filter { _, argument in
      if case .success = TemplateResolver.resolve(argument, variables: own) { true } else { false }
    }
    if let refusal = patients.refusal(of: inputs, for: probe.description, written: Set(written.keys)) {
      return (inputs, .unprepared(refusal))
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
          name: "\(work.requirement.id) \(work.item.id) \(step.id)"
        ).perform(load, variables: scope)
      } else {
        await probe.perform(StepInputs(inputs), in: context)
      }
    await health.note(key, result: result)
    return (inputs, result)
  }

  /// Whether a scenario may go on after a step: every expectation holds, or, without any, the exchange completed.
  private func expectationsHold(
    _ step: Step, type: ValueType, result: StepResult, scope: [String: Value]
  ) -> Bool {
    guard !step.expect.isEmpty else { return result.failure == nil }
    return step.expect.allSatisfy { assertion in
      if case .holds = AssertionEvaluator.evaluate(
        assertion, on: .record(result.observation), schema: type, failure: result.failure, variables: scope)
      {
        true
      } else {
        false
      }
    }
  }

  /// Inputs as the record may show them.
  private static func shown(_ inputs: [String: Value], of description: StepDescription) -> [String: Value] {
    let secrets = secretNames(of: description)
    return inputs.reduce(into: [:]) { $0[$1.key] = secrets.contains($1.key) ? .string("***") : $1.value }
  }

  private static func secretNames(of description: StepDescription) -> Set<String> {
    Set(description.inputs.filter(\.isSecret).map(\.name))
  }

  private static func note(_ record: StepRecord) -> String {
    guard case .record(let fields) = record.observation, case .string(let outcome) = fields["outcome"] else {
      return ""
    }
    return "\(record.kind) \(outcome)"
  }

  /// Weekday (0 is Monday) and minutes after midnight, local time.
  private static func moment() -> (weekday: Int, minutes: Int) {
    let parts = Calendar(identifier: .gregorian).dateComponents([.weekday, .hour, .minute], from: Date())
    return (((parts.weekday ?? 2) + 5) % 7, (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
  }
}
