/// What a document defines for use elsewhere in it: substitutions, labels, footnotes.
struct RestructuredDefinitions {
  private var substitutions: [String: String] = [:]
  private var labels: [String: String] = [:]
  /// Numbers of footnotes that are numbered as they come: in order, and by name.
  private var automatic: [Int] = []
  private var automaticByName: [String: Int] = [:]

  /// Bytes of a substitution beyond which it is left as it is written.
  private static let maximumSubstitution = 4_096

  init(_ lines: [RestructuredLine]) {
    var waiting: [String] = []
    var footnotes: [String] = []
    for (index, line) in lines.enumerated() where !line.isBlank {
      let text = line.text.trimmed
      if text.hasPrefix(".. ") {
        let mark = text.dropFirst(3).trimmed
        if let label = Self.label(mark) {
          if waiting.count < 100 { waiting.append(label) }
          continue
        }
        if mark.hasPrefix("|") { define(mark, following: lines, index) }
        if let label = Self.footnoteLabel(mark) { footnotes.append(label) }
        if let directive = RestructuredMarks.directive(mark), !directive.argument.isEmpty, !waiting.isEmpty {
          resolve(&waiting, as: String(directive.argument))
        }
        waiting = []
      } else if !waiting.isEmpty {
        if let title = Self.title(in: lines, at: index) { resolve(&waiting, as: String(title)) }
        waiting = []
      }
    }
    substitutions = substitutions.mapValues { resolved($0) }
    number(footnotes)
  }

  /// The text that stands for `|name|`.
  func substitution(named name: String) -> String? {
    substitutions[name] ?? substitutions[name.lowercased()]
  }

  /// The title of the section or table that a label stands before.
  func title(ofLabel label: String) -> String? { labels[label.lowercased().collapsed] }

  /// A footnote's mark as documents print it: `(1)`, `*`; a citation's is its name in brackets.
  func footnoteMark(_ label: String) -> String {
    if label == "*" { return "*" }
    if label.allSatisfy({ $0.isASCII && $0.isNumber }) { return "(\(label))" }
    if let number = automaticByName[label] { return "(\(number))" }
    return "[\(label)]"
  }

  /// The mark of the footnote that is numbered as this one in order.
  func footnoteMark(automatic position: Int) -> String {
    automatic.indices.contains(position - 1) ? "(\(automatic[position - 1]))" : "[#]"
  }

  /// Numbers footnotes with numbers that none has yet.
  private mutating func number(_ labels: [String]) {
    let taken = Set(labels.compactMap { Int($0) })
    var number = 0
    for label in labels where label.hasPrefix("#") {
      repeat { number += 1 } while taken.contains(number)
      if label == "#" { automatic.append(number) } else { automaticByName[label] = number }
    }
  }

  /// The label of a footnote or citation: what stands in brackets at the start.
  static func footnoteLabel(_ mark: Substring) -> String? {
    guard mark.first == "[", let close = mark.firstIndex(of: "]") else { return nil }
    let label = mark[mark.index(after: mark.startIndex)..<close]
    return label.isEmpty || label.utf8.count > 64 || label.contains(" ") ? nil : String(label)
  }

  private mutating func resolve(_ waiting: inout [String], as title: String) {
    for label in waiting.map({ $0.lowercased().collapsed }) where labels[label] == nil {
      labels[label] = title.collapsed
    }
  }

  private mutating func define(_ mark: Substring, following lines: [RestructuredLine], _ index: Int) {
    guard let close = mark.dropFirst().firstIndex(of: "|") else { return }
    let name = String(mark[mark.index(after: mark.startIndex)..<close])
    guard let directive = RestructuredMarks.directive(mark[mark.index(after: close)...].trimmed) else { return }
    switch directive.name {
    case "replace":
      var text = String(directive.argument)
      for line in lines[(index + 1)...].prefix(20) {
        guard !line.isBlank, line.indentation > lines[index].indentation else { break }
        text += " " + line.text.trimmed
      }
      guard text.utf8.count <= Self.maximumSubstitution else { return }
      substitutions[name] = text.collapsed
    case "unicode":
      substitutions[name] = Self.unicode(directive.argument)
    case "image": substitutions[name] = ""
    default: return
    }
    if substitutions[name.lowercased()] == nil { substitutions[name.lowercased()] = substitutions[name] }
  }

  /// A substitution with those within it replaced, as far as that stays short.
  private func resolved(_ text: String) -> String {
    var text = text
    for _ in 0..<4 where text.contains("|") {
      var result = ""
      var rest = text[...]
      while let open = rest.firstIndex(of: "|") {
        let inner = rest[rest.index(after: open)...]
        guard let close = inner.firstIndex(of: "|") else { break }
        result += rest[..<open]
        if let value = substitutions[String(inner[..<close])] {
          result += value
          rest = inner[inner.index(after: close)...]
        } else {
          result += rest[open..<close]
          rest = inner[close...]
        }
        guard result.utf8.count <= Self.maximumSubstitution else { return text }
      }
      text = result + rest
    }
    return text
  }

  private static func unicode(_ codes: Substring) -> String {
    var result = String.UnicodeScalarView()
    for code in codes.split(separator: " ").prefix(64) {
      let lower = code.lowercased()
      let digits = ["0x", "u+", "\\x", "\\u", "x"].first { lower.hasPrefix($0) }.map { lower.dropFirst($0.count) }
      if code == ".." { break }
      if let digits, let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value) {
        result.append(scalar)
      } else {
        result.append(contentsOf: code.unicodeScalars)
      }
    }
    return String(result)
  }

  /// The name of `_name:`, quoted or not.
  private static func label(_ mark: Substring) -> String? {
    guard mark.first == "_", mark.dropFirst().first != "_" else { return nil }
    let body = mark.dropFirst()
    if body.first == "`", let close = body.dropFirst().firstIndex(of: "`") {
      return String(body.dropFirst().prefix(upTo: close))
    }
    guard let colon = body.lastIndex(of: ":"), body.index(after: colon) == body.endIndex else { return nil }
    return String(body[..<colon]).replacing("\\", with: "")
  }

  private static func title(in lines: [RestructuredLine], at index: Int) -> Substring? {
    guard index + 1 < lines.count else { return nil }
    if RestructuredMarks.adornment(lines[index].text) != nil, lines[index].text.utf8.count >= 3,
      index + 2 < lines.count, lines[index + 2].text == lines[index].text
    {
      return lines[index + 1].text.trimmed
    }
    return RestructuredMarks.underlines(lines[index + 1], title: lines[index]) ? lines[index].text : nil
  }
}
