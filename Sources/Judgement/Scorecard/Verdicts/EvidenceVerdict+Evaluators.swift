import Inventory

extension EvidenceVerdict {
  /// A mark on which evaluators agreed.
  public struct Marked: Codable, Hashable, Sendable {
    /// The mark.
    public var mark: Int
    /// The highest mark that the requirement describes: the credit is the one over the other.
    public var highest: Int
    /// What the requirement says that the mark takes.
    public var descriptor: String
    /// Why they agreed on it.
    public var reason: String
    /// What each of them gave before, those who do not count included.
    public var individual: [Assessment.IndividualMark]
    /// Who gave no mark, and why; nil where everybody did.
    public var abstained: [Assessment.Recusal]?
    /// Who has a conflict of interest in the bid, so that their mark does not count; nil where nobody has.
    public var conflicts: [Assessment.Recusal]?

    /// Makes an entry.
    public init(
      mark: Int, highest: Int, descriptor: String, reason: String, individual: [Assessment.IndividualMark],
      abstained: [Assessment.Recusal]? = nil, conflicts: [Assessment.Recusal]? = nil
    ) {
      self.mark = mark
      self.highest = highest
      self.descriptor = descriptor
      self.reason = reason
      self.individual = individual
      self.abstained = abstained
      self.conflicts = conflicts
    }
  }

  /// What evaluators found in a document.
  public struct Assessed: Codable, Hashable, Sendable {
    /// `confirmed`, `refused` or `denied`.
    public var answer: Assessment.Answer
    /// What they read, with the place.
    public var reason: String
    /// Who read it.
    public var evaluators: [String]
    /// What each of them found before; nil where only the answer agreed on is recorded.
    public var individual: [Assessment.IndividualAnswer]?
    /// Who gave no answer, and why; nil where everybody did.
    public var abstained: [Assessment.Recusal]?
    /// Who has a conflict of interest in the bid, so that their answer does not count; nil where nobody has.
    public var conflicts: [Assessment.Recusal]?

    /// Makes an entry.
    public init(
      answer: Assessment.Answer, reason: String, evaluators: [String],
      individual: [Assessment.IndividualAnswer]? = nil, abstained: [Assessment.Recusal]? = nil,
      conflicts: [Assessment.Recusal]? = nil
    ) {
      self.answer = answer
      self.reason = reason
      self.evaluators = evaluators
      self.individual = individual
      self.abstained = abstained
      self.conflicts = conflicts
    }
  }
}
