import DICOM
import DICOMWeb
import Foundation
import HTTPExchange
import NIOCore
import Specification

/// Content that is no DICOM file: a frame, bulk data, a rendered image.
struct WebPart {
  let content: ReceivedBody
  let range: Range<Int>
  let mediaType: MediaType?
  let location: String?

  /// Native pixels that are compared, in bytes.
  private static let comparedLength = 256 << 20

  /// Fields of the observation: type `DICOMWebRetrieveDescription.part`.
  ///
  /// - Parameter sent: the native pixel data of which this should be the bytes; nil where there is nothing to compare.
  func fields(sent: ByteBuffer?) -> [String: Value] {
    var fields: [String: Value] = ["bytes": .size(bytes: Int64(range.count))]
    let beginning = content.bytes(in: range.lowerBound..<min(range.upperBound, range.lowerBound + ImageFormat.length))
    let format = beginning.map { ImageFormat($0) } ?? .unknown
    fields["format"] = .string(format.rawValue)
    if let mediaType {
      fields["media-type"] = .string(mediaType.essence)
      if let named = ImageFormat(mediaType) { fields["is-as-named"] = .boolean(named == format) }
      if let syntax = mediaType["transfer-syntax"] { fields["stated-transfer-syntax"] = .string(syntax) }
    }
    if let location { fields["location"] = .string(location) }
    if let sent { fields["pixels"] = .string(pixels(sent).rawValue) }
    return fields
  }

  /// Whether the bytes are those that were sent. Only uncompressed ones can be compared as they are.
  private func pixels(_ sent: ByteBuffer) -> PixelComparison.Word {
    let syntax = mediaType?["transfer-syntax"] ?? TransferSyntax.explicitVRLittleEndian.uid.value
    guard mediaType?.essence == "application/octet-stream", syntax == TransferSyntax.explicitVRLittleEndian.uid.value,
      range.count <= Self.comparedLength, let received = content.bytes(in: range)
    else { return .notCompared }
    if received == sent { return .equal }
    // A frame of odd length may bring the padding of its element.
    let isPadded =
      received.readableBytes == sent.readableBytes + 1
      && received.readableBytesView.starts(with: sent.readableBytesView) && received.readableBytesView.last == 0
    return isPadded ? .equal : .different
  }
}
