/// Actions of the upper layer protocol machine (PS3.8 Tables 9-6 to 9-9). The raw value is the standard's name.
public enum UpperLayerAction: String, CaseIterable, Hashable, Sendable {
  case ae1 = "AE-1"
  case ae2 = "AE-2"
  case ae3 = "AE-3"
  case ae4 = "AE-4"
  case ae5 = "AE-5"
  case ae6 = "AE-6"
  case ae7 = "AE-7"
  case ae8 = "AE-8"
  case dt1 = "DT-1"
  case dt2 = "DT-2"
  case ar1 = "AR-1"
  case ar2 = "AR-2"
  case ar3 = "AR-3"
  case ar4 = "AR-4"
  case ar5 = "AR-5"
  case ar6 = "AR-6"
  case ar7 = "AR-7"
  case ar8 = "AR-8"
  case ar9 = "AR-9"
  case ar10 = "AR-10"
  case aa1 = "AA-1"
  case aa2 = "AA-2"
  case aa3 = "AA-3"
  case aa4 = "AA-4"
  case aa5 = "AA-5"
  case aa6 = "AA-6"
  case aa7 = "AA-7"
  case aa8 = "AA-8"

  /// The state after the action; AE-6 and AR-8 depend on the case and are decided by `UpperLayer`, so they have the one
  /// of the usual case.
  public var nextState: UpperLayerState {
    switch self {
    case .ae1: .sta4
    case .ae2: .sta5
    case .ae3, .ae7, .dt1, .dt2: .sta6
    case .ae4, .ar3, .ar5, .aa2, .aa3, .aa4, .aa5: .sta1
    case .ae5: .sta2
    case .ae6: .sta3
    case .ae8, .ar4, .aa1, .aa6, .aa7, .aa8: .sta13
    case .ar1, .ar6: .sta7
    case .ar2, .ar7: .sta8
    case .ar8: .sta9
    case .ar9: .sta11
    case .ar10: .sta12
    }
  }
}
