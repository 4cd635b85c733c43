/// A text document as a WordprocessingML package (ECMA-376-1, transitional): title page, table of contents, numbered
/// headings, running head and page numbers. The same document gives the same bytes.
public enum WordDocument {
  /// The package's bytes, to be written as `.docx`.
  public static func package(_ document: TextDocument) throws(WordError) -> [UInt8] {
    var body = WordBody(title: document.title)
    let text = body.xml(document)
    var package = ZIPPackage()
    func add(_ name: String, _ xml: String) {
      package.parts.append(ZIPPackage.Part(name: name, bytes: Array((WordParts.declaration + xml).utf8)))
    }
    add("[Content_Types].xml", WordParts.contentTypes)
    add("_rels/.rels", WordParts.relationships)
    add("docProps/core.xml", WordParts.core(title: document.title, author: document.author))
    add("docProps/app.xml", WordParts.application)
    add("word/document.xml", text)
    add("word/_rels/document.xml.rels", WordParts.documentRelationships(links: body.links))
    add("word/styles.xml", WordStyles.xml)
    add("word/numbering.xml", WordParts.numbering(lists: body.orderedLists))
    add("word/settings.xml", WordParts.settings)
    add("word/header1.xml", WordParts.header(document.title))
    add("word/footer1.xml", WordParts.footer(document.subtitle))
    do throws(ZIPPackage.Failure) { return try package.archive() } catch {
      throw WordError(description: error.description)
    }
  }
}
