import Evidence
import Foundation
import Inventory
import NIOPosix
import Probes
import Specification
import Statements

/// One gathering of evidence into a run directory.
struct RunSession {
  var plan: Plan
  var files: RunFiles
  var options: RunOptions
  var choice: RunFiles.Choice
  var networkPath: String
  var bidPath: String?
  var waiversPath: String?
  var assessmentPath: String?
  var seed: String
  var now: String
  /// With what it can be finished where it is ended too early; nil where it cannot.
  var origin: RunManifest.Origin?
  /// Which part of the run it is; nil for all of it.
  var shard: Shard?
  /// Whether it finishes what the folder holds already.
  var isResumed = false
  /// Who does what steps ask of a person.
  var attendant: any Attendant

  /// Gathers everything; Ctrl-C ends it in order.
  ///
  /// - Returns: Whether it was interrupted.
  /// - Throws: `ExitStatus.harness` when the record cannot be written, `ExitStatus.usage` when an input holds a number that
  ///   may be a real patient's.
  func gather(into folder: URL, replace: Bool, progress: RunProgress) async throws -> Bool {
    try refuseInputsWithPatients()
    let papers = files.bid.map { BidPapers(reading: $0) }
    return try await gather(progress, papers: papers) {
      let (writer, kept) =
        isResumed
        ? try RunDirectoryWriter.resume(folder, at: Timestamp.now())
        : (try RunDirectoryWriter(folder: folder, manifest: manifest(), replace: replace), [])
      try await KeptFiles(
        plan: plan, files: files, networkPath: networkPath, bidPath: bidPath, waiversPath: waiversPath,
        assessmentPath: assessmentPath
      ).keep(in: writer, papers: papers, alreadyBegun: !kept.isEmpty)
      return (writer, kept)
    }
  }

  /// Gathers again what the options choose, into a record that is there.
  ///
  /// - Returns: Whether it was interrupted.
  /// - Throws: `ExitStatus.harness` when the record does not hold or cannot be written.
  func gather(againInto folder: URL, as repetition: RunManifest.Repetition, progress: RunProgress) async throws -> Bool
  {
    try await gather(progress, papers: files.bid.map { BidPapers(reading: $0) }) {
      let writer = try RunDirectoryWriter(continuing: folder, with: repetition)
      let place = await writer.manifest.network
      if let before = try? Data(contentsOf: folder.appendingPathComponent(place)),
        before != (try? Data(contentsOf: URL(fileURLWithPath: networkPath)))
      {
        try await writer.add(before, at: "\(RunLayout.network)/before-\(repetition.number)/\(place)")
      }
      try await keepNetwork(in: writer)
      await writer.update { $0.permits = Set($0.permits).union(repetition.permits).sorted() }
      return (writer, [])
    }
  }

  private func gather(
    _ progress: RunProgress, papers: BidPapers?,
    opening: () async throws -> (RunDirectoryWriter, [EvidenceRecord])
  ) async throws -> Bool {
    do {
      let (writer, kept) = try await opening()
      let runner = Runner(
        plan: plan, options: options, fixtures: files.fixtures(for: plan.network, seed: seed, now: now),
        networkFolder: URL(fileURLWithPath: networkPath).deletingLastPathComponent().path,
        group: MultiThreadedEventLoopGroup.singleton, works: works(without: kept),
        papers: { [declaration = files.declaration] in Self.content(of: $0, papers: papers, declaration: declaration) },
        attendant: attendant, progress: { progress.hear($0) })
      let gathering = Task { () -> RunDirectoryError? in
        do throws(RunDirectoryError) {
          try await runner.run(into: writer)
          return nil
        } catch {
          return error
        }
      }
      let interruption = Interruption {
        Terminal.error(
          "\nEnding the run: connections are released and what was gathered is kept. Ctrl-C again ends at once.")
        gathering.cancel()
      }
      let failure = await gathering.value
      progress.finish()
      let interrupted = withExtendedLifetime(interruption) { gathering.isCancelled }
      if let failure { throw failure }
      let end = interrupted ? nil : Timestamp.now()
      // A run that is finished is no more partial than its choices make it, however often it was interrupted before.
      let (selection, isFinished) = (selectionNote, isResumed)
      await writer.update {
        $0.part?.endedAt = end
        $0.endedAt = end
        $0.partialReason =
          interrupted
          ? "The run was interrupted before everything was gathered."
          : isFinished ? selection : $0.partialReason ?? selection
      }
      try await writer.close(verdicts: nil)
      return interrupted
    } catch let error as RunDirectoryError {
      progress.finish()
      Terminal.error("\(error)")
      // A folder that is taken is another name's to give, as everywhere; everything else is a fault on the way.
      if case .occupied = error { throw ExitStatus.usage }
      throw ExitStatus.harness
    }
  }

