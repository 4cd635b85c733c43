/// Finds what looks like anchors, aliases of them and explicit keys without parsing: enough to refuse a file whose size
/// grows when it is read.
struct YAMLIndicatorScan {
  /// A place in the text.
  struct Place {
    var line: Int
    var column: Int
    var length: Int
    var name: String
  }

  /// `&name`, where a `*name` of the same name stands too.
  private(set) var anchors: [Place] = []
  /// `*name`, where an `&name` of the same name stands too.
  private(set) var aliases: [Place] = []
  /// `? ` at the beginning of a node.
  private(set) var explicitKeys: [Place] = []

  init(_ source: SourceText) {
    guard source.text.utf8.contains(where: { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "?") }) else { return }
    for (index, line) in source.lines.enumerated() where Substring(line).utf8.contains(where: Self.isIndicator) {
      scan(line, number: index + 1)
    }
    let named = Set(anchors.map(\.name)).intersection(aliases.map(\.name))
    anchors.removeAll { !named.contains($0.name) }
    aliases.removeAll { !named.contains($0.name) }
  }

  private static func isIndicator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }

  private mutating func scan(_ line: Substring.UnicodeScalarView, number: Int) {
    var beginsNode = true
    var column = 0
    var index = line.startIndex
    while index < line.endIndex {
      let scalar = line[index]
      column += 1
      let next = line.index(after: index)
      if beginsNode, scalar == "&" || scalar == "*" {
        let name = line[next...].prefix { $0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0) }
        if !name.isEmpty {
          let place = Place(line: number, column: column, length: name.count + 1, name: String(name))
          if scalar == "&" { anchors.append(place) } else { aliases.append(place) }
        }
      }
      if beginsNode, scalar == "?", next == line.endIndex || line[next] == " " || line[next] == "\t" {
        explicitKeys.append(Place(line: number, column: column, length: 1, name: ""))
      }
      switch scalar {
      case " ", "\t", "[", "{", ",": beginsNode = true
      case "-", "?", ":": break
      default: beginsNode = false
      }
      index = next
    }
  }
}
