/// Takes the inline markup from text: what is left is what a reader of the printed document sees.
struct RestructuredInline {
  private let definitions: RestructuredDefinitions
  private var footnotes = 0
  /// Bytes that substitutions may still add, so that a short document cannot become an endless one.
  private var allowance = 8 << 20

  init(_ definitions: RestructuredDefinitions) { self.definitions = definitions }

  /// The text without markup; its line breaks stay.
  mutating func plain(_ text: some StringProtocol) -> String {
    guard text.utf8.contains(where: Self.marks.contains) else { return String(text) }
    var scan = InlineScan(Array(text.unicodeScalars))
    while let scalar = scan.current {
      switch scalar {
      case "\\": scan.takeEscape()
      case "*" where scan.follows("**"):
        if !takeSpan(&scan, "**") { scan.take(2) }
      case "*":
        if !takeSpan(&scan, "*") { scan.take(1) }
      case "`" where scan.follows("``"):
        if !takeLiteral(&scan) { scan.take(2) }
      case "`":
        if !takeInterpreted(&scan, role: nil) { scan.take(1) }
      case ":":
        if !takeRole(&scan) { scan.take(1) }
      case "|":
        if !takeSubstitution(&scan) { scan.take(1) }
      case "[":
        if !takeFootnote(&scan) { scan.take(1) }
      case "_":
        if !takeReference(&scan) { scan.take(1) }
      default: scan.take(1)
      }
    }
    return String(String.UnicodeScalarView(scan.result))
  }

  private static let marks = Set("\\*`:|[_".utf8)

  private mutating func takeSpan(_ scan: inout InlineScan, _ mark: String) -> Bool {
    guard let content = scan.content(between: mark) else { return false }
    scan.replace(through: content.upperBound + mark.count, by: unescaped(scan.scalars[content]))
    return true
  }

  private mutating func takeLiteral(_ scan: inout InlineScan) -> Bool {
    guard let content = scan.content(between: "``", isLiteral: true) else { return false }
    scan.replace(through: content.upperBound + 2, by: Array(scan.scalars[content]))
    return true
  }

  /// `:role:`text``.
  private mutating func takeRole(_ scan: inout InlineScan) -> Bool {
    guard let role = scan.roleName(at: scan.position) else { return false }
    let start = scan.position
    scan.position += role.count + 2
    if takeInterpreted(&scan, role: role) { return true }
    scan.position = start
    return false
  }

  /// `` `text` `` with what comes before or after it: a role, or the signs of a reference.
  private mutating func takeInterpreted(_ scan: inout InlineScan, role: String?) -> Bool {
    guard let content = scan.content(between: "`", isAfterRole: role != nil) else { return false }
    var end = content.upperBound + 1
    var role = role
    let isReference = scan.scalar(end) == "_"
    while role == nil, scan.scalar(end) == "_", end <= content.upperBound + 2 { end += 1 }
    if role == nil, !isReference, let after = scan.roleName(at: end) {
      role = after
      end += after.count + 2
    }
    scan.replace(
      through: end, by: words(Array(scan.scalars[content]), role: role, isReference: isReference))
    return true
  }

  private func words(_ content: [Unicode.Scalar], role: String?, isReference: Bool) -> [Unicode.Scalar] {
    let text = String(String.UnicodeScalarView(content))
    if role.map({ ["math", "code", "literal", "raw", "samp", "file", "command"].contains($0) }) ?? false {
      return content
    }
    if role != nil || isReference, let open = text.lastIndex(of: "<"), text.hasSuffix(">"), open > text.startIndex {
      let shown = text[..<open]
      // Line breaks of the part left out stay, so that the lines after it keep their numbers.
      let breaks = text[open...].filter { $0 == "\n" }
      let kept = shown.hasSuffix("\n") ? String(shown) : String(shown.reversed().drop { $0 == " " }.reversed())
      return unescaped(Array((kept + breaks).unicodeScalars)[...])
    }
    if let role, ["ref", "numref", "any"].contains(String(role.split(separator: ":").last ?? "")) {
      if let title = definitions.title(ofLabel: text) { return Array(title.unicodeScalars) }
    }
    var shown = text[...]
    if role != nil {
      // `~package.module.Name` shows its last part.
      if shown.first == "~" { shown = shown.split(separator: ".").last ?? shown.dropFirst() }
      if shown.first == "!" || shown.first == "~" { shown = shown.dropFirst() }
    }
    return unescaped(Array(shown.unicodeScalars)[...])
  }

  private mutating func takeSubstitution(_ scan: inout InlineScan) -> Bool {
    guard let content = scan.content(between: "|") else { return false }
    let name = String(String.UnicodeScalarView(scan.scalars[content]))
    guard let value = definitions.substitution(named: name) else { return false }
    var end = content.upperBound + 1
    while scan.scalar(end) == "_", end <= content.upperBound + 2 { end += 1 }
    let fits = value.utf8.count <= allowance
    allowance -= fits ? value.utf8.count : 0
    scan.replace(through: end, by: fits ? Array(value.unicodeScalars) : Array(scan.scalars[content]))
    return true
  }

  /// `[1]_`, `[#]_`, `[*]_`, `[#name]_`, `[Name]_`.
  private mutating func takeFootnote(_ scan: inout InlineScan) -> Bool {
    guard let label = scan.bracketed(upTo: 64), scan.scalar(scan.position + label.count + 2) == "_" else {
      return false
    }
    let mark: String
    if label == "#" {
      footnotes += 1
      mark = definitions.footnoteMark(automatic: footnotes)
    } else {
      mark = definitions.footnoteMark(label)
    }
    scan.replace(through: scan.position + label.count + 3, by: Array(mark.unicodeScalars))
    return true
  }

  /// `name_` and `name__`, and `_`inline target``.
  private mutating func takeReference(_ scan: inout InlineScan) -> Bool {
    if scan.scalar(scan.position + 1) == "`", scan.startsMarkup() {
      scan.position += 1
      guard let content = scan.content(between: "`", isAfterRole: true) else {
        scan.position -= 1
        return false
      }
      scan.replace(through: content.upperBound + 1, by: unescaped(scan.scalars[content]))
      return true
    }
    guard scan.endsReferenceName else { return false }
    var end = scan.position + 1
    if scan.scalar(end) == "_" { end += 1 }
    guard InlineScan.mayEndMarkup(scan.scalar(end)) else { return false }
    scan.replace(through: end, by: [])
    return true
  }

  private func unescaped(_ scalars: ArraySlice<Unicode.Scalar>) -> [Unicode.Scalar] {
    guard scalars.contains("\\") else { return Array(scalars) }
    var scan = InlineScan(Array(scalars))
    while let scalar = scan.current {
      if scalar == "\\" { scan.takeEscape() } else { scan.take(1) }
    }
    return scan.result
  }
}
