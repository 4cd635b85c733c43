import Specification

/// The specification judged by.
public struct SpecificationSummary: Codable, Hashable, Sendable {
  /// Identifier.
  public var id: String
  /// Version.
  public var version: String
  /// Title.
  public var title: String
  /// SHA-256 over the files, hex.
  public var sha256: String
  /// Profile in force.
  public var profile: AppliedProfile?
  /// Sources by key.
  public var sources: [String: Source]
  /// Inputs with their values as text and their origin as text; secrets show as `(secret)`.
  public var inputs: [InputSummary]
  /// The scale of the numbers.
  public var scale: Scale

  /// One input.
  public struct InputSummary: Codable, Hashable, Sendable {
    /// Name.
    public var name: String
    /// Title.
    public var title: String
    /// Value as text.
    public var value: String
    /// Where it came from, in words.
    public var origin: String

    /// Makes an input's summary.
    public init(name: String, title: String, value: String, origin: String) {
      self.name = name
      self.title = title
      self.value = value
      self.origin = origin
    }
  }

  /// Makes a summary.
  public init(
    id: String, version: String, title: String, sha256: String, profile: AppliedProfile?,
    sources: [String: Source], inputs: [InputSummary], scale: Scale
  ) {
    self.id = id
    self.version = version
    self.title = title
    self.sha256 = sha256
    self.profile = profile
    self.sources = sources
    self.inputs = inputs
    self.scale = scale
  }
}
