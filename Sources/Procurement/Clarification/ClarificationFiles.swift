import Foundation
import Judgement
import Office

/// Questions to a bidder as a document, as separated values, and as the record that keeps their numbers.
public enum ClarificationFiles {
  /// The document that goes to the bidder: open questions alone.
  public static func document(
    _ questions: [ClarificationQuestion], bidder: String, tender: String, buyer: String
  ) -> TextDocument {
    let open = questions.filter(\.isOpen)
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

  /// Separated values (RFC 4180) with a row for each question; cells that a spreadsheet would take for a formula begin
  /// with an apostrophe.
  public static func separated(_ questions: [ClarificationQuestion]) -> String {
    let head = ["Number", "State", "Cause", "Requirement", "Title", "Question", "Grounds", "Answer"]
    let rows = questions.map { question in
      [
        "\(question.number)", question.isOpen ? "open" : "closed", question.cause.rawValue, question.requirement,
        question.title, question.question, question.grounds.joined(separator: "\n"), "",
      ]
    }
    return ([head] + rows).map { $0.map(cell).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func cell(_ text: String) -> String {
    let guarded = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
    return "\"" + guarded.replacing("\"", with: "\"\"") + "\""
  }

  /// The record's bytes.
  public static func encode(_ questions: [ClarificationQuestion]) throws -> Data { try CanonicalJSON.encode(questions) }

  /// Reads a record.
  public static func decode(_ data: Data) throws -> [ClarificationQuestion] {
    try JSONDecoder().decode([ClarificationQuestion].self, from: data)
  }
}
