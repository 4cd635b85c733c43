import Specification

/// A bidder's answers to clarification questions. They are recorded beside the requirements, and decide nothing.
public struct BidderAnswers: Hashable, Sendable {
  /// The specification that the questions are about, by id.
  public var specification: String
  /// Its version.
  public var version: String
  /// The bid, by id.
  public var bid: String
  /// The answers in the order of the file.
  public var answers: [Answer]

  /// A question and its answer.
  public struct Answer: Codable, Hashable, Sendable {
    /// The question's number.
    public var number: Int
    /// `id@revision`
    public var requirement: String
    /// What was asked.
    public var question: String
    /// What was answered.
    public var answer: String
    /// Document of the bid that it names, by id.
    public var document: String?
    /// Page of that document.
    public var page: Int?

    /// Makes an answer.
    public init(
      number: Int, requirement: String, question: String, answer: String, document: String? = nil, page: Int? = nil
    ) {
      self.number = number
      self.requirement = requirement
      self.question = question
      self.answer = answer
      self.document = document
      self.page = page
    }
  }

  /// Makes answers.
  public init(specification: String, version: String, bid: String, answers: [Answer]) {
    self.specification = specification
    self.version = version
    self.bid = bid
    self.answers = answers
  }

  /// The file of `kind: answers`, always in the same form.
  public var text: String {
    var lines = [
      "edition: 1", "kind: answers", "specification: \(QuotedText.yaml(specification))",
      "version: \(QuotedText.yaml(version))", "bid: \(QuotedText.yaml(bid))",
      answers.isEmpty ? "answers: []" : "answers:",
    ]
    for answer in answers {
      lines += [
        "  - number: \(answer.number)", "    requirement: \(QuotedText.yaml(answer.requirement))",
        "    question: \(QuotedText.yaml(answer.question))", "    answer: \(QuotedText.yaml(answer.answer))",
      ]
      if let document = answer.document { lines.append("    document: \(QuotedText.yaml(document))") }
      if let page = answer.page { lines.append("    page: \(page)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
