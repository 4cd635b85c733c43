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
    guard var sent else {
      furtherFields = [:]
      return
    }
    var received = document.dataSet
    for reference in document.bulkData {
      sent[reference.tag] = nil
      received[reference.tag] = nil
    }
    let comparison = DataSetComparison(sent: sent, received: received)
    furtherFields = [
      "unchanged": .boolean(comparison.isUnchanged), "changed": .list(comparison.changed.map { .string($0) }),
      "removed": .list(comparison.removed.map { .string($0) }),
      "added": .list(comparison.added.map { .string($0) }),
    ]
  }

  var sopInstanceUID: String { dataSet.uid(.sopInstanceUID)?.value ?? "" }
  var sopClassUID: String { dataSet.uid(.sopClassUID)?.value ?? "" }
  var transferSyntax: String { "" }
  var length: Int { 0 }

  func look() -> (dataSet: DataSet?, fault: String?) { (dataSet, nil) }
}
