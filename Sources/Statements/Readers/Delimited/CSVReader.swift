import Office

/// Reads tables saved as comma-, semicolon- or tab-separated values.
///
/// One file often holds several tables one below the other: a blank line ends a table, and a line with one text only
/// before the headings of the next names it.
enum CSVReader {
  /// The blocks of a text whose lines end with line feeds.
  static func read(_ text: String) -> BlockDocument {
    var document = BlockDocument(format: "csv", blocks: [])
    let parsed = DelimitedText.opening(text)
    for run in parsed.records.split(whereSeparator: \.isBlank) { append(Array(run), to: &document) }
    if let unclosed = parsed.unclosed {
      document.blocks.append(Block(.paragraph(String(unclosed.text)), at: Place(line: unclosed.line)))
      document.notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "A quotation mark on line \(unclosed.line) is never closed; what follows it was read as text. "
            + "Close it, or double it if it belongs to the text.", place: Place(line: unclosed.line)))
    }
    if let line = parsed.cutShort {
      document.notes.append(
        BlockDocument.Note(
          code: "cut-short",
          message: "Records and fields beyond \(DelimitedText.maximumRecords) and \(DelimitedText.maximumFields) were "
            + "left out, first on line \(line).", place: Place(line: line)))
    }
    return document
  }

  /// Adds what a run of records without a blank one is.
  private static func append(_ run: [DelimitedText.Record], to document: inout BlockDocument) {
    var records = run[...]
    guard records.contains(where: { $0.onlyText == nil }) else {
      for record in records {
        document.blocks.append(Block(.paragraph(record.onlyText ?? ""), at: Place(line: record.line)))
      }
      return
    }
    // A text alone names the table where headings follow it, or where nothing else in the table stands alone.
    while let title = records.first?.onlyText, let next = records.dropFirst().first,
      next.onlyText != nil || names(records.first, table(Array(records.dropFirst())))
    {
      let place = Place(line: records.first?.line)
      document.blocks.append(
        next.onlyText == nil ? .heading(level: 1, text: title, at: place) : Block(.paragraph(title), at: place))
      records = records.dropFirst()
    }
    guard let first = records.first else { return }
    let table = table(Array(records))
    if table.header.isEmpty, extendLast(of: &document, by: table) { return }
    document.blocks.append(Block(.table(table), at: Place(line: first.line)))
  }

  private static func table(_ records: [DelimitedText.Record]) -> Table {
    Table(
      rows: records.map { record in
        Table.Row(record.fields.map { Table.Cell($0.collapsed) }, at: Place(line: record.line))
      }
    ).inferringHeader()
  }

  private static func names(_ record: DelimitedText.Record?, _ table: Table) -> Bool {
    guard let record else { return false }
    if !table.header.isEmpty { return true }
    return record.fields.count == 1
  }

  /// A blank line within a table does not end it where the rest has no headings of its own.
  private static func extendLast(of document: inout BlockDocument, by table: Table) -> Bool {
    guard case .table(var last)? = document.blocks.last?.content, let place = document.blocks.last?.place,
      let width = last.rows.last?.cells.count, table.rows.contains(where: { $0.cells.count == width })
    else { return false }
    // Taken out first, so that its rows are not copied each time.
    document.blocks.removeLast()
    last.rows += table.rows
    document.blocks.append(Block(.table(last), at: place))
    return true
  }
}
