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

  /// Why a question is asked.
  public enum Cause: String, CaseIterable, Codable, Hashable, Sendable {
    /// The papers say it, and the running system does otherwise.
    case contradiction
    /// The words leave a doubt, or places of the papers disagree.
    case doubt
    /// No document speaks of it.
    case silence
  }

  /// What makes it the same question in another drafting.
  var key: String { "\(requirement) \(cause.rawValue)" }
}
