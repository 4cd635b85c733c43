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
