import Specification
import Testing

/// What is looked for eight bytes at a time, at each place of eight, and near it what only looks alike.
@Suite("Scans of texts")
struct TextScanTests {
  private static let offsets = Array(0...17)

  private func source(_ text: String) throws -> SourceText { try SourceText(path: "a.yaml", bytes: Array(text.utf8)) }

  @Test("A line ends at each line end of YAML 1.1, wherever it stands", arguments: offsets)
  func lineEnds(_ offset: Int) throws {
    let before = String(repeating: "a", count: offset)
    for end in ["\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}"] {
      let lines = try source("\(before)\(end)b\(end)\(end)\(before)").lines.map(String.init)
      #expect(lines == [before, "b", "", before], "\(end.unicodeScalars.map(\.value))")
    }
    for other in ["\u{09}", "\u{0B}", "\u{0C}", "\u{84}", "\u{C2}", "\u{2027}", "\u{202A}", "\u{8A}", "\u{8D}"] {
      #expect(try source("\(before)\(other)\(before)").lines.count == 1, "\(other.unicodeScalars.map(\.value))")
    }
  }

  @Test("What is not plain is seen wherever it stands, and nothing else is taken for it", arguments: offsets)
  func plainBytes(_ offset: Int) throws {
    let before = String(repeating: "a", count: offset)
    for scalar in (0x01...0xFF).compactMap(Unicode.Scalar.init) {
      let source = try source("key: \(before)\(scalar)z\nother: b\n")
      let careful = StrictYAML.read(source, isQuick: false)
      #expect(StrictYAML.read(source).root == careful.root, "\(scalar.value)")
      if let tree = PlainYAML.tree(of: source) { #expect(tree == careful.root, "\(scalar.value)") }
      // Of a word behind other letters, controls alone are not plain, and what begins a comment or a key there is.
      let isControl = scalar.value < 0x20 && scalar != "\n" || (0x7F..<0xA0).contains(scalar.value)
      if isControl { #expect(PlainYAML.tree(of: source) == nil, "\(scalar.value)") }
    }
    #expect(PlainYAML.tree(of: try source("key: \(before)&*?z\n")) != nil || offset == 0)
    #expect(PlainYAML.tree(of: try source("key: [\(before)b, &a b, *a]\n")) == nil)
  }

  @Test("Names in double braces are found wherever they stand", arguments: offsets)
  func doubleBraces(_ offset: Int) {
    let place = SourceSpan(file: "a.yaml", line: 1, column: 1)
    let before = String(repeating: "a", count: offset)
    #expect(TextTemplate.parse("\(before){{name}}\(before)", at: place).0.names == ["name"])
    #expect(TextTemplate.parse("\(before){ {name}}{\(before){", at: place).0.names.isEmpty)
    #expect(TextTemplate.parse("\(before){", at: place).1.isEmpty)
    #expect(!TextTemplate.parse("\(before){{", at: place).1.isEmpty)
  }
}
