import Statements
import TestPeers

extension WrittenPDF {
  /// How the file is read.
  func read() -> ExaminedDocument { StatementReader.examine(bytes: bytes, name: "a.pdf") }

  /// The blocks as lines of text, tables row by row.
  func outline() -> [String] { Self.outline(read().document?.blocks ?? []) }

  static func outline(_ blocks: [Block]) -> [String] {
    blocks.flatMap { block -> [String] in
      switch block.content {
      case .heading(let level, let number, let text): ["h\(level) \(number ?? "-") \(text)"]
      case .paragraph(let text): ["p \(flat(text))"]
      case .listItem(_, let text): ["l \(flat(text))"]
      case .preformatted(let text): ["f \(text)"]
      case .table(let table):
        ["t \(table.caption ?? "-")"] + table.header.map { "th " + row($0) } + table.rows.map { "td " + row($0) }
      }
    }
  }

  private static func flat(_ text: String) -> String { text.split(separator: "\n").joined(separator: " ") }

  private static func row(_ row: Table.Row) -> String {
    row.cells.map { cell in
      var text = cell.text.split(separator: "\n").joined(separator: " ")
      if cell.columnSpan > 1 { text += "{\(cell.columnSpan) columns}" }
      if cell.rowSpan > 1 { text += "{\(cell.rowSpan) rows}" }
      return text
    }.joined(separator: " | ")
  }
}
