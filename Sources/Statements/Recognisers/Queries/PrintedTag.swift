import DICOM
import Evidence

/// Tags of attributes as documents print them: `(0010,0020)`, `0010,0020`, `(0010, 0020)`, `00100020`.
struct PrintedTag: Equatable {
  var tag: Tag

  /// The form in which claims give it.
  var text: String {
    let digits = tag.hexadecimal
    return "(\(digits.prefix(4)),\(digits.dropFirst(4)))"
  }

  /// The tag that a cell consists of.
  static func only(in cell: String) -> PrintedTag? {
    let plain = cell.collapsed.filter { !" ()[]".contains($0) }
    guard plain.utf8.count == 8 || plain.utf8.count == 9 else { return nil }
    return tag(digits: plain)
  }

  /// The first tag in brackets, or at the start, and the text without it.
  static func first(in text: String) -> (tag: PrintedTag, rest: String)? {
    var rest = text.prefix(600)[...]
    if let start = text.split(whereSeparator: \.isWhitespace).first, start.utf8.count == 9 || start.utf8.count == 11,
      let tag = only(in: String(start))
    {
      return (tag, String(text.drop(while: \.isWhitespace).dropFirst(start.count)).collapsed)
    }
    while let open = rest.firstIndex(of: "(") {
      guard let close = rest[open...].firstIndex(of: ")") else { return nil }
      let inner = rest[rest.index(after: open)..<close]
      if inner.utf8.count <= 12, inner.contains(","), let tag = only(in: String(inner)) {
        return (tag, (text[..<open] + " " + text[text.index(after: close)...]).collapsed)
      }
      rest = rest[rest.index(after: open)...]
    }
    return nil
  }

  private static func tag(digits: String) -> PrintedTag? {
    var hex = digits
    if digits.utf8.count == 9 {
      guard Array(digits.utf8)[4] == UInt8(ascii: ",") else { return nil }
      hex = digits.replacing(",", with: "")
    }
    guard hex.utf8.count == 8, hex.allSatisfy({ $0.isHexDigit && $0.isASCII }) else { return nil }
    return Tag(hexadecimal: hex).map { PrintedTag(tag: $0) }
  }
}

/// Holds printed tags and names of attributes against PS3.6. What does not fit is reported, never repaired.
enum AttributeCheck {
  /// Whether tag and name may belong together.
  static func agrees(
    _ printed: PrintedTag, name: String, _ citation: @autoclosure () -> Citation, _ findings: inout Findings
  ) -> Bool {
    guard !printed.tag.isPrivate else { return true }
    guard let entry = DataDictionary.entry(printed.tag) else {
      findings.report(
        .warning, "unregistered-tag",
        "\(printed.text) (\(name.isEmpty ? "no name given" : name)) is not registered in PS3.6 "
          + "\(DataDictionary.edition).", citation())
      return false
    }
    let own = key(name)
    guard !own.isEmpty, own != key(entry.name), own != key(entry.keyword) else { return true }
    if let other = byName[own], other != printed.tag {
      report(printed, name, entry.name, "; the name is that of \(PrintedTag(tag: other).text).", citation(), &findings)
      return false
    }
    guard !resembles(own, key(entry.name)) else { return true }
    report(printed, name, entry.name, ".", citation(), &findings)
    return false
  }

  private static func report(
    _ printed: PrintedTag, _ name: String, _ registered: String, _ end: String, _ citation: Citation,
    _ findings: inout Findings
  ) {
    findings.report(
      .warning, "name-tag-mismatch",
      "The document prints “\(name)” with \(printed.text), which PS3.6 registers as “\(registered)”\(end)", citation)
  }

  /// Letters and digits in lower case, without what documents add or leave out: `Patient's Name`, `Patient Name`.
  private static func key(_ name: String) -> String {
    Words(name).list.map { word in
      let plain = ["retired", "attribute"].contains(word) ? "" : word
      return plain.count > 3 && plain.hasSuffix("s") ? plain.dropLast() : plain[...]
    }.joined()
  }

  private static let byName: [String: Tag] = {
    var names: [String: Set<Tag>] = [:]
    for entry in DataDictionary.entries where !entry.isRetired { names[key(entry.name), default: []].insert(entry.tag) }
    return names.compactMapValues { $0.count == 1 ? $0.first : nil }
  }()

  /// Whether the names share enough letters in a row to be the same thing, abbreviated or not.
  private static func resembles(_ printed: String, _ registered: String) -> Bool {
    let own = pairs(printed)
    let known = pairs(registered)
    // A name in another script or language cannot be compared.
    guard own.count >= 4, known.count >= 4, printed.utf8.allSatisfy({ $0 < 0x80 }) else { return true }
    return own.intersection(known).count * 100 >= min(own.count, known.count) * 50
  }

  private static func pairs(_ text: String) -> Set<[UInt8]> {
    let bytes = Array(text.utf8)
    guard bytes.count > 1 else { return [] }
    return Set((0..<(bytes.count - 1)).map { [bytes[$0], bytes[$0 + 1]] })
  }
}