  /// Values of inputs stand in the record and are sent: a real patient's number must not come so far.
  private func refuseInputsWithPatients() throws {
    for (name, input) in plan.rules.inputs.sorted(by: { $0.key < $1.key }) where !input.isSecret {
      guard plan.network.namesRealPatient(in: choice.inputs[name] ?? input.value?.written ?? "") else { continue }
      Terminal.error(
        """
        The input \(name) holds a number that may be a real patient's NHS number; nothing was sent.
          hint: use numbers of the 999 range, or name a test patient under test-patients in the network file
        """)
      throw ExitStatus.usage
    }
  }

  /// Why a complete run still says less than the specification asks.
  private var selectionNote: String? {
    if let shard {
      let sites = shard.sites.isEmpty ? "" : " of the sites \(shard.sites.sorted().joined(separator: ", "))"
      return "Shard \(shard.text)\(sites): what the others gathered is not here. Join them with assay merge."
    }
    guard !choice.only.isEmpty || !choice.tags.isEmpty else { return nil }
    let parts = choice.only + choice.tags.map { "tag \($0)" }
    return "Limited to \(parts.joined(separator: ", ")): score and gate are of these requirements alone."
  }

  /// What is to be gathered: its part of the plan, without what stands already.
  private func works(without kept: [EvidenceRecord]) -> [Work] {
    let all = Work.list(of: plan, options: options)
    let standing = Set(kept.map(\.key))
    return (shard?.selection(of: all) ?? all).filter { !standing.contains($0.key) }
  }

  private func manifest() -> RunManifest {
    let start = Timestamp.now()
    let stamp = start.prefix(19).filter { $0.isNumber }
    var inputs: [String: RunManifest.RecordedInput] = [:]
    for (name, input) in plan.rules.inputs {
      guard let origin = InputOrigin.text(input.origin) else { continue }
      inputs[name] = RunManifest.RecordedInput(
        text: input.isSecret ? nil : choice.inputs[name] ?? input.value?.written, origin: origin)
    }
    var manifest = RunManifest(
      id: "\(stamp)-\(plan.bid?.id ?? plan.network.id)", tool: Tool.name, startedAt: start, now: now, seed: seed,
      profile: choice.profile ?? plan.rules.profile?.id, inputs: inputs, only: choice.only, tags: choice.tags,
      permits: options.permits.map(\.rawValue).sorted(),
      network: "\(RunLayout.network)/\(URL(fileURLWithPath: networkPath).lastPathComponent)",
      bid: plan.bid == nil ? nil : "\(RunLayout.bid)/bid.yaml", waivers: waiversPath == nil ? nil : RunLayout.waivers,
      assessment: assessmentPath == nil ? nil : RunLayout.assessment)
    manifest.origin = origin
    manifest.part = shard.map {
      RunManifest.Part(
        run: manifest.id, number: $0.number, count: $0.count, sites: $0.sites.sorted(), startedAt: start, endedAt: nil)
    }
    return manifest
  }

  private func keepNetwork(in writer: RunDirectoryWriter) async throws(RunDirectoryError) {
    let manifest = await writer.manifest
    try await copy(networkPath, to: manifest.network, writer)
    let folder = URL(fileURLWithPath: networkPath).deletingLastPathComponent()
    for place in plan.network.includedFiles {
      try await copy(folder.appendingPathComponent(place).path, to: "\(RunLayout.network)/\(place)", writer)
    }
  }

  private func copy(_ source: String, to path: String, _ writer: RunDirectoryWriter) async throws(RunDirectoryError) {
    guard let bytes = try? Data(contentsOf: URL(fileURLWithPath: source)) else { throw .missing(file: source) }
    try await writer.add(bytes, at: path)
  }

  /// Evidence that comes from papers.
  private static func content(of work: Work, papers: BidPapers?, declaration: Declaration?) -> EvidenceRecord.Content {
    switch work.item.body {
    case .statement(let name, _):
      switch papers?.evidence(for: name, of: work.requirement) {
      case .statement(var evidence)?:
        // The readings hold every claim once; judgement takes them from there.
        evidence.claims = []
        evidence.problems = []
        return .statement(evidence)
      case let content?: return content
      case nil: return .notGathered(reason: "The run was given no bid.")
      }
    case .declaration:
      return declaration?.evidence(for: work.requirement)
        ?? .notGathered(reason: "The bid contains no declaration for \(work.requirement.reference).")
    case .assessment: return .notGathered(reason: "An evaluator's mark is not yet recorded.")
    case .probe: return .notGathered(reason: "A probe is not a paper.")
    }
  }
}

extension Declaration {
  /// The bidder's answer as evidence; nil where there is none for this revision.
  fileprivate func evidence(for requirement: Requirement) -> EvidenceRecord.Content? {
    guard let answer = answers[requirement.reference] else { return nil }
    var fields: [String: Value] = ["level": .string(answer.level.rawValue)]
    if let notes = answer.notes { fields["notes"] = .string(notes) }
    if let document = answer.document { fields["document"] = .string(document) }
    if let page = answer.page { fields["page"] = .number(Decimal(page)) }
    return .declaration(DeclarationEvidence(observation: .record(fields), source: answer.span))
  }
}
