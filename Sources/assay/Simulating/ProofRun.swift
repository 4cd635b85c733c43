import Foundation
import Inventory
import Judgement
import ReferenceNetwork
import Specification

/// Holds requirements against simulated networks without defects, then against them with each defect by itself.
struct ProofRun {
  /// The requirements.
  var rules: RuleSet
  /// The texts of the network files. Each requirement is held against the first that has what its steps need.
  var networks: [String]
  /// Requirements that are looked at; all where empty.
  var only: Set<String> = []
  /// Defects that are tried; all where empty.
  var defects: Set<String> = []
  /// Networks that are simulated at a time.
  var jobs = 2
  /// Keeps what was found, and knows what was found before; nil where nothing is kept.
  var journal: ProofJournal?
  /// Told of each trial when it is over.
  var progress: @Sendable (String) -> Void = { _ in }

  /// How long is waited for what comes at last where nothing is wrong: however slow this machine is.
  private static let patience = Patience(repeating: 30_000_000_000)
  /// How long is waited where something is wrong, and it may never come.
  private static let haste = Patience()

  /// The proof.
  func proof() async throws -> Proof {
    var rules = rules
    if !only.isEmpty {
      rules.requirements.removeAll { !only.contains($0.id) }
      rules.dropped.removeAll { !only.contains($0.requirement.id) }
    }
    var parts: [Proof] = []
    for network in networks {
      let part = try await proof(of: rules, on: network, place: parts.count)
      let settled = Set(part.rows.map(\.id))
      rules.requirements.removeAll { settled.contains($0.id) }
      parts.append(part)
    }
    return try ProofParts(parts).joined(in: self.rules.requirements.map(\.id))
  }

  /// What no network can be held to, with the reason on the first of them; nothing is simulated for it.
  func omissions() throws -> [Proof.Omission] {
    var found: [Proof.Omission] = []
    var settled: Set<String> = []
    for network in networks {
      let folder = FileManager.default.temporaryDirectory.appendingPathComponent("proof-\(UUID().uuidString)")
      defer { try? FileManager.default.removeItem(at: folder) }
      let provable = try ProvableRequirements(
        rules: rules.decidedByProbes(within: Self.patience), network: try plainNetwork(network, rules),
        credentials: try SimulatedCredentials(in: folder))
      settled.formUnion(provable.plan.entries.map(\.requirement.id))
      let known = Set(found.map(\.id))
      found += provable.omissions.filter { !known.contains($0.id) }
    }
    return found.filter { !settled.contains($0.id) }
  }

