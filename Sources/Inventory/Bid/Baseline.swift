/// What a network came to once, for later changes to be held against: small, a line a requirement, so that a change of it
/// reads well in a review.
public struct Baseline: Hashable, Sendable {
  /// The specification.
  public var specification: String
  /// Its version.
  public var version: String
  /// The bid or the network.
  public var subject: String
  /// The run that it was taken from.
  public var run: String
  /// The day of that run, `YYYY-MM-DD`.
  public var taken: String
  /// The requirements, each once.
  public var entries: [Entry]

  /// What one requirement came to.
  public struct Entry: Hashable, Sendable {
    /// Identifier.
    public var id: String
    /// Revision.
    public var revision: Int
    /// Its state in the words of the language: `not met`.
    public var state: String
    /// Its credit as an exact fraction, where it is partly met.
    public var credit: String?
    /// How long its probes took, all together, in nanoseconds; nil where it has none.
    public var time: Int64?

    /// `id@revision`
    public var requirement: String { "\(id)@\(revision)" }

    /// Makes an entry.
    public init(id: String, revision: Int, state: String, credit: String? = nil, time: Int64? = nil) {
      self.id = id
      self.revision = revision
      self.state = state
      self.credit = credit
      self.time = time
    }
  }

  /// Makes a baseline.
  public init(
    specification: String, version: String, subject: String, run: String, taken: String, entries: [Entry]
  ) {
    self.specification = specification
    self.version = version
    self.subject = subject
    self.run = run
    self.taken = taken
    self.entries = entries
  }
}
