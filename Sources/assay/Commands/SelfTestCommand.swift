import ArgumentParser
import Evidence
import Foundation
import Inventory
import Judgement
import Probes
import Reports
import Specification

/// `assay self-test`
struct SelfTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "self-test",
    abstract: "Try your own product: what is configured, what is missing, what fails and by which rule.",
    discussion: """
      EXAMPLE
        # what can be tried, what is missing, how to configure it
        assay self-test --network lab.yaml --dry-run
        # the profile vendor-self-test, into the folder self-test
        assay self-test --network lab.yaml
        # one requirement again, into the same record
        assay self-test --network lab.yaml --only DST-011b
        # what fails again, whenever something was changed
        assay self-test --network lab.yaml --watch

      Steps that change nothing come first. Before anything is written to a system,
      or called under load, it asks; --yes agrees beforehand. Where nobody can be
      asked (no terminal, or CI is set) and --yes is not given, nothing is written,
      and what needs it stays not demonstrated. What was agreed to for a record
      stays agreed.

      With --watch it waits for Enter, for another state of the network file or of a
      file named by --watched, or with --every for time to pass, and tries what is
      not met again, until all of it is. Nothing is sent while it waits. Ctrl-D ends
      it.

      EXIT CODES
        0 all well; 1 usage; 2 a file is invalid; 3 the harness could not do its
        work; 4 a mandatory requirement is not met; 5 score below the threshold; 130
        after Ctrl-C
      """)

  @ArgumentParser.Argument(
    help: "Profile by name, its file, or a specification's folder; vendor-self-test where it is not given.")
  var profile: String?

  @Option(
    help: "Folder of the specification; the bundled one that has the profile where it is not given.",
    completion: .directory)
  var spec: String?

  @Option(help: "Network file; the only one of the working directory where it is not given.", completion: .file())
  var network: String?

  @Option(help: "Folder of the bid, or its bid.yaml, where papers are to be read as well.", completion: .file())
  var bid: String?

  @Option(help: "Folder for the record and the reports.", completion: .directory)
  var out = "self-test"

  @Option(help: "Only these requirements or groups, separated by commas; again, where there is a record.")
  var only: String?

  @Option(name: .customLong("input"), help: "Value of an input, as name=value. May be repeated.")
  var inputs: [String] = []

  @Option(help: "Effects allowed at most, separated by commas: read,write,load,listen.")
  var permit: String?

  @Option(help: "Deadline of a step that names none, in seconds.")
  var timeout: Double = 30

  @Flag(help: "Agree beforehand to steps that write or load, as far as the network file permits them.")
  var yes = false

  @Flag(help: "Try what is not met again whenever something was changed, until all is met.")
  var watch = false

  @Option(help: "With --watch: try again after so many seconds by itself.")
  var every: Double?

  @Option(
    name: .customLong("watched"), help: "With --watch: a file whose change is a sign. May be repeated.",
    completion: .file())
  var watchedFiles: [String] = []

  @Option(help: "File for a capture of the exchanges that Wireshark opens (pcapng).", completion: .file())
  var pcap: String?

  @Flag(help: "Delete the record of an earlier self-test in the same folder.")
  var replace = false

  @Flag(help: "Show every failure, and every exchange whole.")
  var full = false

  @Flag(name: .customLong("dry-run"), help: "Say what is configured and missing; send nothing.")
  var dryRun = false

  mutating func validate() throws {
    if let every, !(every >= 0.2 && every <= 86_400) {
      throw ValidationError("--every is a number of seconds from 0.2 to 86400.")
    }
    if !watch && (every != nil || !watchedFiles.isEmpty) {
      throw ValidationError("--every and --watched need --watch.")
    }
    if replace && dryRun { throw ValidationError("--dry-run sends nothing and replaces nothing.") }
  }

  func run() async throws {
    let files = try SelfTestFiles(profile: profile, specification: spec, network: network)
    let record = try earlier()
    let choices = try choices(files, only: record.map { $0.only.joined(separator: ",") } ?? only)
    let evaluation = try RunEvaluation(specification: files.specification, choices: choices)
    var changes = ChangeWatch(
      files: [files.network] + watchedFiles, interval: every.map { .milliseconds(Int64($0 * 1000)) })
    let agreed = Readiness.safeEffects.union(yes ? Effect.allCases : [])
      .union(record?.permits.compactMap(Effect.init(rawValue:)) ?? [])
    var session = SelfTestSession(
      evaluation, network: files.network, hasBid: bid != nil, out: out, agreed: agreed,
      style: Terminal.isInteractive ? .live : .lines)
    if record == nil || dryRun { show(session, network: files.network) }
    if dryRun { return }
    var result: SelfTestResult
    if let record {
      result = try await resume(&session, record: record)
    } else {
      try await session.begin(replace: replace)
      result = try session.judge()
      result = try await goOn(&session, after: result)
    }
    if watch {
      result = try await watchChanges(&session, result, &changes) {
        try RunEvaluation(specification: files.specification, choices: choices)
      }
    }
    var reports = result.reports
    if let pcap {
      let network = session.evaluation.plan.network
      reports += [
        try RunReports.capture(result.scorecard, transcripts: result.transcripts, network: network, to: pcap)
      ]
    }
    Terminal.out("")
    Terminal.out(
      TextSummary.render(
        result.scorecard, reports: reports, columns: Terminal.width, colour: Terminal.hasColour))
    try ExitStatus.check(result.scorecard.exitCode)
  }

  /// The options of every command that runs, filled in.
  private func choices(_ files: SelfTestFiles, only: String?) throws -> RunChoices {
    var arguments = ["--network", files.network, "--timeout", String(timeout)]
    func add(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { arguments.append("--\(name)=\(value)") }
    }
    add("profile", files.profile)
    add("bid", bid)
    add("only", only)
    add("permit", permit)
    for input in inputs { add("input", input) }
    return try RunChoices.parse(arguments)
  }

  /// The manifest of an earlier self-test that is to be taken up.
  private func earlier() throws -> RunManifest? {
    guard !replace, !dryRun, FileManager.default.fileExists(atPath: "\(out)/\(RunLayout.manifest)") else { return nil }
    guard only != nil || watch else {
      Terminal.error(
        """
        \(out): holds an earlier self-test. --only ID tries a requirement again, --watch whatever is not met; --replace \
        deletes it and starts anew.
        """)
      throw ExitStatus.usage
    }
    return try RecordedRun(out).reader.manifest
  }

  private func show(_ session: SelfTestSession, network: String) {
    Terminal.out(
      ReadinessText.text(
        of: session.readiness, evaluation: session.evaluation, networkPath: network, isFull: full,
        width: min(max(Terminal.width, 40), 120)))
    Terminal.out("")
  }
}
