import ArgumentParser
import Foundation
import Procurement

/// `assay clarify`
struct ClarifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clarify",
    abstract: "Draft the clarification questions that each bid of a tender leaves.",
    discussion: """
      EXAMPLE
        assay clarify tender.yaml --out questions
        assay clarify tender.yaml --evaluation evaluation --out questions

      Questions come of contradictions, of words that leave a doubt, and of silence, each with the words and their place or
      the exchange and its outcome. Each bidder's stand in a folder of their own, as DOCX, CSV and JSON. Drafted into
      the same folder again, a question keeps its number, and one that is settled stays as closed.
      """)

  @ArgumentParser.Argument(help: "Tender.", completion: .file())
  var tender: String

  @Option(help: "Folder for the questions.", completion: .directory)
  var out: String

  @Option(
    help: "Folder that `assay evaluate` wrote; the tender's records where it is not given.", completion: .directory)
  var evaluation: String?

  @Option(help: "The day that dates are held against, YYYY-MM-DD; the latest of the records' where it is not given.")
  var now: String?

  mutating func validate() throws {
    if let now, !RunChoices.isDay(now) { throw ValidationError("--now is a day in the form YYYY-MM-DD.") }
  }

  func run() throws {
    let judged = try JudgedTender(tender, now: now, evaluation: evaluation)
    for lot in judged.lots {
      for entry in lot.bids {
        guard let scorecard = entry.scorecard else {
          Terminal.error("\(entry.bid.bidder) has not been evaluated, so there is nothing to ask yet")
          continue
        }
        let path = [lot.lot.id, entry.bid.id].compactMap { $0 }.joined(separator: "/")
        let folder = URL(fileURLWithPath: out).appendingPathComponent(path)
        let questions = ClarificationDraft.questions(of: scorecard, previous: try previous(in: folder))
        let document = ClarificationFiles.document(
          questions, bidder: entry.bid.bidder, tender: judged.tender.title, buyer: judged.tender.buyer)
        Terminal.out("\(entry.bid.bidder): \(questions.count(where: \.isOpen)) open of \(questions.count)")
        let written = [
          try OfficeFiles.put(document, "questions.docx", folder),
          try RunReports.put(Data(ClarificationFiles.separated(questions).utf8), "questions.csv", folder),
          try RunReports.put(try ClarificationFiles.encode(questions), Self.record, folder),
        ]
        for file in written { Terminal.out("  \(file)") }
      }
    }
  }

  /// The record that keeps the numbers.
  private static let record = "questions.json"

  private func previous(in folder: URL) throws -> [ClarificationQuestion] {
    let file = folder.appendingPathComponent(Self.record)
    guard FileManager.default.fileExists(atPath: file.path) else { return [] }
    do { return try ClarificationFiles.decode(Data(contentsOf: file)) } catch {
      Terminal.error(
        "\(file.relativePath): this is no record of questions, so their numbers cannot be kept. Restore it, or draft "
          + "into another folder.")
      throw ExitStatus.invalidFile
    }
  }
}
