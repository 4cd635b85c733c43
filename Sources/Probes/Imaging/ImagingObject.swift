import DICOM
import HTTPExchange
import Specification

/// A DICOM file that an imaging document source gave. It stays where the message is.
struct ImagingObject: RetrievedObject {
  private let file: WebObject

  /// Looks at the file's meta information.
  init(_ content: ReceivedBody, range: Range<Int>) { file = WebObject(content, range: range, mediaType: nil) }

  var sopInstanceUID: String { file.sopInstanceUID }
  var sopClassUID: String { file.sopClassUID }
  var transferSyntax: String { file.transferSyntax }
  var length: Int { file.length }
  var furtherFields: [String: Value] { [:] }

  func look() -> (dataSet: DataSet?, fault: String?) { file.look() }
}
