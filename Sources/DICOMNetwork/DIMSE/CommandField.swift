/// Command Field (0000,0100) (PS3.7 §E.1).
public enum CommandField: UInt16, CaseIterable, Hashable, Sendable {
  case cStoreRequest = 0x0001
  case cStoreResponse = 0x8001
  case cGetRequest = 0x0010
  case cGetResponse = 0x8010
  case cFindRequest = 0x0020
  case cFindResponse = 0x8020
  case cMoveRequest = 0x0021
  case cMoveResponse = 0x8021
  case cEchoRequest = 0x0030
  case cEchoResponse = 0x8030
  case nEventReportRequest = 0x0100
  case nEventReportResponse = 0x8100
  case nGetRequest = 0x0110
  case nGetResponse = 0x8110
  case nSetRequest = 0x0120
  case nSetResponse = 0x8120
  case nActionRequest = 0x0130
  case nActionResponse = 0x8130
  case nCreateRequest = 0x0140
  case nCreateResponse = 0x8140
  case nDeleteRequest = 0x0150
  case nDeleteResponse = 0x8150
  case cCancelRequest = 0x0FFF

  /// The standard's name, `C-ECHO-RSP`.
  public var name: String {
    switch self {
    case .cStoreRequest: "C-STORE-RQ"
    case .cStoreResponse: "C-STORE-RSP"
    case .cGetRequest: "C-GET-RQ"
    case .cGetResponse: "C-GET-RSP"
    case .cFindRequest: "C-FIND-RQ"
    case .cFindResponse: "C-FIND-RSP"
    case .cMoveRequest: "C-MOVE-RQ"
    case .cMoveResponse: "C-MOVE-RSP"
    case .cEchoRequest: "C-ECHO-RQ"
    case .cEchoResponse: "C-ECHO-RSP"
    case .nEventReportRequest: "N-EVENT-REPORT-RQ"
    case .nEventReportResponse: "N-EVENT-REPORT-RSP"
    case .nGetRequest: "N-GET-RQ"
    case .nGetResponse: "N-GET-RSP"
    case .nSetRequest: "N-SET-RQ"
    case .nSetResponse: "N-SET-RSP"
    case .nActionRequest: "N-ACTION-RQ"
    case .nActionResponse: "N-ACTION-RSP"
    case .nCreateRequest: "N-CREATE-RQ"
    case .nCreateResponse: "N-CREATE-RSP"
    case .nDeleteRequest: "N-DELETE-RQ"
    case .nDeleteResponse: "N-DELETE-RSP"
    case .cCancelRequest: "C-CANCEL-RQ"
    }
  }
}
