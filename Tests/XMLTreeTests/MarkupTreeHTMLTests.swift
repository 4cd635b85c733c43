import Foundation
import Testing
import XMLTree

@Suite("HTML reading")
struct MarkupTreeHTMLTests {
  @Test("Elements, attributes, text and lines are read in the order of the document")
  func structure() throws {
    let tree = try MarkupTree(html: "<html>\n<body>\n<p class=\"a\" id=b>One &amp; <b>two</b></p>\n<p>three</p></body>")
    let paragraphs = tree.nodes.indices.filter { tree.name(of: $0) == "p" }
    #expect(paragraphs.count == 2)
    #expect(tree.text(of: paragraphs[0]) == "One & two")
    #expect(tree.attribute("class", of: paragraphs[0]) == "a")
    #expect(tree.attribute("id", of: paragraphs[0]) == "b")
    #expect(tree.attribute("title", of: paragraphs[0]) == nil)
    #expect(tree.nodes[paragraphs[0]].line == 3)
    #expect(tree.nodes[paragraphs[1]].line == 4)
    let names = tree.children(of: paragraphs[0]).map { tree.name(of: $0) ?? "text" }
    #expect(names == ["text", "b"])
  }

  @Test("Every node's subtree ends where its next sibling begins, whatever the nesting", arguments: 0..<40)
  func subtrees(seed: Int) throws {
    var generator = SplitMix(seed: UInt64(seed))
    var html = ""
    for _ in 0..<200 {
      html +=
        ["<div>", "</div>", "<table><tr><td>", "</td>", "<p>", "x", "</p>", "<li", ">", "</b>", "<!--", "-->", "&"]
        .randomElement(using: &generator) ?? ""
    }
    let tree = try MarkupTree(html: html)
    for index in tree.nodes.indices {
      #expect(tree.nodes[index].end > index && tree.nodes[index].end <= tree.nodes.count)
      for child in tree.children(of: index) { #expect(tree.nodes[child].end <= tree.nodes[index].end) }
    }
  }

  @Test("Scripts and styles are no text of the document")
  func scripts() throws {
    let tree = try MarkupTree(html: "<p>a</p><script>var x = '<p>no</p>'</script><style>p{}</style><p>b</p>")
    #expect(tree.roots.map { tree.text(of: $0) }.joined() == "ab")
  }

  @Test("A million nested elements give what stands before the limit, and where it was reached")
  func nested() throws {
    let tree = try MarkupTree(html: "<p>before</p>\n" + String(repeating: "<div>", count: 1_000_000) + "deep")
    #expect(tree.stop?.limit == .depth && tree.stop?.line == 2)
    #expect(tree.roots.map { tree.text(of: $0) }.joined().contains("before"))
  }

  @Test("A document of more nodes than allowed is cut there, and says so")
  func manyNodes() throws {
    let limits = MarkupLimits(bytes: 1 << 20, depth: 10, nodes: 100, attributes: 10)
    let tree = try MarkupTree(html: String(repeating: "<p>x</p>", count: 1_000), limits: limits)
    #expect(tree.stop?.limit == .nodes)
    #expect(tree.nodes.count <= 100)
    #expect(try MarkupTree(html: "<p>x</p>", limits: limits).stop == nil)
  }

  @Test("Two hundred thousand attributes are refused at once, with their line")
  func attributes() throws {
    let flood = "\n<p " + (0..<200_000).map { "a\($0)=\"1\"" }.joined(separator: " ") + ">x</p>"
    #expect(throws: MarkupError.tooManyAttributes(line: 2, limit: 1_000)) { try MarkupTree(html: flood) }
    let quoted = "<p title=\"" + String(repeating: "a ", count: 5_000) + "\">x</p>"
    #expect(try MarkupTree(html: quoted).stop == nil)
  }

  @Test("A document over the size limit is refused")
  func size() {
    let limits = MarkupLimits(bytes: 10, depth: 10, nodes: 10, attributes: 10)
    #expect(throws: MarkupError.tooLarge(bytes: 11, limit: 10)) { try MarkupTree(html: "12345678901", limits: limits) }
  }

  @Test("Entity declarations and external references do nothing")
  func entities() throws {
    let html = """
      <!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>
      <p>&a;&b;</p>
      """
    let text = try MarkupTree(html: html)
    let joined = text.roots.map { text.text(of: $0) }.joined()
    #expect(!joined.contains("aaaaaaaaaa<"))
    #expect(joined.contains("&a;"))
  }

  @Test(
    "Unclosed tags by the million end within seconds", arguments: ["<p>", "</p>", "<li>", "<b>x", "</div>", "<td>"])
  func unclosed(tag: String) throws {
    let clock = ContinuousClock()
    let taken = try clock.measure { _ = try MarkupTree(html: String(repeating: tag, count: 500_000)) }
    #expect(taken < .seconds(20))
  }

  @Test("20,000 mutants end with a tree whose nodes lie in each other, or with an error")
  func mutants() {
    let original = Array(
      """
      <!DOCTYPE html><html><head><title>A</title><style>p{}</style></head><body><h2>4</h2><table><tr><th rowspan=2>U</th>
      <tr><td>1.2 &amp; <td>é<!-- c --></table><pre>a</pre><ul><li>b</ul><script>x='<p>'</script><p title="c">d</body></html>
      """.utf8)
    var generator = SplitMix(seed: 4)
    var read = 0
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(Array("<>&;!-\"'= /x:".utf8).randomElement(using: &generator) ?? 0, at: position)
        default:
          let end = min(bytes.count, position + Int.random(in: 1...30, using: &generator))
          bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        }
      }
      guard let tree = try? MarkupTree(html: String(decoding: bytes, as: UTF8.self)) else { continue }
      read += 1
      for index in tree.nodes.indices {
        guard tree.nodes[index].end > index, tree.nodes[index].end <= tree.nodes.count,
          tree.children(of: index).allSatisfy({ tree.nodes[$0].end <= tree.nodes[index].end })
        else { return #expect(Bool(false), "\(String(decoding: bytes, as: UTF8.self))") }
      }
    }
    #expect(read > 10_000)
  }
}

/// A small seeded generator, so that a failing case can be repeated.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
