import DICOM
import DICOMNetwork

/// An object that a system sent, looked at before anything is made of it.
enum ReceivedObject {
  /// Bytes of one data set that are decoded.
  static let decodedLength = 256 << 20

  /// The data set, and what is wrong with the object; either may be missing.
  static func look(at object: StoreIndication) -> (dataSet: DataSet?, fault: String?) {
    guard let bytes = object.dataSet.bytes(upTo: decodedLength) else {
      return (nil, "the data set is longer than \(decodedLength) bytes and was not looked at")
    }
    let dataSet: DataSet
    do throws(DataSetDecodingError) {
      dataSet = try DataSetDecoder(TransferSyntax(UID(object.transferSyntax))).decode(bytes).dataSet
    } catch {
      return (nil, "the data set can't be decoded: \(error)")
    }
    for (tag, name, uid) in [
      (Tag.sopInstanceUID, "SOP Instance UID", object.sopInstanceUID),
      (Tag.sopClassUID, "SOP Class UID", object.sopClassUID),
    ] where dataSet.uid(tag)?.value != uid {
      let other = dataSet.uid(tag)?.value ?? "none"
      return (dataSet, "the data set has another \(name) than the C-STORE-RQ: \(other)")
    }
    return (dataSet, nil)
  }
}
