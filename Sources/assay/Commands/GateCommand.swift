import ArgumentParser
import Evidence
import Foundation
import Inventory
import Judgement
import Reports
import Specification

/// `assay gate`
struct GateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gate",
    abstract: "Let a change of a live network pass, or not: run, judge, hold against a baseline.",
    discussion: """
      EXAMPLE
        assay gate --spec Specs/nhs-imaging-network --network live.yaml --out gate \\
          --baseline baseline.yaml --waivers waivers.yaml --slower-than 200 \\
          --retries 1
        # the baseline for the next change
        assay report gate --format baseline --out .

      Leaves index.html, report.json, junit.xml, report.sarif, ctrf-report.json,
      assessment-results.json (OSCAL), report.csv and summary.md in the folder.
      Under GitHub Actions and GitLab CI the log carries notes in their form, and
      where the service names a file for the job's summary (GITHUB_STEP_SUMMARY),
      summary.md is added to it.

      A requirement that fails and is met when it is tried again is shown as flaky
      and does not fail the gate; the score stays that of the first attempt.
      """)

  @Option(help: "Folder of the specification, or its specification.yaml.", completion: .file())
  var spec: String

  @OptionGroup var choices: RunChoices

  @Option(
    help: "What the network came to before: a file of kind baseline, a run directory, or s3://bucket/prefix/run.",
    completion: .file())
  var baseline: String?

  @Option(help: "Folder for the record and the reports.", completion: .directory)
  var out: String

  @Flag(help: "Delete the record of an earlier run in the same folder.")
  var replace = false

  @Option(
    name: .customLong("slower-than"),
    help: "Fail where probes take more than this per cent of their time in the baseline, and 100 ms more.")
  var slowerThan: Int?

  @Option(help: "How often what fails is tried again.")
  var retries = 0

  @Option(name: .customLong("announce-waivers"), help: "Announce waivers that end within so many days.")
  var announcedDays = 30

  @Option(help: "Form of notes in the log: github, gitlab or none; as the environment says where it is not given.")
  var annotations: String?

  @Flag(help: "Print nothing but errors and notes.")
  var quiet = false

  mutating func validate() throws {
    if !(0...10).contains(retries) { throw ValidationError("--retries is a number from 0 to 10.") }
    if let slowerThan, !(100...100_000).contains(slowerThan) {
      throw ValidationError("--slower-than is a number of per cent from 100 to 100000.")
    }
    if slowerThan != nil && baseline == nil { throw ValidationError("--slower-than needs --baseline.") }
    if !(0...3_650).contains(announcedDays) { throw ValidationError("--announce-waivers is a number of days to 3650.") }
    if let annotations, annotations != "none", LogAnnotations.Form(rawValue: annotations) == nil {
      throw ValidationError("--annotations \(annotations): expected github, gitlab or none.")
    }
  }

  func run() async throws {
    let evaluation = try RunEvaluation(specification: spec, choices: choices)
    var before: Baseline?
    if let baseline { before = try await Self.baseline(at: baseline, rules: evaluation.files.rules) }
    let style: RunProgress.Style = quiet ? .quiet : Terminal.isInteractive ? .live : .lines
    if try await evaluation.gather(into: out, replace: replace, style: style) { throw ExitStatus.interrupted }
    let recorded = try RecordedRun(out)
    let (scorecard, rules) = try recorded.judge()
    try recorded.write(scorecard)
    let flaky = try await tryAgain(scorecard, style: style)
    let report = GateReport(
      scorecard,
      changes: before.map {
        BaselineComparison(scorecard, since: $0, bound: slowerThan.map { BaselineComparison.Bound(percent: $0) })
      },
      flaky: flaky, waivers: evaluation.files.waivers, horizon: Self.day(scorecard.run.now, plus: announcedDays),
      threshold: rules.threshold)
    let folder = Self.folder(of: spec)
    let written = try RunReports.write(
      scorecard, transcripts: recorded.transcripts(of: scorecard), formats: ReportFormat.gate,
      to: URL(fileURLWithPath: out), gate: report, places: rules.places, specification: folder)
    try tell(report, written: written, places: rules.places, folder: folder)
    try ExitStatus.check(report.exitCode)
  }

  /// Tries what failed again, each time from the start with a seed of its own, and answers what was met then.
  private func tryAgain(_ scorecard: Scorecard, style: RunProgress.Style) async throws -> [GateReport.Flaky] {
    var open: [String: (verdict: RequirementVerdict, states: [RequirementState])] = [:]
    for verdict in scorecard.groups.flatMap(\.requirements) where verdict.canBeFlaky {
      open[verdict.id] = (verdict, [verdict.state])
    }
    var flaky: [GateReport.Flaky] = []
    for attempt in 0..<retries where !open.isEmpty {
      let folder = "\(out)/retries/\(attempt + 1)"
      let again = try RunEvaluation(specification: spec, choices: choices, only: open.keys.sorted())
      if try await again.gather(into: folder, replace: replace, style: style) { throw ExitStatus.interrupted }
      let recorded = try RecordedRun(folder)
      let (scorecard, _) = try recorded.judge()
      try recorded.write(scorecard)
      for verdict in scorecard.groups.flatMap(\.requirements) {
        guard var entry = open[verdict.id] else { continue }
        entry.states.append(verdict.state)
        open[verdict.id] = entry
        guard verdict.state == .met else { continue }
        open[verdict.id] = nil
        flaky.append(
          GateReport.Flaky(
            requirement: "\(verdict.id)@\(verdict.revision)", title: verdict.title, states: entry.states))
      }
    }
    return flaky.sorted { $0.requirement < $1.requirement }
  }

  private func tell(_ report: GateReport, written: [String], places: [String: SourceSpan], folder: String) throws {
    if !quiet {
      Terminal.out(
        TextSummary.render(report.scorecard, reports: written, columns: Terminal.width, colour: Terminal.hasColour))
      Terminal.out(GateText.text(of: report))
    }
    let environment = Terminal.environment
    if let form = form(in: environment) {
      Terminal.out(
        LogAnnotations.render(
          report, as: form, places: places, folder: folder, time: Int(Date().timeIntervalSince1970)), newline: false)
    }
    guard let path = environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
    let summary = Data(MarkdownSummary.render(report).utf8)
    guard let file = FileHandle(forUpdatingAtPath: path) else {
      Terminal.error("\(path): the job's summary cannot be written (GITHUB_STEP_SUMMARY)")
      throw ExitStatus.harness
    }
    do {
      try file.seekToEnd()
      try file.write(contentsOf: summary)
      try file.close()
    } catch {
      Terminal.error("\(path): the job's summary cannot be written: \(error.systemReason)")
      throw ExitStatus.harness
    }
  }

  private func form(in environment: [String: String]) -> LogAnnotations.Form? {
    if let annotations { return LogAnnotations.Form(rawValue: annotations) }
    if environment["GITHUB_ACTIONS"] == "true" { return .github }
    return environment["GITLAB_CI"] == "true" ? .gitlab : nil
  }

  /// Reads a baseline, from a file of its own or out of a run directory.
  private static func baseline(at path: String, rules: RuleSet) async throws -> Baseline {
    let kept = try await KeptRuns.local(path)
    // A copy stays for as long as it is read.
    defer { withExtendedLifetime(kept) {} }
    var isFolder: ObjCBool = false
    var source = path
    var text: String?
    if FileManager.default.fileExists(atPath: kept.folder, isDirectory: &isFolder), isFolder.boolValue {
      text = BaselineFile.render(try RecordedRun(kept.folder).scorecard())
      source = "\(path)/baseline.yaml"
    }
    let reading =
      text.map { InventoryReader.baseline(text: $0, shownAs: source) } ?? InventoryReader.baseline(at: path)
    guard let baseline = reading.value else {
      Diagnostics.show(reading.diagnostics)
      throw ExitStatus.invalidFile
    }
    guard baseline.specification == rules.id else {
      Terminal.error(
        "\(source): the baseline is of the specification \(baseline.specification), not \(rules.id); take one with "
          + "`assay report RUN --format baseline`")
      throw ExitStatus.invalidFile
    }
    return baseline
  }

  /// The folder of the specification as it was named.
  private static func folder(of specification: String) -> String {
    var parts = specification.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if let last = parts.last, last.hasSuffix(".yaml") || last.hasSuffix(".yml") || last.isEmpty { parts.removeLast() }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }

  private static func day(_ day: String, plus days: Int) -> String {
    let style = Date.ISO8601FormatStyle().year().month().day()
    guard let date = try? Date(day, strategy: style) else { return day }
    return date.addingTimeInterval(Double(days) * 86_400).formatted(style)
  }
}

extension RequirementVerdict {
  /// Whether trying again can show something else: a probe failed.
  fileprivate var canBeFlaky: Bool {
    switch state {
    case .partlyMet, .notMet, .contradicted, .notDemonstrated: probed != nil
    case .met, .notApplicable, .inconclusive: false
    }
  }
}
