import Evidence
import Foundation
import Judgement
import Procurement
import Reports
import Specification

/// One bid of a tender under evaluation: run, or taken from a record, and judged by the tender's rules.
struct BidEvaluation {
  let bid: TenderedBid
  /// The rules of its lot.
  let rules: TenderRules.Lot
  /// The specification's file or folder.
  let specification: String
  /// Folder of the whole evaluation.
  let out: String
  /// The day that dates are held against.
  let now: String

  private var target: String { "\(out)/\(bid.folder)" }
  private var targetFolder: URL { URL(fileURLWithPath: target) }

  /// Whether there is a record in its folder.
  var hasRecord: Bool {
    FileManager.default.fileExists(atPath: targetFolder.appendingPathComponent(RunLayout.manifest).path)
  }

  /// Runs the bid.
  ///
  /// - Parameter options: Options of `assay run` that say how hard.
  /// - Returns: nil where it was interrupted.
  func run(options: [String], replace: Bool, style: RunProgress.Style) async throws -> EvaluationLedger.Outcome? {
    guard let network = bid.network else { throw ExitStatus.invalidFile }
    var arguments = ["--network", network, "--bid", bid.bidFile, "--now", now] + options
    if let profile = bid.lot.lot.profile { arguments += ["--profile", profile] }
    if let assessment = bid.assessment { arguments += ["--assessment", assessment] }
    let choices: RunChoices
    do { choices = try RunChoices.parse(arguments) } catch {
      Terminal.error("assay evaluate: \(RunChoices.message(for: error))")
      throw ExitStatus.usage
    }
    let evaluation = try RunEvaluation(specification: specification, choices: choices)
    if try await evaluation.gather(into: target, replace: replace, style: style) { return nil }
    return try judge(work: .run)
  }

  /// Takes a record from elsewhere, and judges it.
  func take(_ record: String, replace: Bool) throws -> EvaluationLedger.Outcome {
    let source = URL(fileURLWithPath: record).standardizedFileURL.resolvingSymlinksInPath()
    if source != targetFolder.standardizedFileURL.resolvingSymlinksInPath() {
      // The record is held against its seal before anything is replaced by it.
      _ = try RecordedRun(record)
      if hasRecord && !replace {
        Terminal.error(
          "\(target): holds a record already. Give --rejudge to judge that, or --replace to take \(record).")
        throw ExitStatus.usage
      }
      do {
        let manager = FileManager.default
        try manager.createDirectory(
          at: targetFolder.deletingLastPathComponent(), withIntermediateDirectories: true)
        if manager.fileExists(atPath: target) { try manager.removeItem(atPath: target) }
        try manager.copyItem(at: source, to: targetFolder)
      } catch {
        Terminal.error("\(target): the record cannot be copied: \(error.systemReason)")
        throw ExitStatus.harness
      }
    }
    return try judge(work: .judged)
  }

  /// Judges the record in its folder by the tender's rules, and writes the reports.
  func judge(work: EvaluationLedger.Work) throws -> EvaluationLedger.Outcome {
    let recorded = try RecordedRun(target)
    try check(recorded)
    let (scorecard, judged) = try recorded.judge(
      specification: specification, profile: bid.lot.lot.profile, now: now, assessment: bid.assessment,
      answers: bid.answers)
    try check(judged)
    let held = recorded.reader.manifest
    let transcripts = recorded.transcripts(of: scorecard)
    let rendered = try RenderedReports(
      scorecard, transcripts: transcripts, pictures: [:], formats: ReportFormat.ordinary)
    try recorded.write(
      scorecard, rules: holds(recorded, judged) ? nil : judged,
      assessment: changed(bid.assessment, held: held.assessment, recorded),
      answers: changed(bid.answers, held: held.answers, recorded), rendered: rendered)
    _ = try RunReports.write(
      scorecard, transcripts: transcripts, formats: ReportFormat.ordinary, to: targetFolder, rendered: rendered)
    let verdicts: Data
    do { verdicts = try Data(contentsOf: targetFolder.appendingPathComponent(RunLayout.verdicts)) } catch {
      Terminal.error("\(target)/\(RunLayout.verdicts): \(error.systemReason)")
      throw ExitStatus.harness
    }
    return EvaluationLedger.Outcome(
      lot: bid.entry.lot, bid: bid.bid.id, bidder: bid.bid.bidder, folder: bid.folder, work: work, inputs: inputs,
      verdicts: Digest.sha256(verdicts), gate: scorecard.gate.state, exitCode: scorecard.exitCode)
  }