  private func proof(of rules: RuleSet, on network: String, place: Int) async throws -> Proof {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("proof-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let plain = try plainNetwork(network, rules)
    let provable = try ProvableRequirements(
      rules: rules.decidedByProbes(within: Self.patience), network: plain,
      credentials: try SimulatedCredentials(in: folder))
    let trial = SimulatedTrial(rules: provable.plan.rules, network: network)
    let sound = provable.plan.entries.isEmpty ? [:] : try await sound(trial, place: place)
    progress("without a defect: \(sound.values.count { $0.state == .met }) of \(sound.count) requirements are met")
    let met = Set(sound.filter { $0.value.state == .met }.keys)
    let chosen = DefectCatalogue.entries.filter { defects.isEmpty || defects.contains($0.name) }
    let present = provable.reached.values.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
    let tried = chosen.filter { present.contains($0.actor) && (place == 0 || provable.concerns($0)) }
    var hasty = rules.decidedByProbes(within: Self.haste)
    let kept = Set(provable.plan.rules.requirements.map(\.id))
    hasty.requirements.removeAll { !kept.contains($0.id) }
    let trials = try await trials(
      tried, of: provable, met: met, SimulatedTrial(rules: hasty, network: network), place: place)
    return Proof(
      specification: rules.id, version: rules.version, title: rules.title, networks: [plain.title],
      tool: Tool.name,
      rows: provable.plan.entries.map { entry in
        let id = entry.requirement.id
        let found = sound[id]
        return Proof.Row(
          id: id, title: entry.requirement.title, group: rules.title(ofGroup: entry.requirement.group),
          actors: (provable.reached[id] ?? [:]).keys.sorted(),
          sound: found?.state ?? .notDemonstrated, why: found?.why)
      },
      trials: trials, omissions: provable.omissions, triesEveryDefect: chosen.count == DefectCatalogue.entries.count,
      triesEveryRequirement: only.isEmpty)
  }

  /// What requirements say of the network without defects, now or when it was tried before.
  private func sound(_ trial: SimulatedTrial, place: Int) async throws -> [String: ProofJournal.Sound] {
    if let known = await journal?.sound(on: place) { return known }
    let found = try await trial.verdicts(with: []).mapValues { verdict in
      ProofJournal.Sound(state: verdict.state, why: Self.reasons(verdict))
    }
    try Task.checkCancellation()
    try await journal?.keep(found, on: place)
    return found
  }

  /// The network as the file has it; its ports do not matter.
  private func plainNetwork(_ text: String, _ rules: RuleSet) throws -> Network {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("network-\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    let reading = InventoryReader.network(at: file.path, rules: rules)
    guard let network = reading.value else {
      Diagnostics.show(reading.diagnostics, warnings: false)
      throw ExitStatus.invalidFile
    }
    return network
  }

  /// Tries each defect by itself, several at a time; their order is that of the catalogue.
  private func trials(
    _ entries: [DefectCatalogue.Entry], of provable: ProvableRequirements, met: Set<String>, _ trial: SimulatedTrial,
    place: Int
  ) async throws -> [Proof.Trial] {
    var found = await journal?.trials(on: place) ?? [:]
    let order = provable.plan.entries.map(\.requirement.id)
    try await withThrowingTaskGroup(of: Proof.Trial.self) { group in
      var waiting = entries.filter { found[$0.name] == nil }[...]
      func next() {
        guard let entry = waiting.popFirst() else { return }
        // What fails without a defect shows nothing of one.
        let known = order.filter { met.contains($0) }
        let near = known.filter {
          DefectReach.touches(entry, steps: provable.reached[$0]?[entry.actor] ?? [])
        }
        let apart = Self.sample(known.filter { !near.contains($0) }, for: entry.name)
        let concerned = order.filter { near.contains($0) || apart.contains($0) }
        var trial = trial
        trial.only = Set(concerned)
        trial.triesOneBinding = true
        // Nothing is wrong with what a defect is far from: it is met, however slow this machine is.
        for index in trial.rules.requirements.indices where apart.contains(trial.rules.requirements[index].id) {
          let id = trial.rules.requirements[index].id
          guard let patient = provable.plan.rules.requirements.first(where: { $0.id == id }) else { continue }
          trial.rules.requirements[index] = patient
        }
        group.addTask { [trial] in
          let verdicts = near.isEmpty ? [:] : try await trial.verdicts(with: [entry.name])
          return Proof.Trial(
            name: entry.name, actor: entry.actor, sentence: entry.sentence, clause: entry.clause, harm: entry.harm,
            tried: concerned, noticed: concerned.filter { verdicts[$0]?.notices == true },
            unsettled: concerned.filter { verdicts[$0]?.notices == false && verdicts[$0]?.state != .met },
            apart: apart)
        }
      }
      for _ in 0..<max(jobs, 1) { next() }
      while let trial = try await group.next() {
        // What an interruption cut off says nothing of the defect.
        try Task.checkCancellation()
        found[trial.name] = trial
        try await journal?.keep(trial, on: place)
        progress("\(found.count)/\(entries.count) \(trial.name): \(Self.outcome(trial))")
        next()
      }
    }
    return entries.compactMap { found[$0.name] }
  }

  /// Who noticed, in a line. What no requirement that is held against this network looks at may still be noticed on the next.
  private static func outcome(_ trial: Proof.Trial) -> String {
    if !trial.noticed.isEmpty { return trial.noticed.joined(separator: ", ") }
    return trial.tried.count == trial.apart.count ? "nothing looks at it on this network" : "nobody notices"
  }

  /// Some requirements that a defect is far from, others for each defect, the same in every proof.
  private static func sample(_ ids: [String], for defect: String) -> [String] {
    let count = 3
    guard ids.count > count else { return ids }
    let start = defect.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFF }
    return (0..<count).map { ids[(start + $0 * (ids.count / count)) % ids.count] }
  }

  /// Why a requirement was not met, down to its evidence.
  private static func reasons(_ verdict: RequirementVerdict) -> String? {
    guard verdict.state != .met else { return nil }
    let binding = verdict.bindings.first { $0.state != .met }
    let evidence = binding?.evidence.filter { $0.result != .holds }.map { "\($0.id): \($0.why)" } ?? []
    return ([verdict.why] + evidence).joined(separator: " ")
  }
}

extension RequirementVerdict {
  /// Whether it says that something is wrong.
  fileprivate var notices: Bool { [.notMet, .partlyMet, .contradicted].contains(state) }
}
