/// A protocol data unit of the DICOM upper layer protocol for TCP/IP (PS3.8 §9.3).
public enum PDU: Hashable, Sendable {
  /// A-ASSOCIATE-RQ (§9.3.2).
  case associateRequest(AssociateRequest)
  /// A-ASSOCIATE-AC (§9.3.3).
  case associateAccept(AssociateAccept)
  /// A-ASSOCIATE-RJ (§9.3.4).
  case associateReject(AssociateReject)
  /// P-DATA-TF (§9.3.5): one or more presentation data values.
  case data([PresentationDataValue])
  /// A-RELEASE-RQ (§9.3.6).
  case releaseRequest
  /// A-RELEASE-RP (§9.3.7).
  case releaseReply
  /// A-ABORT (§9.3.8).
  case abort(Abort)

  /// The type that the first byte states.
  public var type: PDUType {
    switch self {
    case .associateRequest: .associateRequest
    case .associateAccept: .associateAccept
    case .associateReject: .associateReject
    case .data: .data
    case .releaseRequest: .releaseRequest
    case .releaseReply: .releaseReply
    case .abort: .abort
    }
  }
}
