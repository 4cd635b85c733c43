import XMLTree

/// Footnotes and endnotes of a DOCX document.
struct WordNotes {
  private var texts: [String: String] = [:]

  /// A document without notes.
  init() {}

  /// Reads the notes of both parts.
  init(_ package: WordPackage, styles: WordStyles) {
    for part in [WordPackage.Part.footnotes, .endnotes] {
      guard let tree = package.tree(part) else { continue }
      let name = part == .footnotes ? "footnote" : "endnote"
      for index in tree.nodes.indices where tree.name(of: index) == name {
        // The others are the lines that separate notes from the text.
        guard tree.attribute("type", of: index) ?? "normal" == "normal", let id = tree.attribute("id", of: index)
        else { continue }
        var body = WordBody(
          tree, range: index + 1..<tree.nodes[index].end, styles: styles, numbering: WordNumbering(nil, styles: styles),
          notes: WordNotes())
        texts["\(name) \(id)"] = body.blocks().compactMap(\.text).joined(separator: "\n")
      }
    }
  }

  /// Text of a note.
  /// - Parameter reference: Name of the element that refers to it, `footnoteReference`.
  func text(_ reference: String, id: String) -> String? {
    texts["\(reference == "footnoteReference" ? "footnote" : "endnote") \(id)"]
  }
}
