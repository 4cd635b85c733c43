import Office
import Rendering

/// A document as Markdown (CommonMark, with tables as GitHub has them). Whatever the specification's texts hold is escaped.
public enum MarkdownDocument {
  /// The file's text.
  public static func render(_ document: TextDocument) -> String {
    var parts: [String] = ["# \(escaped(document.title))"]
    if !document.subtitle.isEmpty { parts.append(escaped(document.subtitle)) }
    if !document.facts.isEmpty {
      parts.append(document.facts.map { "- **\(escaped($0.name)):** \(escaped($0.value))" }.joined(separator: "\n"))
    }
    for block in document.blocks {
      switch block {
      case .heading(let level, let text, let anchor):
        let mark = anchor.map { "<a id=\"\(Fragments.fragment($0))\"></a>\n\n" } ?? ""
        parts.append("\(mark)\(String(repeating: "#", count: min(level, 5) + 1)) \(escaped(text))")
      case .paragraph(let runs): parts.append(line(runs))
      case .label(let text): parts.append("**\(escaped(text))**")
      case .list(let items, let isOrdered):
        let lines = items.enumerated().map { "\(isOrdered ? "\($0.offset + 1)." : "-") \(line($0.element))" }
        parts.append(lines.joined(separator: "\n"))
      case .table(let table):
        var lines = ["| \(table.columns.map { escaped($0.title) }.joined(separator: " | ")) |"]
        lines.append("|\(String(repeating: " --- |", count: table.columns.count))")
        for row in table.rows { lines.append("| \(row.map(line).joined(separator: " | ")) |") }
        parts.append(lines.joined(separator: "\n"))
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  private static func line(_ runs: [Run]) -> String {
    runs.map { run in
      var text = escaped(run.text)
      let core = Substring(text).trimmingSpaces
      if run.marks.contains(.removed), !core.isEmpty {
        text = text.replacing(core, with: "~~\(core)~~", maxReplacements: 1)
      } else if run.marks.contains(.strong) || run.marks.contains(.alert) || run.marks.contains(.added), !core.isEmpty {
        text = text.replacing(core, with: "**\(core)**", maxReplacements: 1)
      } else if run.marks.contains(.emphasis), !core.isEmpty {
        text = text.replacing(core, with: "*\(core)*", maxReplacements: 1)
      }
      switch run.target {
      case .web(let address): return "[\(text)](<\(address.filter { !"<>\n\\".contains($0) })>)"
      case .anchor(let anchor): return "[\(text)](#\(Fragments.fragment(anchor)))"
      case nil: return text
      }
    }.joined()
  }

  /// Text in which nothing is a mark, a tag, a link or a line of its own.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in Self.oneLine(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!", "$": result += "\\\(scalar)"
      default: result.unicodeScalars.append(scalar)
      }
    }
    // A line that begins like a list would be one.
    if let first = result.unicodeScalars.first, "-+".unicodeScalars.contains(first) { result = "\\" + result }
    if let dot = result.firstIndex(of: "."), !result[..<dot].isEmpty, result[..<dot].allSatisfy(\.isNumber) {
      result.insert("\\", at: dot)
    }
    return result
  }

  /// What is visible, on one line; spaces at the ends stay, because other text stands beside it.
  private static func oneLine(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in PlainText.visible(text).unicodeScalars {
      result.append(scalar.properties.isWhitespace ? " " : scalar)
    }
    return String(result)
  }
}
