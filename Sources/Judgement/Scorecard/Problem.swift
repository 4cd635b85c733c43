/// A problem that is not a verdict.
public struct Problem: Codable, Hashable, Sendable {
  /// What it concerns: `document`, `system`, `harness`, `waiver`, `assessment`, `patients`.
  public var area: String
  /// The document, system or file.
  public var subject: String
  /// What happened.
  public var message: String
  /// What to do.
  public var advice: String?

  /// Makes a problem.
  public init(area: String, subject: String, message: String, advice: String? = nil) {
    self.area = area
    self.subject = subject
    self.message = message
    self.advice = advice
  }
}
