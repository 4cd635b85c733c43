import DICOM
import DICOMNetwork
import NIOCore
import PixelCoding

/// An instance with its bytes.
struct HeldObject: Sendable {
  /// The instance.
  let instance: StoredInstance
  /// Its bytes in the transfer syntax in which it came.
  let content: HeldContent
  /// Its place among all that came.
  let number: Int
  /// Calling AE title of the association that brought it; nil where it came otherwise, or is no longer known.
  var caller: String?

  /// The data set; nil where it can't be read any more.
  var dataSet: DataSet? {
    content.bytes.flatMap { try? DataSet(decoding: $0, as: instance.transferSyntax) }
  }

  /// Whether it can be had in a transfer syntax without losing anything.
  func isAvailable(in target: TransferSyntax) -> Bool {
    let source = instance.transferSyntax
    if target == source { return true }
    guard !target.isLossy, !target.referencesPixelData, !source.referencesPixelData else { return false }
    guard source.isEncapsulated || target.isEncapsulated else { return true }
    return (!source.isEncapsulated || PixelCodec(source) != nil)
      && (!target.isEncapsulated || PixelCodec(target) != nil)
  }

  /// The data set in a transfer syntax; nil where its pixel data can't be brought into it.
  func dataSet(in target: TransferSyntax) -> DataSet? {
    guard isAvailable(in: target), let dataSet else { return nil }
    // A data set without pixel data has nothing to encapsulate.
    if target != instance.transferSyntax, target.isEncapsulated, dataSet[.pixelData] == nil { return nil }
    return try? dataSet.transcoded(from: instance.transferSyntax, to: target)
  }

  /// What is sent for it in a transfer syntax; nil where it can't be had in that.
  func request(in target: TransferSyntax) -> StoreRequest? {
    let source: DataSetSource
    if target == instance.transferSyntax {
      source = content.source
    } else {
      guard let bytes = try? dataSet(in: target)?.encoded(as: target) else { return nil }
      source = .memory(bytes)
    }
    return StoreRequest(
      sopClassUID: instance.sopClass, sopInstanceUID: instance.sopInstance, transferSyntax: target.uid.value,
      source: source)
  }
}
