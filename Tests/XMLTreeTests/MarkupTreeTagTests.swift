import Testing
import XMLTree

@Suite("Tags of XML that are not as they should be")
struct MarkupTreeTagTests {
  private func outline(_ text: String) throws -> [String] {
    let tree = try MarkupTree(xml: Array(text.utf8))
    return tree.nodes.compactMap { node in
      guard case .element(let name, let attributes) = node.content else { return nil }
      return "\(node.depth) \(name)" + attributes.map { " \($0.name)=\($0.value)" }.joined()
    }
  }

  @Test(
    "References in attributes become what they stand for",
    arguments: [
      ("<a b=\"1 &amp; 2\"/>", "1 & 2"), ("<a b=\"&lt;&#38;&gt;\"/>", "<&>"), ("<a b=\"&amp;#38;\"/>", "&#38;"),
      ("<a b=\"plain\"/>", "plain"),
    ])
  func references(text: String, value: String) throws {
    #expect(try outline(text) == ["0 a b=\(value)"])
  }

  @Test("An element whose tag is not well-formed does not swallow what follows it")
  func faultyTag() throws {
    let text = "<a><b><c x=\"1\"; y=2 /><c x=\"3\"/></b><d/></a>"
    let tree = try MarkupTree(xml: Array(text.utf8))
    #expect(tree.fault?.line == 1)
    #expect(try outline(text) == ["0 a", "1 b", "2 c x=1", "2 c x=3", "1 d"])
    #expect(try outline("<a><b><c x=\"1\"><e/></c></b><d/></a>") == ["0 a", "1 b", "2 c x=1", "3 e", "1 d"])
  }
}
