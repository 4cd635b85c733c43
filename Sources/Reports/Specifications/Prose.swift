import Office

/// The Markdown of specifications as blocks of a document: the same part of it that `Markdown` turns into markup.
struct Prose {
  /// Values that stand for `{{name}}` in the text.
  var inputs: [String: String] = [:]

  /// Blocks of a text.
  func blocks(_ text: String) -> [TextDocument.Block] {
    Markdown.split(text).map { block in
      switch block {
      case .paragraph(let text): .paragraph(runs(text))
      case .list(let items, let isOrdered): .list(items.map { runs($0) }, isOrdered: isOrdered)
      }
    }
  }

  /// One line of text with its marks.
  func runs(_ text: String, _ marks: Set<Run.Mark> = []) -> [Run] {
    // Most texts have no mark at all.
    guard text.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "{") })
    else { return text.isEmpty ? [] : [Run(text, marks)] }
    var result: [Run] = []
    var rest = Substring(text)
    var plain = ""

    func flush() {
      if !plain.isEmpty { result.append(Run(plain, marks)) }
      plain = ""
    }
    while let first = rest.first {
      guard first == "*" || first == "`" || first == "{" else {
        let end = rest.firstIndex { $0 == "*" || $0 == "`" || $0 == "{" } ?? rest.endIndex
        plain += rest[..<end]
        rest = rest[end...]
        continue
      }
      if let (name, after) = Markdown.delimited(rest, by: "{{", and: "}}"), let value = inputs[String(name)] {
        plain += value
        rest = after
      } else if let (inner, after) = Markdown.delimited(rest, by: "`", and: "`") {
        flush()
        result.append(Run(String(inner), marks.union([.code])))
        rest = after
      } else if let (inner, after) = Markdown.delimited(rest, by: "**", and: "**") {
        flush()
        result += runs(String(inner), marks.union([.strong]))
        rest = after
      } else if let (inner, after) = Markdown.delimited(rest, by: "*", and: "*") {
        flush()
        result += runs(String(inner), marks.union([.emphasis]))
        rest = after
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    flush()
    return result
  }

  /// The words without marks.
  func words(_ text: String) -> String {
    blocks(text).map { block in
      switch block {
      case .paragraph(let runs): runs.map(\.text).joined()
      case .list(let items, let isOrdered):
        items.enumerated().map { "\(isOrdered ? "\($0.offset + 1)." : "•") \($0.element.map(\.text).joined())" }
          .joined(separator: "\n")
      case .heading, .label, .table: ""
      }
    }.joined(separator: "\n")
  }
}
