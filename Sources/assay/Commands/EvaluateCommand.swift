import ArgumentParser
import Evidence
import Foundation
import Inventory
import Judgement
import Probes
import Procurement
import Reports
import Specification

/// `assay evaluate`
struct EvaluateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Evaluate every bid of a tender by the same rules, and keep a ledger of it.",
    discussion: """
      EXAMPLE
        assay evaluate tender.yaml --pack tender-pack --out evaluation \\
          --by "Imaging board"
        assay evaluate tender.yaml --pack tender-pack --out evaluation \\
          --by "Imaging board" --rejudge

      A bid that names a record (run:) is judged from it; any other is run against
      its network. Each has its run directory below --out, LOT/BID, or BID where the
      tender names no lots. The ledger evaluation.json says who evaluated what, when
      and from which files; entries are only added. Where the pack or an earlier
      entry has other rules than the tender now, everything is refused and each
      difference named.

      EXIT CODES
        0 all well; 1 usage; 2 a file is invalid, or the rules were changed; 3 the
        harness could not do its work for a bid; 4 a mandatory requirement is not
        met by a bid; 5 a score is below the specification's threshold. Where
        several hold, the first of 1, 2, 3, 6, 4, 5.
      """)

  @ArgumentParser.Argument(help: "Tender file.", completion: .file())
  var tender: String

  @Option(help: "Folder for the ledger, the run directories and the reports.", completion: .directory)
  var out: String

  @Option(help: "The pack that was published; the rules must be the same.", completion: .directory)
  var pack: String?

  @Option(help: "Who evaluates, for the ledger; the name of the user who is logged in where it is not given.")
  var by: String?

  @Option(help: "Only the bids with these ids, separated by commas.")
  var bid: String?

  @Flag(help: "Judge the records in the folder again; nothing is run.")
  var rejudge = false

  @Flag(help: "Replace the record of an earlier evaluation by a new one.")
  var replace = false

  @Option(help: "The day that dates are held against, YYYY-MM-DD; that of the ledger, or today, where it is not given.")
  var now: String?

  @OptionGroup var effort: RunEffort

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    if let now, !RunChoices.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
    if rejudge && replace { throw ValidationError("--rejudge replaces no record.") }
    let user = Terminal.environment["USER"] ?? Terminal.environment["LOGNAME"] ?? ""
    let name = (by ?? user).trimmingCharacters(in: .whitespacesAndNewlines)
    guard !name.isEmpty else { throw ValidationError("Give --by: the ledger says who evaluated.") }
    by = name
  }

  func run() async throws {
    let loaded = try LoadedTender(tender, environment: Terminal.environment)
    let folder = URL(fileURLWithPath: out)
    let packed = try pack.map { try Self.check($0, loaded.rules) }
    let ledger = try ledger(in: folder, loaded.rules)
    let bids = try bids(of: loaded)
    let style: RunProgress.Style = quiet ? .quiet : Terminal.isInteractive ? .live : .lines
    var outcomes: [EvaluationLedger.Outcome] = []
    var failure: (any Error)?
    for bid in bids {
      do {
        guard let outcome = try await evaluate(bid, of: loaded, now: ledger.now, style: style) else {
          failure = ExitStatus.interrupted
          break
        }
        outcomes.append(outcome)
      } catch {
        failure = error
        break
      }
    }
    // What was done is recorded, even where the rest was not.
    if !outcomes.isEmpty {
      let entry = EvaluationLedger.Entry(
        by: by ?? "", at: Timestamp.now(), tool: Tool.name, tenderSHA256: try Self.digest(tender),
        packSHA256: packed, outcomes: outcomes)
      try write(entry, to: ledger, in: folder, loaded)
    }
    if let failure { throw failure }
    try ExitStatus.check(EvaluationText.exitCode(outcomes))
  }

  // MARK: Rules

  /// Holds the rules against the pack's; the SHA-256 of its manifest.
  private static func check(_ pack: String, _ rules: TenderRules) throws -> String {
    do {
      let (manifest, sha256) = try PackManifest.read(URL(fileURLWithPath: pack))
      try refuse(rules.differences(from: manifest.rules, called: "the pack"), pack)
      return sha256
    } catch {
      Terminal.error("\(error)")
      throw ExitStatus.invalidFile
    }
  }

  private static func refuse(_ differences: [String], _ place: String) throws(ChangedRules) {
    if !differences.isEmpty { throw ChangedRules(place: place, differences: differences) }
  }

  private func ledger(in folder: URL, _ rules: TenderRules) throws -> EvaluationLedger {
    do {
      guard let ledger = try TenderEvaluation.ledger(in: folder) else {
        return try EvaluationLedger(rules: rules, now: now ?? Timestamp.now().prefix(10).description)
      }
      var differences = rules.differences(from: ledger.rules, called: "the ledger")
      if let now, now != ledger.now { differences.append("day: the ledger has \(ledger.now), --now is \(now)") }
      try Self.refuse(differences, "\(out)/\(TenderEvaluation.ledgerFile)")
      return ledger
    } catch {
      Terminal.error(error is EvaluationError ? "\(out)/\(error)" : "\(error)")
      throw ExitStatus.invalidFile
    }
  }

  // MARK: Bids

  /// Every bid that is asked for; all errors of all of them are shown first.
  private func bids(of loaded: LoadedTender) throws -> [TenderedBid] {
    let wanted = bid.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } }
    var diagnostics: [Diagnostic] = []
    let bids = TenderedBid.all(of: loaded, into: &diagnostics)
    Diagnostics.show(diagnostics)
    if diagnostics.contains(where: { $0.severity == .error }) { throw ExitStatus.invalidFile }
    let known = Set(bids.map(\.bid.id))
    for id in wanted ?? [] where !known.contains(id) {
      Terminal.error("--bid \(id): the tender has no such bid; there are \(known.sorted().joined(separator: ", "))")
      throw ExitStatus.usage
    }
    guard !bids.isEmpty else {
      Terminal.error("\(tender): there are no bids to evaluate. Add them to `bids`.")
      throw ExitStatus.invalidFile
    }
    return bids.filter { wanted?.contains($0.bid.id) ?? true }
  }

  private func evaluate(
    _ bid: TenderedBid, of loaded: LoadedTender, now: String, style: RunProgress.Style
  ) async throws -> EvaluationLedger.Outcome? {
    guard let rules = loaded.rules.lots.first(where: { $0.id == bid.entry.lot }) else { throw ExitStatus.invalidFile }
    let evaluation = BidEvaluation(
      bid: bid, rules: rules, specification: loaded.tender.place(loaded.tender.specification), out: out, now: now)
    if !quiet { Terminal.error("\(bid.folder): \(bid.bid.bidder)") }
    if rejudge {
      guard evaluation.hasRecord else {
        Terminal.error("\(out)/\(bid.folder): there is no record to judge again. Evaluate the bid without --rejudge.")
        throw ExitStatus.usage
      }
      return try evaluation.judge(work: .judged)
    }
    if let record = bid.entry.run { return try evaluation.take(loaded.tender.place(record), replace: replace) }
    if evaluation.hasRecord && !replace {
      Terminal.error(
        "\(out)/\(bid.folder): was evaluated already. Give --rejudge to judge its record again, or --replace to run it "
          + "anew.")
      throw ExitStatus.usage
    }
    return try await evaluation.run(options: effort.arguments, replace: replace, style: style)
  }

  // MARK: Ledger

  private func write(
    _ entry: EvaluationLedger.Entry, to before: EvaluationLedger, in folder: URL, _ loaded: LoadedTender
  ) throws {
    var ledger = before
    do {
      // Somebody else may have evaluated in the meantime; nobody's entry is overwritten.
      if let current = try TenderEvaluation.ledger(in: folder) {
        guard current.rules == before.rules, current.now == before.now else {
          throw EvaluationError(
            file: TenderEvaluation.ledgerFile, reason: "was begun anew by somebody else while the bids were evaluated")
        }
        ledger = current
      }
      try ledger.append(entry)
      var written = [try RunReports.put(try ledger.encoded(), TenderEvaluation.ledgerFile, folder)]
      written += try TenderReports.write(try TenderEvaluation(folder: folder), of: loaded, to: folder)
      if !quiet { Terminal.out(EvaluationText.text(entry, reports: written)) }
    } catch let error as EvaluationError {
      Terminal.error("\(out)/\(error)")
      throw ExitStatus.invalidFile
    }
  }

  private static func digest(_ path: String) throws -> String {
    do { return Digest.sha256(try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
      Terminal.error("\(path): \(error.systemReason)")
      throw ExitStatus.harness
    }
  }
}
