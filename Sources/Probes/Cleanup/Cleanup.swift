import Evidence
import Foundation
import Inventory
import NIOCore
import Specification

/// Removes what a run wrote, by what standards offer, and asks afterwards. What a system answers to the request to remove
/// is never taken for proof.
public struct Cleanup: Sendable {
  private let network: Network
  private let systems: [String: Inventory.System]
  private let fixtures: FixtureSet
  /// Effects that the operator allows.
  let permits: Set<Effect>
  private let networkFolder: String
  private let listeners: Listeners
  private let deadline: Int64
  private let group: any EventLoopGroup
  /// What must not be kept, wherever a system gives it back.
  private let secrets = RunSecrets()

  /// Makes ready.
  ///
  /// - Parameters:
  ///   - permits: Effects that the operator allows, on top of what each system permits.
  ///   - deadline: Of each exchange, in nanoseconds.
  public static func prepare(
    network: Network, fixtures: FixtureSet, permits: Set<Effect> = [.read, .write], networkFolder: String,
    deadline: Int64 = 30_000_000_000, group: any EventLoopGroup
  ) async -> Cleanup {
    Cleanup(
      network: network,
      systems: Dictionary(
        network.sites.flatMap(\.systems).map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first }),
      fixtures: fixtures, permits: permits, networkFolder: networkFolder,
      listeners: await Listeners.open([], networkFolder: networkFolder, group: group), deadline: deadline, group: group)
  }

  /// Ends it.
  public func close() async { await listeners.close() }

  /// Why a thing is not touched; nil where it is tried to remove it.
  public func obstacle(to remnant: Remnant) -> String? {
    if let reason = CleanupMeans.reason(against: remnant.kind) { return reason }
    guard let system = systems[remnant.system] else { return "The network file has no system \(remnant.system)." }
    for effect in [Effect.read, .write] {
      if !system.permits.contains(effect) {
        return "The network file does not permit “\(effect.rawValue)” on \(remnant.system); nothing was sent."
      }
      if !permits.contains(effect) { return "--permit leaves out “\(effect.rawValue)”; nothing was sent." }
    }
    return nil
  }

  /// Removes a thing and looks whether it is gone.
  public func remove(_ remnant: Remnant) async -> Removal {
    if let reason = obstacle(to: remnant) {
      return Removal(remnant: remnant, state: .unknown, why: reason, exchanges: [])
    }
    var conversation = CleanupConversation(remnant: remnant, cleanup: self)
    let sight: Sight
    switch remnant.kind {
    case .study: sight = await conversation.removeStudy()
    case .document: sight = await conversation.removeDocument()
    case .resource: sight = await conversation.removeResource()
    case .workitem: sight = await conversation.removeWorkitem()
    case .message: sight = await conversation.removePatient()
    case .copies, .rejectionNote, .other: sight = .unclear("No standard has a way to take this back.")
    }
    let (state, why): (Removal.State, String) =
      switch sight {
      case .absent(let why): (.gone, why)
      case .present(let why): (.stillThere, why)
      case .unclear(let why): (.unknown, why)
      }
    return Removal(
      remnant: remnant, state: state, why: why, exchanges: conversation.exchanges,
      transcripts: conversation.transcripts)
  }

  /// What a look at a system shows.
  enum Sight: Hashable, Sendable {
    case absent(String)
    case present(String)
    case unclear(String)
  }

  /// The system that plays a role and has an endpoint: the one that the thing is at, else the first that may be written to.
  func system(_ role: String, _ kind: EndpointProtocol, near reference: String) -> Inventory.System? {
    let all = network.sites.flatMap(\.systems).filter {
      $0.roles.contains(role) && $0.endpoints[kind] != nil && $0.permits.isSuperset(of: [.read, .write])
    }
    let site = reference.prefix { $0 != "/" }
    return all.first { $0.reference == reference } ?? all.first { $0.reference.hasPrefix(site + "/") } ?? all.first
  }

  /// Series of the study fixture that a thing is.
  func series(of remnant: Remnant) -> Set<String> {
    let study = fixtures.own(for: remnant.binding).studies[remnant.fixture ?? ""]
    return Set(study?.series.map(\.uid) ?? [])
  }

  /// The references of all systems, in the order of the network file.
  var references: [String] { network.sites.flatMap(\.systems).map(\.reference) }

  /// The system of a reference.
  func system(_ reference: String) -> Inventory.System? { systems[reference] }

  /// Carries out a step.
  func perform(
    _ kind: String, _ inputs: [String: Value], at system: Inventory.System, for remnant: Remnant
  ) async -> StepResult {
    guard let probe = StepRegistry.probes[kind] else { return .misuse("This version has no step \(kind).") }
    var context = StepContext(
      system: system, callingAETitle: network.callingAETitle, networkFolder: networkFolder,
      fixtures: fixtures.own(for: remnant.binding),
      network: network, permits: permits, listeners: listeners, deadline: deadline, group: group)
    context.secrets = secrets
    return await probe.perform(StepInputs(inputs), in: context)
  }

  /// What a step saw, as it may be kept: without patients who are not of the run, and without secrets.
  func kept(_ result: StepResult, of kind: String, for remnant: Remnant) -> StepResult {
    let patients = RunPatients(fixtures, permitted: network.testPatients.map(\.identifier))
    patients.add(fixtures.own(for: remnant.binding))
    var screen = PatientScreen(patients, kind: kind)
    return secrets.screened(screen.screened(result))
  }
}
