import DICOM

/// Builds a data set by keywords. Values that the character set cannot hold are left empty.
struct AttributeList {
  private(set) var dataSet = DataSet()
  private let outer: SpecificCharacterSet

  /// Begins an item within a data set of a character set, or a data set of its own.
  init(inheriting outer: SpecificCharacterSet = .standard) { self.outer = outer }

  /// Puts a text; an empty one makes an attribute without a value.
  mutating func put(_ keyword: String, _ text: String) { put(keyword, all: text.isEmpty ? [] : [text]) }

  /// Puts texts.
  mutating func put(_ keyword: String, all texts: [String]) {
    guard let tag = Tag(keyword: keyword) else { return }
    do { try dataSet.set(tag, strings: texts, inheriting: outer) } catch { try? dataSet.set(tag, strings: []) }
  }

  /// Puts a sequence.
  mutating func put(_ keyword: String, items: [DataSet]) {
    if let tag = Tag(keyword: keyword) { dataSet.setItems(tag, items) }
  }

  /// Takes an attribute away.
  mutating func remove(_ keyword: String) {
    if let tag = Tag(keyword: keyword) { dataSet[tag] = nil }
  }
}
