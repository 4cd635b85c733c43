import Evidence
import Foundation
import Inventory
import Judgement
import Probes
import Procurement
import Specification
import Statements

/// A run taken up again from its directory: everything that judgement and reports need, without any system.
struct RecordedRun {
  /// The record.
  let reader: RunDirectoryReader
  /// Fingerprints of its files, by path, as they were found to hold.
  private let fingerprints: [String: String]

  /// Opens a run directory; every file that does not hold is shown.
  ///
  /// - Throws: `ExitStatus.invalidFile`.
  init(_ path: String) throws {
    let folder = URL(fileURLWithPath: path)
    do {
      let faults: [RunDirectoryError]
      (faults, fingerprints) = try RunSeal.verified(folder)
      for fault in faults { Terminal.error("\(path): \(fault)") }
      guard faults.isEmpty else { throw ExitStatus.invalidFile }
      reader = try RunDirectoryReader(verified: folder)
    } catch let error as RunDirectoryError {
      // The error names files by their whole path; the user is told them as they were given.
      Terminal.error("\(error)".replacing(folder.path, with: path))
      throw ExitStatus.invalidFile
    }
  }

  /// Path of the assessment that it was judged with last; nil where there is none.
  var recordedAssessment: String? { reader.manifest.assessment.map { "\(reader.folder.path)/\($0)" } }

  /// Judges the record.
  ///
  /// - Parameters:
  ///   - specification: Another specification than the recorded one.
  ///   - profile: Another profile than the recorded one.
  ///   - now: Another clock than the recorded one, `YYYY-MM-DD`.
  ///   - waivers: Another waiver file than the recorded one.
  ///   - assessment: Another assessment than the recorded one.
  ///   - answers: Other answers of the bidder than the recorded ones.
  func judge(
    specification: String? = nil, profile: String? = nil, now: String? = nil, waivers: String? = nil,
    assessment: String? = nil, answers: String? = nil
  ) throws -> (scorecard: Scorecard, rules: RuleSet) {
    let manifest = reader.manifest
    let folder = reader.folder.path
    var files = try RunFiles(
      RunFiles.Paths(
        specification: specification ?? "\(folder)/\(RunLayout.specification)",
        network: "\(folder)/\(manifest.network)",
        bid: manifest.bid.map { "\(folder)/\($0)" }, waivers: waivers ?? manifest.waivers.map { "\(folder)/\($0)" },
        assessment: assessment ?? recordedAssessment,
        answers: answers ?? manifest.answers.map { "\(folder)/\($0)" }),
      choice: RunFiles.Choice(
        profile: profile ?? manifest.profile, inputs: manifest.inputs.compactMapValues(\.text),
        only: manifest.only, tags: manifest.tags, showsRelativePaths: true, isRecorded: true))
    for (name, input) in manifest.inputs { files.rules.inputs[name]?.origin = InputOrigin.read(input.origin) }
    let readings = try harness { () throws(RunDirectoryError) in try reader.readings() }
    let plan = try files.plan()
    let papers = files.bid.map { BidPapers(recorded: readings, of: $0) }
    let requirements = Dictionary(
      files.rules.requirements.map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
    let clock = now ?? manifest.now
    let input = JudgementInput(
      plan: plan, catalogue: StepRegistry.catalogue, waivers: files.waivers, assessment: files.assessment,
      answers: files.answers, documents: papers?.papers.map(\.reading) ?? [],
      run: RunSummary(
        id: manifest.id, tool: manifest.tool, startedAt: manifest.startedAt, endedAt: manifest.endedAt, now: clock,
        seed: manifest.seed, isPartial: manifest.partialReason != nil, partialReason: manifest.partialReason,
        systems: []),
      specificationSHA256: files.rules.fingerprint, now: clock,
      problems: manifest.problems.map {
        Problem(area: $0.area, subject: $0.subject, message: $0.message, advice: $0.advice)
      })
    let review = EvidenceReview(input)
    let judged = try harness { () throws(RunDirectoryError) in
      try reader.evidence { record in
        review.judged(papers?.withClaims(record, for: requirements[record.requirement]) ?? record)
      }
    }
    let scorecard = Judge.judge(input, judged: judged)
    return (scorecard, files.rules)
  }

  /// The transcripts that a scorecard names.
  func transcripts(of scorecard: Scorecard) -> RecordedTranscripts { RecordedTranscripts(reader, of: scorecard) }

  /// Where each requirement stands in the recorded specification, by id.
  func places() throws -> [String: SourceSpan] {
    let loaded = SpecificationLoader(catalogue: StepRegistry.catalogue).load(
      path: "\(reader.folder.path)/\(RunLayout.specification)",
      options: LoadOptions(
        profile: reader.manifest.profile, inputs: reader.manifest.inputs.compactMapValues(\.text), environment: [:],
        checksEveryProfile: false, lints: false, showsRelativePaths: true))
    return loaded.rules?.places ?? [:]
  }

  /// The network that was evaluated.
  func network() throws -> Network {
    let reading = InventoryReader.network(at: "\(reader.folder.path)/\(reader.manifest.network)", rules: nil)
    guard let network = reading.value else {
      Diagnostics.show(reading.diagnostics)
      throw ExitStatus.invalidFile
    }
    return network
  }

  /// The evidence, in the order in which it was gathered.
  func evidence() throws -> [EvidenceRecord] {
    try harness { () throws(RunDirectoryError) in try reader.records() }
  }

  /// The scorecard as the last judgement left it.
  func scorecard() throws -> Scorecard {
    let data = try harness { () throws(RunDirectoryError) in try reader.verdicts() }
    do {
      return try ScorecardCoding.decode(Array(data))
    } catch {
      Terminal.error("\(reader.folder.path)/\(RunLayout.verdicts): \(error.message)")
      throw ExitStatus.invalidFile
    }
  }

  private func harness<T>(_ body: () throws(RunDirectoryError) -> T) throws -> T {
    do { return try body() } catch {
      Terminal.error("\(reader.folder.path): \(error)")
      throw ExitStatus.invalidFile
    }
  }
}

extension RuleSet {
  /// Where each requirement stands, by id.
  var places: [String: SourceSpan] {
    Dictionary(requirements.map { ($0.id, $0.span) }, uniquingKeysWith: { first, _ in first })
  }
}

/// Origins of inputs as the record spells them.
enum InputOrigin {
  /// For the record.
  static func text(_ origin: InputValue.Origin) -> String? {
    switch origin {
    case .specification, .profile: nil
    case .commandLine: "command line"
    case .environment(let name): "environment \(name)"
    case .file(let path): "file \(path)"
    }
  }

