/// Reads DOCX (ECMA-376): headings with their automatic numbers, paragraphs, lists, tables with merged cells.
enum DocxReader {
  /// The blocks of a document.
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    let package = try WordPackage(bytes)
    let tree = package.document.tree
    let styles = WordStyles(package.tree(.styles))
    var body = WordBody(
      tree, range: tree.nodes.indices, styles: styles,
      numbering: WordNumbering(package.tree(.numbering), styles: styles), notes: WordNotes(package, styles: styles))
    let blocks = body.blocks()
    var document = BlockDocument(format: "docx", blocks: blocks, title: body.title, notes: package.notes)
    if body.remarks.contains(.deletions) {
      document.notes.append(
        BlockDocument.Note(
          code: "tracked-changes",
          message: "The document has tracked changes; it was read as if all of them were accepted.", place: Place()))
    }
    if body.remarks.contains(.foreignParts) {
      document.notes.append(
        BlockDocument.Note(
          code: "left-out",
          message: "The document takes in other documents, which were not read. Open it in Word and save it again.",
          place: Place()))
    }
    return document
  }
}
