import Inventory

/// A question to a bidder about what its documents and its systems leave open.
public struct ClarificationQuestion: Codable, Hashable, Sendable {
  /// Its number, from 1; a question keeps it for good.
  public var number: Int
  /// Why it is asked.
  public var cause: Cause
  /// The requirement, `id@revision`.
  public var requirement: String
  /// The requirement's title.
  public var title: String
  /// What is asked.
  public var question: String
  /// What it rests on: words of the bid with their place, and what was found.
  public var grounds: [String]
  /// Whether the last drafting still asked it.
  public var isOpen: Bool
  /// What the bidder answered; nil while nothing was.
  public var answer: BidderAnswers.Answer?

  /// Makes a question.
  init(
    number: Int, cause: Cause, requirement: String, title: String, question: String, grounds: [String], isOpen: Bool,
    answer: BidderAnswers.Answer? = nil
  ) {
    self.number = number
    self.cause = cause
    self.requirement = requirement
    self.title = title
    self.question = question
    self.grounds = grounds
    self.isOpen = isOpen
    self.answer = answer
  }

  /// Why a question is asked.
  public enum Cause: String, CaseIterable, Codable, Hashable, Sendable {
    /// The papers say it, and the running system does otherwise.
    case contradiction
    /// The words leave a doubt, or places of the papers disagree.
    case doubt
    /// The papers claim it in words that promise nothing.
    case ambiguity
    /// No document speaks of it.
    case silence
  }

  /// Where it stands with the bidder.
  public enum State: String, CaseIterable, Hashable, Sendable {
    /// It is asked, and not answered.
    case open
    /// It was answered. What the answer is worth is for the board.
    case answered
    /// It is asked no more.
    case closed
  }

  /// Where it stands with the bidder.
  public var state: State { answer != nil ? .answered : isOpen ? .open : .closed }

  /// What makes it the same question in another drafting.
  var key: String { "\(requirement) \(cause.rawValue)" }
}

/// The questions to one bidder, as the file that keeps their numbers.
public struct ClarificationRecord: Codable, Hashable, Sendable {
  /// Version of this form.
  public var edition: Int
  /// The tender, by id.
  public var tender: String
  /// The lot; nil for the whole tender.
  public var lot: String?
  /// The bid, by id.
  public var bid: String
  /// The bidder.
  public var bidder: String
  /// The specification, by id.
  public var specification: String
  /// Its version.
  public var version: String
  /// The questions by their numbers.
  public var questions: [ClarificationQuestion]

  /// Makes a record.
  public init(
    tender: String, lot: String?, bid: String, bidder: String, specification: String, version: String,
    questions: [ClarificationQuestion]
  ) {
    edition = 1
    self.tender = tender
    self.lot = lot
    self.bid = bid
    self.bidder = bidder
    self.specification = specification
    self.version = version
    self.questions = questions
  }
}
