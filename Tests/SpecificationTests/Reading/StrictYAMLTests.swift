import Specification
import Testing

/// The carrier of the language: plain trees of text, each error at its place.
@Suite("Strict YAML")
struct StrictYAMLTests {
  private func read(_ text: String) throws -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    StrictYAML.read(try SourceText(path: "file.yaml", bytes: Array(text.utf8)))
  }

  private func read(bytes: [UInt8]) throws -> (root: YAMLNode?, diagnostics: [Diagnostic]) {
    StrictYAML.read(try SourceText(path: "file.yaml", bytes: bytes))
  }

  /// `line:column code` of each diagnostic.
  private func places(_ text: String) throws -> [String] {
    try read(text).diagnostics.map { "\($0.span.line):\($0.span.column) \($0.code)" }
  }

  @Test(
    "A scalar is the text that was written, whatever YAML would take it for",
    arguments: [
      "00100010", "0040E022", "12:30", "ON", "yes", "1.10", "0x1F", "1_000", "~", "null", ".inf", "2026-04-01",
    ])
  func scalarsStayText(_ written: String) throws {
    let root = try #require(try read("value: \(written)\n").root)
    #expect(root["value"]?.text == written)
  }

  @Test("Files with CR LF or a byte order mark read as those without")
  func lineEndsAndMark() throws {
    let text = "edition: 1\nlist:\n  - a\n  - |\n    b\n    c\n"
    let plain = try #require(try read(text).root)
    #expect(try read(text.replacing("\n", with: "\r\n")).root == plain)
    #expect(try read(bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8)).root == plain)
    #expect(plain["list"]?.elements.map(\.text) == ["a", "b\nc\n"])
  }

  @Test("A line is counted as YAML counts it, in CR LF files too")
  func placesInCRLF() throws {
    #expect(try places("a: 1\r\nb: 2\r\na: 3\r\n") == ["3:1 duplicate-key"])
  }

  @Test(
    "What gives one place of a file a meaning from another is refused where it stands",
    arguments: [
      ("a: &name 1\n", ["1:4 anchor"]),
      ("a: &name 1\nb: *name\n", ["1:4 anchor", "2:4 alias"]),
      ("a: *name\n", ["1:4 alias"]),
      ("a: 1\n<<: {b: 2}\n", ["2:1 merge-key"]),
      ("a: !!str 1\n", ["1:4 tag"]),
      ("a: ! 1\n", ["1:4 tag"]),
      ("a: !own {b: 1}\n", ["1:4 tag"]),
      ("a: 1\n---\nb: 2\n", ["2:1 several-documents"]),
      ("{a: 1}: 2\n", ["1:1 complex-key"]),
      ("? [a]\n: 2\n", ["1:3 complex-key"]),
    ])
  func refused(_ text: String, _ expected: [String]) throws {
    #expect(try places(text) == expected)
  }

  @Test(
    "Text that only looks like an anchor, an alias, a tag or a merge key is text",
    arguments: ["R&D", "\"&name\"", "'*name'", "\"!tag\"", "a *b* c", "Smith & Sons", "\"<<\"", "a? b"])
  func harmless(_ written: String) throws {
    let (root, diagnostics) = try read("value: \(written)\n")
    #expect(diagnostics == [])
    #expect(root?["value"]?.text == written.trimmingQuotes)
  }

  @Test("All the repeated keys of a file are reported at their second place, and the rest of the file is read")
  func repeatedKeys() throws {
    let text = """
      a: 1
      "b": 2
      c:
        - {x: 1, y: 2, x: 3}
      a: 4
      'b': 5
      d: 6
      """
    #expect(try places(text) == ["4:18 duplicate-key", "5:1 duplicate-key", "6:1 duplicate-key"])
    let root = try #require(try read(text).root)
    #expect(root.entries.map(\.key) == ["a", "b", "c", "d"])
    #expect(root["a"]?.text == "1")
  }

  @Test("A key that stands three times is reported twice")
  func threeTimes() throws {
    #expect(try places("a: 1\na: 2\na: 3\n") == ["2:1 duplicate-key", "3:1 duplicate-key"])
  }

  @Test(
    "YAML that cannot be read is reported where it breaks",
    arguments: [
      ("a: 1\n\tb: 2\n", 2), ("a: [1, 2\nb: 3\n", 1), ("a: \"open\n", 1), ("a: b: c\n", 1), ("a: 1\n b: 2\n", 2),
      ("a: \"\\q\"\n", 1), ("a: @b\n", 1), ("a: \u{7}\n", 1),
    ])
  func syntax(_ text: String, _ line: Int) throws {
    let (root, diagnostics) = try read(text)
    #expect(root == nil)
    #expect(diagnostics.map(\.code) == ["yaml-syntax"])
    #expect(diagnostics.first?.span.line == line)
  }

  @Test("Aliases that would multiply are refused before they are followed", .timeLimit(.minutes(1)))
  func aliasBomb() throws {
    var text = "a0: &a0 [x, x]\n"
    for level in 1...60 {
      text += "a\(level): &a\(level) [\(Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", "))]\n"
    }
    let (root, diagnostics) = try read(text + "? *a60\n: 1\n")
    #expect(root == nil)
    #expect(Set(diagnostics.map(\.code)) == ["anchor", "alias"])
  }

  @Test("Nesting is bounded, in brackets as in lines", .timeLimit(.minutes(1)))
  func depth() throws {
    let brackets = "a: " + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "\n"
    #expect(try read(brackets).diagnostics.map(\.code) == ["too-deep"])
    let lines = (0..<200).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(try read(lines).diagnostics.map(\.code) == ["too-deep"])
    let unclosed = "a: " + String(repeating: "[", count: 1_000_000)
    #expect(try read(unclosed).diagnostics.map(\.code) == ["yaml-syntax"])
    let keys = String(repeating: "? ", count: 900) + "a\n"
    #expect(try read(keys).diagnostics.map(\.code) == ["complex-key"])
    let shallow = "a: " + String(repeating: "[", count: 30) + String(repeating: "]", count: 30) + "\n"
    #expect(try read(shallow).diagnostics == [])
  }

  @Test("Bytes that are not UTF-8 are reported at the line where they begin")
  func encodings() throws {
    func failure(_ bytes: [UInt8]) -> Diagnostic? {
      do throws(UnreadableText) {
        _ = try SourceText(path: "file.yaml", bytes: bytes)
        return nil
      } catch {
        return error.diagnostic
      }
    }
    let latin1 = failure(Array("a: 1\nb: ".utf8) + [0xE9, 0x0A])
    #expect(latin1?.code == "not-utf-8")
    #expect(latin1?.span.line == 2)
    #expect(failure([0xFF, 0xFE, 0x61, 0x00])?.message.contains("UTF-16") == true)
    #expect(failure(Array(repeating: 0x20, count: SourceText.largest + 1))?.code == "file-too-large")
    #expect(failure(Array("a: é\n".utf8)) == nil)
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    guard let first, first == "\"" || first == "'", last == first else { return self }
    return String(dropFirst().dropLast())
  }
}
