/// Fields of an A-ABORT PDU (PS3.8 §9.3.8).
public struct Abort: Hashable, Sendable {
  /// Source code: 0 service-user, 2 service-provider.
  public var source: UInt8
  /// Reason/Diag.; significant only from the service-provider.
  public var reason: UInt8

  /// Makes an abort.
  public init(source: UInt8, reason: UInt8) {
    self.source = source
    self.reason = reason
  }

  /// Initiated by the service-user.
  public static let serviceUser = Abort(source: 0, reason: 0)
  /// Initiated by the service-provider because of an unexpected PDU.
  public static let unexpectedPDU = Abort(source: 2, reason: 2)
  /// Initiated by the service-provider because of an unrecognized or invalid PDU.
  public static let invalidPDU = Abort(source: 2, reason: 6)

  /// Whether the source is the service-user; any other code counts as the service-provider.
  public var isFromUser: Bool { source == 0 }

  /// The source in the standard's words; `reserved (1)` where it defines none.
  public var sourceWord: String {
    switch source {
    case 0: "service-user"
    case 2: "service-provider"
    default: "reserved (\(source))"
    }
  }

  /// The reason in the standard's words; `reserved (3)` where it defines none.
  public var reasonWord: String {
    switch reason {
    case 0: "reason-not-specified"
    case 1: "unrecognized-PDU"
    case 2: "unexpected-PDU"
    case 4: "unrecognized-PDU-parameter"
    case 5: "unexpected-PDU-parameter"
    case 6: "invalid-PDU-parameter-value"
    default: "reserved (\(reason))"
    }
  }
}
