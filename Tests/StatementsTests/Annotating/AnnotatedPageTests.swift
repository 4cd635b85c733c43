import Evidence
import Foundation
import TestPeers
import Testing

@testable import Statements

@Suite("The annotated page")
struct AnnotatedPageTests {
  static func page(_ text: String, _ name: String = "statement.md") -> String {
    AnnotatedPage.render(StatementReader.examine(bytes: Array(text.utf8), name: name))
  }

  static let statement = """
    # DICOM Conformance Statement of Acme

    ## Glossary

    CT Image Storage, 1.2.840.10008.5.1.4.1.1.2: what scanners send.

    ## SOP Classes

    | SOP Class Name | SOP Class UID | SCU | SCP |
    |---|---|---|---|
    | CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No | Yes |
    | MR Image Storage | 1.2.840.10008.5.1.4.1.1.4 | Yes (optional) | Yes |
    | MR Image Storage | 1.2.840.10008.5.1.4.1.1.20 |  | Yes |

    ## More

    | SOP Class Name | SOP Class UID | SCP |
    |---|---|---|
    | CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | No |

    The Acme archive supports the Verification SOP Class as an SCP. It also does other things.
    """

  @Test("The page is well formed, loads nothing, and says what each mark means", .enabled(if: ExternalTool.hasPython))
  func wellFormed() throws {
    let phrases = [
      "SCU not supported 92", "SCP supported, disputed", "Not read for claims: stands under “Glossary”.",
      "what scanners send", "SCU configurable", "warning name-uid-mismatch", "What the marks mean",
      "Silence is never read as “not supported”.",
    ]
    #expect(try PageAudit.faults(of: Self.page(Self.statement), phrases: phrases) == "")
  }

  @Test("Claims are marked at their row and in their sentence, and the index links to both")
  func marks() {
    let page = Self.page(Self.statement)
    #expect(page.contains(#/<tr class="hit e-contradicted" id="s1">/#))
    #expect(page.contains(#/<td class="on">1\.2\.840\.10008\.5\.1\.4\.1\.1\.4<\/td>/#))
    #expect(
      page.contains(
        "<mark class=\"e-met\">The Acme archive supports the Verification SOP Class as an SCP.</mark> It also"))
    for match in page.matches(of: #/href="#(s[0-9]+)"/#) { #expect(page.contains("id=\"\(match.1)\"")) }
    // The glossary names a class and claims nothing.
    #expect(page.contains("<div class=\"blk x\">"))
    #expect(!page.contains("<mark class=\"e-met\">CT Image"))
  }

  @Test("Spans of tables are kept")
  func spans() {
    let page = Self.page(
      "<table><tr><th>SOP Class</th><th>UID</th><th>SCP</th></tr>"
        + "<tr><td rowspan=\"2\">CT Image Storage</td><td>1.2.840.10008.5.1.4.1.1.2</td><td>Yes</td></tr>"
        + "<tr><td colspan=\"2\">see above</td></tr></table>", "a.html")
    #expect(page.contains("rowspan=\"2\"") && page.contains("colspan=\"2\""))
  }

  @Test(
    "Whatever a document holds stays words", .enabled(if: ExternalTool.hasPython),
    arguments: [
      "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
      "\u{202E}gnp.exe", "javascript:alert(1)", "</style><style>*{display:none}", "]]><!--",
    ])
  func hostile(words: String) throws {
    let text = """
      Conformance Statement for \(words)
      ==================================

      \(words) supports the following SOP Classes as an SCP:

        CT\(words)  | 1.2.840.10008.5.1.4.1.1.2
        MR\(words)  | 1.2.840.10008.5.1.4.1.1.9999

      The AE \(words) supports the Verification SOP Class as an SCP if \(words) is licensed.
      """
    let page = Self.page(text, "\(words).txt")
    #expect(page.contains("data-k=\"sop-class\""))
    #expect(try PageAudit.faults(of: page, phrases: []) == "")
  }

  @Test("A description without text shows its claims with their elements")
  func description() {
    let claim = Claim(
      kind: .fhir, role: .server, detail: .resource(.init(resource: "Patient", interaction: "read")),
      evidence: [Citation(document: "c", sha256: "", element: "/rest/0/resource/3", words: "read")], method: "test",
      confidence: 100)
    let reading = DocumentReading(document: "c", sha256: "", format: "fhir-json", claims: [claim], problems: [])
    let page = AnnotatedPage.render(ExaminedDocument(reading: reading, document: nil, claimBlocks: []))
    #expect(page.contains("<code>/rest/0/resource/3</code>") && page.contains("<td>Patient</td>"))
  }

  @Test(
    "Pages of real documents keep every rule, and every link in them leads somewhere",
    .enabled(if: SharedStatements.isThere && ExternalTool.hasPython),
    arguments: ["orthanc.txt", "kcenon-pacs-system.md", "dcmtk-storescp.html", "slim.md"])
  func realDocuments(name: String) throws {
    let page = AnnotatedPage.render(StatementReader.examine(file: try #require(SharedStatements.document(name))))
    #expect(try PageAudit.faults(of: page, phrases: []) == "")
  }

  @Test("A large document's page is not much larger than the document", .enabled(if: SharedStatements.isThere))
  func size() throws {
    let file = try #require(SharedStatements.document("dcm4chee-arc-cs.html"))
    let size = try Data(contentsOf: file).count
    let page = AnnotatedPage.render(StatementReader.examine(file: file))
    #expect(page.utf8.count < size * 2)
  }

  @Suite("In a browser", .serialized, .enabled(if: ExternalTool.hasChromium))
  struct InBrowser {
    private static func shown(_ document: String) -> Int {
      document.matches(of: #/<li id="c[0-9]+"[^>]*>/#).filter { !$0.0.contains("hidden") }.count
    }

    @Test("The script runs under the page's own policy and offers the filters")
    func filters() throws {
      let document = try ExternalTool.document(AnnotatedPageTests.page(AnnotatedPageTests.statement), "")
      #expect(document.contains("<form id=\"filters\" aria-label"))
      #expect(Self.shown(document) == 7)
    }

    @Test(
      "Each filter leaves the claims that it names",
      arguments: [
        ("input[value=not-supported]", 2), ("input[value=disputed]", 2), ("input[value=unsure]", 2),
        ("input[value=unclear]", 0),
      ])
    func choices(box: String, count: Int) throws {
      // The test clicks with a script of its own, which the page's policy would refuse.
      let page = AnnotatedPageTests.page(AnnotatedPageTests.statement)
        .replacing(#/<meta http-equiv="Content-Security-Policy"[^>]*>/#, with: "")
        .replacing(
          "</body>",
          with: "<script>document.querySelector('\(box)').click()</script></body>")
      let document = try ExternalTool.document(page, "")
      #expect(Self.shown(document) == count, "\(document.matches(of: #/<li id="c[0-9]+"[^>]*>/#).map(\.0))")
      #expect(document.contains("\(count) of 7 claims"))
    }

    @Test("An address opens the claim's section of the index")
    func deepLink() throws {
      let rows = (1...60).map { "| Storage \($0) | 1.2.276.0.7230010.9.\($0) | Yes |" }.joined(separator: "\n")
      let page = AnnotatedPageTests.page("| SOP Class | UID | SCP |\n|---|---|---|\n\(rows)\n")
      #expect(try ExternalTool.document(page, "").firstMatch(of: #/<details class="k"[^>]* open/#) == nil)
      #expect(try ExternalTool.document(page, "#c50").firstMatch(of: #/<details class="k"[^>]* open/#) != nil)
    }
  }
}
