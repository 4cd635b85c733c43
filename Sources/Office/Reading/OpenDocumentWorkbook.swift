import XMLTree

/// A workbook in OpenDocument format (ISO/IEC 26300-1 §9).
struct OpenDocumentWorkbook {
  /// The member that names the format.
  static let mediaType = "mimetype"
  /// What it says of spreadsheets and their templates.
  static let spreadsheetType = "application/vnd.oasis.opendocument.spreadsheet"

  private let reader: WorkbookReader
  private let part: WorkbookPart
  private let members: [String]

  /// Opens an archive.
  init(_ bytes: [UInt8], by reader: WorkbookReader) throws(WorkbookReadingError) {
    let (content, manifest) = ("content.xml", "META-INF/manifest.xml")
    let archive = try reader.members(of: bytes) { $0 == content || $0 == manifest }
    if let member = archive[manifest] {
      // The list of members says which are encrypted; they look like damaged ones otherwise.
      let list = try WorkbookPart(member.bytes, name: manifest, by: reader)
      if list.tree.nodes.indices.contains(where: { list.tree.name(of: $0) == "encryption-data" }) {
        throw reader.error(.encrypted, "it is protected by a password; save it without one")
      }
    }
    guard let member = archive[content] else {
      throw reader.error(.damaged, "its part \(content) is not there; save it again")
    }
    self.reader = reader
    part = try WorkbookPart(member.bytes, name: content, by: reader)
    members = archive.names
  }

  /// The workbook.
  func contents() throws(WorkbookReadingError) -> WorkbookContents {
    guard let body = part.child("body", of: part.root), let book = part.child("spreadsheet", of: body) else {
      throw reader.error(.unsupported, "it is an OpenDocument file that is no spreadsheet")
    }
    var contents = WorkbookContents(format: .ods, sheets: [])
    contents.hasMacros = hasMacros
    let hidden = hiddenStyles
    var room = (cells: reader.limits.cells, merged: reader.limits.merged)
    for element in part.tree.children(of: book) {
      switch part.tree.name(of: element) {
      case "table":
        guard contents.sheets.count < reader.limits.sheets else {
          throw reader.error(.tooLarge, "it has more than \(reader.limits.sheets) sheets")
        }
        let sheet = OpenDocumentSheet(part: part, table: element, reader: reader)
        // A sheet that only keeps a copy of another file's.
        if part.child("table-source", of: element) != nil { contents.hasLinks = true }
        var read = try sheet.contents(room: &room)
        read.isHidden = part.tree.attribute("style-name", of: element).map(hidden.contains) ?? false
        contents.sheets.append(read)
        for list in part.children("named-expressions", of: element) { contents.names += names(in: list) }
      case "named-expressions": contents.names += names(in: element)
      default: break
      }
    }
    return contents
  }

  private func names(in list: Int) -> [DefinedName] {
    part.tree.children(of: list).compactMap { index in
      guard let name = part.tree.attribute("name", of: index) else { return nil }
      let meaning =
        part.tree.attribute("cell-range-address", of: index) ?? part.tree.attribute("expression", of: index) ?? ""
      return DefinedName(name: name, meaning: meaning)
    }
  }

  /// Basic libraries and scripts are members of their own; listeners for events stand in the text.
  private var hasMacros: Bool {
    let folders = ["Basic/", "Scripts/"]
    if members.contains(where: { member in folders.contains { member.hasPrefix($0) && member.count > $0.count } }) {
      return true
    }
    guard let scripts = part.child("scripts", of: part.root) else { return false }
    return part.tree.nodes[scripts].end > scripts + 1
      && part.tree.children(of: scripts).contains { part.tree.name(of: $0) != nil && part.tree.nodes[$0].end > $0 + 1 }
  }

  /// Styles of tables that are not shown.
  private var hiddenStyles: Set<String> {
    guard let list = part.child("automatic-styles", of: part.root) else { return [] }
    var names: Set<String> = []
    for style in part.children("style", of: list) {
      guard let properties = part.child("table-properties", of: style),
        part.tree.attribute("display", of: properties) == "false", let name = part.tree.attribute("name", of: style)
      else { continue }
      names.insert(name)
    }
    return names
  }
}
