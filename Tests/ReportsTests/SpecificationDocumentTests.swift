import Foundation
import Office
import Specification
import TestPeers
import Testing

@testable import Reports

@Suite("A specification as a document")
struct SpecificationDocumentTests {
  private static let hostile = "</p><script>alert(1)</script> [x](javascript:y) *|* ]]>\u{202E}\u{0}"

  static func document(_ text: String = hostile) -> SpecificationDocument {
    let place = SourceSpan(file: "a.yaml", line: 1, column: 1)
    var requirement = Requirement(
      id: "A-1", revision: 2, group: "G", title: text, statement: "It **shall** answer within {{limit}}. \(text)",
      rationale: text, sources: [SourceReference(ref: "S", section: text, note: text)], equivalent: text,
      level: .mandatory,
      weight: 3, tags: [text], appliesTo: [RoleBinding(name: "archive", role: "archive", quantity: .each, span: place)],
      evidence: [
        EvidenceItem(
          id: "mark", body: .assessment(question: text, descriptors: [MarkDescriptor(mark: 1, descriptor: text)]),
          span: place)
      ], require: .evidence("mark"), remedy: text, provenance: Provenance(state: .open, note: text), span: place)
    requirement.valid = Validity(procurement: "2026-04-01")
    let rules = RuleSet(
      id: "sample", version: "1.0", title: text, summary: text, publisher: text,
      sources: ["S": Source(title: text, url: "javascript:alert(1)")],
      inputs: [
        "limit": InputValue(title: text, type: .duration, value: .duration(nanoseconds: 5_000_000_000)),
        "key": InputValue(title: "Key", type: .string, value: .string("hush"), isSecret: true),
      ],
      roles: ["archive": Role(title: text, meaning: text)],
      groups: [Group(id: "G", title: text, summary: text, weight: 4)],
      requirements: [requirement])
    return SpecificationDocument(rules, catalogue: StepCatalogue([]), sha256: String(repeating: "a", count: 64))
  }

  @Test("The page holds what the files say, loads nothing, and nothing of theirs becomes markup")
  func html() throws {
    let page = HTMLDocument.render(Self.document().text)
    #expect(!page.contains("<script") && !page.contains("href=\"javascript") && !page.contains("hush"))
    for phrase in [
      "A-1@2", "mandatory, weight 3", "within 5 s", "open question", "2026-04-01", "Index by role", "evaluators",
    ] {
      #expect(page.lowercased().contains(phrase.lowercased()), "\(phrase)")
    }
    let script = """
      import base64, hashlib, re
      page = open("page.html").read()
      policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page).group(1)
      digest = base64.b64encode(hashlib.sha256(re.search("<style>(.*?)</style>", page, re.S).group(1).encode()).digest())
      print("style-src 'sha256-" + digest.decode() + "'" in policy and "default-src 'none'" in policy)
      """
    #expect(try ExternalTool.run("python3", ["a.py"], files: ["a.py": script, "page.html": page]).output == "True\n")
  }

  @Test("In Markdown nothing of theirs is a tag, a link or a cell")
  func markdown() {
    let text = MarkdownDocument.render(Self.document().text)
    #expect(!text.contains("<script") && !text.contains("[x](") && !text.contains("hush"))
    #expect(text.contains("### ") && text.contains("A-1@2") && text.contains("within 5 s"))
  }

  @Test("ReqIF is well-formed, its identifiers are unique, and each reference leads to an element of its kind")
  func interchange() throws {
    let xml = RequirementsInterchange.render(Self.document(), changed: Date(timeIntervalSince1970: 0))
    let script = """
      from lxml import etree
      tree = etree.parse("a.xml").getroot()
      q = "{http://www.omg.org/spec/ReqIF/20110401/reqif.xsd}"
      ids = {}
      for e in tree.iter(etree.Element):
          if e.get("IDENTIFIER"):
              assert e.get("IDENTIFIER") not in ids, e.get("IDENTIFIER")
              ids[e.get("IDENTIFIER")] = etree.QName(e).localname
              assert etree.QName(e).localname == "REQ-IF-HEADER" or e.get("LAST-CHANGE")
      for e in tree.iter(etree.Element):
          name = etree.QName(e).localname
          if name.endswith("-REF"): assert ids.get(e.text) == name[:-4], (name, e.text)
      assert tree.findtext(f".//{q}REQ-IF-VERSION") == "1.0"
      order = [etree.QName(e).localname for e in tree.find(f"{q}CORE-CONTENT/{q}REQ-IF-CONTENT")]
      assert order == ["DATATYPES", "SPEC-TYPES", "SPEC-OBJECTS", "SPECIFICATIONS"], order
      for e in tree.iter(f"{q}THE-VALUE"): assert [etree.QName(c).localname for c in e] == ["div"]
      values = [e.get("THE-VALUE") for e in tree.iter(f"{q}ATTRIBUTE-VALUE-STRING")]
      print("A-1" in values, len(list(tree.iter(f"{q}SPEC-HIERARCHY"))), len(list(tree.iter(f"{q}SPEC-OBJECT"))))
      """
    let output = try ExternalTool.run("python3", ["a.py"], files: ["a.py": script, "a.xml": xml]).output
    #expect(output == "True 2 2\n")
  }

  @Test(
    "Words that went and came are marked, and what stayed is not",
    arguments: [
      ("it shall answer", "it should answer", "it [-shall-] {+should+} answer"), ("", "new", "{+new+}"),
      ("old", "", "[-old-]"), ("same", "same", "same"), ("a b c", "b c d", "[-a-] b c {+d+}"),
    ])
  func words(before: String, after: String, shown: String) {
    var document = TextDocument(title: "t")
    document.blocks = [.paragraph(WordDifference.runs(from: before, to: after))]
    #expect(PlainDocument.render(document).hasSuffix("  \(shown)"))
  }

  @Test("Values for spreadsheets are quoted, and none of them is a formula")
  func values() {
    let rules = Self.document("=1+1, \"x\"").rules
    let text = CoverageDocument.values(SpecificationCoverage(rules))
    #expect(text.contains("A-1@2,\"'=1+1, \"\"x\"\"\",mandatory,assessment"))
  }
}
