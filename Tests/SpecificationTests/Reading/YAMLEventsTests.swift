import Foundation
import Specification
import TestPeers
import Testing

/// Three ways to one tree: the bytes of what is plain, the parser's events for what is sound, and the careful way for all the
/// rest.
@Suite("YAML from bytes and events")
struct YAMLEventsTests {
  /// Every file of the bundled specifications, and those that tests keep for what is wrong in them.
  private static let paths: [String] = {
    return ["Specs", "Tests/SpecificationTests"].flatMap { folder -> [String] in
      let place = Project.root.appendingPathComponent(folder).path
      let paths = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
      return paths.filter { $0.hasSuffix(".yaml") }.sorted().map { "\(place)/\($0)" }
    }
  }()

  private func agree(_ source: SourceText) {
    let careful = StrictYAML.read(source, isQuick: false)
    let quick = StrictYAML.read(source)
    #expect(quick.root == careful.root)
    #expect(quick.diagnostics == careful.diagnostics)
    if let tree = YAMLEvents.tree(of: source), careful.diagnostics.isEmpty { #expect(tree == careful.root) }
    if let tree = PlainYAML.tree(of: source) {
      #expect(careful.diagnostics.isEmpty)
      #expect(tree == careful.root)
      #expect(tree == YAMLEvents.tree(of: source))
    }
  }

  @Test("Every file reads the same each way, and those of the bundled specification from bytes", arguments: paths)
  func files(_ path: String) throws {
    guard let source = try? SourceText(path: path, bytes: Array(Data(contentsOf: URL(fileURLWithPath: path)))) else {
      return
    }
    agree(source)
    if path.contains("/Specs/nhs-imaging-network/groups/") {
      #expect(YAMLEvents.tree(of: source) != nil)
      #expect(PlainYAML.tree(of: source) != nil)
    }
  }

  @Test(
    "What events do not tell is left to the careful way",
    arguments: [
      "a: &x 1\n", "a: ! 1\n", "a: ! \"1\"\n", "a: ! |\n  b\n", "a: ! [b]\n", "a: ! {b: c}\n", "a: !\n", "a: !!str b\n",
      "a: *x\n", "a: &x\n", "a: 1\na: 2\n", "\"a\": 1\na: 2\n", "<<: {a: 1}\n", "\"<<\": {a: 1}\n", "a: 1\n---\nb: 2\n",
      "? [a]\n: 2\n",
      "? a\n: b\n", "a:\n", "- a\n- b\n", "a: [,]\n", "a: ! b\n   c\n", "a: b\n   c\n", "", "# nothing\n",
      "---\na: 1\n...\n",
      "a: \"\\u00e9\"\n", "é: ü&\n", "a: {b: c, d: [e, 'f', \"g\"]}\n", "a: >-\n  b\n  c\n\n  d\n", "a: 'b''c'\n",
    ])
  func corners(_ text: String) throws { agree(try SourceText(path: "file.yaml", bytes: Array(text.utf8))) }

  @Test(
    "What is plain is read from bytes as the parser reads it",
    arguments: [
      "a: b\n", "a: b", "a: b # c\n", "a: b#c\n", "a: b:c\n", "a: -b\n", "a:\n  b: c\n", "a:\n- b\n- c\nd: e\n",
      "a:\n  - b\n  - - c\n    - d\n  - e: f\n    g: h\n", "- a: b\n  c:\n  - d\n-\n  e: f\n",
      "a:\n  b\n  c\n\n\n  d\ne: f\n",
      "a: b\n  c: d\n", "a: b\n c\n  # d\ne: f\n", "a: |\n  b\n\n    c\n   \n  d\n\n\ne: f\n", "a: |\n\n\n  b\n",
      "a: |-\n  b\n\n# c\n",
      "a: |\n  b", "a: |\n  b\n  ", "a: |\n  b\n    ", "a: >\n  b\n  c\n\n  d\n   e\n  f\n", "a: >-\n   b\n\n\n   c\n",
      "a: >\n  b\n    c\n    d\n\n  e\n", "a: \"b\"\n", "a: 'b''c' # d\n", "a: \"b \\\"c\\\" \\\\ \\n d\"\n",
      "\"a\": b\n'c': d\n",
      "a: []\nb: {}\n", "a: [b, 'c', \"d\", [e], {f: g},]\n", "a: {b: [c, d], e: urn:oid:1.2}\n",
      "a: [b,\n    c\n   , d]\ne: f\n",
      "é: [ü, 'ö', {ä: b}]\nc: {d: é, e: f}\n", "a:\n  - |\n    b\n  - c\n", "- - a\n  - b\n- c\n",
      "# a\n\na: b\n\n# c\n",
      "a: *b*\n", "a: '*'\nb: \"&\"\n", "a: |\n  *b ? c\n", "a: b\n- c\n", "a:\n    b: c\n  d: e\n", "a: \"b\n  c\"\n",
      "a: |2\n   b\n",
      "a: |+\n  b\n\n", "a : b\n", "a: b\r\n", "a:\tb\n", "a: [b: c]\n", "a: [b\nc]\n", "a: {b}\n", "a: b\n  ---\n",
      "a: [\n---\n]\n",
      "a: -\n", "a: [-]\n", "a: [?b]\n", "a: %b\n", "%a: b\n", "a:\n  - b\n - c\n", "- a\nb: c\n", "a: b: c\n",
      "a: 'b' c\n", "a: [b] c\n",
    ])
  func plain(_ text: String) throws { agree(try SourceText(path: "file.yaml", bytes: Array(text.utf8))) }

  @Test("What is deeper than the language's trees is not read from bytes", arguments: ["[", "- ", "{a: "])
  func depth(_ opening: String) throws {
    for depth in [StrictYAML.deepest - 1, StrictYAML.deepest, StrictYAML.deepest + 1, 2_000] {
      let closing = opening == "[" ? "]" : opening == "- " ? "" : "}"
      let text =
        "a: \(opening == "- " ? "\n" : "")" + String(repeating: opening, count: depth - 1) + "b"
        + String(repeating: closing, count: depth - 1) + "\n"
      agree(try SourceText(path: "file.yaml", bytes: Array(text.utf8)))
    }
  }

  @Test("20,000 mutants of a file read the same each way", arguments: 0..<40)
  func mutants(_ seed: Int) throws {
    let original = Array(
      """
      edition: 1
      kind: requirements # a comment
      list: [{a: 'b', "c": d}, e f]
      text: |
        one: two
          three
      folded: >
        four
        five
      plain: six
        seven
      nested:
        - id: X-1
          tags: [u, v]
        - id: é
      """.utf8)
    var mutator = Mutator(
      generator: SeededGenerator(state: UInt64(seed)),
      pieces: "& * ! | > ' \" % @ # - ? : , [ ] { } <<: &x *x !!str é ---\n ...\n".split(separator: " ").map {
        Array("\($0) ".utf8)
      })
    for _ in 0..<500 {
      guard let source = try? SourceText(path: "file.yaml", bytes: mutator.mutant(of: original)) else { continue }
      agree(source)
    }
  }
}
