import Office
import XMLTree

/// The parts of an OpenDocument text (ISO/IEC 26300) that hold text: an archive of several, or one XML document.
struct OpenDocumentPackage {
  /// The member that names the format.
  static let mediaType = "mimetype"
  /// What it says of texts, templates and master documents too.
  static let textType = "application/vnd.oasis.opendocument.text"

  private static let content = "content.xml"
  private static let styles = "styles.xml"
  private static let manifest = "META-INF/manifest.xml"

  /// The text.
  var document: OfficePart
  /// The styles that have names, where they stand apart from the text.
  var styles: OfficePart?
  /// What could not be read.
  private(set) var notes: [BlockDocument.Note] = []

  /// Opens a document.
  init(_ bytes: [UInt8]) throws(ReadingFailure) {
    guard bytes.starts(with: [0x50, 0x4B]) else {
      document = try OfficePart(Archive.Member(bytes: bytes), name: "the document")
      notes = document.tree.notes(on: "The document", citesLine: true)
      return
    }
    let archive: Archive
    do throws(ArchiveFailure) {
      archive = try Archive(bytes) { [Self.content, Self.styles, Self.manifest].contains($0) }
    } catch {
      throw error.reading
    }
    if let manifest = archive[Self.manifest] { try Self.refuseEncrypted(manifest) }
    guard let member = archive[Self.content], !member.bytes.isEmpty else {
      throw ReadingFailure(
        "damaged",
        "is an OpenDocument file without its text (\(Self.content))"
          + (archive.damage.map { ": the archive is damaged, \($0)" } ?? "") + ". Get it again, or give it as PDF.")
    }
    document = try OfficePart(member, name: Self.content)
    notes += document.notes
    if let member = archive[Self.styles] {
      let part = try OfficePart(member, name: Self.styles)
      notes += part.notes
      styles = part
    }
    if let damage = archive.damage {
      notes.append(
        BlockDocument.Note(
          code: "damaged", message: "The archive is damaged (\(damage)); what could be unpacked of it was read.",
          place: Place()))
    }
  }

  /// The list of members says which are encrypted; they look like damaged ones otherwise.
  private static func refuseEncrypted(_ manifest: Archive.Member) throws(ReadingFailure) {
    guard let tree = try? MarkupTree(xml: manifest.bytes) else { return }
    if tree.nodes.indices.contains(where: { tree.name(of: $0) == "encryption-data" }) {
      throw ArchiveFailure.encrypted(member: content).reading
    }
  }
}
