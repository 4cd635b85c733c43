/// Events of the upper layer protocol machine (PS3.8 Table 9-10).
public enum UpperLayerEvent: Int, CaseIterable, Hashable, Sendable {
  /// A-ASSOCIATE request primitive.
  case evt1 = 1
  /// Transport connection confirmed.
  case evt2
  /// A-ASSOCIATE-AC PDU received.
  case evt3
  /// A-ASSOCIATE-RJ PDU received.
  case evt4
  /// Transport connection indication.
  case evt5
  /// A-ASSOCIATE-RQ PDU received.
  case evt6
  /// A-ASSOCIATE response primitive (accept).
  case evt7
  /// A-ASSOCIATE response primitive (reject).
  case evt8
  /// P-DATA request primitive.
  case evt9
  /// P-DATA-TF PDU received.
  case evt10
  /// A-RELEASE request primitive.
  case evt11
  /// A-RELEASE-RQ PDU received.
  case evt12
  /// A-RELEASE-RP PDU received.
  case evt13
  /// A-RELEASE response primitive.
  case evt14
  /// A-ABORT request primitive.
  case evt15
  /// A-ABORT PDU received.
  case evt16
  /// Transport connection closed indication.
  case evt17
  /// ARTIM timer expired.
  case evt18
  /// Unrecognized or invalid PDU received.
  case evt19

  /// The standard's name, `Evt10`.
  public var name: String { "Evt\(rawValue)" }

  /// The event of receiving a PDU of a type.
  public init(received type: PDUType) {
    switch type {
    case .associateAccept: self = .evt3
    case .associateReject: self = .evt4
    case .associateRequest: self = .evt6
    case .data: self = .evt10
    case .releaseRequest: self = .evt12
    case .releaseReply: self = .evt13
    case .abort: self = .evt16
    }
  }
}
