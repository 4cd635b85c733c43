import Specification

/// What became of one assertion.
public struct Finding: Codable, Hashable, Sendable {
  /// The assertion as written.
  public var assertion: String
  /// Step that it was made of, nil for documents.
  public var step: String?
  /// What became of it.
  public var result: EvidenceVerdict.Result
  /// What was expected, in words.
  public var expected: String
  /// What was there, in words.
  public var found: String
  /// Where the assertion stands.
  public var span: SourceSpan

  /// In the order in which the names are written, so that nothing has to be put in order afterwards.
  enum CodingKeys: String, CodingKey, CaseIterable {
    case assertion, expected, found, result, span, step
  }

  /// Makes a finding.
  public init(
    assertion: String, step: String?, result: EvidenceVerdict.Result, expected: String, found: String,
    span: SourceSpan
  ) {
    self.assertion = assertion
    self.step = step
    self.result = result
    self.expected = expected
    self.found = found
    self.span = span
  }
}
