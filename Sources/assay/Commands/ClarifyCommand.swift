import ArgumentParser
import Foundation
import Inventory
import Procurement
import Specification

/// `assay clarify`
struct ClarifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clarify",
    abstract: "Draft the clarification questions that each bid of a tender leaves, and read the answers.",
    discussion: """
      EXAMPLE
        assay clarify tender.yaml --out questions
        assay clarify tender.yaml --evaluation evaluation --out questions
        assay clarify questions/acme --read answered.xlsx --out acme-answers.yaml

      Questions come of contradictions, of words that leave a doubt, of claims in
      words that promise nothing (“planned”, “typically”, “where possible”), and of
      silence, each with the words and their place or the exchange and its outcome.
      Each bidder's stand in a folder of their own, as DOCX, XLSX, CSV and JSON.
      Drafted into the same folder again, a question keeps its number, and one that
      is settled stays as closed.

      The bidder fills in the workbook or the table; --read holds it against the
      questions of that folder, names each cell that is wrong, and writes a file of
      `kind: answers`, which the tender's bid, or `assay judge --answers`, names.
      The answers stand beside the requirements in the report, and decide nothing.

      EXIT CODES
        0 all well; 1 usage; 2 a file is invalid, or rules were changed
      """)

  @ArgumentParser.Argument(
    help: ArgumentHelp("Tender; with --read the folder of a bidder's questions.", valueName: "tender"),
    completion: .file())
  var source: String

  @Option(help: "Folder for the questions; with --read the file of the answers.", completion: .file())
  var out: String

  @Option(help: "Read a bidder's answers: the table of questions, filled in (XLSX, ODS, CSV).", completion: .file())
  var read: String?

  @Option(
    help: "With --read, the bid whose documents the answers name: its folder or its bid.yaml.", completion: .file())
  var bid: String?

  @Option(
    help: "Folder that `assay evaluate` wrote; the tender's records where it is not given.", completion: .directory)
  var evaluation: String?

  @Option(help: "The day that dates are held against, YYYY-MM-DD; the latest of the records' where it is not given.")
  var now: String?

  mutating func validate() throws {
    if let now, !RunChoices.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
    if read != nil {
      if evaluation != nil || now != nil { throw ValidationError("--evaluation and --now belong to drafting.") }
    } else if bid != nil {
      throw ValidationError("--bid belongs to --read.")
    }
  }

  func run() throws {
    if let read { return try answers(read) }
    let judged = try JudgedTender(source, now: now, evaluation: evaluation)
    for lot in judged.lots {
      for entry in lot.bids {
        guard let scorecard = entry.scorecard else {
          Terminal.error("\(entry.bid.bidder) has not been evaluated, so there is nothing to ask yet")
          continue
        }
        let path = [lot.lot.id, entry.bid.id].compactMap { $0 }.joined(separator: "/")
        let folder = URL(fileURLWithPath: out).appendingPathComponent(path)
        let questions = ClarificationDraft.questions(of: scorecard, previous: try record(in: folder)?.questions ?? [])
        let record = ClarificationRecord(
          tender: judged.tender.id, lot: lot.lot.id, bid: entry.bid.id, bidder: entry.bid.bidder,
          specification: scorecard.specification.id, version: scorecard.specification.version, questions: questions)
        let document = ClarificationFiles.document(
          questions, bidder: entry.bid.bidder, tender: judged.tender.title, buyer: judged.tender.buyer)
        let answered = questions.count { $0.state == .answered }
        Terminal.out(
          "\(entry.bid.bidder): \(questions.count { $0.state == .open }) open of \(questions.count)"
            + (answered > 0 ? ", \(answered) answered" : ""))
        let written = [
          try OfficeFiles.put(document, "questions.docx", folder),
          try OfficeFiles.put(
            ClarificationFiles.workbook(record, author: judged.tender.buyer), "questions.xlsx", folder),
          try RunReports.put(Data(ClarificationFiles.separated(record).utf8), "questions.csv", folder),
          try RunReports.put(try ClarificationFiles.encode(record), Self.record, folder),
        ]
        for file in written { Terminal.out("  \(file)") }
      }
    }
  }

  /// The record that keeps the numbers.
  private static let record = "questions.json"

  private func record(in folder: URL) throws -> ClarificationRecord? {
    let file = folder.appendingPathComponent(Self.record)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    do { return try ClarificationFiles.decode(Data(contentsOf: file)) } catch {
      let reason = (error as? ClarificationError) ?? .notARecord
      Terminal.error(
        "\(file.relativePath): \(reason), so their numbers cannot be kept. Restore it, or draft into another folder.")
      throw ExitStatus.invalidFile
    }
  }

  // MARK: Answers

  private func answers(_ file: String) throws {
    guard let record = try record(in: URL(fileURLWithPath: source)) else {
      Terminal.error(
        "\(source): holds no \(Self.record); name the folder that the bidder's questions were drafted into")
      throw ExitStatus.usage
    }
    var documents: Set<String>?
    if let bid {
      let reading = InventoryReader.bid(at: bid, rules: nil)
      guard let offered = reading.value else {
        Diagnostics.show(reading.diagnostics)
        throw ExitStatus.invalidFile
      }
      documents = Set(offered.documents.map(\.id))
    }
    let reading = AnswerSheet.read(file, asked: record, documents: documents)
    Diagnostics.show(reading.diagnostics)
    guard let answers = reading.answers else { throw ExitStatus.invalidFile }
    // Answers that were taken up before stay: their questions are asked no more.
    let earlier = record.questions.compactMap(\.answer)
    var all = answers
    all.answers = (earlier + answers.answers).sorted { $0.number < $1.number }
    let place = URL(fileURLWithPath: out)
    let path = try RunReports.put(Data(all.text.utf8), place.lastPathComponent, place.deletingLastPathComponent())
    let asked = answers.answers.count + reading.missing.count
    Terminal.out("\(path): \(answers.answers.count) of \(asked) questions are answered")
  }
}
