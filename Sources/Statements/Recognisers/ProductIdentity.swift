/// What the document says it describes.
enum ProductIdentity {
  /// Product and version, where the title, or lines near the start, name them.
  static func find(_ document: BlockDocument, _ passages: [Passage], _ pairs: [KeyValue]) -> (
    product: String?, version: String?
  ) {
    var product: String?
    var version: String?
    for pair in pairs.prefix(200) where pair.passage.index < 40 {
      let value = pair.value.collapsed
      guard value.utf8.count <= 80 else { continue }
      switch pair.key.joined {
      case " product name ", " product ", " system ", " application name ", " application ", " software name ",
        " device name ":
        product = product ?? value
      case " version ", " product version ", " software version ", " software release ", " release ":
        version = version ?? value
      default: break
      }
    }
    if product == nil {
      let headings = passages.lazy.compactMap { $0.path.first { $0.isTitle }?.text }.prefix(1)
      for title in Array(headings) + [document.title].compactMap({ $0 }) where product == nil {
        product = named(by: title)
      }
    }
    return (product ?? document.product, version ?? document.version)
  }

  /// The title without the words for what kind of document it is.
  private static func named(by title: String) -> String? {
    let lower = title.lowercased()
    guard let range = lower.range(of: "conformance statement") else { return nil }
    let before = lower[..<range.lowerBound]
    let after = String(title.dropFirst(lower.distance(from: lower.startIndex, to: range.upperBound))).collapsed
    for word in ["of ", "for "] where after.lowercased().hasPrefix(word) {
      return cleaned(String(after.dropFirst(word.count)))
    }
    if let name = cleaned(after) { return name }
    let front = String(title.prefix(before.count)).collapsed
    return cleaned(front.lowercased().hasSuffix("dicom") ? String(front.dropLast(5)) : front)
  }

  private static func cleaned(_ text: String) -> String? {
    let signs: Set<Character> = ["-", ":", ",", "\u{2013}", "\u{2014}", " ", "\u{00B6}", "|"]
    var name = text[...]
    while let first = name.first, signs.contains(first) { name = name.dropFirst() }
    while let last = name.last, signs.contains(last) { name = name.dropLast() }
    let plain = String(name).collapsed
    return plain.count < 2 || ["overview", "the", "template"].contains(plain.lowercased())
      || plain.lowercased().hasPrefix("version ") || plain.utf8.count > 80 ? nil : plain
  }
}
