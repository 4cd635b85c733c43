import Evidence

/// How it went to remove one thing.
public struct Removal: Codable, Hashable, Sendable {
  /// What is known of it at the end.
  public enum State: String, CaseIterable, Codable, Hashable, Sendable {
    /// It was asked for afterwards, and is not there, or no longer offered.
    case gone
    /// It was asked for afterwards, and is there.
    case stillThere = "still there"
    /// Nobody could ask, or no answer tells.
    case unknown
  }

  /// One exchange that was made for it.
  public struct Exchange: Codable, Hashable, Sendable {
    /// Step kind.
    public var step: String
    /// The system that it went to.
    public var system: String
    /// How it ended, for people.
    public var outcome: String
    /// Transcript, within the record of the cleanup; set when it is written.
    public var transcript: String?
  }

  /// The thing.
  public var remnant: Remnant
  /// What is known of it.
  public var state: State
  /// By what it is known, or why not.
  public var why: String
  /// What was done, in order.
  public var exchanges: [Exchange]
  /// What went over the wire, an entry an exchange; kept in files of its own.
  public var transcripts: [Transcript] = []

  private enum CodingKeys: String, CodingKey {
    case remnant, state, why, exchanges
  }
}
