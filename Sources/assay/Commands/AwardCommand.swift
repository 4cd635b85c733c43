import ArgumentParser
import Foundation
import Inventory
import Judgement
import Office
import Procurement
import Reports
import Specification

/// `assay award`
struct AwardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "award",
    abstract: "Put a tender's bids in order by quality and price, and say how firmly the order stands.",
    discussion: """
      EXAMPLE
        assay award tender.yaml --out award
        assay award tender.yaml --evaluation evaluation --out award
        assay award tender.yaml --out award --summaries

      Each bid's record is judged again by the tender's specification and each lot's
      profile, on one day for all, and left as it is: the record that the tender
      names (`run:`), or the one that `assay evaluate` left in --evaluation. Quality
      and price make an exact total; gates and the threshold exclude, with the
      reason. Beside the order stands what it hangs on: weights, single
      requirements, groups, and draws by chance over what is open.

      --summaries writes for each bidder the assessment summary of the Procurement
      Act 2023 s. 50 as DOCX and PDF, without other bidders' confidential data.

      EXIT CODES
        0 the order is final; 2 a file is invalid; 3 the result is provisional: a
        price or an evaluation is missing, or something is inconclusive; 4 no bid is
        left.
      """)

  @ArgumentParser.Argument(help: "Tender.", completion: .file())
  var tender: String

  @Option(help: "Folder for the award.", completion: .directory)
  var out: String

  @Option(
    help: "Folder that `assay evaluate` wrote; the tender's records where it is not given.", completion: .directory)
  var evaluation: String?

  @Option(help: "The day that dates are held against, YYYY-MM-DD; the latest of the records' where it is not given.")
  var now: String?

  @Flag(help: "Write an assessment summary for each bidder.")
  var summaries = false

  @Option(help: "Draws over what is open.")
  var samples = Simulation.Chances().samples

  @Option(help: "What the draws begin with.")
  var seed = Simulation.Chances().seed

  @Option(help: "Chance, percent, that an inconclusive requirement comes out at its best.")
  var chanceInconclusive = Simulation.Chances().inconclusive

  @Option(help: "Chance, percent, that a requirement that was not demonstrated would have been met.")
  var chanceNotDemonstrated = Simulation.Chances().notDemonstrated

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  mutating func validate() throws {
    if let now, !RunChoices.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
    guard Simulation.Chances.sampleRange.contains(samples) else {
      throw ValidationError("--samples is a number from 1 to \(Simulation.Chances.sampleRange.upperBound).")
    }
    guard (0...100).contains(chanceInconclusive), (0...100).contains(chanceNotDemonstrated) else {
      throw ValidationError("A chance is a number from 0 to 100.")
    }
  }

  func run() throws {
    let judged = try JudgedTender(tender, now: now, evaluation: evaluation)
    let chances = Simulation.Chances(
      samples: samples, seed: seed, inconclusive: chanceInconclusive, notDemonstrated: chanceNotDemonstrated)
    var lots: [LotAward] = []
    for lot in judged.lots {
      do throws(LotDecision.Failure) {
        lots.append(
          try LotDecision.decide(
            lot.lot, of: judged.tender, candidates: lot.bids.map(\.candidate), desirableCap: lot.rules.desirableCap,
            chances: chances))
      } catch {
        Terminal.error("\(tender): \(error.message)")
        throw ExitStatus.invalidFile
      }
    }
    let award = Award(tender: judged.tender, lots: lots, day: judged.day, tool: Tool.name)
    let files = AwardFiles(folder: URL(fileURLWithPath: out))
    var written = try files.write(award)
    if summaries { written += try files.writeSummaries(award, scorecards: judged.lots.map(\.scorecards)) }
    if !quiet {
      Terminal.out(AwardText.render(award, width: Terminal.width))
      for path in written { Terminal.out("  \(path)") }
    }
    if award.isProvisional { throw ExitStatus.harness }
    if lots.contains(where: { $0.leaders.isEmpty }) { throw ExitStatus.mandatoryNotMet }
  }
}
