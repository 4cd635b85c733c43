import Evidence

/// What two statements tell of one service between the products.
public struct PairVerdict: Codable, Hashable, Sendable {
  /// Kind of the service.
  public var kind: Claim.Kind
  /// The service by name.
  public var service: String
  /// Its identifier.
  public var uid: String?
  /// Who uses the service, and who provides it.
  public var direction: Direction
  /// Whether they can talk.
  public var verdict: Verdict
  /// Transfer syntaxes, media types or versions that both state.
  public var common: [String]
  /// Transfer syntaxes that both state, one of them only by configuration or under a condition.
  public var commonByCondition: [String]
  /// What is missing, in words.
  public var missing: [String]
  /// What a reader must know beside the verdict.
  public var notes: [String]
  /// Where the user's document speaks of it.
  public var userEvidence: [Citation]
  /// Where the provider's document speaks of it.
  public var providerEvidence: [Citation]

  /// Which way a service goes: the user is the SCU, user agent, client, sender, creator of the medium.
  public enum Direction: String, CaseIterable, Codable, Hashable, Sendable {
    case firstUsesSecond = "first-uses-second"
    case secondUsesFirst = "second-uses-first"
  }

  /// What two papers can tell. Silence is never `cannot`.
  public enum Verdict: String, CaseIterable, Codable, Hashable, Sendable {
    case canTalk = "can talk"
    case noCommonTransferSyntax = "cannot: no common transfer syntax"
    case noCommonMediaType = "cannot: no common media type"
    case denied = "cannot: one side says it does not support it"
    case notStated = "not stated"
    case unsure = "unsure"
    case oneSideOnly = "one side only"
    case notJudged = "not judged"

    /// Whether the papers say that they cannot.
    public var isCannot: Bool {
      switch self {
      case .noCommonTransferSyntax, .noCommonMediaType, .denied: true
      case .canTalk, .notStated, .unsure, .oneSideOnly, .notJudged: false
      }
    }
  }
}
