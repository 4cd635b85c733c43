import Evidence

extension EvidenceVerdict {
  /// One step of a probe.
  public struct StepSummary: Codable, Hashable, Sendable {
    /// Step id.
    public var id: String
    /// Kind.
    public var kind: String
    /// System.
    public var system: String
    /// Endpoint, for people.
    public var endpoint: String
    /// Start, ISO 8601.
    public var startedAt: String
    /// Outcome word.
    public var outcome: String
    /// Duration, for people: `12.4 ms`.
    public var duration: String
    /// Attempts.
    public var attempts: Int
    /// Failure, where it did not complete.
    public var failure: StepFailure?
    /// Transcript file within the run directory.
    public var transcript: String?
    /// The line declared for the system, for people: `100 Mbit/s, 50.0 ms round trip`.
    public var link: String?
    /// What a person answered who was asked, by whom and when; nil where nobody was.
    public var answer: String?

    /// In the order in which the names are written, so that nothing has to be put in order afterwards.
    enum CodingKeys: String, CodingKey, CaseIterable {
      case answer, attempts, duration, endpoint, failure, id, kind, link, outcome, startedAt, system, transcript
    }

    /// Makes a summary.
    public init(
      id: String, kind: String, system: String, endpoint: String, startedAt: String, outcome: String,
      duration: String, attempts: Int, failure: StepFailure?, transcript: String?, link: String? = nil,
      answer: String? = nil
    ) {
      self.id = id
      self.kind = kind
      self.system = system
      self.endpoint = endpoint
      self.startedAt = startedAt
      self.outcome = outcome
      self.duration = duration
      self.attempts = attempts
      self.failure = failure
      self.transcript = transcript
      self.link = link
      self.answer = answer
    }
  }
}
