import Evidence

/// Where a report takes transcripts from, each when it is asked for: those of a large record, held all at once, take more memory
/// than everything else that a report needs.
public struct TranscriptSource: Sendable {
  private let read: @Sendable (String) -> Transcript?

  /// Transcripts that are read when they are asked for, by their path within the run directory, as `StepSummary.transcript`
  /// names them; nil for one that is missing. What reads is called on several threads at a time.
  public init(reading read: @escaping @Sendable (String) -> Transcript?) { self.read = read }

  /// Transcripts that are held already.
  public init(_ transcripts: [String: Transcript]) { read = { transcripts[$0] } }

  /// A transcript by its path.
  public subscript(path: String) -> Transcript? { read(path) }
}
