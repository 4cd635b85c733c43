/// The seven types of protocol data units (PS3.8 §9.3.1).
public enum PDUType: UInt8, CaseIterable, Hashable, Sendable {
  case associateRequest = 0x01
  case associateAccept = 0x02
  case associateReject = 0x03
  case data = 0x04
  case releaseRequest = 0x05
  case releaseReply = 0x06
  case abort = 0x07

  /// The standard's name, `A-ASSOCIATE-RQ`.
  public var name: String {
    switch self {
    case .associateRequest: "A-ASSOCIATE-RQ"
    case .associateAccept: "A-ASSOCIATE-AC"
    case .associateReject: "A-ASSOCIATE-RJ"
    case .data: "P-DATA-TF"
    case .releaseRequest: "A-RELEASE-RQ"
    case .releaseReply: "A-RELEASE-RP"
    case .abort: "A-ABORT"
    }
  }

  /// The section that lays the type out, `PS3.8 §9.3.2`.
  public var rule: String { "PS3.8 §9.3.\(rawValue + 1)" }
}
