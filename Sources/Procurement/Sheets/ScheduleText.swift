/// Texts of cells as they are compared and shown.
enum ScheduleText {
  /// Without space at the ends, and with one space for any run of it: programs break and join lines.
  static func collapsed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Without space and line breaks at the ends.
  static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }

  /// The beginning of a text.
  static func excerpt(_ text: String, _ length: Int = 60) -> String {
    let line = collapsed(String(text.prefix(length * 4)))
    return line.count <= length ? line : line.prefix(length) + "…"
  }

  /// How two texts differ: an excerpt of each from a little before the first difference.
  static func difference(_ first: String, _ second: String) -> (String, String) {
    let shared = zip(first, second).prefix { $0 == $1 }.count
    let start = max(0, shared - 20)
    func part(_ text: String) -> String { (start > 0 ? "…" : "") + excerpt(String(text.dropFirst(start))) }
    return (part(first), part(second))
  }
}
