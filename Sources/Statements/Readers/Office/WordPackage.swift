import Office
import XMLTree

/// The parts of a DOCX archive (ECMA-376) that hold text.
struct WordPackage {
  /// The member that names the others.
  static let contentTypes = "[Content_Types].xml"
  /// Where the text stands unless the archive says otherwise.
  static let mainPart = "word/document.xml"

  /// Parts besides the text.
  enum Part: String, CaseIterable {
    case styles
    case numbering
    case footnotes
    case endnotes
  }

  /// The text.
  var document: OfficePart
  private var parts: [Part: OfficePart] = [:]
  /// What could not be read.
  private(set) var notes: [BlockDocument.Note] = []

  /// Opens an archive.
  init(_ bytes: [UInt8]) throws(ReadingFailure) {
    let names: [String: String]
    let archive: Archive
    do throws(ArchiveFailure) {
      names = Self.partNames(try Archive(bytes) { $0 == Self.contentTypes }[Self.contentTypes])
      archive = try Archive(bytes) { names.values.contains($0) }
    } catch {
      throw error.reading
    }
    let main = names["document"] ?? Self.mainPart
    guard let member = archive[main], !member.bytes.isEmpty else {
      throw ReadingFailure(
        "damaged",
        "is a DOCX file without its text (\(main))"
          + (archive.damage.map { ": the archive is damaged, \($0)" } ?? "") + ". Get it again, or give it as PDF.")
    }
    document = try OfficePart(member, name: main)
    notes += document.notes
    for part in Part.allCases {
      guard let name = names[part.rawValue], let member = archive[name] else { continue }
      let read = try OfficePart(member, name: name)
      notes += read.notes
      parts[part] = read
    }
    if let damage = archive.damage {
      notes.append(
        BlockDocument.Note(
          code: "damaged", message: "The archive is damaged (\(damage)); what could be unpacked of it was read.",
          place: Place()))
    }
  }

  /// The tree of a part; nil where there is none.
  func tree(_ part: Part) -> MarkupTree? { parts[part]?.tree }

  /// Names of the parts by what they hold: as the archive's list of types says, else as Word names them.
  private static func partNames(_ types: Archive.Member?) -> [String: String] {
    var names = ["document": mainPart]
    for part in Part.allCases { names[part.rawValue] = "word/\(part.rawValue).xml" }
    guard let types, let tree = try? MarkupTree(xml: types.bytes) else { return names }
    for index in tree.nodes.indices where tree.name(of: index) == "Override" {
      guard let type = tree.attribute("ContentType", of: index), let name = tree.attribute("PartName", of: index)
      else { continue }
      let member = String(name.drop { $0 == "/" })
      for part in Part.allCases where type.hasSuffix("wordprocessingml.\(part.rawValue)+xml") {
        names[part.rawValue] = member
      }
      if ["document.main+xml", "template.main+xml", "Template.main+xml"].contains(where: type.hasSuffix)
        || type.hasSuffix("document.macroEnabled.main+xml") || type.hasSuffix("macroEnabledTemplate.main+xml")
      {
        names["document"] = member
      }
    }
    return names
  }
}
