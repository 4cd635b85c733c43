/// A data set: elements in ascending tag order, each tag at most once (PS3.5 §7.1).
public struct DataSet: Hashable, Sendable {
  /// The elements, ascending by tag.
  public private(set) var elements: [DataElement] = []

  /// Makes an empty data set.
  public init() {}

  /// The element with this tag; setting replaces or inserts in order, setting nil removes.
  public subscript(tag: Tag) -> DataElement? {
    get {
      let index = position(of: tag)
      return index < elements.count && elements[index].tag == tag ? elements[index] : nil
    }
    set {
      let index = position(of: tag)
      let present = index < elements.count && elements[index].tag == tag
      switch (newValue, present) {
      case (let element?, true): elements[index] = element
      case (let element?, false): elements.insert(element, at: index)
      case (nil, true): elements.remove(at: index)
      case (nil, false): break
      }
    }
  }

  /// The index of the first element whose tag is not below the given one.
  private func position(of tag: Tag) -> Int {
    var low = 0
    var high = elements.count
    while low < high {
      let middle = (low + high) / 2
      if elements[middle].tag < tag { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
