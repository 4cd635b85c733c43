import DICOM
import DICOMWeb
import Foundation
import HTTPExchange
import NIOCore
import PixelCoding
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
  /// - Parameters:
  ///   - sent: the native pixel data of which this should be the bytes; nil where there is nothing to compare.
  ///   - image: the frame that this is where it comes compressed, as a data set of one native frame; nil where it is not known.
  func fields(sent: ByteBuffer?, image: DataSet? = nil) -> [String: Value] {
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
    if let sent { fields["pixels"] = .string(pixels(sent, image).rawValue) }
    return fields
  }

  /// Whether the bytes are those that were sent. Uncompressed ones are compared as they are.
  private func pixels(_ sent: ByteBuffer, _ image: DataSet?) -> PixelComparison.Word {
    guard let syntax, range.count <= Self.comparedLength, let received = content.bytes(in: range) else {
      return .notCompared
    }
    guard syntax == .explicitVRLittleEndian else { return image.map { pixels(received, syntax, $0) } ?? .notCompared }
    if received == sent { return .equal }
    // A frame of odd length may bring the padding of its element.
    let isPadded =
      received.readableBytes == sent.readableBytes + 1
      && received.readableBytesView.starts(with: sent.readableBytesView) && received.readableBytesView.last == 0
    return isPadded ? .equal : .different
  }

  /// Whether a compressed frame decodes to what was sent; what does not decode here was not compared.
  private func pixels(_ received: ByteBuffer, _ syntax: TransferSyntax, _ image: DataSet) -> PixelComparison.Word {
    var compressed = image
    EncapsulatedFrames.set([Array(received.readableBytesView)], in: &compressed)
    let comparison = PixelComparison(
      sent: image, sentAs: .explicitVRLittleEndian, received: compressed, receivedAs: syntax)
    return comparison.word == .undecodable ? .notCompared : comparison.word
  }

  /// The transfer syntax that the part says it is in: by the parameter, else the default one of its media type
  /// (PS3.18 Tables 8.7.3-4 and 8.7.3-5); nil for a media type of no bulk data.
  private var syntax: TransferSyntax? {
    guard let mediaType, let standard = Self.standard[mediaType.essence] else { return nil }
    return mediaType["transfer-syntax"].map { TransferSyntax(UID($0)) } ?? standard
  }

  private static let standard: [String: TransferSyntax] = [
    "application/octet-stream": .explicitVRLittleEndian, "image/jpeg": TransferSyntax(UID("1.2.840.10008.1.2.4.70")),
    "image/dicom-rle": TransferSyntax(UID("1.2.840.10008.1.2.5")),
    "image/jls": TransferSyntax(UID("1.2.840.10008.1.2.4.80")),
    "image/jp2": TransferSyntax(UID("1.2.840.10008.1.2.4.90")),
    "image/jpx": TransferSyntax(UID("1.2.840.10008.1.2.4.92")),
    "image/jphc": TransferSyntax(UID("1.2.840.10008.1.2.4.201")),
  ]
}