  /// Everything that it was evaluated from, the bidder's files below the bid's name in the tender.
  private var inputs: [String: String] {
    var inputs = bid.others
    for (path, sha256) in bid.submitted { inputs["\(bid.entry.bid): \(path)"] = sha256 }
    return inputs
  }

  // MARK: Checks

  /// A record must be whole, and of this very bid.
  private func check(_ recorded: RecordedRun) throws {
    var faults: [String] = []
    let manifest = recorded.reader.manifest
    if !manifest.only.isEmpty || !manifest.tags.isEmpty {
      faults.append(
        "is limited to \((manifest.only + manifest.tags).joined(separator: ", ")), and a bid is judged whole")
    } else if let reason = manifest.partialReason {
      faults.append("is not whole: \(reason)")
    }
    if manifest.waivers != nil { faults.append("was made with waivers, and a tender has none") }
    if manifest.bid == nil {
      faults.append("was made without a bid")
    } else {
      for (path, expected) in bid.submitted.sorted(by: { $0.key < $1.key }) {
        let file = recorded.reader.folder.appendingPathComponent("\(RunLayout.bid)/\(path)")
        guard let bytes = try? Data(contentsOf: file) else {
          faults.append("does not hold \(path) of the bid \(bid.entry.bid)")
          continue
        }
        if Digest.sha256(bytes) != expected {
          faults.append("holds another \(path) than the bid \(bid.entry.bid) has now")
        }
      }
    }
    guard faults.isEmpty else {
      for fault in faults { Terminal.error("\(target): the record \(fault). Evaluate the bid anew with --replace.") }
      throw ExitStatus.invalidFile
    }
  }

  /// What was judged by must be the tender's rules, inputs included.
  private func check(_ judged: RuleSet) throws {
    var faults: [String] = []
    if judged.fingerprint != rules.sha256 {
      faults.append("the specification has SHA-256 \(judged.fingerprint), that of the tender \(rules.sha256)")
    }
    let inputs = judged.inputs.compactMapValues { $0.isSecret ? nil : $0.value?.written }
    for name in Set(inputs.keys).union(rules.inputs.keys).sorted() where inputs[name] != rules.inputs[name] {
      faults.append(
        "input \(name) was \(inputs[name] ?? "not given") in the record, and is \(rules.inputs[name] ?? "not given") here"
      )
    }
    guard faults.isEmpty else {
      for fault in faults { Terminal.error("\(target): judged by other rules than the tender's: \(fault)") }
      throw ExitStatus.invalidFile
    }
  }

  /// Whether the record was made by these very files.
  private func holds(_ recorded: RecordedRun, _ rules: RuleSet) -> Bool {
    rules.files.allSatisfy { file in
      let place = recorded.reader.folder.appendingPathComponent("\(RunLayout.specification)/\(file.path)")
      return (try? Data(contentsOf: place)) == Data(file.bytes)
    }
  }

  /// A file that the bid is judged with, where it is another than the record has.
  private func changed(_ path: String?, held: String?, _ recorded: RecordedRun) -> String? {
    guard let path else { return nil }
    guard let held, let bytes = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return path }
    return (try? Data(contentsOf: recorded.reader.folder.appendingPathComponent(held))) == bytes ? nil : path
  }
}
