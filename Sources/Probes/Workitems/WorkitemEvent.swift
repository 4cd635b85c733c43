/// What is reported of a Unified Procedure Step to those who subscribed (PS3.4 Table CC.2.4-1).
enum WorkitemEvent: String, CaseIterable {
  case stateReport = "state-report"
  case cancelRequested = "cancel-requested"
  case progressReport = "progress-report"
  /// Of the system that holds the steps, not of one of them.
  case statusChange = "scp-status-change"
  case assigned

  /// The words.
  static let words = allCases.map(\.rawValue)

  /// The event with an Event Type ID; nil for one that the standard does not have.
  init?(type: UInt16) {
    switch type {
    case 1: self = .stateReport
    case 2: self = .cancelRequested
    case 3: self = .progressReport
    case 4: self = .statusChange
    case 5: self = .assigned
    default: return nil
    }
  }
}
