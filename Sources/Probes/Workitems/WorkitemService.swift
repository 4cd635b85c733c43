/// SOP classes of Unified Procedure Steps (PS3.4 §CC.3). Every step is of the push class; the others say what is done with
/// it.
enum WorkitemService: String, CaseIterable {
  case push = "1.2.840.10008.5.1.4.34.6.1"
  case watch = "1.2.840.10008.5.1.4.34.6.2"
  case pull = "1.2.840.10008.5.1.4.34.6.3"
  case event = "1.2.840.10008.5.1.4.34.6.4"
  case query = "1.2.840.10008.5.1.4.34.6.5"

  /// Those in which a request may be made, the most usual first (PS3.4 Tables CC.2-1 to CC.2-5).
  static func serving(_ request: WorkitemRequest) -> [WorkitemService] {
    switch request {
    case .create, .createInProgress: [.push]
    case .get: [.pull, .watch, .push]
    case .requestCancel: [.push, .watch]
    case .subscribe, .unsubscribe, .subscribeAll, .unsubscribeAll, .suspendAll: [.watch]
    default: [.pull]
    }
  }
}
