import Testing

@testable import Reports

@Suite("Links")
struct LinkTests {
  @Test("Only addresses of the web become links")
  func links() {
    #expect(
      Fragments.link("x", to: "https://example.org/?a=1&b").text.contains("href=\"https://example.org/?a=1&amp;b\""))
    for address in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://x", nil] {
      #expect(Fragments.link("x", to: address).text == "x")
    }
  }

  @Test("A relative address can hide neither a scheme nor a quote")
  func relative() {
    #expect(Fragments.relative("javascript:alert(1)") == "javascript%3Aalert%281%29")
    #expect(Fragments.relative("../bids/acme/index.html") == "../bids/acme/index.html")
    #expect(Fragments.relative("a \"b\"/ü.html") == "a%20%22b%22/%C3%BC.html")
  }
}

@Suite("Markdown")
struct MarkdownTests {
  @Test(
    "The small part of Markdown becomes markup",
    arguments: [
      ("one\ntwo\n\nthree", "<p>one two</p><p>three</p>"),
      (
        "It **shall** be *so* in `code *x*`.",
        "<p>It <strong>shall</strong> be <em>so</em> in <code>code *x*</code>.</p>"
      ),
      ("Lists:\n- a\n- b\n  more\n\nend", "<p>Lists:</p><ul><li>a<li>b more</ul><p>end</p>"),
      ("1. a\n2. b", "<ol><li>a<li>b</ol>"),
      ("**a *b* c**", "<p><strong>a <em>b</em> c</strong></p>"),
    ])
  func marks(text: String, html: String) { #expect(Markdown().blocks(text).text == html) }

  @Test(
    "Everything else stands as it was written",
    arguments: [
      ("2 * 3 * 4", "<p>2 * 3 * 4</p>"), ("**open", "<p>**open</p>"), ("a `b", "<p>a `b</p>"), ("****", "<p>****</p>"),
      ("[x](javascript:y)", "<p>[x](javascript:y)</p>"), ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>"),
      ("**<i>**", "<p><strong>&lt;i&gt;</strong></p>"), ("2026. it was", "<p>2026. it was</p>"),
    ])
  func literal(text: String, html: String) { #expect(Markdown().blocks(text).text == html) }

  @Test("A name in double braces shows the input's value, an unknown one itself")
  func inputs() {
    let markdown = Markdown(inputs: ["first-image": "3 s"])
    #expect(
      markdown.inline("within {{first-image}}, {{x}}").text
        == "within <span title=\"input first-image\">3 s</span>, {{x}}")
  }
}
