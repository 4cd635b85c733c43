/// Fields of an A-ASSOCIATE-RJ PDU (PS3.8 §9.3.4).
public struct AssociateReject: Hashable, Sendable {
  /// Whether another try may succeed.
  public enum Result: UInt8, CaseIterable, Hashable, Sendable {
    case rejectedPermanent = 1
    case rejectedTransient = 2

    /// The standard's word.
    public var word: String { self == .rejectedPermanent ? "rejected-permanent" : "rejected-transient" }
  }

  /// Who rejects.
  public enum Source: UInt8, CaseIterable, Hashable, Sendable {
    case serviceUser = 1
    case serviceProviderACSE = 2
    case serviceProviderPresentation = 3

    /// The standard's word.
    public var word: String {
      switch self {
      case .serviceUser: "service-user"
      case .serviceProviderACSE: "service-provider-acse"
      case .serviceProviderPresentation: "service-provider-presentation"
      }
    }
  }

  /// Result.
  public var result: Result
  /// Source.
  public var source: Source
  /// Reason/Diag., a code whose meaning depends on the source.
  public var reason: UInt8

  /// Makes a rejection.
  public init(result: Result, source: Source, reason: UInt8) {
    self.result = result
    self.source = source
    self.reason = reason
  }

  /// The reason in the standard's words, `calling-AE-title-not-recognized`; `reserved (9)` where it defines none.
  public var reasonWord: String {
    switch (source, reason) {
    case (.serviceUser, 1): "no-reason-given"
    case (.serviceUser, 2): "application-context-name-not-supported"
    case (.serviceUser, 3): "calling-AE-title-not-recognized"
    case (.serviceUser, 7): "called-AE-title-not-recognized"
    case (.serviceProviderACSE, 1): "no-reason-given"
    case (.serviceProviderACSE, 2): "protocol-version-not-supported"
    case (.serviceProviderPresentation, 1): "temporary-congestion"
    case (.serviceProviderPresentation, 2): "local-limit-exceeded"
    default: "reserved (\(reason))"
    }
  }
}
