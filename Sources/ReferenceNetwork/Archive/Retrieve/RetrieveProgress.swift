import DICOM
import DICOMNetwork
import NIOCore

/// How the sub-operations of a retrieval stand (PS3.7 §9.1.3.1, §9.1.4.1).
struct RetrieveProgress: Sendable {
  private var left: Int
  private var completed = 0
  private var warned = 0
  private var failed: [String] = []

  /// Begins with so many to come.
  init(count: Int) { left = count }

  /// Sub-operations still to come.
  var remaining: Int { left }

  /// The counts of a pending response.
  var counts: SubOperationCounts { counts(remaining: left) }

  private func counts(remaining: Int?) -> SubOperationCounts {
    SubOperationCounts(
      remaining: remaining.map { UInt16(clamping: $0) }, completed: UInt16(clamping: completed),
      failed: UInt16(clamping: failed.count), warning: UInt16(clamping: warned))
  }

  /// Notes what became of one.
  mutating func note(_ status: DIMSEStatus, of object: HeldObject) {
    left = max(0, left - 1)
    switch status.category {
    case .success: completed += 1
    case .warning: warned += 1
    default: failed.append(object.instance.sopInstance)
    }
  }

  /// Everything of a batch that is still to come has failed.
  mutating func failRest(of objects: [HeldObject]) {
    for object in objects.suffix(left) { note(.unableToPerform, of: object) }
  }

  /// All is said to be done.
  var pretended: RetrieveProgress {
    var copy = self
    copy.completed += left
    copy.left = 0
    return copy
  }

  /// One less is said to be done.
  var miscounted: RetrieveProgress {
    var copy = self
    copy.completed = max(0, copy.completed - 1)
    return copy
  }

  /// The final response: success, a warning where some failed, or a failure where all did.
  func reply(_ status: DIMSEStatus?, _ transferSyntax: String) -> DIMSEReply {
    var reply: DIMSEReply
    if let status {
      reply = DIMSEReply(status)
    } else if failed.isEmpty {
      reply = DIMSEReply(warned == 0 ? .success : .subOperationsIncomplete)
    } else {
      reply = DIMSEReply(completed + warned == 0 ? .unableToPerform : .subOperationsIncomplete)
    }
    reply.subOperations = counts(remaining: status == .cancel ? left : nil)
    if !failed.isEmpty {
      var list = DataSet()
      try? list.set(Tag(0x0008, 0x0058), uids: failed.map { UID($0) })
      reply.dataSet = try? list.encoded(as: TransferSyntax(UID(transferSyntax)))
    }
    return reply
  }
}
