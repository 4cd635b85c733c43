import Foundation

/// The facts of the generated table, read once and looked up by edition.
struct StructureRegistry: Sendable {
  /// What a line of the table is about.
  enum Kind: UInt8, Hashable, Sendable {
    case message = 0x4D
    case field = 0x46
    case dataType = 0x44
    case table = 0x54
  }

  /// What a line is about, whatever the edition.
  private struct Key: Hashable {
    var kind: Kind
    var name: String
  }

  /// What a line says, and the letters of the editions that it says it of.
  private struct Line {
    var versions: Range<Int>
    var content: Range<Int>
  }

  private let table: [UInt8]
  private let lines: [Key: [Line]]

  /// The table of this program.
  static let standard = StructureRegistry(
    Array(UnsafeBufferPointer(start: StructureTable.text.utf8Start, count: StructureTable.text.utf8CodeUnitCount)))

  init(_ table: [UInt8]) {
    self.table = table
    var lines: [Key: [Line]] = [:]
    var start = 0
    while start < table.count {
      let end = table[start...].firstIndex(of: UInt8(ascii: "\n")) ?? table.count
      defer { start = end + 1 }
      guard end > start, let kind = Kind(rawValue: table[start]),
        let first = table[start..<end].firstIndex(of: UInt8(ascii: "\t")),
        let second = table[(first + 1)..<end].firstIndex(of: UInt8(ascii: "\t")), second + 1 < end
      else { continue }
      let name = String(decoding: table[(first + 1)..<second], as: UTF8.self)
      lines[Key(kind: kind, name: name), default: []].append(
        Line(versions: (start + 1)..<first, content: (second + 1)..<end))
    }
    self.lines = lines
  }

  /// The content of a line; nil where the edition has none of that name.
  func content(_ kind: Kind, _ name: some StringProtocol, in version: Version) -> Substring? {
    guard
      let line = lines[Key(kind: kind, name: String(name))]?.last(where: { table[$0.versions].contains(version.letter) }
      )
    else { return nil }
    return Substring(String(decoding: table[line.content], as: UTF8.self))
  }

  /// Names of a kind in an edition, sorted.
  func names(_ kind: Kind, in version: Version) -> [String] {
    lines.filter { key, lines in
      key.kind == kind && lines.contains { table[$0.versions].contains(version.letter) }
    }.map(\.key.name).sorted()
  }
}
