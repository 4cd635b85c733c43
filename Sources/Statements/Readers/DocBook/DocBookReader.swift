import XMLTree

/// Reads DocBook, versions 4 and 5, with and without namespace.
enum DocBookReader {
  /// The blocks of a document. One that is not well-formed gives what stands before the fault.
  static func read(_ bytes: [UInt8]) throws(ReadingFailure) -> BlockDocument {
    let tree: MarkupTree
    do throws(MarkupError) {
      tree = try MarkupTree(xml: bytes)
    } catch {
      throw ReadingFailure(error.code, "could not be read as DocBook: \(error.advice)")
    }
    var body = DocBookBody(tree)
    let blocks = body.blocks()
    let notes = tree.notes(on: "The document", citesLine: true)
    var document = BlockDocument(format: "docbook", blocks: blocks, title: body.title, notes: notes)
    document.product = body.named("productname")
    document.version = body.named("productnumber")
    return document
  }
}
