import DICOM

extension DataSet {
  /// The data set as the record keeps it: values beyond 16 KiB are left out.
  var withoutBulk: DataSet {
    DataSet(
      elements.filter { element in
        switch element.value {
        case .bytes(let bytes): bytes.readableBytes <= 16 << 10
        case .items: true
        case .fragments: false
        }
      })
  }
}
