import DICOM

/// An instance that an archive has stored.
public struct StoredInstance: Hashable, Sendable {
  /// SOP Class UID.
  public let sopClass: String
  /// SOP Instance UID.
  public let sopInstance: String
  /// Study Instance UID.
  public let study: String
  /// Series Instance UID.
  public let series: String
  /// Transfer syntax in which it is kept.
  public let transferSyntax: TransferSyntax
  /// Its attributes without bulk data.
  public let attributes: DataSet

  /// Bytes beyond which the value of an uninterpreted attribute is bulk data.
  static let bulkLength = 1_024

  /// Reads what tells an instance from others; nil where one of the four UIDs is missing.
  init?(_ dataSet: DataSet, transferSyntax: TransferSyntax) {
    guard let sopClass = dataSet.uid(.sopClassUID)?.value, let sopInstance = dataSet.uid(.sopInstanceUID)?.value,
      let study = dataSet.uid(.studyInstanceUID)?.value, let series = dataSet.uid(.seriesInstanceUID)?.value,
      ![sopClass, sopInstance, study, series].contains("")
    else { return nil }
    self.sopClass = sopClass
    self.sopInstance = sopInstance
    self.study = study
    self.series = series
    self.transferSyntax = transferSyntax
    attributes = Self.withoutBulkData(dataSet)
  }

  /// The attributes in memory of their own: values of a decoded data set would keep the whole of it.
  private static func withoutBulkData(_ dataSet: DataSet) -> DataSet {
    let kept = DataSet(
      dataSet.elements.filter { element in
        guard element.tag.group != 0x7FE0, !element.tag.isGroupLength else { return false }
        guard case .bytes(let value) = element.value else { return element.tag.group != 0x5400 }
        return value.readableBytes <= bulkLength || element.vr.isText
      })
    let syntax = TransferSyntax.explicitVRLittleEndian
    guard let bytes = try? kept.encoded(as: syntax), let copy = try? DataSet(decoding: bytes, as: syntax) else {
      return DataSet()
    }
    return copy
  }
}
