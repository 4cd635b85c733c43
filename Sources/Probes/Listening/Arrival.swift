import DICOM
import DICOMNetwork

/// Something that a system sent to a listener of the harness.
struct Arrival: Sendable {
  /// What came.
  enum Content: Sendable {
    case object(StoreIndication)
    case notice(NormalizedRequest, transferSyntax: String)
  }

  /// Its place among all arrivals.
  var number: Int
  /// When it came.
  var time: ContinuousClock.Instant
  /// AE title of the listener.
  var listener: String
  /// AE title of the one that sent it.
  var callingAETitle: String
  /// Its address.
  var remoteHost: String
  /// What came.
  var content: Content
  /// What it was answered.
  var status: DIMSEStatus
  /// The exchange on its association.
  var recorder: ExchangeRecorder

  /// Affected or Requested SOP Class UID.
  var sopClass: String {
    switch content {
    case .object(let object): object.sopClassUID
    case .notice(let request, _): request.sopClassUID
    }
  }

  /// Affected or Requested SOP Instance UID.
  var sopInstance: String? {
    switch content {
    case .object(let object): object.sopInstanceUID
    case .notice(let request, _): request.sopInstanceUID
    }
  }

  /// Transfer syntax of the data set.
  var transferSyntax: String {
    switch content {
    case .object(let object): object.transferSyntax
    case .notice(_, let syntax): syntax
    }
  }

  /// Bytes of the data set.
  var length: Int {
    switch content {
    case .object(let object): object.dataSet.length
    case .notice(let request, _): request.dataSet?.readableBytes ?? 0
    }
  }

  /// The data set; nil where there is none or it can't be decoded.
  func dataSet() -> DataSet? {
    switch content {
    case .object(let object): ReceivedObject.look(at: object).dataSet
    case .notice(let request, let syntax):
      request.dataSet.flatMap { try? DataSetDecoder(TransferSyntax(UID(syntax))).decode($0).dataSet }
    }
  }
}
