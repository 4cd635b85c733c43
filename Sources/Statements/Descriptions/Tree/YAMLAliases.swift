import Yams

/// Aliases of YAML hidden from the parser, which would copy what they stand for without bound.
struct YAMLAliases {
  /// The text with the asterisk of each alias replaced.
  let text: String
  /// Written instead of the asterisk: a character that the text does not hold.
  let mark: Unicode.Scalar

  init(_ source: String) {
    let marks = (0xE000...0xE00F).compactMap { Unicode.Scalar(UInt32($0)) }
    let used = Set(source.unicodeScalars.lazy.filter { 0xE000...0xE00F ~= $0.value })
    mark = marks.first { !used.contains($0) } ?? "\u{F8FF}"
    guard source.utf8.contains(UInt8(ascii: "&")) else {
      text = source
      return
    }
    var result = String.UnicodeScalarView()
    result.reserveCapacity(source.unicodeScalars.count)
    var beginsNode = true
    var waiting = false
    for scalar in source.unicodeScalars {
      // An asterisk begins an alias where a node begins and a name follows.
      if waiting { result.append(Self.isNamed(scalar) ? mark : "*") }
      waiting = beginsNode && scalar == "*"
      if !waiting { result.append(scalar) }
      switch scalar {
      case " ", "\t", "\n", "\r", "[", "{", ",": beginsNode = true
      case "-", "?", ":": break
      default: beginsNode = false
      }
    }
    if waiting { result.append("*") }
    text = String(result)
  }

  private static func isNamed(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.properties.isWhitespace && !",[]{}*&!|>'\"%@`".unicodeScalars.contains(scalar)
  }

  /// Name of the alias that a plain scalar is.
  func alias(_ scalar: Yams.Node.Scalar) -> String? {
    guard scalar.style == .plain, scalar.string.unicodeScalars.first == mark else { return nil }
    return String(String.UnicodeScalarView(scalar.string.unicodeScalars.dropFirst()))
  }

  /// A text as the document has it.
  func restored(_ string: String) -> String {
    guard string.unicodeScalars.contains(mark) else { return string }
    return String(String.UnicodeScalarView(string.unicodeScalars.map { $0 == mark ? "*" : $0 }))
  }
}
