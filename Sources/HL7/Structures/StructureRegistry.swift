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

  /// A line's key: kind, edition and name.
  private struct Key: Hashable {
    var kind: Kind
    var version: UInt8
    var name: Substring
  }

  private let lines: [Key: Substring]

  /// The table of this program.
  static let standard = StructureRegistry(
    String(
      decoding: UnsafeBufferPointer(start: StructureTable.text.utf8Start, count: StructureTable.text.utf8CodeUnitCount),
      as: UTF8.self))

  init(_ text: String) {
    var lines: [Key: Substring] = [:]
    for line in text.split(separator: "\n") {
      guard let first = line.utf8.first, let kind = Kind(rawValue: first) else { continue }
      let parts = line.split(separator: "\t", maxSplits: 2)
      guard parts.count == 3 else { continue }
      for version in parts[0].utf8.dropFirst() {
        lines[Key(kind: kind, version: version, name: parts[1])] = parts[2]
      }
    }
    self.lines = lines
  }

  /// The content of a line; nil where the edition has none of that name.
  func content(_ kind: Kind, _ name: some StringProtocol, in version: Version) -> Substring? {
    lines[Key(kind: kind, version: version.letter, name: Substring(name))]
  }

  /// Names of a kind in an edition, sorted.
  func names(_ kind: Kind, in version: Version) -> [String] {
    lines.keys.filter { $0.kind == kind && $0.version == version.letter }.map { String($0.name) }.sorted()
  }
}
