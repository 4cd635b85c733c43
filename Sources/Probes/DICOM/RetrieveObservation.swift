import DICOM
import DICOMNetwork
import Foundation
import Specification

/// What a peer says of a retrieval, as fields of the observation: type `DICOMRetrieveFields.answer`.
enum RetrieveObservation {
  static func fields(_ result: RetrieveResult, syntax: TransferSyntax) -> [String: Value] {
    let completion = result.completion
    var fields: [String: Value] = [
      "status": .string(completion.status.category.rawValue), "code": .string(completion.status.code),
      "response-time": .duration(nanoseconds: completion.elapsed.nanoseconds),
      "pending": .number(Decimal(result.pendingCount)), "cancelled": .boolean(result.isCancelled),
    ]
    if let comment = completion.errorComment, !comment.isEmpty { fields["comment"] = .string(comment) }
    let counts = [
      ("remaining", completion.counts.remaining), ("completed", completion.counts.completed),
      ("failed", completion.counts.failed), ("warnings", completion.counts.warning),
    ]
    for (name, count) in counts { if let count { fields[name] = .number(Decimal(count)) } }
    if let identifier = completion.identifier,
      let dataSet = try? DataSetDecoder(syntax).decode(identifier).dataSet,
      let failed = dataSet.uids(Tag(0x0008, 0x0058))
    {
      fields["failed-instances"] = .list(failed.map { .uid($0.value) })
    }
    return fields
  }
}
