/// Reads OpenDocument texts (ISO/IEC 26300), as archive or as one XML document: headings with their automatic numbers,
/// paragraphs, lists, tables with merged cells.
enum ODTReader {
  /// The blocks of a document.
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    let package = try OpenDocumentPackage(bytes)
    let trees = [package.styles?.tree, package.document.tree].compactMap { $0 }
    var body = OpenDocumentBody(
      package.document.tree, styles: OpenDocumentStyles(trees), numbering: OpenDocumentNumbering(trees))
    let blocks = body.blocks()
    var document = BlockDocument(format: "odt", blocks: blocks, title: body.title, notes: package.notes)
    if body.hasDeletions { document.notes.append(.trackedChanges) }
    return document
  }
}

extension BlockDocument.Note {
  /// Says that changes are tracked in an office document.
  static let trackedChanges = BlockDocument.Note(
    code: "tracked-changes",
    message: "The document has tracked changes; it was read as if all of them were accepted.", place: Place())
}
