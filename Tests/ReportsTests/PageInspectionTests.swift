import Judgement
import TestPeers
import Testing

@testable import Reports

/// The pages as a browser judges them: whether everybody can use them, and whether their policy holds.
@Suite("Pages for everybody, from nowhere", .serialized, .enabled(if: ExternalTool.hasChromium))
struct PageInspectionTests {
  /// A run with a network in it, so that map, matrix, waterfall and tables are all there.
  static let network: String = {
    var sample = Sample.network(sites: 7, requirements: 6, pairwise: 2)
    sample.scorecard.groups += Sample.first.scorecard.groups.dropFirst()
    sample.scorecard.gate = Sample.first.scorecard.gate
    sample.scorecard.raises = Sample.first.scorecard.raises
    sample.scorecard.problems = Sample.first.scorecard.problems
    return HTMLRunReport.render(
      sample.scorecard, transcripts: sample.transcripts.merging(Sample.first.transcripts) { first, _ in first })
  }()

  @Test(
    "axe-core finds nothing against WCAG 2.2 AA in a run's page",
    arguments: [(false, 1280), (true, 1280), (false, 400)])
  func run(isDark: Bool, width: Int) throws {
    #expect(try PageInspection.accessibilityFaults(of: Self.network, isDark: isDark, width: width) == "")
  }

  @Test("axe-core finds nothing against the pages of comparisons and documents")
  func others() throws {
    let faults = try PageInspection.accessibilityFaults(of: HTMLComparisonReportTests.page())
    #expect(faults == "", "\(faults)")
    let document = HTMLDocument.render(SpecificationDocumentTests.document("Words").text)
    #expect(try PageInspection.accessibilityFaults(of: document) == "")
  }

  @Test("The same inspection finds what is wrong")
  func faulty() throws {
    let page = Self.network.replacing(
      "<main id=\"main\">",
      with: "<main id=\"main\"><img src=\"x.png\"><p><a href=\"#main\"></a></p><input type=\"text\">")
    let faults = try PageInspection.accessibilityFaults(of: page)
    for rule in ["image-alt", "link-name", "label"] { #expect(faults.contains(rule), "\(rule): \(faults)") }
  }

  @Test("The policy forbids nothing that the page does, and the page asks nothing of any network")
  func policy() throws {
    #expect(try PageInspection.breaches(of: Self.network, fragment: "#transcript-none") == "")
    #expect(try PageInspection.breaches(of: Self.network, fragment: "#sort=lost&q=store") == "")
  }

  @Test("A style, a script or an image that slips in is forbidden; without the policy the image would be fetched")
  func breach() throws {
    let foreign =
      "<main id=\"main\"><img src=\"http://127.0.0.1:9/x.png\" alt=\"x\"><p style=\"color:red\">x</p><script>1</script>"
    let page = Self.network.replacing("<main id=\"main\">", with: foreign)
    let breaches = try PageInspection.breaches(of: page)
    for word in ["inline style", "x.png", "inline script"] { #expect(breaches.contains(word), "\(word): \(breaches)") }
    let bare = page.replacing(/<meta http-equiv="Content-Security-Policy"[^>]*>/, with: "")
    #expect(try PageInspection.breaches(of: bare).contains("asked for http://127.0.0.1:9/x.png"))
  }

  @Test("Requirements stand in the order that the address asks for")
  func order() throws {
    let page = HTMLRunReportTests.page(Sample.first)
    let document = try ExternalTool.document(page, "#sort=lost")
    let losses = document.matches(of: /<details class="r [^>]*?data-lost="([\d.]+)"/).compactMap { Double($0.1) }
    #expect(losses.count == 46 && losses == losses.sorted(by: >))
    let plain = try ExternalTool.document(page, "#sort=nonsense")
    #expect(BrowserTests.shown(plain) == BrowserTests.shown(page))
  }

  @Test("Heads of tables are buttons once the script runs, and none without it")
  func heads() throws {
    let page = Self.network
    #expect(!page.contains("<button type=\"button\" class=\"sort\""))
    let document = try ExternalTool.document(page, "")
    #expect(document.components(separatedBy: "class=\"sort\"").count > 10)
    #expect(document.contains("class=\"rowfilter\""))
  }
}
