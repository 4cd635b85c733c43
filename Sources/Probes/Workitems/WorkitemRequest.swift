/// What is asked of a Unified Procedure Step, in the right order or in a wrong one; the same words for DIMSE and the web.
///
/// What is wrong about a request that is in the right place has a word of its own; what is wrong by its place only, such as
/// completing a step that nobody claimed, has none: a specification writes the requests in that order.
enum WorkitemRequest: String, CaseIterable {
  // Create and read
  case create
  /// Creates a step that is not SCHEDULED.
  case createInProgress = "create-in-progress"
  case get
  // Perform
  case claim
  /// Claims with another Transaction UID than the one that the step may have already.
  case claimByOther = "claim-by-other"
  /// Claims without a Transaction UID.
  case claimWithoutTransaction = "claim-without-transaction"
  /// Claims a step that does not exist.
  case claimUnknown = "claim-unknown"
  case update
  /// Updates with a Transaction UID that is not the step's.
  case updateByOther = "update-by-other"
  /// Writes what a step must hold before it may be completed.
  case describePerformed = "describe-performed"
  case complete
  case completeByOther = "complete-by-other"
  case cancel
  case cancelByOther = "cancel-by-other"
  /// Back to SCHEDULED.
  case reschedule
  // Ask the performer to stop
  case requestCancel = "request-cancel"
  // Watch
  case subscribe
  case unsubscribe
  case subscribeAll = "subscribe-all"
  case unsubscribeAll = "unsubscribe-all"
  case suspendAll = "suspend-all"

  /// The words.
  static let words = allCases.map(\.rawValue)

  /// The words with what they mean, for `explain`.
  static let meaning = """
    create, create-in-progress (with a state that no new step may have), get, claim (to IN PROGRESS), claim-by-other \
    (with another Transaction UID), claim-without-transaction, claim-unknown (a step that does not exist), update \
    (progress), update-by-other, describe-performed (what a step must hold before it is completed), complete, \
    complete-by-other, cancel, cancel-by-other, reschedule (back to SCHEDULED), request-cancel (as one that does not \
    perform it), subscribe, unsubscribe, subscribe-all, unsubscribe-all, suspend-all
    """

  /// The state that it asks for; nil where it asks for none.
  var state: WorkitemState? {
    switch self {
    case .create, .reschedule: .scheduled
    case .createInProgress, .claim, .claimByOther, .claimWithoutTransaction, .claimUnknown: .inProgress
    case .complete, .completeByOther: .completed
    case .cancel, .cancelByOther: .canceled
    default: nil
    }
  }

  /// Which Transaction UID goes with it.
  var transaction: Transaction {
    switch self {
    case .claim, .update, .describePerformed, .complete, .cancel, .reschedule, .claimUnknown: .own
    case .claimByOther, .updateByOther, .completeByOther, .cancelByOther: .other
    default: .none
    }
  }

  /// A choice of Transaction UID.
  enum Transaction { case own, other, none }

  /// Whether it is about all steps, not about one (PS3.4 §CC.2.3).
  var isGlobal: Bool { self == .subscribeAll || self == .unsubscribeAll || self == .suspendAll }
}
