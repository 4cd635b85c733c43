import Foundation
import Inventory
import Probes
import Specification

/// What a network file lets a run show, before anything is sent, and what it leaves undemonstrated.
struct Readiness {
  /// Something that is missing, what follows, and how to configure it.
  struct Gap: Hashable {
    /// In a few words.
    var title: String
    /// What to write, and where.
    var advice: String
    /// The requirements that stay open without it, by id, in the order of the specification.
    var requirements: [String] = []
  }

  /// What is missing, the gap that keeps most open first.
  private(set) var gaps: [Gap] = []
  /// Roles that nobody plays, and how many requirements do not apply for that.
  private(set) var unplayed: [(reason: String, requirements: [String])] = []
  /// Requirements that reading alone shows, as far as a probe shows them.
  private(set) var safe: [String] = []
  /// Requirements that leave something behind in a system: studies, patients, documents, all synthetic.
  private(set) var writing: [String] = []
  /// Requirements that may slow a system, or break rules on purpose.
  private(set) var loading: [String] = []

  /// Effects that change nothing in a system.
  static let safeEffects: Set<Effect> = [.read, .listen]

  /// Looks at every piece of work of a plan.
  ///
  /// - Parameter hasBid: Whether papers were given.
  init(of plan: Plan, options: RunOptions, networkFolder: String, hasBid: Bool) {
    var found: [Gap: [String]] = [:]
    var absent: [String: [String]] = [:]
    var effects: [String: Set<Effect>] = [:]
    func note(_ gap: Gap, _ id: String) {
      if found[gap]?.last != id { found[gap, default: []].append(id) }
    }
    let systems = Dictionary(
      plan.network.sites.flatMap(\.systems).map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    let secrets = SecretCheck(plan: plan, folder: networkFolder)
    for entry in plan.entries where options.selects(entry.requirement) {
      guard let absence = entry.absence else { continue }
      if absence.consequence == .notApplicable {
        absent[absence.reason, default: []].append(entry.requirement.id)
      } else {
        note(
          Gap(title: absence.reason, advice: "Add the role to `roles` of the system that plays it."),
          entry.requirement.id)
      }
    }
    for work in Work.list(of: plan, options: options) {
      let id = work.requirement.id
      guard case .probe(let steps) = work.item.body else {
        if !hasBid { note(.papers, id) }
        continue
      }
      let refusal = Permission.refusal(
        of: work, systems: systems, listened: plan.network.listened, catalogue: StepRegistry.catalogue,
        permits: options.permits, moment: nil)
      if let refusal {
        note(Gap(refusal), id)
        continue
      }
      for gap in secrets.gaps(of: steps, binding: work.binding, systems: systems) { note(gap, id) }
      effects[id, default: []].formUnion(steps.flatMap { $0.effects(in: StepRegistry.catalogue) })
    }
    gaps = found.map { gap, ids in Gap(title: gap.title, advice: gap.advice, requirements: ids) }
      .sorted { ($1.requirements.count, $0.title) < ($0.requirements.count, $1.title) }
    unplayed = absent.map { ($0, $1) }.sorted { $0.reason < $1.reason }
    for entry in plan.entries {
      guard let effects = effects[entry.requirement.id] else { continue }
      if effects.contains(.load) {
        loading.append(entry.requirement.id)
      } else if effects.contains(.write) {
        writing.append(entry.requirement.id)
      } else {
        safe.append(entry.requirement.id)
      }
    }
  }
}

extension Readiness.Gap {
  /// Documents and declarations that were not given.
  static let papers = Readiness.Gap(
    title: "No bid is given: what documents and declarations say is not read",
    advice: "Give --bid FOLDER (`assay init` writes one); see how a document is read with `assay claims FILE`.")

  /// What a refusal of the harness asks for.
  init(_ refusal: Refusal) {
    switch refusal {
    case .effect(let effect, let system, _):
      self.init(
        title: "“\(effect.rawValue)” is not permitted on \(system)",
        advice: "Add \(effect.rawValue) to `permits` of \(system): it \(Self.meaning(of: effect)).")
    case .limited(let effect, _):
      self.init(
        title: "This self-test is limited to effects without “\(effect.rawValue)”",
        advice: "Add \(effect.rawValue) to --permit: it \(Self.meaning(of: effect)).")
    case .endpoint(let name, let system, _):
      self.init(
        title: "\(system) has no \(name.rawValue) endpoint",
        advice: "Under `endpoints` of \(system): \(Self.example(of: name))")
    case .grant(let name, let system, _):
      self.init(
        title: "The \(name.rawValue) endpoint of \(system) has no grant to get tokens by",
        advice: """
          In its block: authorization: {oauth2: {token-url: …, client-id: …, client-secret: {environment: NAME}}}
          """)
    case .assertion(let name, let system, _):
      self.init(
        title: "The \(name.rawValue) endpoint of \(system) has no settings to assert a user by",
        advice: "In its block: authorization: {assertion: {…}}; `assay explain network` has an example.")
    case .credentials(let name, let system, _):
      self.init(
        title: "The \(name.rawValue) endpoint of \(system) has no credentials that could be left out",
        advice: "In its block: authorization: {basic: {user: …, password: {environment: NAME}}}, where it wants any.")
    case .listener(let name, _):
      self.init(
        title: "The harness has no listener for \(name.rawValue), to be called back",
        advice: "At the top of the network file: \(Self.listener(of: name)); and tell your system that address.")
    case .unbound, .unknownStep, .window: self.init(title: refusal.reason, advice: "See `assay explain network`.")
    }
  }

  private static func meaning(of effect: Effect) -> String {
    switch effect {
    case .read: "asks, and changes nothing"
    case .write: "leaves synthetic studies, patients and documents behind"
    case .load: "calls often or breaks rules on purpose, and may slow the system"
    case .listen: "lets the system call the harness back"
    }
  }

  private static func example(of name: EndpointProtocol) -> String {
    switch name {
    case .dicom: "dicom: {host: 192.0.2.20, port: 104, ae-title: ARCHIVE}"
    case .hl7, .syslog, .ntp, .dns: "\(name.rawValue): {host: 192.0.2.20, port: …}"
    case .ldap: "ldap: {host: 192.0.2.20, port: 389}"
    case .dicomweb, .fhir, .xds, .xdsi, .xca, .xcai, .xcpd, .pixv3, .pdqv3, .dsub, .hpd:
      "\(name.rawValue): {url: \"https://…\"}"
    }
  }

  private static func listener(of name: EndpointProtocol) -> String {
    switch name {
    case .dicom: "listeners: [{ae-title: ASSAY, host: 192.0.2.10, port: 11112}]"
    case .hl7: "hl7-listeners: [{id: ris, host: 192.0.2.10, port: 2575}]"
    case .syslog: "audit-listeners: [{id: trail, host: 192.0.2.10, port: 601, transport: tcp}]"
    case .xds, .xca, .dsub, .pixv3: "soap-listeners, with the actors that the harness plays"
    default: "http-listeners: [{id: notices, host: 192.0.2.10, port: 8080}]"
    }
  }
}
