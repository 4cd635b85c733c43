/// A data set: elements in ascending tag order, each tag at most once (PS3.5 §7.1).
public struct DataSet: Hashable, Sendable {
  /// The elements, ascending by tag.
  public private(set) var elements: [DataElement] = []

  /// Makes an empty data set.
  public init() {}

  /// Makes a data set of elements in any order; of several with one tag the first is kept.
  public init(_ elements: some Sequence<DataElement>) {
    // Elements of one tag keep their order, so that which one is kept does not depend on the sort.
    let sorted = elements.enumerated().sorted { ($0.element.tag, $0.offset) < ($1.element.tag, $1.offset) }
    self.elements.reserveCapacity(sorted.count)
    for (_, element) in sorted where self.elements.last?.tag != element.tag { self.elements.append(element) }
  }

  /// Makes a data set of elements that ascend strictly by tag, which the caller has made sure of.
  init(ascending elements: [DataElement]) { self.elements = elements }

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
