import DICOM
import DICOMWeb
import Foundation
import Specification

/// The attributes of an instance as a metadata resource tells them (PS3.18 §10.4.3.3.2).
struct MetadataObject: RetrievedObject {
  private let dataSet: DataSet
  let furtherFields: [String: Value]

  /// Takes a data set of the resource, and holds it against what was sent; what is only referenced is left out of that.
  init(_ document: ModelDocuments.Document, sent: DataSet?) {
    dataSet = document.dataSet
    var fields: [String: Value] = [:]
    if let study = dataSet.uid(.studyInstanceUID)?.value { fields["study"] = .uid(study) }
    if let series = dataSet.uid(.seriesInstanceUID)?.value { fields["series"] = .uid(series) }
    guard var sent else {
      furtherFields = fields
      return
    }
    var received = document.dataSet
    for reference in document.bulkData {
      sent[reference.tag] = nil
      received[reference.tag] = nil
    }
    let comparison = DataSetComparison(sent: sent, received: received)
    fields["unchanged"] = .boolean(comparison.isUnchanged)
    fields["changed"] = .list(comparison.changed.map { .string($0) })
    fields["removed"] = .list(comparison.removed.map { .string($0) })
    fields["added"] = .list(comparison.added.map { .string($0) })
    furtherFields = fields
  }

  var sopInstanceUID: String { dataSet.uid(.sopInstanceUID)?.value ?? "" }
  var sopClassUID: String { dataSet.uid(.sopClassUID)?.value ?? "" }
  var transferSyntax: String { "" }
  var length: Int { 0 }

  /// Nothing: without its bulk data it is no object whose conformity or pixels could be judged.
  func look() -> (dataSet: DataSet?, fault: String?) { (nil, nil) }
}
