/// The run judged.
public struct RunSummary: Codable, Hashable, Sendable {
  /// Identifier of the run.
  public var id: String
  /// Tool and version.
  public var tool: String
  /// Start, ISO 8601 UTC.
  public var startedAt: String
  /// End, ISO 8601 UTC; nil when the run was interrupted.
  public var endedAt: String?
  /// The clock that dates in the specification are held against, `YYYY-MM-DD`.
  public var now: String
  /// The seed of fixtures.
  public var seed: String
  /// Whether the run was interrupted or restricted: a partial record.
  public var isPartial: Bool
  /// Why it is partial.
  public var partialReason: String?
  /// Systems probed: `site/system`, product, endpoint.
  public var systems: [SystemSummary]

  /// One system.
  public struct SystemSummary: Codable, Hashable, Sendable {
    /// `site/system`
    public var id: String
    /// Site name and ODS code.
    public var site: String
    /// Product and version.
    public var product: String
    /// Roles that it plays.
    public var roles: [String]
    /// Endpoints, for people.
    public var endpoints: [String]

    /// Makes a system's summary.
    public init(id: String, site: String, product: String, roles: [String], endpoints: [String]) {
      self.id = id
      self.site = site
      self.product = product
      self.roles = roles
      self.endpoints = endpoints
    }
  }

  /// Makes a summary.
  public init(
    id: String, tool: String, startedAt: String, endedAt: String?, now: String, seed: String, isPartial: Bool,
    partialReason: String?, systems: [SystemSummary]
  ) {
    self.id = id
    self.tool = tool
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.now = now
    self.seed = seed
    self.isPartial = isPartial
    self.partialReason = partialReason
    self.systems = systems
  }
}
