import DICOM
import DICOMWeb
import Foundation
import HTTPExchange
import NIOCore
import Specification

/// A DICOM file that came over the web, in a part of a message or alone. It stays where the message is.
struct WebObject: RetrievedObject {
  var sopInstanceUID: String
  var sopClassUID: String
  var transferSyntax: String
  var length: Int
  private let content: ReceivedBody
  private let range: Range<Int>
  private let label: Label
  private let stated: String?
  /// Why the bytes are no DICOM file; nil where they are one.
  let fault: String?

  /// What a part's media type says of its transfer syntax, against the file itself.
  enum Label: String, CaseIterable {
    /// The one stated, or the standard one where none is.
    case right
    /// Another than the one stated.
    case wrong
    /// Another than the standard one, and none is stated.
    case unstated
  }

  /// Looks at the file's meta information.
  init(_ content: ReceivedBody, range: Range<Int>, mediaType: MediaType?) {
    self.content = content
    self.range = range
    stated = mediaType?["transfer-syntax"]
    let (file, fault) = Self.file(content, range)
    self.fault = fault
    length = range.count
    sopInstanceUID = file?.dataSet.uid(.sopInstanceUID)?.value ?? ""
    sopClassUID = file?.dataSet.uid(.sopClassUID)?.value ?? ""
    transferSyntax = file?.transferSyntax.uid.value ?? ""
    let isStandard = transferSyntax == TransferSyntax.explicitVRLittleEndian.uid.value
    label = if let stated { stated == transferSyntax ? .right : .wrong } else { isStandard ? .right : .unstated }
  }

  var furtherFields: [String: Value] {
    var fields: [String: Value] = ["label": .string(label.rawValue)]
    if let stated { fields["stated-transfer-syntax"] = .string(stated) }
    return fields
  }

  func look() -> (dataSet: DataSet?, fault: String?) {
    let (file, fault) = Self.file(content, range)
    guard let file else { return (nil, fault) }
    for (tag, meta, name) in [
      (Tag.sopInstanceUID, Tag.mediaStorageSOPInstanceUID, "SOP Instance UID"),
      (Tag.sopClassUID, Tag.mediaStorageSOPClassUID, "SOP Class UID"),
    ] where file.dataSet.uid(tag) != file.metaInformation.uid(meta) {
      return (file.dataSet, "the file meta information has another \(name) than the data set")
    }
    return (file.dataSet, nil)
  }

  private static func file(_ content: ReceivedBody, _ range: Range<Int>) -> (DICOMFile?, String?) {
    guard range.count <= ReceivedObject.decodedLength else {
      return (nil, "the file is longer than \(ReceivedObject.decodedLength) bytes and was not looked at")
    }
    guard let bytes = content.bytes(in: range) else { return (nil, "the file can't be read again") }
    do throws(Part10Error) { return (try DICOMFile(reading: bytes), nil) } catch {
      return (nil, "the bytes are no DICOM file: \(error)")
    }
  }
}
