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

extension DataSet {
  /// The data set with the elements of another in the place of its own; where both have one item of a sequence, the item
  /// is changed and not replaced.
  func changed(by changes: DataSet) -> DataSet {
    var result = self
    for element in changes.elements {
      guard case .items(let items) = element.value, let change = items.first, items.count == 1,
        case .items(let own) = result[element.tag]?.value, let item = own.first, own.count == 1
      else {
        result[element.tag] = element
        continue
      }
      var changed = item
      for inner in change.elements { changed[inner.tag] = inner }
      result[element.tag] = DataElement(tag: element.tag, vr: .SQ, value: .items([changed]))
    }
    return result
  }
}
