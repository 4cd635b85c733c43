import Foundation
import Specification
import TestPeers
import Testing

/// Two ways to one tree: the parser's events for what is sound, and the careful way for all the rest.
@Suite("YAML from events")
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
    let careful = StrictYAML.read(source, takesEvents: false)
    let quick = StrictYAML.read(source)
    #expect(quick.root == careful.root)
    #expect(quick.diagnostics == careful.diagnostics)
    if let tree = YAMLEvents.tree(of: source), careful.diagnostics.isEmpty { #expect(tree == careful.root) }
  }

  @Test("Every file reads the same both ways, and those of the bundled specification from events", arguments: paths)
  func files(_ path: String) throws {
    guard let source = try? SourceText(path: path, bytes: Array(Data(contentsOf: URL(fileURLWithPath: path)))) else {
      return
    }
    agree(source)
    if path.contains("/Specs/nhs-imaging-network/groups/") { #expect(YAMLEvents.tree(of: source) != nil) }
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

  @Test("20,000 mutants of a file read the same both ways", arguments: 0..<40)
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
