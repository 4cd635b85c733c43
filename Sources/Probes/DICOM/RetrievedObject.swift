import DICOM
import DICOMNetwork
import Specification

/// An object that a retrieval brought, whatever the protocol. Its data set is decoded when it is looked at, one at a time.
protocol RetrievedObject: Sendable {
  /// SOP Instance UID as the message names it.
  var sopInstanceUID: String { get }
  /// SOP Class UID as the message names it.
  var sopClassUID: String { get }
  /// Transfer syntax of the data set.
  var transferSyntax: String { get }
  /// Its length in bytes.
  var length: Int { get }
  /// Fields of the observation that only one protocol has.
  var furtherFields: [String: Value] { get }

  /// The data set, and what is wrong with the object; either may be missing.
  func look() -> (dataSet: DataSet?, fault: String?)
}

extension StoreIndication: RetrievedObject {
  var length: Int { dataSet.length }
  var furtherFields: [String: Value] { [:] }

  func look() -> (dataSet: DataSet?, fault: String?) { ReceivedObject.look(at: self) }
}
