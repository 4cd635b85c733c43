import Foundation
import Testing
import XMLTree

@Suite("XML reading")
struct MarkupTreeXMLTests {
  private func tree(_ text: String, limits: MarkupLimits = .documents) throws -> MarkupTree {
    try MarkupTree(xml: Array(text.utf8), limits: limits)
  }
  private func text(_ tree: MarkupTree) -> String { tree.roots.map { tree.text(of: $0) }.joined() }

  @Test("Elements, attributes, text and lines are read in the order of the document")
  func structure() throws {
    let tree = try tree("<?xml version=\"1.0\"?>\n<A b=\"1\" B='2'>\n one<c/>\n<d>two</d></A>\n")
    #expect(tree.fault == nil && tree.stop == nil)
    #expect(tree.roots.map { tree.name(of: $0) } == ["A"])
    #expect(tree.attribute("b", of: 0) == "1" && tree.attribute("B", of: 0) == "2")
    #expect(tree.children(of: 0).map { tree.name(of: $0) ?? "text" } == ["text", "c", "text", "d"])
    let last = try #require(tree.nodes.indices.last { tree.name(of: $0) == "d" })
    #expect(tree.nodes[last].line == 4 && tree.nodes[last].depth == 1)
    #expect(text(tree) == "\n one\ntwo")
  }

  @Test("Names are local, with the namespace beside them; one that is not declared is a fault and no loss")
  func namespaces() throws {
    let tree = try tree(
      "<x:a xmlns:x=\"urn:x\" xmlns=\"urn:d\" x:p=\"1\" p=\"2\"><b/><c xmlns=\"\"/></x:a>")
    #expect(tree.nodes.map(\.namespace) == ["urn:x", "urn:d", nil])
    guard case .element("a", let attributes) = tree.nodes[0].content else { return #expect(Bool(false)) }
    #expect(attributes.map(\.namespace) == ["urn:x", nil])
    #expect(attributes.map(\.value) == ["1", "2"])
    let undeclared = try self.tree("<a><y:b>kept</y:b></a>")
    #expect(undeclared.fault?.line == 1)
    #expect(text(undeclared) == "kept")
  }

  @Test("References in values and text are replaced, CDATA is text, and nothing parts text around comments")
  func contents() throws {
    let tree = try tree(
      "<a v=\"&lt;&#65;&#x42;&amp;&#38;&amp;#38;\">x &gt;<![CDATA[<b>&amp;]]><!-- no --><?no no?>&#8364;</a>")
    #expect(tree.attribute("v", of: 0) == "<AB&&&#38;")
    #expect(tree.nodes.count == 2)
    #expect(text(tree) == "x ><b>&amp;€")
  }

  @Test("Elements named style and script are like any other")
  func styleAndScript() throws {
    let tree = try tree("<a>1<style>2</style>3<script>4</script>5<b>6</b></a>")
    #expect(text(tree) == "123456")
  }

  @Test("Encodings are told by the byte order mark or the declaration", arguments: ["big", "little", "latin", "utf8"])
  func encodings(kind: String) throws {
    let document = "<a b=\"ä\">Größe €</a>"
    let bytes: [UInt8] =
      switch kind {
      case "big": [0xFE, 0xFF] + document.utf16.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
      case "little":
        [0xFF, 0xFE]
          + "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\(document)".utf16.flatMap { unit -> [UInt8] in
            [UInt8(unit & 0xFF), UInt8(unit >> 8)]
          }
      case "latin":
        Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a b=\"".utf8) + [0xE4] + Array("\">Gr".utf8)
          + [0xF6, 0xDF] + Array("e &#8364;</a>".utf8)
      default: [0xEF, 0xBB, 0xBF] + Array(document.utf8)
      }
    let tree = try MarkupTree(xml: bytes)
    #expect(tree.fault == nil)
    #expect(text(tree) == "Größe €")
    #expect(tree.attribute("b", of: 0) == "ä")
  }

  @Test("What is not well-formed gives the part before the fault, and its line and column")
  func faults() throws {
    let mismatched = try tree("<a>\n<b>one</b>\n<c>two</d>\n</a>")
    #expect(mismatched.fault?.line == 3)
    #expect((mismatched.fault?.column ?? 0) > 1)
    #expect(text(mismatched).contains("one"))
    let cut = try tree("<a>\n<b>one</b><c attr=\"x")
    #expect(cut.fault?.line == 2)
    #expect(text(cut).contains("one"))
    #expect(try tree("<a/>").fault == nil)
    #expect(try tree("plain").fault != nil)
    #expect(try MarkupTree(xml: []).nodes.isEmpty)
  }

  @Test(
    "A document that declares an entity is refused with the line",
    arguments: [
      "<!ENTITY a \"aaaa\">", "<!ENTITY a SYSTEM \"file:///etc/hostname\">", "<!ENTITY % p \"x\">",
      "<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\">", "<!ENTITY a PUBLIC \"-//X\" \"x\">",
      "<!NOTATION n SYSTEM \"n\"><!ENTITY a SYSTEM \"x\" NDATA n>",
    ])
  func entities(declaration: String) {
    let document = """
      <?xml version="1.0"?>
      <!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.5//EN" "http://127.0.0.1:9/docbookx.dtd" [
      \(declaration)
      ]>
      <book><title>&a;</title></book>
      """
    #expect(throws: MarkupError.declaresEntity(line: 3)) { try tree(document) }
  }

