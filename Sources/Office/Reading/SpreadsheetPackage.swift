import XMLTree

/// The parts of an XLSX archive (ECMA-376-1 §12) that hold sheets.
struct SpreadsheetPackage {
  /// The member that names the parts' types.
  static let contentTypes = "[Content_Types].xml"

  private let reader: WorkbookReader
  private let bytes: [UInt8]
  private let archive: Archive

  /// Opens an archive.
  ///
  /// - Parameter relationships: The archive with its relationship parts and the list of types unpacked.
  init(_ bytes: [UInt8], relationships archive: Archive, by reader: WorkbookReader) {
    self.bytes = bytes
    self.archive = archive
    self.reader = reader
  }

  /// A relationship of a part.
  private struct Relationship {
    var id: String
    /// The last part of its type: `worksheet`, `sharedStrings`.
    var kind: Substring
    /// Name of the member that it leads to.
    var target: String
  }

  /// The workbook.
  func contents() throws(WorkbookReadingError) -> WorkbookContents {
    guard let main = try relationships(of: "").first(where: { $0.kind == "officeDocument" })?.target else {
      throw reader.error(.unsupported, "it is an Office package without a document")
    }
    let parts = try relationships(of: main)
    let texts = parts.first { $0.kind == "sharedStrings" }?.target
    let sheets = Dictionary(
      parts.filter { $0.kind == "worksheet" }.map { ($0.id, $0.target) }, uniquingKeysWith: { first, _ in first })
    let wanted = Set(sheets.values).union([main]).union(texts.map { [$0] } ?? [])
    let unpacked = try reader.members(of: bytes) { wanted.contains($0) }
    let book = try part(main, of: unpacked)
    guard book.tree.name(of: book.root) == "workbook" else {
      throw reader.error(.unsupported, "it is an Office document that is no workbook")
    }
    var contents = WorkbookContents(format: .xlsx, sheets: [])
    contents.names = names(in: book)
    contents.hasLinks = parts.contains { $0.kind.hasPrefix("externalLink") }
    contents.hasMacros = try hasMacros(parts)
    let strings = try texts.map { name throws(WorkbookReadingError) in
      SharedTexts.read(try part(name, of: unpacked))
    }
    var room = (cells: reader.limits.cells, merged: reader.limits.merged)
    for element in book.child("sheets", of: book.root).map({ book.children("sheet", of: $0) }) ?? [] {
      guard contents.sheets.count < reader.limits.sheets else {
        throw reader.error(.tooLarge, "it has more than \(reader.limits.sheets) sheets")
      }
      let name = book.tree.attribute("name", of: element) ?? ""
      // A chart's sheet has no cells.
      guard let id = book.tree.attribute("id", of: element), let target = sheets[id] else { continue }
      let sheet = Worksheet(part: try part(target, of: unpacked), name: name, strings: strings ?? [], reader: reader)
      var read = try sheet.contents(room: &room)
      read.isHidden = (book.tree.attribute("state", of: element) ?? "visible") != "visible"
      contents.sheets.append(read)
    }
    return contents
  }

  private func part(_ name: String, of archive: Archive) throws(WorkbookReadingError) -> WorkbookPart {
    guard let member = archive[name] else {
      throw reader.error(.damaged, "its part \(name) is not there; save it again")
    }
    return try WorkbookPart(member.bytes, name: name, by: reader)
  }

  private func names(in book: WorkbookPart) -> [DefinedName] {
    guard let list = book.child("definedNames", of: book.root) else { return [] }
    return book.children("definedName", of: list).map { index in
      DefinedName(name: book.tree.attribute("name", of: index) ?? "", meaning: book.tree.text(of: index))
    }
  }

  /// Programs show themselves by a part, by the workbook's type, or by a sheet of Excel 4 macros.
  private func hasMacros(_ parts: [Relationship]) throws(WorkbookReadingError) -> Bool {
    if parts.contains(where: { $0.kind == "vbaProject" || $0.kind.hasSuffix("Macrosheet") }) { return true }
    if archive.names.contains(where: { $0.lowercased().hasSuffix("vbaproject.bin") }) { return true }
    guard let types = archive[Self.contentTypes] else { return false }
    let part = try WorkbookPart(types.bytes, name: Self.contentTypes, by: reader)
    return part.tree.children(of: part.root).contains { index in
      (part.tree.attribute("ContentType", of: index) ?? "").contains("macroEnabled")
    }
  }

  /// What a part leads to; the package itself where its name is empty.
  private func relationships(of name: String) throws(WorkbookReadingError) -> [Relationship] {
    let parts = name.split(separator: "/")
    let folder = parts.dropLast().joined(separator: "/")
    let file = (folder.isEmpty ? "" : folder + "/") + "_rels/" + (parts.last.map(String.init) ?? "") + ".rels"
    guard let member = archive[file] else { return [] }
    let part = try WorkbookPart(member.bytes, name: file, by: reader)
    return part.children("Relationship", of: part.root).compactMap { index in
      guard let id = part.tree.attribute("Id", of: index), let type = part.tree.attribute("Type", of: index),
        let target = part.tree.attribute("Target", of: index)
      else { return nil }
      return Relationship(id: id, kind: type.split(separator: "/").last ?? "", target: Self.path(target, from: folder))
    }
  }

  /// A target as the name of a member (ECMA-376-2 §8.3): relative to the part's folder, or from the package's root.
  private static func path(_ target: String, from folder: String) -> String {
    var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