  /// From the record.
  static func read(_ text: String) -> InputValue.Origin {
    let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
    switch parts.first {
    case "environment": return .environment(parts.last ?? "")
    case "file": return .file(parts.last ?? "")
    default: return .commandLine
    }
  }
}

extension RecordedRun {
  /// Writes verdicts into the run directory and seals it anew.
  ///
  /// - Parameters:
  ///   - rules: The specification judged by, where it is another than the recorded one: it is kept beside it.
  ///   - assessment: The assessment judged with, where it is another than the recorded one: it is kept likewise.
  ///   - answers: The bidder's answers, where they are others than the recorded ones: they are kept likewise.
  ///   - rendered: Reports of the scorecard, where there are some: the JSON among them has the form of the verdicts.
  func write(
    _ scorecard: Scorecard, rules: RuleSet? = nil, assessment: String? = nil, answers: String? = nil,
    rendered: RenderedReports? = nil
  ) throws {
    do {
      let bytes = try rendered?[.json] ?? Data(ScorecardCoding.encode(scorecard))
      var manifest = reader.manifest
      let entry = RunManifest.Judgement(
        specification: scorecard.specification.sha256, now: scorecard.run.now, tool: Tool.name)
      if !manifest.judgements.contains(entry) { manifest.judgements.append(entry) }
      // What is judged and has an end needs no finishing. Until then the way to finish it stays in the manifest: the record may
      // still be ended between the writes of its first sealing.
      if manifest.endedAt != nil { manifest.origin = nil }
      var further: [String: Data] = [:]
      if let rules {
        for file in rules.files {
          further["\(RunLayout.judgedBy)/\(rules.fingerprint.prefix(12))/\(file.path)"] = Data(file.bytes)
        }
      }
      func keep(_ path: String?, as name: String) throws -> String? {
        guard let path else { return nil }
        let contents = try Data(contentsOf: URL(fileURLWithPath: path))
        let kept = "\(RunLayout.judgedBy)/\(name)-\(Digest.sha256(contents).prefix(12)).yaml"
        further[kept] = contents
        return kept
      }
      manifest.assessment = try keep(assessment, as: "assessment") ?? manifest.assessment
      manifest.answers = try keep(answers, as: "answers") ?? manifest.answers
      try RunSeal.write(
        manifest, verdicts: bytes, staged: rendered?.staged?.verdicts, further: further, known: fingerprints,
        in: reader.folder)
    } catch {
      let why =
        if case .unwritten(let file, let reason)? = error as? RunDirectoryError {
          "\(file): \(reason)"
        } else {
          "\(error.systemReason)"
        }
      Terminal.error(
        "\(reader.folder.path): the verdicts cannot be written: \(why). The evidence stays as it was; assay judge makes them "
          + "again once the folder can be written, or elsewhere with --out.")
      throw ExitStatus.harness
    }
  }
}
