import DICOM
import DICOMNetwork
import Synchronization

/// The performed procedure steps that modalities have reported, as far as their state goes (PS3.4 §F.7.2).
final class PerformedSteps: Sendable {
  private let states = Mutex<[String: String]>([:])

  /// Steps that are remembered.
  private static let limit = 10_000

  /// Answers an N-CREATE or N-SET.
  func answer(_ request: NormalizedRequest, transferSyntax: String) -> DIMSEReply {
    let word = request.dataSet.flatMap {
      try? DataSetDecoder(TransferSyntax(UID(transferSyntax))).decode($0).dataSet.string(
        Tag(keyword: "PerformedProcedureStepStatus") ?? Tag(0x0040, 0x0252))
    }
    switch request.operation {
    case .create: return create(request.sopInstanceUID, word)
    case .set: return set(request.sopInstanceUID, word)
    default: return DIMSEReply(.unrecognizedOperation)
    }
  }

  private func create(_ uid: String?, _ word: String?) -> DIMSEReply {
    guard let uid else { return DIMSEReply(.processingFailure, errorComment: "Affected SOP Instance UID is missing") }
    guard word == "IN PROGRESS" else {
      return DIMSEReply(DIMSEStatus(rawValue: 0x0106), errorComment: "a step is created IN PROGRESS")
    }
    return states.withLock { states in
      guard states[uid] == nil else { return DIMSEReply(DIMSEStatus(rawValue: 0x0111)) }
      guard states.count < Self.limit else { return DIMSEReply(.processingFailure, errorComment: "too many steps") }
      states[uid] = word
      return DIMSEReply()
    }
  }

  private func set(_ uid: String?, _ word: String?) -> DIMSEReply {
    states.withLock { states in
      guard let uid, let state = states[uid] else { return DIMSEReply(.noSuchInstance) }
      guard state == "IN PROGRESS" else {
        return DIMSEReply(.processingFailure, errorComment: "the step is \(state) and may not be changed any more")
      }
      if let word { states[uid] = word }
      return DIMSEReply()
    }
  }
}
