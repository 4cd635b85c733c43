import DICOMNetwork

/// What a request about a workitem comes to (PS3.4 §CC.2.1.3 to §CC.2.6.3).
enum WorkitemStatus: UInt16 {
  case success = 0x0000
  /// 0111: the workitem exists.
  case duplicate = 0x0111
  case noSuchAction = 0x0123
  case missingAttribute = 0x0120
  case processingFailure = 0x0110
  /// B304: already CANCELED.
  case alreadyCanceled = 0xB304
  /// B306: already COMPLETED.
  case alreadyCompleted = 0xB306
  /// C300: may no longer be updated.
  case final = 0xC300
  /// C301: the correct Transaction UID was not provided.
  case wrongTransaction = 0xC301
  /// C302: already IN PROGRESS.
  case alreadyInProgress = 0xC302
  /// C303: may only become SCHEDULED by N-CREATE.
  case notToScheduled = 0xC303
  /// C304: has not met the requirements of the final state.
  case unmetRequirements = 0xC304
  /// C307: not known.
  case unknown = 0xC307
  /// C309: not SCHEDULED where it was created.
  case notScheduled = 0xC309
  /// C310: not IN PROGRESS.
  case notInProgress = 0xC310
  /// C311: already COMPLETED, so that it cannot be cancelled.
  case completed = 0xC311
  /// C314: not for one workitem alone.
  case notForOne = 0xC314

  /// The status of a DIMSE response.
  var dimse: DIMSEStatus { DIMSEStatus(rawValue: rawValue) }

  /// The status code of an HTTP response (PS3.18 §11.4.3 to §11.10.3).
  var http: Int {
    switch self {
    case .success, .alreadyCanceled, .alreadyCompleted: 200
    case .missingAttribute, .notScheduled, .noSuchAction: 400
    case .unknown: 404
    case .processingFailure: 500
    default: 409
    }
  }
}