  @Test("A document type without declarations of entities is accepted, and nothing is fetched")
  func documentType() throws {
    for type in [
      "<!DOCTYPE book>", "<!DOCTYPE book SYSTEM \"file:///etc/hostname\">",
      "<!DOCTYPE book PUBLIC \"-//OASIS//DTD DocBook XML V4.5//EN\" \"http://127.0.0.1:9/docbookx.dtd\">",
      "<!DOCTYPE book [<!ELEMENT book ANY><!ATTLIST book id CDATA #IMPLIED>]>",
    ] {
      let tree = try tree("\(type)<book><title>One</title></book>")
      #expect(text(tree) == "One", "\(type)")
    }
    // An entity that nobody declared is a fault.
    let unknown = try tree("<!DOCTYPE a SYSTEM \"x.dtd\"><a>b&nbsp;c</a>")
    #expect(text(unknown).hasPrefix("b") && text(unknown).hasSuffix("c"))
  }

  @Test("An entity that grows without bound is refused before it grows")
  func bombs() {
    var declarations = "<!ENTITY a0 \"aaaaaaaaaa\">"
    for level in 1...30 {
      declarations += "<!ENTITY a\(level) \"" + String(repeating: "&a\(level - 1);", count: 10) + "\">"
    }
    #expect(throws: MarkupError.self) { try tree("<!DOCTYPE a [\(declarations)]><a>&a30;</a>") }
  }

  @Test("What goes beyond a limit is left out or refused, and what stands before is kept")
  func limits() throws {
    let small = MarkupLimits(bytes: 2_000, depth: 5, nodes: 50, attributes: 4)
    #expect(throws: MarkupError.tooLarge(bytes: 2_001, limit: 2_000)) {
      try tree(String(repeating: "x", count: 2_001), limits: small)
    }
    #expect(throws: MarkupError.tooManyAttributes(line: 2, limit: 4)) {
      try tree("<a>\n<b a='' b='' c='' d='' e=''/></a>", limits: small)
    }
    #expect(try tree("<a><b a='' b='' c='' d=''/></a>", limits: small).stop == nil)
    let deep = try tree("<a>one\n<a><a><a><a><a>six</a></a></a></a></a></a>", limits: small)
    #expect(deep.stop?.limit == .depth && deep.stop?.line == 2)
    #expect(text(deep).contains("one") && !text(deep).contains("six"))
    let many = try tree("<a>" + String(repeating: "<b>x</b>", count: 100) + "</a>", limits: small)
    #expect(many.stop?.limit == .nodes && many.nodes.count == 50)
    let spaces = (0..<3).map { "<n\($0) xmlns:a\($0)='a' xmlns:b\($0)='b'>" }.joined()
    #expect(try tree(spaces, limits: small).stop?.limit == .attributes)
    let apart = (0..<3).map { "<n\($0) xmlns:a='a' xmlns:b='b'/>" }.joined()
    #expect(try tree("<a>\(apart)</a>", limits: small).stop == nil)
  }

  @Test(
    "Floods end within seconds",
    arguments: ["elements", "attributes", "namespaces", "text", "comments", "names", "siblings", "references"])
  func floods(kind: String) throws {
    func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
    let document =
      switch kind {
      case "elements": repeated("<a>", 1_000_000)
      case "attributes": "<a " + (0..<200_000).map { "a\($0)=''" }.joined(separator: " ") + "/>"
      case "namespaces":
        repeated("<a " + (0..<900).map { "xmlns:a\($0)='x'" }.joined(separator: " ") + ">", 900)
          + repeated("<b/>", 100_000)
      case "text": "<a>" + repeated("x", 20_000_000) + "</a>"
      case "comments": "<a>" + repeated("<!-- -->x", 500_000) + "</a>"
      case "names": "<a>" + (0..<100_000).map { "<b\($0)/>" }.joined() + "</a>"
      case "siblings": "<a>" + repeated("<b c='d'>e</b>", 500_000) + "</a>"
      default: "<a>" + repeated("&#65;&amp;", 1_000_000) + "</a>"
      }
    let clock = ContinuousClock()
    let taken = clock.measure { _ = try? tree(document) }
    // Generous, since tests run without optimisation and beside others; growth with the square would take hours.
    #expect(taken < .seconds(60), "\(kind) took \(taken)")
  }

  @Test("20,000 mutants end with a tree whose nodes lie in each other, or with an error")
  func mutants() {
    let original = Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <!DOCTYPE a [<!ELEMENT a ANY>]>
      <x:a xmlns:x="urn:x" b="1"><!-- c --><d e='&amp;&#65;'>f<![CDATA[<g>]]></d><?h i?><j/>k</x:a>
      """.utf8)
    var generator = SplitMix(seed: 3)
    var whole = 0
    for _ in 0..<20_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let position = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: .min ... .max, using: &generator)
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(Array("<>&;![]\"'= /x:".utf8).randomElement(using: &generator) ?? 0, at: position)
        default:
          let end = min(bytes.count, position + Int.random(in: 1...30, using: &generator))
          bytes.insert(contentsOf: bytes[position..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        }
      }
      guard let tree = try? MarkupTree(xml: bytes) else { continue }
      if tree.fault == nil { whole += 1 }
      for index in tree.nodes.indices {
        guard tree.nodes[index].end > index, tree.nodes[index].end <= tree.nodes.count,
          tree.children(of: index).allSatisfy({ tree.nodes[$0].end <= tree.nodes[index].end })
        else { return #expect(Bool(false), "\(String(decoding: bytes, as: UTF8.self))") }
      }
    }
    #expect(whole > 200)
  }
}
