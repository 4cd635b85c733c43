/// Something that is wrong with a submission's metadata.
public struct SubmissionFinding: Hashable, Sendable {
  /// What is concerned, in the order in which it is looked at.
  public enum Subject: Hashable, Sendable {
    /// The submission as a whole.
    case submission
    /// An object of it, by its id.
    case object(String)
  }

  /// What is concerned.
  public var subject: Subject
  /// Attribute, as the framework names it; `-` for none in particular.
  public var attribute: String
  /// What is wrong, in a sentence without its end.
  public var problem: String
  /// The rule broken.
  public var rule: String
}
