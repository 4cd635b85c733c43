import ArgumentParser
import Foundation
import Inventory
import Procurement
import Specification

/// `assay worksheet`
struct WorksheetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "worksheet",
    abstract: "Hand out worksheets to evaluators, and join what they filled in to assessments.",
    discussion: """
      EXAMPLE
        assay worksheet tender.yaml --evaluation evaluation \\
          --evaluators first,second --out worksheets
        assay worksheet tender.yaml --evaluation evaluation \\
          --check worksheets/acme/first.xlsx
        assay worksheet tender.yaml --evaluation evaluation \\
          --read worksheets/acme/*.xlsx --assessments assessments
        assay worksheet tender.yaml --evaluation evaluation --moderate \\
          --assessments assessments --out worksheets

      Each evaluator has for each bid a workbook (XLSX) and the same as YAML: the
      marks that no machine gives, by their published descriptors, and the claims
      that a person must read; a drop-down and a reason in each row, and fields for
      a conflict of interest. They mark by themselves. --read joins worksheets to
      LOT/BID.yaml below --assessments, a file of `kind: assessment` that the
      tender's bid names. --moderate then writes a worksheet of what each gave, for
      what they agree on; it is read back in the same way. Individual and moderated
      marks are both kept. An empty row takes nothing back. A run directory may
      stand in the place of the tender.

      EXIT CODES
        0 all well; 1 usage; 2 a file is invalid, or with --check an answer is
        missing
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Tender file, or the run directory of one bid.", valueName: "tender"), completion: .file())
  var source: String

  @Option(
    help: "Folder that `assay evaluate` wrote; the tender's records where it is not given.", completion: .directory)
  var evaluation: String?

  @Option(help: "Write worksheets for these evaluators, separated by commas: letters, digits, `.`, `_` and `-`.")
  var evaluators: String?

  @Flag(help: "Write worksheets for what the evaluators agree on.")
  var moderate = false

  @Option(parsing: .upToNextOption, help: "Read filled worksheets (XLSX, ODS, YAML).", completion: .file())
  var read: [String] = []

  @Option(help: "Check a filled worksheet.", completion: .file())
  var check: String?

  @Option(help: "Folder for worksheets, LOT/BID/EVALUATOR.", completion: .directory)
  var out: String?

  @Option(help: "Folder of the assessments, LOT/BID.yaml.", completion: .directory)
  var assessments: String?

  @Option(help: "Only the bid with this id.")
  var bid: String?

  @Option(help: "Only this lot.")
  var lot: String?

  private var names: [String] {
    (evaluators ?? "").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  mutating func validate() throws {
    let modes = [evaluators != nil, moderate, !read.isEmpty, check != nil].count { $0 }
    guard modes == 1 else { throw ValidationError("Give one of --evaluators, --moderate, --read and --check.") }
    if evaluators != nil || moderate {
      guard out != nil else { throw ValidationError("Give --out, the folder for the worksheets.") }
    } else if out != nil {
      throw ValidationError("--out belongs to --evaluators and --moderate; --read writes below --assessments.")
    }
    if moderate || !read.isEmpty, assessments == nil {
      throw ValidationError("Give --assessments, the folder of the assessments.")
    }
    guard evaluators == nil || !names.isEmpty else { throw ValidationError("--evaluators names nobody.") }
    for name in names where !Worksheet.isName(name) || name == Self.moderation {
      throw ValidationError(
        "--evaluators \(name): a name has letters, digits, `.`, `_` and `-`, begins with one of the first two, and is "
          + "not `\(Self.moderation)`.")
    }
    guard Set(names).count == names.count else { throw ValidationError("--evaluators names somebody twice.") }
  }

  func run() throws {
    let bids = try AssessedBid.all(source, evaluation: evaluation).filter { entry in
      (bid == nil || entry.subject.bid == bid) && (lot == nil || entry.subject.lot == lot)
    }
    guard !bids.isEmpty else {
      Terminal.error("\(source): there is no such bid that was evaluated")
      throw ExitStatus.usage
    }
    let reading = WorksheetReading(bids: bids, assessments: assessments)
    if let check { return try reading.check(check) }
    if !read.isEmpty { return try reading.join(read) }
    for bid in bids { try write(bid, reading) }
  }

  // MARK: Writing

  /// Name of the sheet of what the evaluators agree on.
  private static let moderation = "moderation"

  private func write(_ bid: AssessedBid, _ reading: WorksheetReading) throws {
    let folder = URL(fileURLWithPath: out ?? ".").appendingPathComponent(bid.place)
    let forms: [Worksheet.Form] = moderate ? [.moderation] : names.map { .individual(evaluator: $0) }
    let given = moderate ? try reading.assessment(of: bid) : bid.subject.assessment
    for form in forms {
      let worksheet = bid.worksheet(form, given: given)
      guard !worksheet.rows.isEmpty else {
        Terminal.out("\(bid.place): there is nothing to \(moderate ? "agree on" : "assess")")
        continue
      }
      let name = if case .individual(let evaluator) = form { evaluator } else { Self.moderation }
      for file in ["\(name).xlsx", "\(name).yaml"]
      where FileManager.default.fileExists(atPath: folder.appendingPathComponent(file).path) {
        Terminal.error(
          "\(folder.appendingPathComponent(file).relativePath): is there, and somebody may have filled it in. Move it away, "
            + "or name another folder.")
        throw ExitStatus.usage
      }
      Terminal.out(
        try OfficeFiles.put(
          WorksheetWorkbook.workbook(worksheet, author: bid.author), "\(name).xlsx", folder))
      guard case .individual(let evaluator) = form else { continue }
      let text = WorksheetText.template(worksheet, evaluator: evaluator)
      Terminal.out(try RunReports.put(Data(text.utf8), "\(name).yaml", folder))
    }
  }
}
