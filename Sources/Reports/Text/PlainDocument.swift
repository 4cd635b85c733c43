import Office
import Rendering

/// A text document for a terminal or a log: `[-gone-]` and `{+come+}` mark what changed.
public enum PlainDocument {
  /// The text.
  public static func render(_ document: TextDocument, width: Int = 100) -> String {
    var lines = [PlainText.singleLine(document.title), PlainText.singleLine(document.subtitle)]
    lines += document.facts.map { "  \($0.name): \(PlainText.singleLine($0.value))" }
    for block in document.blocks {
      switch block {
      case .heading(let level, let text, _):
        lines += ["", level == 1 ? PlainText.singleLine(text).uppercased() : PlainText.singleLine(text)]
      case .label(let text): lines.append("  \(PlainText.singleLine(text))")
      case .paragraph(let runs): lines += PlainText.broken("  \(line(runs))", to: width)
      case .list(let items, let isOrdered):
        for (index, item) in items.enumerated() {
          let mark = isOrdered ? "\(index + 1)." : "-"
          let broken = PlainText.broken(line(item), to: width - 6)
          for (number, part) in broken.enumerated() { lines.append((number == 0 ? "  \(mark) " : "    ") + part) }
        }
      case .table(let table):
        var text = TextTable(table.columns.map { TextTable.Column($0.title) }, width: width, maximumLines: 8)
        for row in table.rows { text.row(row.map(line)) }
        lines += text.text
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ runs: [Run]) -> String {
    runs.map { run in
      if run.marks.contains(.removed) { return "[-\(run.text)-]" }
      if run.marks.contains(.added) { return "{+\(run.text)+}" }
      return run.marks.contains(.alert) ? "! \(run.text)" : run.text
    }.joined()
  }
}
