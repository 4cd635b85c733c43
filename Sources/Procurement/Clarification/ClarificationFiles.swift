import Foundation
import Judgement
import Office

/// Questions to a bidder as a document, as a workbook and as separated values to be filled in, and as the record that keeps
/// their numbers.
public enum ClarificationFiles {
  /// The document that goes to the bidder: open questions alone, without those that are answered.
  public static func document(
    _ questions: [ClarificationQuestion], bidder: String, tender: String, buyer: String
  ) -> TextDocument {
    let open = questions.filter { $0.state == .open }
    var document = TextDocument(title: "Clarification questions", subtitle: "\(tender), to \(bidder)", author: buyer)
    document.blocks = [
      .heading(1, "Questions", anchor: "questions"),
      .paragraph([Run("Please answer each question by its number. An answer changes no result by itself.")]),
    ]
    for question in open {
      document.blocks.append(
        .heading(2, "Question \(question.number): \(question.title)", anchor: "question-\(question.number)"))
      document.blocks.append(
        .paragraph([Run("Requirement \(question.requirement). ", [.muted]), Run(question.question)]))
      if !question.grounds.isEmpty {
        document.blocks.append(.list(question.grounds.map { [Run($0)] }, isOrdered: false))
      }
      document.blocks.append(.label("Your answer"))
      document.blocks.append(.paragraph([Run(" ")]))
    }
    if open.isEmpty { document.blocks.append(.paragraph([Run("There is no question.")])) }
    return document
  }

  /// Separated values (RFC 4180) with a row for each open question; cells that a spreadsheet would take for a formula begin
  /// with an apostrophe.
  public static func separated(_ record: ClarificationRecord) -> String {
    let published = AnswerSheet.published(record)
    let facts = published.facts.compactMap { fact in fact.value.map { [fact.label, $0] } }
    let rows = published.rows.map { row in row.printed.map { $0 ?? "" } }
    let table = [[published.title]] + facts + [published.columns.map(\.heading)] + rows
    return table.map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    let guarded = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
    return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
  }

  /// The workbook that the bidder fills in.
  public static func workbook(_ record: ClarificationRecord, author: String) -> Workbook {
    let published = AnswerSheet.published(record)
    return Workbook(title: published.title, author: author, sheets: [published.sheet(), AnswerSheet.instructions])
  }

  /// The record's bytes.
  public static func encode(_ record: ClarificationRecord) throws -> Data { try CanonicalJSON.encode(record) }

  /// Reads a record.
  public static func decode(_ data: Data) throws(ClarificationError) -> ClarificationRecord {
    let record: ClarificationRecord
    do { record = try JSONDecoder().decode(ClarificationRecord.self, from: data) } catch { throw .notARecord }
    guard record.edition == 1 else { throw .unknownEdition(record.edition) }
    var numbers: Set<Int> = []
    for question in record.questions
    where !(1...1_000_000).contains(question.number) || !numbers.insert(question.number).inserted {
      throw .number(question.number)
    }
    return record
  }
}

/// Why the record of questions can't be read.
public enum ClarificationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// It is not JSON of its form.
  case notARecord
  /// It is of a form that this version does not know.
  case unknownEdition(Int)
  /// A question has the number of another one, or one that no question has.
  case number(Int)

  /// What is wrong, as a part of a sentence.
  public var description: String {
    switch self {
    case .notARecord: "this is no record of questions"
    case .unknownEdition(let edition): "the record is of edition \(edition), and this version reads edition 1"
    case .number(let number): "question \(number) is there twice, or has a number that no question has"
    }
  }
}
